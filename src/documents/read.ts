import { MAX_DOCUMENT_BYTES } from '../attachments/limits.ts'
import { type Source, sourceOf } from '../attachments/source.ts'
import type { Block, Closed, Document, Files, Link, MailFile } from '../domain.ts'
import { textsOf } from './blocks.ts'
import { picturesOf } from './pictures.ts'
import { Refused } from './refused.ts'

/** What a document is by its content. */
export type DocumentFormat = 'docx' | 'doc' | 'odt' | 'flatOdt' | 'rtf' | 'pdf' | 'wordXml' | 'html' | 'mhtml' | 'text'

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

/** Each is loaded when the first file of its format comes: all of them take longer than most files do. */
const READERS: Readonly<Record<DocumentFormat, Reader>> = {
  async docx(files, file) {
    const { readDocx } = await import('./docx.ts')
    return readDocx(files, sourceOf(files, file), bytes => readChunk(files, bytes))
  },
  doc: async (files, { sha256 }) => (await import('./doc.ts')).readDoc(files, await files.read(sha256)),
  odt: async (files, file) => (await import('./odt.ts')).readOdt(files, sourceOf(files, file)),
  rtf: async (files, { sha256 }) => (await import('./rtf.ts')).readRtf(files, await files.read(sha256)),
  pdf: async (files, { sha256 }) => (await import('./pdf.ts')).readPdf(files, await files.read(sha256)),
  flatOdt: async (files, { sha256 }) => (await import('./odt.ts')).readFlatOdt(files, await files.read(sha256)),
  wordXml: async (files, { sha256 }) => (await import('./wordXml.ts')).readWordXml(files, await files.read(sha256)),
  html: async (files, { sha256 }) => (await import('./webPage.ts')).readWebPage(files, await files.read(sha256)),
  mhtml: async (files, { sha256 }) => (await import('./webPage.ts')).readWebArchive(files, sha256),
  text: async (files, { sha256 }) => (await import('./text.ts')).readText(await files.read(sha256)),
}

/** Word files made by programs may hold their text in another format. One level of it is read. */
async function readChunk(files: Files, bytes: Uint8Array): Promise<readonly Block[]> {
  try {
    return (await readBytes(files, bytes)).blocks
  } catch (error) {
    if (error instanceof Refused) return []
    throw error
  }
}

async function readBytes(files: Files, bytes: Uint8Array): Promise<Document> {
  const start = Buffer.from(bytes.subarray(0, 5)).toString('latin1')
  if (start === '{\\rtf') return (await import('./rtf.ts')).readRtf(files, bytes)
  if (!start.startsWith('PK')) return (await import('./webPage.ts')).readWebPage(files, bytes)
  const source: Source = { bytes: bytes.length, read: async (from, to) => bytes.subarray(from, to) }
  return (await import('./docx.ts')).readDocx(files, source, async () => [])
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
