import type { Link } from '../domain.ts'

/** A page in reading order. */
export interface Page {
  readonly blocks: readonly PageBlock[]
  readonly links: readonly Link[]
  /** Some of its text was in an encoding from before Unicode. */
  readonly converted: boolean
}

export type PageBlock = PageParagraph | PageTable | HtmlImage

export interface PageParagraph {
  readonly kind: 'paragraph'
  readonly text: string
  /** All of its letters are bold. */
  readonly bold: boolean
  /** What a browser shows before an item of a list: "- ", "2. "; '' for any other paragraph. */
  readonly marker: string
  /** It stands in an earlier mail that a mail program marked as quoted. */
  readonly quoted: boolean
  /** The page has space above it. */
  readonly spaced: boolean
}

export interface PageTable {
  readonly kind: 'table'
  readonly rows: readonly (readonly PageCell[])[]
}

export interface PageCell {
  readonly column: number
  readonly blocks: readonly PageBlock[]
}

/** An image that the page names where it stands. */
export interface HtmlImage {
  readonly kind: 'image'
  readonly src: string
}
