import type { Attributes } from './htmlStyle.ts'
import type { PageBlock, PageCell, PageTable } from './page.ts'

/** A cell spans no more columns or rows for a person; larger numbers are damage. */
const MAX_SPAN = 100

/** A table that is being read. Merged cells stand once, in their first row and column. */
export class OpenTable {
  readonly #rows: PageCell[][] = []
  /** For each column, how many rows from this one on are taken by a cell that began at or above it. */
  #taken: number[] = []
  #column = 0

  row(): void {
    this.#rows.push([])
    this.#taken = this.#taken.map(rows => Math.max(0, rows - 1))
    this.#column = 0
  }

  /** The blocks of a new cell. */
  cell(attributes: Attributes): PageBlock[] {
    if (this.#rows.length === 0) this.row()
    while ((this.#taken[this.#column] ?? 0) > 0) this.#column++
    const blocks: PageBlock[] = []
    this.#rows.at(-1)?.push({ column: this.#column, blocks })
    for (let column = 0; column < span(attributes.colspan); column++) {
      this.#taken[this.#column] = span(attributes.rowspan)
      this.#column++
    }
    return blocks
  }

  /** Without rows that hold nothing; null if there is no other. */
  close(): PageTable | null {
    const rows = this.#rows.filter(row => row.some(cell => cell.blocks.length > 0))
    return rows.length === 0 ? null : { kind: 'table', rows }
  }
}

const span = (text: string | undefined): number =>
  Math.min(MAX_SPAN, Math.max(1, Number.parseInt(text ?? '1', 10) || 1))
