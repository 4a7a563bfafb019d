import type { MailFile } from '../domain.ts'
import type { BlockWriter } from './blocks.ts'

/** A page: its size in points, and what is on it. */
export interface Page {
  readonly width: number
  readonly height: number
  readonly items: readonly PageItem[]
  readonly pictures: readonly PagePicture[]
}

/** A picture on a page, by its lower left corner. */
export interface PagePicture {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly file: MailFile
}

/** A piece of text on a page. Points from the lower left corner; `height` is that of its font. */
export interface PageItem {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Pieces on one line, without a wide gap between them. */
interface Line {
  text: string
  readonly x: number
  readonly y: number
  end: number
  readonly height: number
  /** What stands here is no text; `y` is then its lower edge. */
  readonly picture: MailFile | null
}

/** Lines below each other. */
interface Column {
  readonly lines: Line[]
}

/** Columns beside each other: one for running text, several for a row of a table. */
export interface Row {
  readonly columns: readonly Column[]
  /** Where the longest line of the page that starts where a column starts ends. */
  readonly edge: (x: number) => number
}

/** In heights of a line. Word's and LibreOffice's lines are 1.15 to 1.5 apart, paragraphs of a form up to 2. */
const SAME_LINE = 0.4
const NEXT_LINE = 2.2
const SAME_EDGE = 1
/** A gap wider than this is a tab, or the border between two cells. */
const WIDE_GAP = 1.2
const COLUMN_GAP = 3
/** Lines further apart than this are two paragraphs. */
const PARAGRAPH_GAP = 1.8
const LINE_STEP = 1.2
/** Raised letters and marks of notes are smaller than this and stand this much higher. */
const RAISED_SIZE = 0.75
const RAISED = 0.6
/** Points. */
const LINE_HEIGHT = 14
/** Lines this much further apart than their neighbours are two paragraphs. */
const WIDER_STEP = 1.2

/**
 * The text of all pages, in the order it was written: programs write cell after cell and line after line. Pages are laid
 * below each other, so that a paragraph goes on over the end of a page; page numbers are left out.
 */
export function readLayout(pages: readonly Page[]): readonly Row[] {
  const lines: Line[] = []
  for (const { items, height, pictures } of pages) {
    const words = linesOf(items).filter(line => !isPageNumber(line, height))
    const written = pictures.reduce(withPicture, words)
    const above = lines.at(-1)
    const drop = (above?.y ?? 0) - (above?.height ?? 0) * LINE_STEP - Math.max(0, ...written.map(line => line.y))
    for (const line of written) lines.push({ ...line, y: line.y + drop })
  }
  const words = lines.filter(({ picture }) => picture === null)
  const edge = (x: number): number =>
    words.reduce((most, line) => (Math.abs(line.x - x) < line.height * SAME_EDGE ? Math.max(most, line.end) : most), 0)
  return rowsOf(lines).map(columns => ({ columns, edge }))
}

/** A picture stands after what was written above its middle. Its row is as high as a line. */
function withPicture(lines: readonly Line[], { x, y, width, height, file }: PagePicture): readonly Line[] {
  const picture: Line = { text: '', x, y, end: x + width, height: LINE_HEIGHT, picture: file }
  const next = lines.findIndex(line => line.y < (line.picture === null ? y + height / 2 : y - line.height))
  return next < 0 ? [...lines, picture] : [...lines.slice(0, next), picture, ...lines.slice(next)]
}

/** "3", "- 3 -", "Trang 3/7" in the margins of a page. */
const PAGE_NUMBER = /^(trang\s*)?[-–]?\s*\d{1,3}\s*[-–]?(\s*\/\s*\d{1,3})?$/i

/** Share of a page's height that its upper and lower margins take at most. */
const MARGIN = 0.1

const isPageNumber = ({ text, y }: Line, height: number): boolean =>
  PAGE_NUMBER.test(text.trim()) && (y < height * MARGIN || y > height * (1 - MARGIN))

export function writeLayout(writer: BlockWriter, rows: readonly Row[]): void {
  let inTable = false
  for (const { columns, edge } of rows) {
    if (columns.length > 1 && !inTable) writer.openTable()
    if (columns.length <= 1 && inTable) writer.closeTable()
    inTable = columns.length > 1
    if (inTable) writer.openRow()
    for (const { lines } of columns) {
      if (inTable) writer.openCell()
      writeParagraphs(writer, lines, edge)
      if (inTable) writer.closeCell()
    }
  }
  if (inTable) writer.closeTable()
}

function linesOf(items: readonly PageItem[]): readonly Line[] {
  const lines: Line[] = []
  for (const item of items) {
    if (item.text.trim() === '') continue
    const { text, x, y, width } = item
    const last = lines.at(-1)
    const height = item.height || last?.height || 1
    const gap = last === undefined ? 0 : x - last.end
    if (last !== undefined && isOnLine(y, height, last) && gap > -height * SAME_LINE && gap < height * COLUMN_GAP) {
      last.text += `${separator(gap, height)}${text}`
      last.end = x + width
    } else lines.push({ text, x, y, end: x + width, height, picture: null })
  }
  return lines
}

function isOnLine(y: number, height: number, line: Line): boolean {
  if (height < line.height * RAISED_SIZE) return Math.abs(y - line.y) < line.height * RAISED
  return Math.abs(y - line.y) < height * SAME_LINE
}

/** A gap of a fifth of the height is a space: fonts have 0.23 to 0.28. */
function separator(gap: number, height: number): string {
  if (gap > height * WIDE_GAP) return '\t'
  return gap > height * 0.15 ? ' ' : ''
}

function rowsOf(lines: readonly Line[]): readonly (readonly Column[])[] {
  const rows: Column[][] = []
  for (const line of lines) {
    const row = rows.at(-1)
    const column = row?.at(-1)
    const above = column?.lines.at(-1)
    if (row === undefined || column === undefined || above === undefined) rows.push([{ lines: [line] }])
    else if (isBeside(line, row)) row.push({ lines: [line] })
    else if (isBelow(line, above, row)) column.lines.push(line)
    else rows.push([{ lines: [line] }])
  }
  return rows
}

/** Right of all that is in the row, and not lower than where its last column ends. */
function isBeside(line: Line, row: readonly Column[]): boolean {
  const lines = row.at(-1)?.lines ?? []
  const lowest = lines.at(-1)?.y ?? 0
  return line.y > lowest - line.height * SAME_LINE && lines.every(({ end }) => line.x > end)
}

/** In running text anything below goes on; beside another column only what starts where the column does. */
function isBelow(line: Line, above: Line, row: readonly Column[]): boolean {
  const drop = above.y - line.y
  if (drop <= 0 || drop > line.height * NEXT_LINE) return false
  return row.length === 1 || Math.abs(line.x - above.x) < line.height * SAME_EDGE * 2
}

/** A line that starts like a label of the form starts a paragraph, however full the line above is. */
const LABEL = /^\s*(\d{1,2}|[IVX]{1,4})\s*[.)/]\s*\p{Lu}/u

