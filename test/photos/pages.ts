import sharp from 'sharp'
import { openBrowser } from '../web/browser.ts'

/** Pixels of an A4 page at 150 dots an inch. */
const PAGE = { width: 1240, height: 1754 }

/** Texts as a printer would print them: a PNG of an A4 page for each. */
export async function printed(...texts: readonly string[]): Promise<readonly Buffer[]> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: PAGE })
    const sheets: Buffer[] = []
    for (const text of texts) {
      await page.setContent('<body style="margin:120px;font:29px/1.5 serif;white-space:pre-wrap"></body>')
      await page.locator('body').evaluate((body, words) => body.append(words), text)
      sheets.push(await page.screenshot())
    }
    return sheets
  } finally {
    await browser.close()
  }
}

export const scanned = (page: Buffer): Promise<Buffer> => sharp(page).greyscale().jpeg({ quality: 80 }).toBuffer()

/** Held in the hand over a dark table: turned a little, lit from one side, somewhat unsharp. */
export async function photographed(page: Buffer, turned = 4): Promise<Buffer> {
  const sheet = await sharp(page)
    .rotate(turned, { background: '#5a4632' })
    .extend({ top: 150, bottom: 150, left: 150, right: 150, background: '#5a4632' })
    .png()
    .toBuffer()
  const { width, height } = await sharp(sheet).metadata()
  const light = `<svg width="${width}" height="${height}"><defs><linearGradient id="l" x2="1" y2="1"><stop stop-color="#fff"/><stop offset="1" stop-color="#777"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#l)"/></svg>`
  return sharp(sheet)
    .composite([{ input: Buffer.from(light), blend: 'multiply' }])
    .blur(1)
    .jpeg({ quality: 85 })
    .toBuffer()
}
