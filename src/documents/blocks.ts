import { MAX_BLOCKS, MAX_NESTING, MAX_TEXT_LENGTH } from '../attachments/limits.ts'
import type { Block, Cell, MailFile } from '../domain.ts'
import { cleanText } from '../mail/charset.ts'
import {
  decodeLegacy,
  detectLegacy,
  hasUnicodeLetters,
  isCapitalFont,
  type Legacy,
  legacyOf,
  legacySigns,
} from './legacy.ts'
import { Refused } from './refused.ts'

/** How a run of text is drawn, as far as it matters. */
export interface Style {
  /** Null where the format names none. */
  readonly font: string | null
  readonly bold: boolean
}

interface Run extends Style {
  text: string
}

/** A paragraph with what is anchored in it: pictures, text boxes. */
interface OpenParagraph {
  readonly items: (Run | DraftBlock)[]
  listed: boolean
}

type DraftBlock =
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[]; readonly listed: boolean }
  | { readonly kind: 'table'; readonly rows: readonly (readonly DraftCell[])[] }
  | { readonly kind: 'picture'; readonly file: MailFile }

interface DraftCell {
  readonly column: number
  readonly blocks: DraftBlock[]
}

/** What blocks are being written into: the document or a cell, or a text box whose blocks go to the frame around it. */
interface Frame {
  readonly blocks: DraftBlock[]
  readonly isBox: boolean
  paragraph: OpenParagraph | null
}

interface OpenTable {
  readonly rows: DraftCell[][]
  /** How many frames were open around it. */
  readonly depth: number
  /** The next free column of the row that is open. */
  column: number
}

/**
 * Takes a document in the order its format stores it and gives its blocks in the order a reader sees them. Readers of
 * all formats write into it, so that nesting, line breaks, pictures inside paragraphs, merged cells and legacy
 * encodings are handled once. Whatever is closed closes what is still open in it; what was never opened is not closed.
 */
export class BlockWriter {
  readonly #frames: Frame[] = [{ blocks: [], isBox: false, paragraph: null }]
  readonly #tables: OpenTable[] = []
  #length = 0
  #count = 0

  openParagraph(listed = false): void {
    this.closeParagraph()
    this.#frame().paragraph = { items: [], listed }
  }

  /** The open paragraph has an automatic number. */
  markListed(): void {
    const { paragraph } = this.#frame()
    if (paragraph !== null) paragraph.listed = true
  }

