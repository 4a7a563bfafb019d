import type { BlockWriter } from './blocks.ts'

/** More than Word's own limit on tables in tables. */
const MAX_TABLES = 32

/**
 * Tables of formats that only mark where a cell and a row end (.doc, RTF): a paragraph says how deep it lies in
 * tables, and rows and cells are opened when something comes to stand in them.
 */
export class TableMarks {
  readonly #writer: BlockWriter
  /** Tables that are open, outermost first: whether a row, and a cell of it, is. */
  readonly #open: { row: boolean; cell: boolean }[] = []

  constructor(writer: BlockWriter) {
    this.#writer = writer
  }

  /** What comes next lies in this many tables. */
  enter(depth: number): void {
    this.leave(depth)
    while (this.#open.length < Math.min(depth, MAX_TABLES)) {
      this.#enterCell()
      this.#writer.closeParagraph()
      this.#writer.openTable()
      this.#open.push({ row: false, cell: false })
    }
    this.#enterCell()
  }

  /** Ends the tables deeper than this. */
  leave(depth: number): void {
    while (this.#open.length > depth) {
      this.closeRow()
      this.#writer.closeTable()
      this.#open.pop()
    }
  }

  closeCell(): void {
    const table = this.#open.at(-1)
    if (table?.cell) this.#writer.closeCell()
    if (table !== undefined) table.cell = false
  }

  closeRow(): void {
    this.closeCell()
    const table = this.#open.at(-1)
    if (table !== undefined) table.row = false
  }

  #enterCell(): void {
    const table = this.#open.at(-1)
    if (table === undefined) return
    if (!table.row) this.#writer.openRow()
    if (!table.cell) this.#writer.openCell()
    table.row = true
    table.cell = true
  }
}
