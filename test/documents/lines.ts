import type { Block } from '../../src/domain.ts'

/** Blocks as lines a test can compare: a row is its cells with " | " between, a picture "[name]". */
export function linesOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(block => {
    if (block.kind === 'paragraph') return [block.text]
    if (block.kind === 'picture') return [`[${block.file.name}]`]
    return block.rows.map(row => row.map(cell => linesOf(cell.blocks).join(' ¶ ')).join(' | '))
  })
}
