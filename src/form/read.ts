import type { CaptionLine, Content, FieldName, Fields, FormReading, Mail, Private, Reading } from '../domain.ts'
import { bareSubject } from '../mail/identity.ts'
import { isArticleLike, isOfficialLetter } from './article.ts'
import { fold } from './clean.ts'
import { FORM_ORDER } from './labels.ts'
import { linesOfDocument, linesOfText } from './lines.ts'
import { readSource, type SourceReading } from './source.ts'
import { phoneNumber } from './values.ts'

/** A source with where it stood; later ones complete and correct earlier ones. */
interface Source extends SourceReading {
  readonly from: 'document' | 'body'
  /** The number of its mail. */
  readonly mail: number
}

/**
 * Reads the mails of a submission as the form: documents, mail bodies, attached mails, at last the subject and the
 * letters around the article. A document wins over the body of its mail, a later mail over an earlier one.
 *
 * @param readings in the order sent
 */
export function readForm(readings: readonly Reading[]): FormReading {
  const sources = readings.flatMap((reading, mail) => sourcesOf(reading, mail))
  const article = mainArticle(sources)
  const captions = captionsOf(sources, article)
  const fields: Fields = {
    title:
      article?.title ??
      latest(sources, source => (source.labels.includes('title') ? source.title : null)) ??
      titleInSubject(readings),
    body: article?.body ?? null,
    captions: captions.map(({ text }) => text),
    author: latest(sources, source => source.author),
    unit: latest(sources, source => source.unit) ?? unitInLetters(readings, sources),
    phone: latest(sources, source => source.phone) ?? phoneInLetters(readings, sources),
    accountNumber: latest(sources, source => source.accountNumber),
    accountHolder: latest(sources, source => source.accountHolder),
  }
  return {
    fields,
    labels: FORM_ORDER.filter(field => sources.some(({ labels }) => labels.includes(field))),
    source: article?.body == null ? null : article.from,
    articleLike: isArticleLike(fields.body),
    captions,
    differences: FORM_ORDER.filter(field => differs(sources, field)),
  }
}

function sourcesOf({ mail, contents }: Reading, number: number): readonly Source[] {
  const documents = documentsOf(contents)
  const own = source(linesOfText(mail.own), 'body', number)
  const forwarded =
    mail.forwarded === '' || own.body !== null ? [] : [source(linesOfText(mail.forwarded), 'body', number)]
  return [...forwarded, own, ...documents.map(lines => source(lines, 'document', number)), ...inner(contents, number)]
}

const source = (lines: Parameters<typeof readSource>[0], from: Source['from'], mail: number): Source => ({
  ...readSource(lines),
  from,
  mail,
})

/** Documents that are no official letters, unless nothing else is there. */
function documentsOf(contents: readonly Content[]): readonly ReturnType<typeof linesOfDocument>[] {
  const all = contents.flatMap(content => (content.kind === 'document' ? [linesOfDocument(content.document)] : []))
  return all.filter(lines => !isOfficialLetter(lines.map(({ text }) => text).join('\n')))
}

/** Mails attached to a mail hold what somebody else wrote: it counts like a document. */
function inner(contents: readonly Content[], number: number): readonly Source[] {
  return contents.flatMap(content =>
    content.kind === 'mail' ? sourcesOf(content, number).map(found => ({ ...found, from: 'document' as const })) : [],
  )
}

/** The newest text that is labelled as the article; else the newest that reads like one; else the longest. */
function mainArticle(sources: readonly Source[]): Source | null {
  const withBody = sources.filter(({ body }) => body !== null)
  return (
    withBody.findLast(({ labels, body }) => labels.includes('body') && isArticleLike(body)) ??
    withBody.findLast(({ from, body }) => from === 'document' && isArticleLike(body)) ??
    withBody.findLast(({ body }) => isArticleLike(body)) ??
    withBody.findLast(({ labels }) => labels.includes('body')) ??
    withBody.findLast(({ from }) => from === 'document') ??
    null
  )
}

function latest<T>(sources: readonly Source[], value: (source: Source) => T | null): T | null {
  const found = sources.findLast(source => value(source) !== null)
  return found === undefined ? null : value(found)
}

