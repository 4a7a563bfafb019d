import type { Block, Cell, MailFile } from '../domain.ts'
import { cleanText } from '../mail/charset.ts'
import { decodeParagraphs, type Run } from './runs.ts'

/** A paragraph with what is anchored in it: pictures, text boxes. */
export interface OpenParagraph {
  readonly items: (Run | DraftBlock)[]
  listed: boolean
}

export type DraftBlock =
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[]; readonly listed: boolean }
  | { readonly kind: 'table'; readonly rows: readonly (readonly DraftCell[])[] }
  | { readonly kind: 'picture'; readonly file: MailFile }

export interface DraftCell {
  readonly column: number
  readonly blocks: DraftBlock[]
}

/** A block that is finished already, as a draft: of a document in a document. */
export function draftOf(block: Block): DraftBlock {
  if (block.kind === 'picture') return block
  if (block.kind === 'paragraph')
    return { kind: 'paragraph', runs: [{ text: block.text, font: null, bold: block.bold }], listed: block.listed }
  const cell = ({ column, blocks }: Cell): DraftCell => ({ column, blocks: blocks.map(draftOf) })
  return { kind: 'table', rows: block.rows.map(row => row.map(cell)) }
}

/**
 * A paragraph with pictures or boxes in it → blocks. What stands on a line of its own splits the paragraph there; what
 * stands within a line follows that line.
 */
export function splitParagraph({ items, listed }: OpenParagraph): readonly DraftBlock[] {
  const blocks: DraftBlock[] = []
  let runs: Run[] = []
  let waiting: DraftBlock[] = []
  let lineIsBlank = true
  const flush = (): void => {
    if (runs.some(({ text }) => text.trim() !== '')) blocks.push({ kind: 'paragraph', runs, listed })
    blocks.push(...waiting)
    runs = []
    waiting = []
  }
  const add = (run: Run): void => {
    const end = run.text.lastIndexOf('\n')
    lineIsBlank = (lineIsBlank || end >= 0) && run.text.slice(end + 1).trim() === ''
    runs.push(run)
  }
  for (const item of items) {
    const end = 'text' in item && waiting.length > 0 ? item.text.indexOf('\n') : -1
    if (!('text' in item)) {
      waiting.push(item)
      if (lineIsBlank) flush()
    } else if (end < 0) add(item)
    else {
      runs.push({ ...item, text: item.text.slice(0, end) })
      flush()
      lineIsBlank = true
      add({ ...item, text: item.text.slice(end + 1) })
    }
  }
  flush()
  return blocks
}

/**
 * Drafts → blocks, without empty paragraphs, cells, rows and tables. `converted`: some of the text was in an encoding
 * from before Unicode, which only the whole document can tell.
 */
export function finishDrafts(drafts: readonly DraftBlock[]): { blocks: readonly Block[]; converted: boolean } {
  const paragraphs = paragraphsOf(drafts)
  const texts = decodeParagraphs(paragraphs)
  const decodedOf = new Map(paragraphs.map((runs, at) => [runs, texts[at] ?? '']))
  let converted = false
  const toBlock = (draft: DraftBlock): readonly Block[] => {
    if (draft.kind === 'picture') return [draft]
    if (draft.kind === 'table') {
      const rows = draft.rows.map(row => row.map(toCell).filter(cell => cell.blocks.length > 0))
      const written = rows.filter(row => row.length > 0)
      return written.length === 0 ? [] : [{ kind: 'table', rows: written }]
    }
    const decoded = decodedOf.get(draft.runs) ?? ''
    const text = tidy(decoded)
    if (text === '') return []
    converted ||= decoded !== draft.runs.map(run => run.text).join('')
    return [{ kind: 'paragraph', text, bold: isBold(draft.runs), listed: draft.listed }]
  }
  const toCell = ({ column, blocks }: DraftCell): Cell => ({ column, blocks: blocks.flatMap(toBlock) })
  return { blocks: drafts.flatMap(toBlock), converted }
}

function paragraphsOf(drafts: readonly DraftBlock[]): readonly (readonly Run[])[] {
  return drafts.flatMap(draft => {
    if (draft.kind === 'paragraph') return [draft.runs]
    return draft.kind === 'table' ? draft.rows.flat().flatMap(cell => paragraphsOf(cell.blocks)) : []
  })
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
