import { type Passage, wordsOf } from '../src/domain.ts'

/** Items of one list together, everything else alone. */
export function grouped(body: readonly Passage[]): readonly (readonly [Passage, ...Passage[]])[] {
  const groups: [Passage, ...Passage[]][] = []
  for (const passage of body) {
    const last = groups.at(-1)
    const isItem = passage.kind === 'bullet' || passage.kind === 'number'
    if (isItem && last?.[0].kind === passage.kind) last.push(passage)
    else groups.push([passage])
  }
  return groups
}

/** An article as plain text: its lists, and each of its other passages. */
export const plainBlocks = (
  body: readonly Passage[],
  words: (passage: Passage) => string = wordsOf,
): readonly string[] =>
  grouped(body).map(group => group.map((passage, at) => markOf(passage, at) + words(passage)).join('\n'))

/** What stands before an item of a list where only text can stand. @param at its place in its list, from 0 */
function markOf({ kind }: Passage, at: number): string {
  if (kind === 'bullet') return '– '
  return kind === 'number' ? `${at + 1}. ` : ''
}
