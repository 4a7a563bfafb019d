import type { Block, Cell, Document, Table } from '../domain.ts'
import { fold, isHeading, tidy } from './clean.ts'
import { labelOf } from './labels.ts'
import { splitLabels } from './splitLabels.ts'

/** A line as a reader of forms sees it. */
export interface Line {
  readonly text: string
  readonly bold: boolean
  /** The first line of a table cell. */
  readonly startsCell: boolean
  /** A picture stands right before this line. */
  readonly afterPicture: boolean
}

/** A document in reading order, one line a paragraph or soft break, a table row by row. */
export function linesOfDocument({ blocks }: Document): readonly Line[] {
  return linesOfBlocks(blocks).filter(({ text }) => !isHeading(text))
}

/** The text of a mail; cells come as tabs. */
export function linesOfText(text: string): readonly Line[] {
  return tidy(text)
    .split('\n')
    .flatMap(cellsOf)
    .flatMap(line => asLines(line, false, false))
    .filter(line => !isHeading(line.text))
}

function cellsOf(line: string): readonly string[] {
  const cells = line.split('\t')
  return cells.some(cell => labelOf(cell) !== null) ? cells.filter(cell => !isRowNumber(cell)) : cells
}

function linesOfBlocks(blocks: readonly Block[]): readonly Line[] {
  const lines: Line[] = []
  let afterPicture = false
  for (const block of blocks) {
    if (block.kind === 'picture') {
      afterPicture = true
      continue
    }
    const more = block.kind === 'table' ? linesOfTable(block) : asLines(block.text, block.bold, afterPicture)
    afterPicture = false
    lines.push(...more)
  }
  return lines
}

function asLines(paragraph: string, bold: boolean, afterPicture: boolean): readonly Line[] {
  return tidy(paragraph)
    .split('\n')
    .flatMap((line, number) =>
      splitLabels(line).map((text, piece) => ({
        text,
        bold,
        startsCell: false,
        afterPicture: afterPicture && number === 0 && piece === 0,
      })),
    )
}

function linesOfTable({ rows }: Table): readonly Line[] {
  const lines: Line[] = []
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? []
    const next = rows[at + 1] ?? []
    if (namesColumns(row) && hasLabel(next)) continue
    if (isLabelRow(row) && !hasLabel(next)) {
      const labels = row.filter(isBareLabel)
      lines.push(...labels.flatMap(cell => [cell, ...below(cell, next)]).flatMap(linesOfCell))
      at++
    } else {
      lines.push(...(hasLabel(row) ? row.filter(cell => !isRowNumber(textOf(cell))) : row).flatMap(linesOfCell))
    }
  }
  return lines
}

const textOf = ({ blocks }: Cell): string =>
  blocks
    .map(block => (block.kind === 'paragraph' ? block.text : ''))
    .join('\n')
    .normalize('NFC')
    .trim()

const hasLabel = (row: readonly Cell[]): boolean => row.some(cell => labelOf(textOf(cell)) !== null)

const below = ({ column }: Cell, row: readonly Cell[]): readonly Cell[] => row.filter(cell => cell.column === column)

const isRowNumber = (text: string): boolean => /^\s*(\d{1,2}|[IVX]{1,4})[.):/]?\s*$/.test(text)

/** Heads of columns that are no label of ours, or only look like one: "STT | Nội dung | Thông tin". */
const COLUMN =
  /^(stt|tt|so tt|muc|cac muc|ten muc|noi dung.{0,30}|thong tin.{0,30}|tra loi|phan .{0,30}|dien .{0,30}|yeu cau|ghi chu|huong dan|chi tiet|truong|nhan|gia tri)$/

function namesColumns(row: readonly Cell[]): boolean {
  const filled = row.map(cell => fold(textOf(cell))).filter(Boolean)
  return filled.length >= 2 && filled.every(text => COLUMN.test(text))
}

/** Two or more bare labels and nothing else in one row: the answers stand below them. */
function isLabelRow(row: readonly Cell[]): boolean {
  const rest = row.filter(cell => !isBareLabel(cell))
  return row.length - rest.length >= 2 && rest.every(cell => COLUMN.test(fold(textOf(cell))))
}

function isBareLabel(cell: Cell): boolean {
  const text = textOf(cell)
  return text !== '' && labelOf(text)?.length === text.length
}

function linesOfCell({ blocks }: Cell): readonly Line[] {
  return linesOfBlocks(blocks).map((line, number) => ({ ...line, startsCell: number === 0 }))
}
