import type { FieldName } from '../domain.ts'
import type { Answer } from './answers.ts'
import { type Label, labelOf } from './labels.ts'
import { FORM_ORDER } from './labelWords.ts'
import type { Line } from './lines.ts'

/** A label that was recognised, and its answer. */
export interface Segment extends Answer {
  readonly field: FieldName
}

export interface Segments {
  /** Lines before the first label. */
  readonly before: readonly Line[]
  readonly found: readonly Segment[]
}

interface Candidate extends Label {
  readonly at: number
}

/** More label-like lines than any form has: a hostile file; the rest is text. */
const MAX_CANDIDATES = 200

/**
 * Splits lines at the labels of the form. Each field has one label; of several candidates the choice is the one that
 * makes the strongest chain, and a chain in the form's own order is stronger: a "Nội dung:" inside the article does not
 * end it.
 */
export function segmentsOf(lines: readonly Line[]): Segments {
  const candidates = lines
    .flatMap((line, at) => {
      const label = labelOf(line.text)
      return label === null
        ? []
        : [{ ...label, strong: label.strong || (line.startsCell && line.text.trim().length === label.length), at }]
    })
    .slice(0, MAX_CANDIDATES)
  const chain = strongestChain(candidates)
  const found = chain.map((candidate, number) => ({
    field: candidate.field,
    aside: candidate.aside,
    lines: answerLines(lines, candidate, chain[number + 1]?.at ?? lines.length),
  }))
  return { before: lines.slice(0, chain[0]?.at ?? lines.length), found }
}

function answerLines(lines: readonly Line[], { at, length }: Candidate, end: number): readonly Line[] {
  const own = lines[at]
  if (own === undefined) return []
  return [{ ...own, text: own.text.slice(length).trim() }, ...lines.slice(at + 1, end)]
}

/** What a label adds to a chain: strong ones count double, one that comes in the form's order after the last more. */
const STRONG = 4
const WEAK = 2
const RISING = 2
const FALLING = -1

interface Chain {
  readonly score: number
  readonly last: Candidate | null
  readonly before: Chain | null
}

/** Dynamic programming over (fields used, last field); at most 256 × 9 states. */
function strongestChain(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<number, Chain>([[stateOf(0, null), { score: 0, last: null, before: null }]])
  for (const candidate of candidates) {
    const bit = 1 << FORM_ORDER.indexOf(candidate.field)
    for (const [state, chain] of [...best]) {
      const used = state & 255
      if ((used & bit) !== 0) continue
      const longer = { score: chain.score + worth(candidate, chain.last), last: candidate, before: chain }
      const next = stateOf(used | bit, candidate.field)
      const known = best.get(next)
      if (known === undefined || longer.score > known.score) best.set(next, longer)
    }
  }
  const strongest = [...best.values()].reduce((one, other) => (other.score > one.score ? other : one))
  return unwind(strongest)
}

const stateOf = (used: number, last: FieldName | null): number =>
  used | ((last === null ? 8 : FORM_ORDER.indexOf(last)) << 8)

function worth({ field, strong }: Candidate, last: Candidate | null): number {
  const order = last === null ? 0 : FORM_ORDER.indexOf(field) > FORM_ORDER.indexOf(last.field) ? RISING : FALLING
  return (strong ? STRONG : WEAK) + order
}

function unwind(chain: Chain): readonly Candidate[] {
  const found: Candidate[] = []
  for (let at: Chain | null = chain; at !== null; at = at.before) if (at.last !== null) found.unshift(at.last)
  return found
}