  /** A soft break is "\n". Text outside a paragraph begins one. */
  text(text: string, style: Style): void {
    this.#length += text.length
    if (this.#length > MAX_TEXT_LENGTH) throw new Refused('tooLarge')
    const frame = this.#frame()
    frame.paragraph ??= { items: [], listed: false }
    const last = frame.paragraph.items.at(-1)
    // Some readers give letter after letter.
    if (last !== undefined && 'text' in last && last.font === style.font && last.bold === style.bold) last.text += text
    else frame.paragraph.items.push({ text, font: style.font, bold: style.bold })
  }

  picture(file: MailFile): void {
    this.#add({ kind: 'picture', file })
  }

  /** Blocks of another document that stand here. */
  insert(blocks: readonly Block[]): void {
    this.closeParagraph()
    for (const block of blocks) this.#add(draftOf(block))
  }

  closeParagraph(): void {
    const frame = this.#frame()
    const { paragraph } = frame
    frame.paragraph = null
    if (paragraph !== null) for (const block of split(paragraph)) this.#add(block)
  }

  /** Whether a paragraph is open in the innermost frame. */
  get inParagraph(): boolean {
    return this.#frame().paragraph !== null
  }

  /** A text box: its blocks stand at its place in the paragraph around it. */
  openBox(): void {
    this.#open({ blocks: [], isBox: true, paragraph: null })
  }

  closeBox(): void {
    const box = this.#frames.findLastIndex(({ isBox }) => isBox)
    if (box < 0) return
    while ((this.#tables.at(-1)?.depth ?? 0) > box) this.closeTable()
    this.#closeFrames(box)
  }

  openTable(): void {
    this.#tables.push({ rows: [], depth: this.#frames.length, column: 0 })
  }

  openRow(): void {
    const table = this.#table()
    this.closeCell()
    table.rows.push([])
    table.column = 0
  }

  /** A cell that goes on from the row above is written too: it is empty, and empty cells are left out. */
  openCell(): void {
    const table = this.#table()
    this.closeCell()
    const cell: DraftCell = { column: table.column, blocks: [] }
    if (table.rows.length === 0) table.rows.push([])
    table.rows.at(-1)?.push(cell)
    table.column++
    this.#open({ blocks: cell.blocks, isBox: false, paragraph: null })
  }

  /** Columns that a merged cell covers besides its first, or that a row leaves out. */
  skipColumns(count: number): void {
    const table = this.#tables.at(-1)
    if (table !== undefined) table.column += count
  }

  closeCell(): void {
    const table = this.#tables.at(-1)
    if (table !== undefined) this.#closeFrames(table.depth)
  }

  /** The row that was just written was deleted. */
  dropRow(): void {
    this.#tables.at(-1)?.rows.pop()
  }

  closeTable(): void {
    this.closeCell()
    const table = this.#tables.pop()
    const rows = (table?.rows ?? []).map(row => row.filter(hasContent)).filter(row => row.length > 0)
    if (rows.length > 0) this.#add({ kind: 'table', rows })
  }

  /** Ends whatever is still open. `converted`: some of the text was in a legacy encoding. */
  end(): { readonly blocks: readonly Block[]; readonly converted: boolean } {
    while (this.#tables.length > 0) this.closeTable()
    this.#closeFrames(1)
    this.closeParagraph()
    return finish(this.#frame().blocks)
  }

  #frame(): Frame {
    return this.#frames.at(-1) as Frame
  }

  #table(): OpenTable {
    if (this.#tables.length === 0) this.openTable()
    return this.#tables.at(-1) as OpenTable
  }

  #open(frame: Frame): void {
    if (this.#frames.length > MAX_NESTING) throw new Refused('tooLarge')
    this.#frames.push(frame)
  }

  #closeFrames(depth: number): void {
    while (this.#frames.length > depth) {
      this.closeParagraph()
      const frame = this.#frames.pop()
      if (frame?.isBox) for (const block of frame.blocks) this.#add(block)
    }
  }

  #add(block: DraftBlock): void {
    if (++this.#count > MAX_BLOCKS) throw new Refused('tooLarge')
    const { blocks, paragraph } = this.#frame()
    if (paragraph !== null) paragraph.items.push(block)
    else blocks.push(block)
  }
}

function draftOf(block: Block): DraftBlock {
  if (block.kind === 'picture') return block
  if (block.kind === 'paragraph')
    return { kind: 'paragraph', runs: [{ text: block.text, font: null, bold: block.bold }], listed: block.listed }
  const cell = ({ column, blocks }: Cell): DraftCell => ({ column, blocks: blocks.map(draftOf) })
  return { kind: 'table', rows: block.rows.map(row => row.map(cell)) }
}

const hasContent = ({ blocks }: DraftCell): boolean => blocks.length > 0

/**
 * A paragraph with pictures or boxes in it → blocks. What stands on a line of its own splits the paragraph there; what
 * stands within a line follows that line.
 */
function split({ items, listed }: OpenParagraph): readonly DraftBlock[] {
  const blocks: DraftBlock[] = []
  let runs: Run[] = []
  let waiting: DraftBlock[] = []
  const flush = (): void => {
    if (runs.some(({ text }) => text.trim() !== '')) blocks.push({ kind: 'paragraph', runs, listed })
    blocks.push(...waiting)
    runs = []
    waiting = []
  }
  for (const item of items) {
    if ('kind' in item) {
      waiting.push(item)
      if (lineIsBlank(runs)) flush()
    } else if (waiting.length > 0 && item.text.includes('\n')) {
      const end = item.text.indexOf('\n')
      runs.push({ ...item, text: item.text.slice(0, end) })
      flush()
      runs.push({ ...item, text: item.text.slice(end + 1) })
    } else runs.push(item)
  }
  flush()
  return blocks
}

function lineIsBlank(runs: readonly Run[]): boolean {
  const text = runs.map(run => run.text).join('')
  return text.slice(text.lastIndexOf('\n') + 1).trim() === ''
}

function finish(drafts: readonly DraftBlock[]): { blocks: readonly Block[]; converted: boolean } {
  const unnamed = runsOf(drafts).filter(run => legacyOf(run.font) === null)
  const encodings: Encodings = {
    fallback: detectLegacy(unnamed.map(run => run.text).join(' ')),
    fontsLie: fontsLie(drafts),
  }
  let converted = false
  const toBlock = (draft: DraftBlock): readonly Block[] => {
    if (draft.kind === 'picture') return [draft]
    if (draft.kind === 'table') {
      const rows = draft.rows.map(row =>
        row
          .map(({ column, blocks }) => ({ column, blocks: blocks.flatMap(toBlock) }))
          .filter(cell => cell.blocks.length > 0),
      )
      return [{ kind: 'table', rows: rows.filter(row => row.length > 0) }]
    }
    const decoded = decodeRuns(draft.runs, encodings)
    const text = tidy(decoded)
    if (text === '') return []
    converted ||= decoded !== draft.runs.map(run => run.text).join('')
    return [{ kind: 'paragraph', text, bold: isBold(draft.runs), listed: draft.listed }]
  }
  return { blocks: drafts.flatMap(toBlock), converted }
}

function runsOf(drafts: readonly DraftBlock[]): readonly Run[] {
  return drafts.flatMap(draft => {
    if (draft.kind === 'paragraph') return draft.runs
    return draft.kind === 'table' ? draft.rows.flat().flatMap(cell => runsOf(cell.blocks)) : []
  })
}

/** What is known of a whole document's text. */
interface Encodings {
  /** Of text whose font is not one of the old ones. */
  readonly fallback: Legacy | null
  /** Most paragraphs in old fonts are Unicode: they were converted, and the fonts' names remained. */
  readonly fontsLie: boolean
}

function fontsLie(drafts: readonly DraftBlock[]): boolean {
  const named = runsOf(drafts).filter(run => legacyOf(run.font) !== null)
  const unicode = named.filter(run => hasUnicodeLetters(run.text))
  return unicode.length > named.filter(run => legacySigns(run.text) > 0).length
}

/**
 * Neighbours in one encoding are decoded together: a letter of VNI may be cut between two runs. A run with Unicode
 * letters is left alone, and so is one without any sign of its encoding where its neighbours, or most of the document,
 * have such letters.
 */
function decodeRuns(runs: readonly Run[], { fallback, fontsLie }: Encodings): string {
  const mixed = fontsLie || hasUnicodeLetters(runs.map(run => run.text).join(''))
  const groups: { readonly legacy: Legacy | null; readonly capitals: boolean; text: string }[] = []
  for (const run of runs) {
    const legacy = hasUnicodeLetters(run.text) ? null : (legacyOf(run.font) ?? fallback)
    const capitals = isCapitalFont(run.font)
    const last = groups.at(-1)
    if (last?.legacy === legacy && last.capitals === capitals) last.text += run.text
    else groups.push({ legacy, capitals, text: run.text })
  }
  return groups
    .map(({ legacy, capitals, text }) => {
      const isLeft = legacy === null || (mixed && legacySigns(text) === 0)
      return isLeft ? text : decodeLegacy(text, legacy, capitals)
    })
    .join('')
}

/** Spaces at line ends say nothing; empty lines at the ends neither. */
const tidy = (text: string): string =>
  cleanText(text)
    .replace(/ *\n */g, '\n')
    .trim()

function isBold(runs: readonly Run[]): boolean {
  const lettered = runs.filter(({ text }) => /\p{L}/u.test(text))
  return lettered.length > 0 && lettered.every(run => run.bold)
}

/** The texts of all paragraphs, in reading order. */
export function textsOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(block => {
    if (block.kind === 'paragraph') return [block.text]
    return block.kind === 'table' ? block.rows.flat().flatMap(cell => textsOf(cell.blocks)) : []
  })
}
