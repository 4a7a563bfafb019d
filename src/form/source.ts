import type { CaptionLine, FieldName } from '../domain.ts'
import { type Answer, isSignOff, oneLine, paragraphs } from './answers.ts'
import { isArticleLike } from './article.ts'
import { captionLines, SENT_WITH } from './captionLines.ts'
import { isCaptionLike } from './captions.ts'
import { fold } from './clean.ts'
import { readArticle } from './freeArticle.ts'
import { isLetterLine } from './letter.ts'
import type { Line } from './lines.ts'
import { completed, NOBODY, type People, people } from './people.ts'
import { type Segments, segmentsOf } from './segments.ts'
import { splitTail } from './tail.ts'

/** What one document or one mail's text says. */
export interface SourceReading extends People {
  /** Labels that were recognised, answered or not. */
  readonly labels: readonly FieldName[]
  readonly title: string | null
  readonly body: string | null
  readonly captions: readonly CaptionLine[]
  /** Lines of a letter around the article. */
  readonly letter: readonly string[]
}

/** From this many labels on, the text is the form; with fewer, labels count only around the article. */
const FORM_LABELS = 3

/** Reads lines as the form, or as a free article with labelled lines around it. */
export function readSource(lines: readonly Line[]): SourceReading {
  const { article, beside } = withoutPictureCaptions(lines)
  const segments = segmentsOf(article)
  const isForm = segments.found.length >= FORM_LABELS || segments.found.some(({ field }) => field === 'body')
  const reading = isForm ? readAsForm(segments) : readAsArticle(article)
  return reading.captions.length > 0 ? reading : { ...reading, captions: captionLines(beside) }
}

/** Short lines right under pictures are their captions and no part of the article. */
function withoutPictureCaptions(lines: readonly Line[]): { article: readonly Line[]; beside: readonly Line[] } {
  const isCaption = (line: Line): boolean =>
    line.afterPicture && isCaptionLike(line.text) && !/[.!?]\s+\p{Lu}/u.test(line.text)
  return { article: lines.filter(line => !isCaption(line)), beside: lines.filter(isCaption) }
}

const NO_ANSWER: Answer = { lines: [], aside: '' }

function readAsForm({ before, found: all }: Segments): SourceReading {
  const found = withoutClosing(all)
  const has = (field: FieldName): boolean => found.some(segment => segment.field === field)
  const of = (field: FieldName): Answer => found.find(segment => segment.field === field) ?? NO_ANSWER
  const labelled = people(found)
  const listed = captionLines(orAside(of('captions')))
  const loose = has('body') ? before : [...before, ...afterTitle(of('title')), ...afterLast(found)]
  const { text, captions } = has('captions') ? { text: loose, captions: [] } : withoutCaptionLines(loose)
  const around = readArticle(text)
  const typed = has('body')
    ? bodyOf(of('body').lines, { hasCaptions: has('captions'), hasAuthor: has('author') })
    : null
  const free = typed === null && !has('title') && isArticleLike(around.body) ? around : null
  return {
    ...completed(completed(labelled, typed?.people ?? NOBODY), has('author') ? NOBODY : around.people),
    labels: found.map(({ field }) => field),
    title: has('title') ? titleOf(of('title'), has('body')) : (free?.title ?? titleAbove(around)),
    body: typed === null ? (around.body ?? null) : typed.body,
    captions: listed.length > 0 ? listed : [...(typed?.captions ?? []), ...captions, ...around.captions],
    letter: around.letter,
  }
}

/** A letter's closing after the last answer belongs to no field. */
function withoutClosing(found: Segments['found']): Segments['found'] {
  const last = found.at(-1)
  if (last === undefined) return found
  const end = last.lines.findLastIndex(({ text }) => text.trim() !== '' && !isLetterLine(text) && !isSignOff(text))
  return [...found.slice(0, -1), { ...last, lines: last.lines.slice(0, Math.max(1, end + 1)) }]
}

