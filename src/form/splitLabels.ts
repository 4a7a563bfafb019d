import { fold } from './clean.ts'
import { labelOf } from './labels.ts'
import { PATTERNS } from './labelWords.ts'
import { isLetterLine } from './letter.ts'
import { isNameTyped, isUnit, personName } from './names.ts'

/** Labels that follow others on one line: those of fields 4 to 8, after a mark, with a colon. */
const INNER_START = /[-;,|(\t.]\s*|\s{2,}|\s(?=(?:so\s|stk|sdt|dt|tk|ten\s+chu|chu\s+t))/gu

/** No label has more letters. */
const MAX_WORDS = 80

/** "ĐT: 09… – STK: … – Chủ TK: …" → one line a label. Lines without a second label come back whole. */
export function splitLabels(line: string): readonly string[] {
  const key = fold(line)
  const cuts: number[] = []
  let from = Math.max(labelOf(line)?.length ?? 0, /^\s*\S{0,4}[.):/-]\s*/.exec(key)?.[0].length ?? 0)
  for (const { index, 0: mark } of key.matchAll(INNER_START)) {
    const at = index + mark.length
    const words = Math.max(...PATTERNS.map(({ inner }) => inner?.exec(key.slice(at, at + MAX_WORDS))?.[0].length ?? 0))
    if (at <= from || words === 0) continue
    cuts.push(at)
    from = at + words
  }
  const [firstCut] = cuts
  if (firstCut === undefined || !startsRow(withoutMark(line.slice(0, firstCut)), cuts.length, line.length))
    return [line]
  return [0, ...cuts].map((start, number) => withoutMark(line.slice(start, cuts[number] ?? line.length)))
}

/** A row of labels is no longer, unless it begins with one. */
const MAX_ROW = 200

/** A sentence that mentions "điện thoại:" once is no row of labels: a label, a name, a unit or a letter's words stand first. */
const startsRow = (start: string, cuts: number, length: number): boolean =>
  labelOf(start) !== null ||
  (length <= MAX_ROW && (cuts >= 2 || isLetterLine(start) || isUnit(start) || startsNamed(start)))

const startsNamed = (start: string): boolean => isNameTyped(personName(start.split(/\s+[-–]|[,(]/u)[0]?.trim() ?? ''))

const withoutMark = (piece: string): string => piece.replace(/[\s\-–—;,|(]+$/u, '').trim()
