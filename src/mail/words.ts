import { asText, imageMark, type Page, readHtml } from '../documents/html.ts'
import type { Files, Link, MailFile } from '../domain.ts'
import { cleanText, decodeText } from './charset.ts'
import { fileName } from './fileName.ts'
import { first } from './headers.ts'
import type { Body, Part } from './split.ts'
import { findUuencoded, isKnownFile, unwrapText } from './textBody.ts'

/** The words and files of a mail. */
export interface Words {
  readonly text: string
  readonly files: readonly MailFile[]
  readonly links: readonly Link[]
}

/** Parts in the order of a reader: words, and files where they stand. */
type Item =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'html'; readonly page: Page }
  | { readonly kind: 'file'; readonly part: Part; readonly body: Extract<Body, { kind: 'file' }> }

/** A plain part this much shorter than the HTML beside it is a stub: "your program cannot show this mail". */
const STUB_SHARE = 0.3
const STUB_LENGTH = 300

const MARKS = /\ue000[^\ue001]*\ue001/g
function withoutMarks(text: string): string {
  if (!text.includes('\ue000')) return text.trim()
  return text
    .replace(MARKS, '')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** A part with what it holds: a leaf its own items, a multipart its children. */
interface Node {
  readonly type: string
  readonly own: readonly Item[]
  readonly children: readonly Node[]
}

/** The parts of a mail → its text in order, its files, its links. Files hidden in texts (uuencode) are kept too. */
export async function readWords(files: Files, root: Part): Promise<Words> {
  const node = await read(files, root)
  const all = itemsOf(node)
  const pages = all.flatMap(item => (item.kind === 'html' ? [item.page] : []))
  const found = all.filter(item => item.kind === 'file')
  const chosen = choose(node)
  const text = withoutMarks(chosen.map(wordsOf).filter(Boolean).join('\n\n'))
  const places = chosen.map(item => (item.kind === 'file' ? placeMark(found.indexOf(item)) : wordsOf(item))).join('\n')
  const texts = [places, ...pages.map(page => asText(page.blocks))]
  const shown = new Set(texts.flatMap(sources))
  return {
    text,
    files: found.map((item, number) => mailFile(item, number, shown, texts)),
    links: linksOf(pages, text),
  }
}

async function read(files: Files, part: Part): Promise<Node> {
  const type = part.type.value
  if (part.body?.kind === 'file') return { type, own: [{ kind: 'file', part, body: part.body }], children: [] }
  if (part.body !== null) return { type, own: await textItems(files, part, part.body.bytes), children: [] }
  const children: Node[] = []
  for (const child of part.children) children.push(await read(files, child))
  return { type, own: [], children }
}

const itemsOf = ({ own, children }: Node): readonly Item[] => [...own, ...children.flatMap(itemsOf)]

async function textItems(files: Files, part: Part, bytes: Uint8Array): Promise<readonly Item[]> {
  if (isKnownFile(bytes)) return [await asFile(files, part, bytes)]
  const charset = part.type.parameters.get('charset') ?? null
  if (part.type.value === 'text/html')
    return [{ kind: 'html', page: readHtml(decodeText(bytes, charset ?? metaCharset(bytes))) }]
  const text = decodeText(unwrapText(bytes), charset)
  if (part.type.value === '' && /^\s*<(!doctype html|html)\b/i.test(text))
    return [{ kind: 'html', page: readHtml(text) }]
  const { rest, found } = findUuencoded(text)
  const items: Item[] = [{ kind: 'plain', text: plainText(rest, part) }]
  for (const { name, bytes: inner } of found) items.push(await asFile(files, namedPart(name), inner))
  return items
}

async function asFile(files: Files, part: Part, bytes: Uint8Array): Promise<Item> {
  const writer = files.create()
  await writer.write(bytes)
  return { kind: 'file', part, body: { kind: 'file', ...(await writer.keep()), head: bytes.subarray(0, 4096) } }
}

const namedPart = (name: string): Part => ({
  headers: [],
  type: { value: 'application/octet-stream', parameters: new Map([['name', name]]) },
  disposition: { value: 'attachment', parameters: new Map() },
  children: [],
  body: null,
})

function metaCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1')
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? null
}

