import type { Binary } from '../attachments/binary.ts'
import type { DocFile } from './docFile.ts'

/** Where in the header the tables of formatted pages stand: of characters, of paragraphs. */
const CHARACTER_PAGES = 0xfa
const PARAGRAPH_PAGES = 0x102

const PAGE_BYTES = 512

/** Properties of the bytes from `start` up to `end`: the style's number, and what differs from it. */
export interface Formatted {
  readonly start: number
  readonly end: number
  readonly style: number
  readonly changes: readonly Change[]
}

/** One property and its operand (MS-DOC 2.2.5.1). */
export interface Change {
  readonly code: number
  readonly operand: Binary
}

export const readCharacterFormats = (file: DocFile): readonly Formatted[] =>
  pagesOf(file, CHARACTER_PAGES).flatMap(page =>
    runsOf(page, 1, offset => ({
      style: 0,
      changes: readChanges(page.slice(offset + 1, offset + 1 + page.u8(offset))),
    })),
  )

export const readParagraphFormats = (file: DocFile): readonly Formatted[] =>
  pagesOf(file, PARAGRAPH_PAGES).flatMap(page =>
    runsOf(page, 13, offset => {
      // The length counts pairs of bytes, this one included; a zero means that the next byte counts pairs after it.
      const short = page.u8(offset)
      const start = short === 0 ? offset + 2 : offset + 1
      const end = short === 0 ? start + 2 * page.u8(offset + 1) : offset + 2 * short
      return { style: page.u16(start), changes: readChanges(page.slice(start + 2, end)) }
    }),
  )

/** Pages of 512 bytes in the main stream, by their numbers (MS-DOC 2.8.5, 2.8.6). */
function pagesOf({ word, structure }: DocFile, offset: number): readonly Binary[] {
  const table = structure(offset)
  const count = Math.floor((table.length - 4) / 8)
  const numbers = Array.from({ length: Math.max(count, 0) }, (_, at) => table.u32(4 * (count + 1) + 4 * at) & 0x3fffff)
  return numbers.map(number => word.slice(number * PAGE_BYTES, (number + 1) * PAGE_BYTES))
}

/** A page: boundaries from its start, one entry of `entryBytes` a run, their count in its last byte. */
function runsOf(
  page: Binary,
  entryBytes: number,
  read: (offset: number) => Pick<Formatted, 'style' | 'changes'>,
): readonly Formatted[] {
  const count = page.u8(PAGE_BYTES - 1)
  return Array.from({ length: count }, (_, run) => {
    const offset = 2 * page.u8(4 * (count + 1) + entryBytes * run)
    const formatted = offset === 0 ? { style: 0, changes: [] } : read(offset)
    return { start: page.u32(4 * run), end: page.u32(4 * run + 4), ...formatted }
  })
}

/** Table definitions count their operand in two bytes. */
const LONG_OPERAND = 0xd608

/** Bytes of an operand by the upper three bits of its code; null: its first byte counts the others (MS-DOC 2.6). */
const OPERAND_BYTES = [1, 1, 2, 4, 2, 2, null, 3] as const

export function readChanges(list: Binary): readonly Change[] {
  const changes: Change[] = []
  for (let at = 0; at + 2 < list.length; ) {
    const code = list.u16(at)
    const fixed = OPERAND_BYTES[code >> 13] ?? null
    const start = at + 2 + (fixed !== null ? 0 : code === LONG_OPERAND ? 2 : 1)
    const bytes = fixed ?? (code === LONG_OPERAND ? list.u16(at + 2) - 1 : list.u8(at + 2))
    changes.push({ code, operand: list.slice(start, start + bytes) })
    at = start + Math.max(bytes, 0)
  }
  return changes
}

/** Finds the format of a byte: formats are sorted by where they start. */
export function formatAt(formats: readonly Formatted[], fc: number): Formatted | null {
  let [low, high] = [0, formats.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const format = formats[middle]
    if (format === undefined || fc < format.start) high = middle - 1
    else if (fc >= format.end) low = middle + 1
    else return format
  }
  return null
}
