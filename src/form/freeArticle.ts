import type { CaptionLine, FieldName } from '../domain.ts'
import { isBareLabel, isSignOff, oneLine } from './answers.ts'
import { fold, isLeader } from './clean.ts'
import { labelOf } from './labels.ts'
import { isLetterLine } from './letter.ts'
import type { Line } from './lines.ts'
import { isUnit } from './names.ts'
import { completed, type People, people } from './people.ts'
import { segmentsOf } from './segments.ts'
import { splitTail } from './tail.ts'

/** An article that was written without the form. */
export interface Article {
  readonly title: string | null
  readonly body: string | null
  readonly people: People
  readonly captions: readonly CaptionLine[]
  readonly labels: readonly FieldName[]
  /** Lines around it that belong to a letter ("Kính gửi Ban Biên tập …"): looked through for a unit or a phone. */
  readonly letter: readonly string[]
}

/** The longest title seen in the federation's own news is 180 letters. */
const MAX_TITLE = 200
/** Greeting, handing over, a few more words. */
const MAX_GREETING = 6

/** Reads lines that follow no form: title, paragraphs, who wrote it, and the letter around it. */
export function readArticle(lines: readonly Line[]): Article {
  const filled = lines.filter(({ text }) => text.trim() !== '')
  const tail = splitTail(filled)
  const { letter, inner } = withoutGreeting(tail.rest)
  const { head, unit, labelled, rest } = splitHead(inner)
  const title = head === null ? titleLength(rest) : 0
  const after = people(labelled)
  return {
    title: head ?? textOf(rest.slice(0, title), ' ')?.replace(PREFIX, '') ?? null,
    body: textOf(rest.slice(title), '\n'),
    people: completed(completed(after, tail.people), { ...after, unit }),
    captions: tail.captions,
    labels: [...(head === null ? [] : ['title' as const]), ...labelled.map(({ field }) => field), ...tail.labels],
    letter: [
      ...letter,
      ...filled
        .slice(tail.rest.length)
        .map(({ text }) => text)
        .filter(isLetterLine),
    ],
  }
}

const textOf = (lines: readonly Line[], by: string): string | null =>
  lines
    .map(({ text }) => text.replace(/[ \t\u00a0]+/g, ' ').trim())
    .filter(text => !isLeader(text))
    .join(by) || null

/** "Tin: Công đoàn …" */
const PREFIX = /^(?:tin|bài|bài viết|tin[ ,]+bài|tít)\s*:\s*/iu

function withoutGreeting(lines: readonly Line[]): {
  readonly letter: readonly string[]
  readonly inner: readonly Line[]
} {
  let start = 0
  while (start < Math.min(lines.length, MAX_GREETING) && isLetterLine(lines[start]?.text ?? '')) start++
  return { letter: lines.slice(0, start).map(({ text }) => text), inner: lines.slice(start) }
}

interface Head {
  /** A labelled title. */
  readonly head: string | null
  /** Of the letterhead. */
  readonly unit: string | null
  readonly labelled: ReturnType<typeof segmentsOf>['found']
  readonly rest: readonly Line[]
}

/** How far down a title's or an author's label may stand above an article. */
const HEAD_LINES = 5
const MAX_LABELLED = 160

/** Letterhead, "TIN, BÀI", "Tiêu đề: …", "Tác giả: …" above the article. */
function splitHead(lines: readonly Line[]): Head {
  const units = lines.findIndex(({ text }) => !isUnit(text.trim()))
  const below = lines.slice(units >= 2 ? units : 0).filter((line, at) => at >= HEAD_LINES || !isKindLine(line.text))
  const titleAt = below.slice(0, HEAD_LINES).findIndex(({ text }) => labelOf(text)?.field === 'title')
  const titleLines =
    titleAt < 0 ? [] : below.slice(titleAt, titleAt + (isBareLabel(below[titleAt]?.text ?? '') ? 2 : 1))
  const title = segmentsOf(titleLines).found.find(({ field }) => field === 'title')
  const left = below.filter(line => !titleLines.includes(line))
  const people = left.slice(0, HEAD_LINES).filter(isLabelledPerson)
  return {
    head: title === undefined ? null : oneLine(title.lines),
    unit: units >= 2 ? (lines[units - 1]?.text.trim() ?? null) : null,
    labelled: segmentsOf(people).found,
    rest: left.filter(line => !people.includes(line)),
  }
}

function isLabelledPerson({ text }: Line): boolean {
  const field = text.length <= MAX_LABELLED ? labelOf(text)?.field : undefined
  return field !== undefined && field !== 'title' && field !== 'body' && field !== 'captions' && !isBareLabel(text)
}

/** "TIN, BÀI", "Bài viết tháng 11/2019", "***", place and date. */
const KIND =
  /^\W*(?:tin|bai)(?:[ ,&/-]*(?:va )?(?:tin|bai|anh|viet|tuc|hoat dong|cong doan|tuyen truyen|thang \S+|quy \S+|nam \d+|\d{4}|gui ban bien tap|dang trang.{0,60}|dang web.{0,40}))*\W*$/

const isKindLine = (text: string): boolean => isLeader(text) || KIND.test(fold(text)) || isSignOff(text)

/** How many of the first lines are the title: one, or several in capitals. */
function titleLength(lines: readonly Line[]): number {
  const capitals = lines.findIndex(({ text }) => !isCapitals(text))
  if (capitals > 0 && capitals <= 4) return capitals
  const [head, next] = lines
  if (head === undefined || next === undefined || head.text.length > MAX_TITLE) return 0
  const text = head.text.trim()
  const isSentence = /[.:;,]$/.test(text) && !/\.\.\.$/.test(text)
  return head.bold || (!isSentence && text.split(/\s+/).length >= 4 && next.text.length > text.length * 0.6) ? 1 : 0
}

const isCapitals = (text: string): boolean =>
  /\p{L}{2}/u.test(text) && text === text.toUpperCase() && text.length <= MAX_TITLE
