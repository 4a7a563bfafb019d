import { MAX_PDF_PAGES } from '../attachments/limits.ts'
import type { Document, DocumentNote, Files, Link, Picture } from '../domain.ts'
import { BlockWriter, textsOf } from './blocks.ts'
import { type Page, type PageItem, readLayout, writeLayout } from './pdfLayout.ts'
import { keepPicture } from './pictures.ts'
import { Refused } from './refused.ts'

/** A page of an article has some hundred letters; a scanned one none, or the few that a scanner stamps on it. */
const MIN_LETTERS_OF_TEXT = 40

/** Above this share of words of one letter, the letters came out of order; Vietnamese has under 2 %. */
const TORN_SHARE = 0.2

/**
 * PDF with a text layer: lines put together to paragraphs and table rows by where they stand. A scan has no text: it is
 * noted, and its page images are no pictures of the article. Pictures follow the text: their place is not known.
 *
 * @throws {Refused}
 */
export async function readPdf(files: Files, bytes: Uint8Array): Promise<Document> {
  const { pages, links } = await readPages(bytes)
  const writer = new BlockWriter()
  writeLayout(writer, readLayout(pages))
  const text = writer.end()
  const notes = notesOf(textsOf(text.blocks).join(' '), bytes)
  if (text.converted) notes.push('converted')
  const pictures = notes.includes('scan') ? [] : await keepPictures(files, bytes)
  return { blocks: [...text.blocks, ...pictures], links, notes }
}

async function keepPictures(files: Files, bytes: Uint8Array): Promise<readonly Picture[]> {
  const pictures: Picture[] = []
  for (const image of jpegsIn(bytes)) {
    const file = await keepPicture(files, image, `anh-${pictures.length + 1}`)
    if (file !== null) pictures.push({ kind: 'picture', file })
  }
  return pictures
}

function notesOf(text: string, bytes: Uint8Array): DocumentNote[] {
  const letters = text.match(/\p{L}/gu) ?? []
  if (letters.length < MIN_LETTERS_OF_TEXT) return Buffer.from(bytes).includes('/Image') ? ['scan'] : []
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? []
  const torn = words.filter(word => word.length === 1).length
  return torn > words.length * TORN_SHARE ? ['uncertainOrder'] : []
}

async function readPages(bytes: Uint8Array): Promise<{ pages: readonly Page[]; links: readonly Link[] }> {
  // Loaded when the first PDF comes: it takes a tenth of a second.
  const { getDocumentProxy } = await import('unpdf')
  // The library takes the bytes over: it gets its own.
  const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 }).catch(refuse)
  try {
    const pages: Page[] = []
    const links: Link[] = []
    for (let number = 1; number <= Math.min(pdf.numPages, MAX_PDF_PAGES); number++) {
      const page = await pdf.getPage(number)
      const { items } = await page.getTextContent({ disableNormalization: true })
      const [, bottom = 0, , top = 0] = page.view
      pages.push({ height: top - bottom, items: items.flatMap(item => ('str' in item ? [itemOf(item)] : [])) })
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

/** JPEG files stand in a PDF as they are (ISO 32000-1, 7.4.8); images of other kinds are no photos from a camera. */
function jpegsIn(bytes: Uint8Array): readonly Uint8Array[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Uint8Array[] = []
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    const start = at + 6 + (file[at + 6] === 0x0d ? 2 : 1)
    if (file[start] !== 0xff || file[start + 1] !== 0xd8) continue
    const end = file.indexOf('endstream', start)
    if (end < 0) break
    found.push(bytes.subarray(start, end))
    at = end
  }
  return found
}
