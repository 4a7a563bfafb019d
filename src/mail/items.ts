import { asText, type Page, readHtml } from '../documents/html.ts'
import { decodeLines } from '../documents/runs.ts'
import type { Files } from '../domain.ts'
import { decodeText } from './charset.ts'
import { type Body, emptyPart, type Part } from './part.ts'
import { plainText } from './plainText.ts'
import { isKnownFile, unwrap } from './unwrap.ts'
import { findUuencoded } from './uuencode.ts'

/** What a part gives a reader: words, and files where they stand. */
export type Item = PlainItem | HtmlItem | FileItem

export interface PlainItem {
  readonly kind: 'plain'
  readonly text: string
  /** It was in an encoding from before Unicode. */
  readonly converted: boolean
}

export interface HtmlItem {
  readonly kind: 'html'
  /** As it came, but for the images written into it. */
  readonly html: string
  readonly page: Page
  /** Images stand in it as marks of their source (`documents/html.ts`). */
  readonly text: string
  /** The sources that it shows: `cid:…`, and what its images name. */
  readonly shows: readonly string[]
}

export interface FileItem {
  readonly kind: 'file'
  readonly part: Part
  readonly body: Extract<Body, { kind: 'file' }>
  /** The source under which the HTML shows it, if it was taken out of the HTML itself. */
  readonly source: string | null
}

/** A leaf → its words or its file; files hidden in words (uuencode, images written into HTML) are kept beside them. */
export async function itemsOf(files: Files, part: Part, body: Body): Promise<readonly Item[]> {
  if (body.kind === 'file') return [{ kind: 'file', part, body, source: null }]
  const bytes = part.type.value === 'text/html' ? body.bytes : unwrap(body.bytes)
  if (isKnownFile(bytes)) return [await keptFile(files, part, bytes)]
  const charset = part.type.parameters.get('charset') ?? null
  const text = decodeText(bytes, charset ?? (part.type.value === 'text/html' ? metaCharset(bytes) : null))
  if (isHtml(part.type.value, text)) return htmlItems(files, text)
  const { rest, found } = findUuencoded(text)
  const unicode = decodeLines(rest)
  const items: Item[] = [{ kind: 'plain', text: plainText(unicode, part.type), converted: unicode !== rest }]
  for (const { name, bytes: inner } of found) items.push(await keptFile(files, filePart(name), inner))
  return items
}

/** By what the text is where the label is missing or mistaken; text under the label of HTML keeps its lines. */
function isHtml(type: string, text: string): boolean {
  return type === 'text/html' ? /<[a-z!/][^<]*>|&\w+;/i.test(text) : /^\s*<(!doctype html|html)\b/i.test(text)
}

function metaCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? null
}

/** An image written into the page (RFC 2397), as some webmail sends what was pasted. */
const DATA_IMAGE = /(<img\b[^>]{0,500}?\bsrc\s*=\s*["']?)data:image\/([\w.+-]+);base64,([A-Za-z0-9+/=\s]+)/gi

async function htmlItems(files: Files, html: string): Promise<readonly Item[]> {
  const images: { source: string; type: string; bytes: Buffer }[] = []
  const short = html.replace(DATA_IMAGE, (_, tag: string, type: string, data: string) => {
    const source = `data:${images.length + 1}`
    images.push({ source, type: `image/${type.toLowerCase()}`, bytes: Buffer.from(data, 'base64') })
    return `${tag}${source}`
  })
  const page = readHtml(short)
  const text = asText(page.blocks)
  const kept: Item[] = []
  for (const { source, type, bytes } of images) {
    const part = { ...emptyPart([]), type: { value: type, parameters: new Map<string, string>() } }
    kept.push({ ...(await keptFile(files, part, bytes)), source })
  }
  return [{ kind: 'html', html: short, page, text, shows: [...named(short), ...sources(text)] }, ...kept]
}

/** Every `cid:` of a page, also in backgrounds and in what only some programs read. */
const named = (html: string): readonly string[] => [...html.matchAll(/\bcid:[^"'\s<>)]+/gi)].map(([source]) => source)

const sources = (text: string): readonly string[] =>
  [...text.matchAll(/\ue000([^\ue001]*)\ue001/g)].map(([, source = '']) => source)

async function keptFile(files: Files, part: Part, bytes: Uint8Array): Promise<FileItem> {
  const writer = files.create()
  await writer.write(bytes)
  return {
    kind: 'file',
    part,
    body: { kind: 'file', ...(await writer.keep()), head: bytes.subarray(0, 4096) },
    source: null,
  }
}

const filePart = (name: string): Part => ({
  ...emptyPart([]),
  type: { value: 'application/octet-stream', parameters: new Map([['name', name]]) },
})