/** format=flowed (RFC 3676): a line that ends with a space goes on; its quote marks and stuffing are its own. */
function plainText(text: string, part: Part): string {
  const clean = cleanText(text)
  if (part.type.parameters.get('format')?.toLowerCase() !== 'flowed') return clean
  const stop = part.type.parameters.get('delsp')?.toLowerCase() === 'yes' ? '' : ' '
  const lines: string[] = []
  let goesOn = false
  for (const raw of clean.split('\n')) {
    const line = raw.startsWith(' ') ? raw.slice(1) : raw
    if (goesOn && !line.startsWith('>')) lines.push(`${lines.pop() ?? ''}${line.trimEnd()}`)
    else lines.push(line.trimEnd())
    goesOn = line.endsWith(' ') && line !== '-- ' && !line.startsWith('>')
    if (goesOn) lines.push(`${lines.pop() ?? ''}${stop}`)
  }
  return lines.map(line => (line.trimEnd() === '--' ? '-- ' : line.trimEnd())).join('\n')
}

/** What a person reads, in order: of an alternative the plain form, unless the HTML says much more. */
function choose({ type, own, children }: Node): readonly Item[] {
  const forms = children.map(choose)
  if (type !== 'multipart/alternative') return [...own, ...forms.flat()]
  const html = forms.findLast(form => form.some(item => item.kind === 'html'))
  const plain = forms.find(form => form.some(item => item.kind === 'plain' && item.text.trim() !== ''))
  const best = plain === undefined || (html !== undefined && isStub(plain, html)) ? (html ?? []) : plain
  return [...best, ...forms.flat().filter(item => item.kind === 'file' && !best.includes(item))]
}

function isStub(plain: readonly Item[], html: readonly Item[]): boolean {
  const length = (items: readonly Item[]): number =>
    withoutMarks(items.map(wordsOf).join('')).replace(/\s+/g, '').length
  return length(plain) < STUB_LENGTH && length(plain) < STUB_SHARE * length(html)
}

function wordsOf(item: Item): string {
  if (item.kind === 'plain') return item.text.trim()
  return item.kind === 'html' ? asText(item.page.blocks) : ''
}

/** Where a file stands among the words. */
const placeMark = (number: number): string => imageMark(`part:${number}`)

const sources = (text: string): readonly string[] => [...text.matchAll(MARKS)].map(([found]) => found.slice(1, -1))

function mailFile(
  { part, body }: Extract<Item, { kind: 'file' }>,
  position: number,
  shown: ReadonlySet<string>,
  texts: readonly string[],
): MailFile {
  const contentId = (first(part.headers, 'content-id') ?? '').trim().replace(/^<|>$/g, '')
  const own = [`cid:${contentId}`, first(part.headers, 'content-location') ?? '']
  const source = own.find(name => name !== 'cid:' && name !== '' && shown.has(name)) ?? null
  const place = source === null ? placeMark(position) : imageMark(source)
  return {
    name: fileName(part, body.head, position + 1),
    type: part.type.value || 'application/octet-stream',
    bytes: body.bytes,
    sha256: body.sha256,
    folders: [],
    shown: source !== null,
    ...beside(texts, place),
  }
}

/** The lines with words right before and after a place in a text. */
function beside(texts: readonly string[], place: string): { before: string; after: string } {
  const text = texts.find(candidate => candidate.includes(place))
  if (text === undefined) return { before: '', after: '' }
  const at = text.indexOf(place)
  const lines = (piece: string): readonly string[] =>
    piece
      .split('\n')
      .map(line => withoutMarks(line))
      .filter(Boolean)
  return { before: lines(text.slice(0, at)).at(-1) ?? '', after: lines(text.slice(at + place.length))[0] ?? '' }
}

const BARE_LINK = /https?:\/\/[^\s<>"'()\]]+[^\s<>"'()\].,;:!?]/gi

function linksOf(pages: readonly Page[], text: string): readonly Link[] {
  const links = new Map(pages.flatMap(page => page.links).map(link => [link.url, link]))
  for (const [url] of text.matchAll(BARE_LINK)) if (!links.has(url)) links.set(url, { url, text: url })
  return [...links.values()]
}