/** A dotted line to write on. */
const LEADER = /^[\s.…_-]{4,}$/

/** A paragraph goes on as long as the first word of the next line would not have fitted on the line before. */
function writeParagraphs(writer: BlockWriter, lines: readonly Line[], edge: (x: number) => number): void {
  for (const [at, line] of lines.entries()) {
    const above = lines[at - 1]
    if (line.picture !== null) {
      writer.closeParagraph()
      writer.picture(line.picture)
      continue
    }
    const goesOn = above !== undefined && !isApart(lines, at) && continues(line, above, edge)
    if (!goesOn) writer.openParagraph()
    writer.text(goesOn ? ` ${line.text}` : line.text, { font: null, bold: false })
  }
  writer.closeParagraph()
}

/** Whether the space above a line is wider than that above and below its neighbours. */
function isApart(lines: readonly Line[], at: number): boolean {
  const step = (number: number): number => {
    const [above, line] = [lines[number - 1], lines[number]]
    const areWords = above?.picture === null && line?.picture === null
    return areWords && above.y > line.y ? above.y - line.y : Number.POSITIVE_INFINITY
  }
  const around = Math.min(step(at - 1), step(at + 1))
  return Number.isFinite(around) && step(at) > around * WIDER_STEP
}

function continues(line: Line, above: Line, edge: (x: number) => number): boolean {
  if (above.picture !== null || LABEL.test(line.text) || LEADER.test(line.text)) return false
  if (above.y - line.y > line.height * PARAGRAPH_GAP) return false
  const isIndented = line.x - above.x > line.height && line.x < above.end
  if (isIndented || Math.abs(line.height - above.height) > line.height * 0.2) return false
  const [word = ''] = line.text.trim().split(/\s/)
  // With the space before it; letters are not all as wide as the mean.
  const letter = (line.end - line.x) / Math.max(line.text.length, 1)
  return above.end + letter * (word.length + 1.5) > Math.max(edge(line.x), edge(above.x))
}
