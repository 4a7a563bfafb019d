import { MAX_PDF_PAGES } from '../attachments/limits.ts'
import type { Document, DocumentNote, Files, Link, MailFile } from '../domain.ts'
import { BlockWriter, textsOf } from './blocks.ts'
import { jpegsIn, numberJpegs, type PlacedImage, placesOf } from './pdfImages.ts'
import { type Page, type PageItem, readLayout, writeLayout } from './pdfLayout.ts'
import { keepPicture } from './pictures.ts'
import { Refused } from './refused.ts'

/** A page of an article has some hundred letters; a scanned one none, or the few that a scanner stamps on it. */
const MIN_LETTERS_OF_TEXT = 40

/** Above this share of words of one letter, the letters came out of order; Vietnamese has under 2 %. */
const TORN_SHARE = 0.2

/** An image that takes this share of its page is a scan of that page, with or without text that was recognised on it. */
const PAGE_IMAGE_SHARE = 0.8

/**
 * PDF with a text layer: lines put together to paragraphs and table rows by where they stand, photos between them. A scan
 * has no text, or a layer of recognised text over its page images: it is noted, and those are no pictures of the article.
 *
 * @throws {Refused}
 */
export async function readPdf(files: Files, bytes: Uint8Array): Promise<Document> {
  const images = jpegsIn(bytes)
  const { pages, links } = await readPages(numberJpegs(bytes, images), images.length > 0)
  const scans = new Set(pages.flatMap(page => page.images.filter(image => isPageImage(image, page))).map(numberOf))
  const pictures = new Map<number, MailFile>()
  for (const [number, image] of images.entries()) {
    const file = scans.has(number) ? null : await keepPicture(files, image, `anh-${pictures.size + 1}`)
    if (file !== null) pictures.set(number, file)
  }
  const writer = new BlockWriter()
  writeLayout(writer, readLayout(pages.map(page => ({ ...page, pictures: picturesOn(page, pictures) }))))
  const text = writer.end()
  const notes = notesOf(textsOf(text.blocks).join(' '), bytes, pages)
  if (text.converted) notes.push('converted')
  // What stands nowhere that was read comes last.
  const placed = new Set(pages.flatMap(page => page.images.map(numberOf)))
  const rest = [...pictures].filter(([number]) => !placed.has(number) && !notes.includes('scan'))
  return { blocks: [...text.blocks, ...rest.map(([, file]) => ({ kind: 'picture' as const, file }))], links, notes }
}

const isPageImage = ({ width, height }: PlacedImage, page: ReadPage): boolean =>
  width * height > PAGE_IMAGE_SHARE * page.width * page.height

const numberOf = ({ number }: PlacedImage): number => number

const picturesOn = ({ images }: ReadPage, files: ReadonlyMap<number, MailFile>): Page['pictures'] =>
  images.flatMap(image => {
    const file = files.get(image.number)
    return file === undefined ? [] : [{ ...image, file }]
  })

function notesOf(text: string, bytes: Uint8Array, pages: readonly ReadPage[]): DocumentNote[] {
  const isCovered = (page: ReadPage): boolean => page.images.some(image => isPageImage(image, page))
  if (pages.length > 0 && pages.every(isCovered)) return ['scan']
  const letters = text.match(/\p{L}/gu) ?? []
  if (letters.length < MIN_LETTERS_OF_TEXT) return Buffer.from(bytes).includes('/Image') ? ['scan'] : []
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? []
  const torn = words.filter(word => word.length === 1).length
  return torn > words.length * TORN_SHARE ? ['uncertainOrder'] : []
}

/** A page without the files of its images, which have a number each. */
interface ReadPage extends Omit<Page, 'pictures'> {
  readonly images: readonly PlacedImage[]
}

/** @param bytes taken over by the library */
async function readPages(
  bytes: Uint8Array,
  hasImages: boolean,
): Promise<{ pages: readonly ReadPage[]; links: readonly Link[] }> {
  // Loaded when the first PDF comes: it takes a tenth of a second.
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(bytes, { verbosity: 0 }).catch(refuse)
  try {
    const pages: ReadPage[] = []
    const links: Link[] = []
    for (let number = 1; number <= Math.min(pdf.numPages, MAX_PDF_PAGES); number++) {
      const page = await pdf.getPage(number)
      const { items } = await page.getTextContent({ disableNormalization: true })
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view
      pages.push({
        width: right - left,
        height: top - bottom,
        items: items.flatMap(item => ('str' in item ? [itemOf(item)] : [])),
        images: hasImages ? placesOf(await page.getOperatorList()) : [],
      })
      for (const { url } of await page.getAnnotations()) if (typeof url === 'string') links.push({ url, text: '' })
      page.cleanup()
    }
    return { pages, links }
  } catch (error) {
    return refuse(error)
  } finally {
    await pdf.loadingTask.destroy()
  }
}

/** Whatever the library throws, it throws over the file's bytes. */
function refuse(error: unknown): never {
  throw new Refused(error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged')
}

/** Ligatures are letters drawn together; the library's own normalisation would also change the signs of TCVN3. */
const LIGATURES = /[\ufb00-\ufb06]/g

interface TextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
}

function itemOf({ str, transform, width, height }: TextItem): PageItem {
  const [, , , , x = 0, y = 0] = transform
  return { text: str.replace(LIGATURES, sign => sign.normalize('NFKC')), x, y, width, height }
}
