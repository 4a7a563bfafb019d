import type { Files, MailPage, MailPagePiece, Sha256 } from '../domain.ts'
import { harmless } from './harmless.ts'
import { hashesOnly } from './hashesOnly.ts'
import type { FileItem, Item } from './items.ts'
import { splitMail } from './split.ts'
import { compact, type Node, plainSource, readParts, sourcesOf, within } from './words.ts'

/**
 * A raw mail as its sender laid it out: its HTML, made harmless, with plain texts that stand between. Reads
 * `files.stream(key)` once and keeps nothing.
 *
 * @returns null where the mail has no HTML
 */
export async function mailAsSent(files: Files, key: string): Promise<MailPage | null> {
  const hashed = hashesOnly(files)
  const { root } = await splitMail(hashed, files.stream(key))
  const node = await readParts(hashed, root)
  const leaves = shownLeaves(node)
  if (!leaves.some(hasHtml)) return null
  const pictures = sourcesIn(within(node))
  const pages = withoutTwins(leaves).flatMap(({ own }) => {
    const nearer = sourcesIn(own)
    const pictureOf = (source: string): Sha256 | null => nearer.get(source) ?? pictures.get(source) ?? null
    return own.flatMap(item => pageOf(item, source => pictureOf(plainSource(source))))
  })
  return {
    pieces: pages.flatMap(({ pieces }) => pieces),
    isCut: pages.some(({ isCut }) => isCut),
    namesOthers: pages.some(({ namesOthers }) => namesOthers),
  }
}

/** What stands in the mail in order; of an alternative, its last form in HTML: there the sender's layout is. */
function shownLeaves(node: Node): readonly Node[] {
  if (node.children.length === 0) return [node]
  const forms = node.children.map(shownLeaves)
  if (node.type !== 'multipart/alternative') return forms.flat()
  return forms.findLast(form => form.some(hasHtml)) ?? forms.at(-1) ?? []
}

const hasHtml = ({ own }: Node): boolean => own.some(({ kind }) => kind === 'html')

/** Some programs send both forms of a text one after the other, as if they were two texts. */
function withoutTwins(leaves: readonly Node[]): readonly Node[] {
  const pages = new Set(leaves.flatMap(({ own }) => own.filter(({ kind }) => kind === 'html')).map(compact))
  return leaves.filter(({ own: [first] }) => first?.kind !== 'plain' || !pages.has(compact(first)))
}

/** By the names under which a page shows them. */
const sourcesIn = (items: readonly Item[]): ReadonlyMap<string, Sha256> =>
  new Map(
    items
      .filter((item): item is FileItem => item.kind === 'file')
      .flatMap(item => sourcesOf(item).map(source => [plainSource(source), item.body.sha256] as const)),
  )

/** Letters of HTML that are shown: the longest articles that Word makes HTML of have half of it. */
const MOST_LETTERS = 1_000_000

function pageOf(item: Item, pictureOf: (source: string) => Sha256 | null): readonly MailPage[] {
  if (item.kind === 'file') return []
  if (item.kind === 'html') {
    const isCut = item.html.length > MOST_LETTERS
    return [{ ...harmless(item.html.slice(0, MOST_LETTERS), pictureOf), isCut }]
  }
  const text = item.text.slice(0, MOST_LETTERS)
  const isCut = text.length < item.text.length
  return text.trim() === ''
    ? []
    : [{ pieces: [BEGIN_TEXT, { kind: 'text', text }, END_TEXT], isCut, namesOthers: false }]
}

const BEGIN_TEXT: MailPagePiece = { kind: 'markup', html: '<div style="white-space:pre-wrap">' }
const END_TEXT: MailPagePiece = { kind: 'markup', html: '</div>' }
