import { MAX_BLOCKS, MAX_NESTING, MAX_TEXT_LENGTH } from '../attachments/limits.ts'
import type { Block, MailFile } from '../domain.ts'
import { type DraftBlock, type DraftCell, draftOf, finishDrafts, type OpenParagraph, splitParagraph } from './drafts.ts'
import { legacyOf } from './legacy.ts'
import { Refused } from './refused.ts'
import type { Style } from './runs.ts'

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
  text(raw: string, style: Style): void {
    const text = withoutSymbols(raw, style.font)
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
    if (paragraph !== null) for (const block of splitParagraph(paragraph)) this.#add(block)
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
    if (table !== undefined) this.#add({ kind: 'table', rows: table.rows })
  }

  /** Ends whatever is still open. `converted`: some of the text was in a legacy encoding. */
  end(): { readonly blocks: readonly Block[]; readonly converted: boolean } {
    while (this.#tables.length > 0) this.closeTable()
    this.#closeFrames(1)
    this.closeParagraph()
    return finishDrafts(this.#frame().blocks)
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

/** Symbol fonts, and old fonts marked as such, have their characters here (ECMA-376 part 1, §17.3.3.30). */
const SYMBOLS = /[\uf020-\uf0ff]/g

/** In an old Vietnamese font they are its letters, in others signs that stand for a bullet. */
function withoutSymbols(text: string, font: string | null): string {
  return text.replace(SYMBOLS, sign => (legacyOf(font) === null ? '•' : String.fromCharCode(sign.charCodeAt(0) & 0xff)))
}

/** The texts of all paragraphs, in reading order. */
export function textsOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(block => {
    if (block.kind === 'paragraph') return [block.text]
    return block.kind === 'table' ? block.rows.flat().flatMap(cell => textsOf(cell.blocks)) : []
  })
}
