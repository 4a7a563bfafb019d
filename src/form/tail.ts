import type { CaptionLine, FieldName } from '../domain.ts'
import { isForeign, isSignOff } from './answers.ts'
import { captionLines } from './captionLines.ts'
import { isCaptionLike } from './captions.ts'
import { labelOf } from './labels.ts'
import { isLetterLine } from './letter.ts'
import type { Line } from './lines.ts'
import { isName, isUnit, personName, splitCredit, withoutOffice } from './names.ts'
import { completed, type People, people } from './people.ts'
import { segmentsOf } from './segments.ts'

/** An article and the lines at its end that say who wrote it. */
interface Tail {
  readonly rest: readonly Line[]
  readonly people: People
  readonly captions: readonly CaptionLine[]
  readonly labels: readonly FieldName[]
}

/** A line longer than this is text. */
const MAX_LINE = 160
/** How far from the end a list of captions may begin. */
const MAX_CAPTIONS = 20

/** Cuts off the author's lines, the list of captions and the closing of a letter that end an article. */
export function splitTail(lines: readonly Line[]): Tail {
  const filled = lines.filter(({ text }) => text.trim() !== '')
  const start = tailStart(filled)
  const tail = filled.slice(start)
  const { found } = segmentsOf(tail)
  const labelled = found.filter(({ field }) => field !== 'title' && field !== 'body')
  const captions = labelled.find(({ field }) => field === 'captions')
  return {
    rest: filled.slice(0, start),
    people: completed(people(labelled), unlabelled(tail)),
    captions: captions === undefined ? [] : captionLines(captions.lines.filter(({ text }) => !isPerson(text))),
    labels: labelled.map(({ field }) => field),
  }
}

function tailStart(lines: readonly Line[]): number {
  let at = lines.length
  for (;;) {
    while (at > 0 && endsArticle(lines[at - 1]?.text.trim() ?? '')) at--
    const heading = captionsHeading(lines, at)
    if (heading === null) return at
    at = heading
  }
}

/** A heading of captions above `end`, with nothing but captions between. */
function captionsHeading(lines: readonly Line[], end: number): number | null {
  for (let at = end - 1; at >= Math.max(0, end - MAX_CAPTIONS); at--) {
    const text = lines[at]?.text ?? ''
    if (labelOf(text)?.field === 'captions') return at
    if (!isCaptionLike(text)) return null
  }
  return null
}

function endsArticle(text: string): boolean {
  if (text.length > MAX_LINE) return false
  const label = labelOf(text)
  if (label !== null) return label.field !== 'title' && label.field !== 'body' && label.field !== 'captions'
  return isPerson(text) || isForeign(text) || isSignOff(text) || isLetterLine(text) || isNumber(text)
}

const isNumber = (text: string): boolean => /^[+(]?\d[\d .()-]{7,}$/.test(text)

const isPerson = (text: string): boolean => isName(personName(text)) || isNameBesideUnit(text) || isUnit(text)

/** "Nông Văn K – CĐCS Trường A", "Nông Văn K, giáo viên"; no sentence that begins with a name. */
function isNameBesideUnit(text: string): boolean {
  const { author, unit } = splitCredit(text)
  return author !== null && unit !== null && !/[.!?]$/.test(text) && text.split(/\s+/).length <= 25
}

/** A name alone, a unit alone, or both on a line. */
function unlabelled(lines: readonly Line[]): People {
  const texts = lines.map(({ text }) => text.trim()).filter(text => labelOf(text) === null && !isSignOff(text))
  const name = texts.find(text => isName(personName(text)) || isNameBesideUnit(text))
  const unit = texts.find(text => isUnit(withoutOffice(text)))
  const credit = name === undefined ? null : splitCredit(name)
  return {
    author: credit?.author ?? null,
    unit: credit?.unit ?? (unit === undefined ? null : withoutOffice(unit)),
    phone: null,
    accountNumber: null,
    accountHolder: null,
  }
}