/** Where the article has no label of its own it begins in the title's second paragraph. */
const titleOf = (answer: Answer, hasBody: boolean): string | null =>
  oneLine(hasBody ? orAside(answer) : firstFilled(orAside(answer)))

const firstFilled = (lines: readonly Line[]): readonly Line[] => {
  const first = lines.findIndex(line => paragraphs([line]) !== null)
  return first < 0 ? [] : lines.slice(0, first + 1)
}

const afterTitle = ({ lines }: Answer): readonly Line[] => lines.slice(firstFilled(lines).length)

/** An article that follows the people's fields, after the last answer. */
function afterLast(found: Segments['found']): readonly Line[] {
  const last = found.at(-1)
  if (last === undefined || last.field === 'title' || last.field === 'captions') return []
  return last.lines.slice(firstFilled(last.lines).length)
}

/** "1. Tít tin, bài (Công đoàn …)": an answer in place of the example, at least four words. */
function orAside({ lines, aside }: Answer): readonly Line[] {
  const isAnswer = /^\p{Lu}/u.test(aside) && aside.split(/\s+/).length >= 4
  if (!isAnswer || paragraphs(lines) !== null) return lines
  return [{ text: aside, bold: false, startsCell: false, afterPicture: false }]
}

/** A title without a label above the labelled article. */
const titleAbove = ({ title, body }: { readonly title: string | null; readonly body: string | null }): string | null =>
  title ?? (body !== null && !body.includes('\n') ? body : null)

/** "Có file đính kèm", "như bài gửi kèm theo": the article is elsewhere. */
const POINTS_TO_FILE =
  /^[(]?(?:co |nhu |xem |gui |em |da |o |trong |bai |viet |noi dung |file |tep |word |van ban |ban )*(?:dinh |gui )?kem(?: theo)?(?: (?:file|tep|mail|email|email nay|duoi day|thu nay))*[).!]*$/

/** The article of a form; captions and the author's lines stand at its end where they have no label of their own. */
function bodyOf(
  lines: readonly Line[],
  { hasCaptions, hasAuthor }: { readonly hasCaptions: boolean; readonly hasAuthor: boolean },
): { readonly body: string | null; readonly captions: readonly CaptionLine[]; readonly people: People } {
  const { text, captions } = hasCaptions ? { text: lines, captions: [] } : withoutCaptionLines(lines)
  const tail = hasAuthor ? { rest: text, people: NOBODY } : splitTail(text)
  const body = paragraphs(tail.rest)
  return { body: body === null || POINTS_TO_FILE.test(fold(body)) ? null : body, captions, people: tail.people }
}

function readAsArticle(lines: readonly Line[]): SourceReading {
  const { text, captions } = withoutCaptionLines(lines)
  const article = readArticle(text)
  return {
    ...article.people,
    labels: article.labels,
    title: article.title,
    body: article.body,
    captions: [...captions, ...article.captions],
    letter: article.letter,
  }
}

const CAPTION_LINE =
  /^\s*(?:(?:ảnh|anh|hình|chú thích(?: ảnh)?|chu thich(?: anh)?)\s*(?:(?:số\s*|so\s*)?\d{1,2}\s*(?:[:.)\-–]|(?:,|và|&|-)\s*\d)|:))\s*\S/iu

const SENT_LINE = new RegExp(`^\\s*${SENT_WITH}`, 'iu')

/** "Ảnh 1: …" and "Em gửi ảnh: …" anywhere in a free text are captions. */
function withoutCaptionLines(lines: readonly Line[]): { text: readonly Line[]; captions: readonly CaptionLine[] } {
  const isCaption = ({ text }: Line): boolean => CAPTION_LINE.test(text) || SENT_LINE.test(text)
  return { text: lines.filter(line => !isCaption(line)), captions: captionLines(lines.filter(isCaption)) }
}
