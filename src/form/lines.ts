import type { Block, Cell, Document, Table } from '../domain.ts'
import { isHeading } from './clean.ts'
import { labelOf, splitLabels } from './labels.ts'

/** A line as a reader of forms sees it. */
export interface Line {
  readonly text: string
  readonly bold: boolean
  /** The first line of a table cell. */
  readonly startsCell: boolean
  /** A paragraph begins here; soft line breaks go on with the same one. */
  readonly startsParagraph: boolean
  /** A picture stands right before this line. */
  readonly afterPicture: boolean
}

/** A document in reading order, one line a paragraph or soft break, a table row by row. */
export function linesOfDocument({ blocks }: Document): readonly Line[] {
  return linesOfBlocks(blocks).filter(({ text }) => !isHeading(text))
}

/** The text of a mail; cells come as tabs. */
export function linesOfText(text: string): readonly Line[] {
  const paragraphs = text.split('\n').flatMap(line => line.split('\t'))
  return paragraphs.flatMap(paragraph => asLines(paragraph, false, false)).filter(({ text: line }) => !isHeading(line))
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
  return paragraph.split('\n').flatMap((line, number) =>
    splitLabels(line).map((text, piece) => ({
      text,
      bold,
      startsCell: false,
      startsParagraph: number === 0 || piece > 0,
      afterPicture: afterPicture && number === 0 && piece === 0,
    })),
  )
}

function linesOfTable({ rows }: Table): readonly Line[] {
  const lines: Line[] = []
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? []
    const next = rows[at + 1] ?? []
    if (isHeadRow(row) && !next.some(cell => labelOf(textOf(cell)) !== null)) {
      lines.push(
        ...row.flatMap(cell => [
          ...linesOfCell(cell),
          ...next.filter(({ column }) => column === cell.column).flatMap(linesOfCell),
        ]),
      )
      at++
    } else {
      lines.push(...withoutNumbers(row).flatMap(linesOfCell))
    }
  }
  return lines
}

const textOf = ({ blocks }: Cell): string =>
  blocks
    .map(block => (block.kind === 'paragraph' ? block.text : ''))
    .join('\n')
    .trim()

/** Two or more labels and nothing else in one row: the answers stand below them. */
function isHeadRow(row: readonly Cell[]): boolean {
  const labels = row.filter(cell => {
    const text = textOf(cell)
    return text !== '' && labelOf(text)?.length === text.length
  })
  return row.length >= 2 && labels.length === row.length
}

/** A cell that holds only the number of the row says nothing. */
function withoutNumbers(row: readonly Cell[]): readonly Cell[] {
  return row.length < 2 ? row : row.filter(cell => !/^(\d{1,2}|[IVX]{1,4})[.):]?$/.test(textOf(cell)))
}

function linesOfCell({ blocks }: Cell): readonly Line[] {
  return linesOfBlocks(blocks).map((line, number) => ({ ...line, startsCell: number === 0 }))
}
