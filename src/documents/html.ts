import type { Block, Cell } from '../domain.ts'
import { HtmlReader } from './htmlReader.ts'
import { readTags } from './htmlTags.ts'
import type { Page, PageBlock, PageCell } from './page.ts'

export type { HtmlImage, Page, PageBlock, PageCell } from './page.ts'

/**
 * HTML of mails and of Word's "Save as web page" → paragraphs, tables, images and links. Never throws: browsers read
 * anything, and so does the parser. What is hidden from a reader is left out.
 */
export function readHtml(html: string): Page {
  const reader = new HtmlReader()
  readTags(html, reader)
  return reader.end()
}

/** A page as a document's blocks; images are for whoever knows where their bytes are. */
export function asBlocks(blocks: readonly PageBlock[], picture: (src: string) => readonly Block[]): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    if (block.kind === 'image') return picture(block.src)
    if (block.kind === 'paragraph')
      return [{ kind: 'paragraph', text: block.text, bold: block.bold, listed: block.marker !== '' }]
    const cell = ({ column, blocks: inner }: PageCell): Cell => ({ column, blocks: asBlocks(inner, picture) })
    return [{ kind: 'table', rows: block.rows.map(row => row.map(cell)) }]
  })
}

/** Marks an image in {@link asText}: its source between two characters that no text holds. */
export const imageMark = (src: string): string => `\ue000${src}\ue001`

/**
 * A page as plain text: paragraphs by empty lines where the page has space, items of lists with their bullet or
 * number, cells by tabs, quotes by ">".
 */
export function asText(blocks: readonly PageBlock[]): string {
  return blocks
    .flatMap(linesOf)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function linesOf(block: PageBlock): readonly string[] {
  if (block.kind === 'image') return [imageMark(block.src)]
  if (block.kind === 'table') return ['', ...block.rows.map(rowText), '']
  const text = `${block.marker}${block.text}`
  const line = block.quoted ? text.replace(/^/gm, '> ') : text
  return block.spaced ? ['', line] : [line]
}

const rowText = (row: readonly PageCell[]): string =>
  row
    .map(({ blocks }) => asText(blocks))
    .join('\t')
    .trimEnd()
