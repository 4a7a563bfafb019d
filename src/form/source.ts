import type { CaptionLine, FieldName, Private } from '../domain.ts'
import { readArticle } from './article.ts'
import { isCaptionLike } from './captions.ts'
import { cleanAnswer } from './clean.ts'
import type { Line } from './lines.ts'
import { type Segment, segmentsOf } from './segments.ts'
import {
  accountNumber,
  captionLines,
  holderBeside,
  isName,
  oneLine,
  paragraphs,
  personName,
  phoneNumber,
} from './values.ts'

/** What one document or one mail's text says. */
export interface SourceReading {
  /** Labels that were recognised, answered or not. */
  readonly labels: readonly FieldName[]
  readonly title: string | null
  readonly body: string | null
  readonly captions: readonly CaptionLine[]
  readonly author: string | null
  readonly unit: string | null
  readonly phone: Private | null
  readonly accountNumber: Private | null
  readonly accountHolder: string | null
  /** Lines of a letter around the article. */
  readonly letter: readonly string[]
}

/** From this many labels on, the text is the form; with fewer, labels count only near the end, as an author's lines. */
const FORM_LABELS = 3
/** How far from the end an author's lines begin. */
const BYLINE_LINES = 12

/** Reads lines as the form, or as a free article with labelled lines at its end. */
export function readSource(lines: readonly Line[]): SourceReading {
  const { article, captions } = withoutPictureCaptions(lines)
  const segments = segmentsOf(article)
  const isForm = segments.found.length >= FORM_LABELS || segments.found.some(({ field }) => field === 'body')
  return isForm ? readAsForm(segments, captions) : readAsArticle(article, captions)
}

/** Short lines right under pictures are their captions and no part of the article. */
function withoutPictureCaptions(lines: readonly Line[]): { article: readonly Line[]; captions: readonly Line[] } {
  const isCaption = (line: Line): boolean =>
    line.afterPicture && isCaptionLike(line.text) && !/[.!?]\s+\p{Lu}/u.test(line.text)
  return { article: lines.filter(line => !isCaption(line)), captions: lines.filter(isCaption) }
}

function readAsForm({ before, found }: ReturnType<typeof segmentsOf>, beside: readonly Line[]): SourceReading {
  const of = (field: FieldName): readonly Line[] => found.find(segment => segment.field === field)?.lines ?? []
  const free = readArticle(before)
  const hasBody = found.some(({ field }) => field === 'body')
  const listed = captionLines(of('captions'))
  return {
    labels: found.map(({ field }) => field),
    title: oneLine(of('title')) ?? (free.title || (hasBody ? free.body : null)),
    body: paragraphs(of('body')) ?? (hasBody ? null : free.body),
    captions: listed.length > 0 ? listed : captionLines(beside),
    ...people(found),
    author: people(found).author ?? free.author,
    unit: people(found).unit ?? free.unit,
    letter: free.letter,
  }
}

type People = Pick<SourceReading, 'author' | 'unit' | 'phone' | 'accountNumber' | 'accountHolder'>

/** Fields 4 to 8. What stands in one answer but belongs to another field goes there. */
function people(found: readonly Segment[]): People {
  const of = (field: FieldName): readonly Line[] => found.find(segment => segment.field === field)?.lines ?? []
  const text = (field: FieldName): string =>
    cleanAnswer(
      of(field)
        .map(line => line.text)
        .join('\n'),
    )
  const credit = splitCredit(oneLine(of('author')))
  const holder = oneLine(of('accountHolder'))
  const hasHolderLabel = found.some(({ field }) => field === 'accountHolder')
  return {
    author: credit.author,
    unit: oneLine(of('unit')) ?? credit.unit,
    phone: phoneNumber(text('phone')),
    accountNumber: accountNumber(text('accountNumber')) ?? (holder === null ? null : accountNumber(holder)),
    accountHolder:
      holder === null || /\d{6}/.test(holder)
        ? hasHolderLabel && holder === null
          ? null
          : holderBeside(text('accountNumber'))
        : personName(holder),
  }
}

/** "Nông Văn K – CĐCS Trường A": a name, and the unit after it. */
function splitCredit(credit: string | null): { author: string | null; unit: string | null } {
  if (credit === null) return { author: null, unit: null }
  const [name = '', ...rest] = credit.split(
    /\s+[-–—]\s*|\s*[-–—]\s+|,\s*(?=(?:CĐCS|Công đoàn|LĐLĐ|Trường|Phòng|Ban|Sở|Chi|Cục|Trung tâm|Bệnh viện))|\s*\((?=[^()]{4,}\)$)/iu,
  )
  const unit = rest.join(' - ').replace(/\)$/, '').trim()
  return isName(personName(name)) && unit !== ''
    ? { author: personName(name), unit }
    : { author: personName(credit), unit: null }
}

function readAsArticle(lines: readonly Line[], beside: readonly Line[]): SourceReading {
  const filled = lines.filter(line => line.text.trim() !== '')
  const { text, captions } = withoutCaptionLines(filled)
  const start = Math.max(0, text.length - BYLINE_LINES)
  const tail = segmentsOf(text.slice(start))
  const byline = tail.found.filter(({ field }) => field !== 'title' && field !== 'body')
  const titled = segmentsOf(text.slice(0, 3)).found.find(({ field }) => field === 'title')
  const article = readArticle(tail.found.length === 0 ? text : [...text.slice(0, start), ...tail.before])
  const inByline = byline.length > 0 ? people(byline) : null
  const listed = [...captions, ...captionLines(byline.find(({ field }) => field === 'captions')?.lines ?? [])]
  return {
    labels: [...byline.map(({ field }) => field), ...(titled === undefined ? [] : ['title' as const])],
    title: (titled === undefined ? null : oneLine(titled.lines.slice(0, 1))) ?? article.title,
    body: article.body,
    captions: listed.length > 0 ? listed : captionLines(beside),
    author: inByline?.author ?? article.author,
    unit: inByline?.unit ?? article.unit,
    phone: inByline?.phone ?? null,
    accountNumber: inByline?.accountNumber ?? null,
    accountHolder: inByline?.accountHolder ?? null,
    letter: article.letter,
  }
}

const CAPTION_LINE =
  /^\s*(?:ảnh|anh|hình|chú thích(?: ảnh)?|chu thich(?: anh)?)\s*(?:(?:số\s*)?\d{1,2}\s*[:.)\-–]|:)\s*\S/iu

/** "Ảnh 1: …" anywhere in a free text is a caption. */
function withoutCaptionLines(lines: readonly Line[]): { text: readonly Line[]; captions: readonly CaptionLine[] } {
  const captions = lines.filter(line => CAPTION_LINE.test(line.text))
  return { text: lines.filter(line => !captions.includes(line)), captions: captionLines(captions) }
}
