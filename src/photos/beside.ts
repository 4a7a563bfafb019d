import type { Block, Cell, Document, MailFile, Sha256 } from '../domain.ts'

/** The line that may be the caption of a file by where it stands in its mail: right after it, else right before; null if none. */
export function besideInMail({ before, after }: MailFile): string | null {
  const lines = (text: string): readonly string[] => text.split('\n').filter(line => line.trim() !== '')
  return captionLike(lines(after)[0]) ?? captionLike(lines(before).at(-1))
}

/**
 * For each picture of a document the line that may be its caption. Under the picture where every picture has one there,
 * above where only that holds for all, else whichever each has: authors keep to one way in one article.
 */
export function besideInDocument({ blocks }: Document): ReadonlyMap<Sha256, string> {
  const neighbours = neighboursIn(blocks)
  const isBelow = neighbours.every(({ after }) => after !== null)
  const isAbove = !isBelow && neighbours.every(({ before }) => before !== null)
  const found = new Map<Sha256, string>()
  for (const { sha256, before, after } of neighbours) {
    const line = isAbove ? before : (after ?? before)
    if (line !== null && !found.has(sha256)) found.set(sha256, line)
  }
  return found
}

interface Neighbours {
  readonly sha256: Sha256
  readonly before: string | null
  readonly after: string | null
}

/** Pictures in a row share the line under the last or above the first of them. */
function neighboursIn(blocks: readonly Block[], below?: Cell): readonly Neighbours[] {
  const shown = blocks.filter(block => block.kind !== 'paragraph' || block.text.trim() !== '')
  const isPicture = (block: Block): boolean => block.kind === 'picture'
  return shown.flatMap((block, at): readonly Neighbours[] => {
    if (block.kind === 'paragraph') return []
    if (block.kind === 'table') return block.rows.flatMap((row, number) => inRow(row, block.rows[number + 1] ?? []))
    const next = shown.slice(at + 1).find(other => !isPicture(other))
    const previous = shown.slice(0, at).findLast(other => !isPicture(other))
    const under = below?.blocks.find(other => other.kind === 'paragraph' && other.text.trim() !== '')
    return [{ sha256: block.file.sha256, before: lineOf(previous), after: lineOf(next) ?? lineOf(under) }]
  })
}

/** Photos are often laid out in a table, their captions in the row under them. */
function inRow(row: readonly Cell[], next: readonly Cell[]): readonly Neighbours[] {
  return row.flatMap(cell => {
    const below = next.find(({ column }) => column === cell.column)
    return neighboursIn(cell.blocks, below)
  })
}

const lineOf = (block: Block | undefined): string | null =>
  block?.kind === 'paragraph' ? captionLike(block.text) : null

/** Letters; captions in the sample articles have 30 to 200. */
const LONGEST_CAPTION = 300

/** Fields of the form, and the line that names who wrote: they stand beside pictures too. Compared without diacritics. */
const FORM_LINE =
  /^[\d\s.)/-]{0,6}(?:tit|noi dung|chu thich|tac gia|nguoi (?:viet|gui)|don vi|(?:so )?dien thoai|s?dt|(?:so )?tai khoan|stk|(?:ten )?chu tai khoan|(?:tin|bai)(?:,| va)? anh)\b[^:]{0,60}:/

/** A text if it may be a caption: one short paragraph of at least two words that is no field of the form. */
function captionLike(text: string | undefined): string | null {
  const line = (text ?? '').replace(/\s+/g, ' ').trim()
  if (line.length > LONGEST_CAPTION || !/\p{L}\P{L}+\p{L}/u.test(line) || line.endsWith(':')) return null
  return FORM_LINE.test(plain(line)) ? null : line
}

const plain = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