/** Captions of every source, the article's first, each text once. */
function captionsOf(sources: readonly Source[], article: Source | null): readonly CaptionLine[] {
  const ordered = [...(article === null ? [] : [article]), ...sources.filter(source => source !== article)]
  const once = new Map<string, CaptionLine>()
  for (const caption of ordered.flatMap(({ captions }) => captions)) {
    const key = fold(caption.text)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
    if (!once.has(key)) once.set(key, caption)
  }
  return [...once.values()]
}

function differs(sources: readonly Source[], field: FieldName): boolean {
  if (field === 'body' || field === 'captions' || field === 'title') return false
  const values = sources.map(source => source[field]).filter(value => value !== null)
  return new Set(values.map(value => fold(textOf(value)).replace(/\s+/g, ' '))).size > 1
}

const textOf = (value: string | Private): string => (typeof value === 'string' ? value : value.reveal())

/** Subjects that say only that something comes, by their key. */
const VAGUE_SUBJECT =
  /^(tin,? ?bai|tin|bai|bai viet|bai tin|tin tuc|anh|hinh anh|file|mau|gui|nop|v\/v|ve viec|bao cao|cong van|giay moi|thu moi|\(khong co|no subject|thong bao|kinh gui|cdcs|cong doan)?\b[^a-z]*((tin|bai|viet|anh|gui|cua|thang|quy|nam|so|dang|web|website|trang|va|kem|cdcs|cong doan|ban bien tap|bbt|bo sung|lai)\b[^a-z]*)*$/

/** A subject counts as a title if it says what happened: at least five words, and not only that a file comes. */
function titleInSubject(readings: readonly Reading[]): string | null {
  for (const { mail } of readings) {
    const subject = bareSubject(mail.subject).replace(
      /^(?:(?:tin|bài|gửi|nộp)(?:[ ,]+(?:tin|bài|viết|ảnh))*\s*[:\-–]\s*)/iu,
      '',
    )
    const key = fold(subject)
    const handsOver =
      /^(em |toi |kinh |xin |don vi )?(gui|nop|chuyen)\b/.test(key) || /\.(docx?|pdf|zip|rar|jpe?g)$/.test(key)
    if (subject.split(/\s+/).length >= 5 && !VAGUE_SUBJECT.test(key) && !handsOver) return subject
  }
  return null
}

/** "Đơn vị em là CĐCS Trường A", "bài của CĐCS Trường A": in the letter, a signature or a short answer. */
const UNIT_IN_LETTER =
  /(?:^|[\s(,:–-])((?:CĐCS|Công đoàn cơ sở|Công đoàn ngành|LĐLĐ|Liên đoàn Lao động|Công đoàn)\s+(?!Việt Nam|tỉnh Bắc Kạn|Bắc Kạn\b)\p{L}[^,.;:!?()\n]{2,80})/iu

function unitInLetters(readings: readonly Reading[], sources: readonly Source[]): string | null {
  for (const text of letters(readings, sources)) {
    const unit = UNIT_IN_LETTER.exec(text)?.[1]
    if (unit !== undefined) return unit.replace(/\s+(?:xin|kính|gửi|em|tôi|có|đã|trân trọng)\b.*$/iu, '').trim()
  }
  return null
}

const MOBILE = /(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){9}(?!\d)/

function phoneInLetters(readings: readonly Reading[], sources: readonly Source[]): Private | null {
  const found = letters(readings, sources)
    .map(text => MOBILE.exec(text)?.[0])
    .find(text => text !== undefined)
  return found === undefined ? null : phoneNumber(found)
}

/** What people wrote around an article, newest mail first: letters, signatures, and mails that bring no article. */
function letters(readings: readonly Reading[], sources: readonly Source[]): readonly string[] {
  return readings
    .flatMap(({ mail }, number) => {
      const own = sources.filter(source => source.mail === number && source.from === 'body')
      const isNote = own.every(({ body, labels }) => !isArticleLike(body) && labels.length < 3)
      return [...own.flatMap(({ letter }) => letter), ...(isNote ? [withoutAddressee(mail)] : []), mail.signature]
    })
    .filter(Boolean)
    .reverse()
}

/** The addressee's own name ("Kính gửi: LĐLĐ tỉnh …") is nobody's unit. */
const withoutAddressee = ({ own }: Mail): string =>
  own
    .split('\n')
    .filter(line => !/^\s*(kính gửi|kính thưa|gửi|to)\b/iu.test(line))
    .join('\n')
