import { imageMark } from '../documents/html.ts'
import type { Files, Link, MailFile } from '../domain.ts'
import { fileName } from './fileName.ts'
import { first } from './headers.ts'
import { type FileItem, type HtmlItem, type Item, itemsOf } from './items.ts'
import { linksOf } from './links.ts'
import type { Part } from './part.ts'
import { joinWrapped } from './plainText.ts'

/** The words and files of a mail. */
export interface Words {
  readonly text: string
  readonly files: readonly MailFile[]
  readonly links: readonly Link[]
  /** Some of the text was in an encoding from before Unicode. */
  readonly converted: boolean
  /** It can be shown as it was laid out (`asSent.ts`). */
  readonly html: boolean
}

/** A part with what it holds: a leaf its own items, a multipart its children. */
export interface Node {
  readonly type: string
  readonly own: readonly Item[]
  readonly children: readonly Node[]
}

/** The parts of a mail → its text in order, its files, its links. Files hidden in texts (uuencode) are kept too. */
export async function readWords(files: Files, root: Part): Promise<Words> {
  const node = await readParts(files, root)
  const all = within(node)
  const pages = all.filter(item => item.kind === 'html')
  const found = all.filter(item => item.kind === 'file')
  const chosen = choose(node)
  const text = chosen.map(wordsOf).filter(Boolean).join('\n\n')
  const placed = (items: readonly Item[]): string =>
    items.map(item => (item.kind === 'file' ? placeMark(found.indexOf(item)) : item.text)).join('\n')
  const texts = [...formsIn(node).map(placed), placed(chosen), ...pages.map(page => page.text)]
  const shown = new Map(pages.flatMap(page => page.shows).map(source => [plainSource(source), source]))
  return {
    text,
    files: found.map((item, number) => mailFile(item, number, shown, texts)),
    links: linksOf(
      pages.flatMap(({ page }) => page.links),
      text,
    ),
    converted: chosen.some(isConverted),
    html: pages.length > 0,
  }
}

const isConverted = (item: Item): boolean =>
  item.kind === 'plain' ? item.converted : item.kind === 'html' && item.page.converted

export async function readParts(files: Files, part: Part): Promise<Node> {
  const type = part.type.value
  if (part.body !== null) return { type, own: await itemsOf(files, part, part.body), children: [] }
  const children: Node[] = []
  for (const child of part.children) children.push(await readParts(files, child))
  return { type, own: [], children }
}

export const within = ({ own, children }: Node): readonly Item[] => [...own, ...children.flatMap(within)]

/** Every form of every alternative, whole. */
const formsIn = (node: Node): readonly (readonly Item[])[] => [
  ...(node.type === 'multipart/alternative' ? node.children.map(within) : []),
  ...node.children.flatMap(formsIn),
]

/** What a person reads, in order: of an alternative the plain form, unless the HTML says much more. */
function choose(node: Node): readonly Item[] {
  const forms = node.children.map(choose)
  if (node.type !== 'multipart/alternative') return withoutTwins([...node.own, ...forms.flat()])
  const html = forms.findLast(form => form.some(item => item.kind === 'html'))
  const plain = forms.find(form => form.some(item => item.kind === 'plain' && item.text.trim() !== ''))
  const best = plain === undefined || (html !== undefined && isStub(plain, html)) ? (html ?? []) : joined(plain, html)
  return [...best, ...forms.flat().filter(item => item.kind === 'file' && !best.includes(item))]
}

/** Some programs send both forms of a text one after the other, as if they were two texts. */
function withoutTwins(items: readonly Item[]): readonly Item[] {
  if (new Set(items.map(({ kind }) => kind)).size === 1) return items
  const plain = new Set(items.filter(item => item.kind === 'plain').map(compact))
  return items.filter(item => item.kind !== 'html' || compact(item) === '' || !plain.has(compact(item)))
}

function joined(plain: readonly Item[], html: readonly Item[] = []): readonly Item[] {
  const other = html.find((item): item is HtmlItem => item.kind === 'html')
  if (other === undefined) return plain
  return plain.map(item =>
    item.kind === 'plain' ? { ...item, text: joinWrapped(item.text, withoutMarks(other.text)) } : item,
  )
}

/** A plain form this much shorter than the HTML beside it is a stub: "your program cannot show this mail". */
const STUB_SHARE = 0.3
const STUB_LENGTH = 300

function isStub(plain: readonly Item[], html: readonly Item[]): boolean {
  const length = (items: readonly Item[]): number => items.map(compact).join('').length
  return length(plain) < STUB_LENGTH && length(plain) < STUB_SHARE * length(html)
}

/** What a person reads of it, without space. */
export const compact = (item: Item): string => wordsOf(item).replace(/\s+/g, '')

function wordsOf(item: Item): string {
  return item.kind === 'file' ? '' : withoutMarks(item.text)
}

function withoutMarks(text: string): string {
  return text
    .replace(/\ue000[^\ue001]*\ue001/g, '')
    .replace(/(?<![ \t])[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Where a file stands among the words. */
const placeMark = (number: number): string => imageMark(`part:${number}`)

/** Sources are compared as they were meant: percent-encoding and case differ between a page and its parts. */
export function plainSource(source: string): string {
  try {
    return decodeURIComponent(source.trim()).toLowerCase()
  } catch {
    // A stray percent sign: compared as it stands.
    return source.trim().toLowerCase()
  }
}

function mailFile(
  item: FileItem,
  position: number,
  shown: ReadonlyMap<string, string>,
  texts: readonly string[],
): MailFile {
  const { part, body } = item
  const source = sourcesOf(item)
    .map(name => shown.get(plainSource(name)))
    .find(name => name !== undefined)
  return {
    name: fileName(part, body.head, position + 1),
    type: part.type.value || 'application/octet-stream',
    bytes: body.bytes,
    sha256: body.sha256,
    folders: [],
    shown: source !== undefined,
    ...beside(texts, source === undefined ? placeMark(position) : imageMark(source)),
  }
}

/** The names by which a page may show a file. */
export function sourcesOf({ part, source }: FileItem): readonly string[] {
  const contentId = (first(part.headers, 'content-id') ?? '').trim().replace(/^<|>$/g, '')
  const location = (first(part.headers, 'content-location') ?? '').trim()
  return [source ?? '', contentId === '' ? '' : `cid:${contentId}`, location].filter(Boolean)
}

/** The lines with words right before and after a place, in the first text that has it. */
function beside(texts: readonly string[], place: string): { before: string; after: string } {
  const text = texts.find(candidate => candidate.includes(place))
  if (text === undefined) return { before: '', after: '' }
  const at = text.indexOf(place)
  const lines = (piece: string): readonly string[] => piece.split('\n').map(withoutMarks).filter(Boolean)
  return { before: lines(text.slice(0, at)).at(-1) ?? '', after: lines(text.slice(at + place.length))[0] ?? '' }
}
