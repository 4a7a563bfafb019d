import { MAX_DOCUMENT_BYTES } from '../attachments/limits.ts'
import { type Source, sourceOf } from '../attachments/source.ts'
import type { Block, Closed, Document, Files, Link, MailFile } from '../domain.ts'
import { textsOf } from './blocks.ts'
import { readDoc } from './doc.ts'
import { readDocx } from './docx.ts'
import { readOdt } from './odt.ts'
import { readPdf } from './pdf.ts'
import { picturesOf } from './pictures.ts'
import { Refused } from './refused.ts'
import { readRtf } from './rtf.ts'
import { readText } from './text.ts'
import { readWebArchive, readWebPage } from './webPage.ts'

/** What a document is by its content. */
export type DocumentFormat = 'docx' | 'doc' | 'odt' | 'rtf' | 'pdf' | 'html' | 'mhtml' | 'text'

/** `pictures`: the images of the document in reading order, each file once. */
export type ReadDocument =
  | { readonly document: Document; readonly pictures: readonly MailFile[] }
  | { readonly closed: Closed }

/** A document of any format → paragraphs, tables and pictures in reading order, or why it stays closed. */
export async function readDocument(files: Files, file: MailFile, format: DocumentFormat): Promise<ReadDocument> {
  if (file.bytes > MAX_DOCUMENT_BYTES) return { closed: 'tooLarge' }
  try {
    const document = withBareLinks(await READERS[format](files, file))
    return { document, pictures: picturesOf(document.blocks) }
  } catch (error) {
    if (error instanceof Refused) return { closed: error.why }
    throw error
  }
}

type Reader = (files: Files, file: MailFile) => Promise<Document>

const READERS: Readonly<Record<DocumentFormat, Reader>> = {
  docx: (files, file) => readDocx(files, sourceOf(files, file), bytes => readChunk(files, bytes)),
  doc: async (files, { sha256 }) => readDoc(files, await files.read(sha256)),
  odt: (files, file) => readOdt(files, sourceOf(files, file)),
  rtf: async (files, { sha256 }) => readRtf(files, await files.read(sha256)),
  pdf: async (files, { sha256 }) => readPdf(files, await files.read(sha256)),
  html: async (files, { sha256 }) => readWebPage(files, await files.read(sha256)),
  mhtml: (files, { sha256 }) => readWebArchive(files, sha256),
  text: async (files, { sha256 }) => readText(await files.read(sha256)),
}

/** Word files made by programs may hold their text as HTML or as another Word file. One level of it is read. */
async function readChunk(files: Files, bytes: Uint8Array): Promise<readonly Block[]> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const source: Source = { bytes: bytes.length, read: async (start, end) => bytes.subarray(start, end) }
  try {
    const document = isZip ? await readDocx(files, source, async () => []) : await readWebPage(files, bytes)
    return document.blocks
  } catch (error) {
    if (error instanceof Refused) return []
    throw error
  }
}

/** An address typed as plain text is a link too. */
const BARE_LINK = /https?:\/\/[^\s<>"'“”«»]+[^\s<>"'“”«».,;:!?)\]]/g

function withBareLinks(document: Document): Document {
  const links = new Map<string, Link>(document.links.map(link => [link.url, link]))
  for (const text of textsOf(document.blocks)) {
    for (const [url] of text.matchAll(BARE_LINK)) if (!links.has(url)) links.set(url, { url, text: url })
  }
  return { ...document, links: [...links.values()] }
}
