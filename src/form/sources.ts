import type { Content, Document, Reading } from '../domain.ts'
import { isOfficialLetter } from './article.ts'
import { type Line, linesOfDocument, linesOfText } from './lines.ts'
import { readSource, type SourceReading } from './source.ts'

/** A document or a mail's text as read, with where it stood. */
export interface Source extends SourceReading {
  readonly from: 'document' | 'body'
  /** The number of its mail. */
  readonly mail: number
}

/** Everything that may hold fields, of each mail the least trusted first: forwarded text, own text, documents. */
export const sourcesOf = (readings: readonly Reading[]): readonly Source[] =>
  readings.flatMap((reading, mail) => sourcesIn(reading, mail))

function sourcesIn({ mail, contents }: Reading, number: number): readonly Source[] {
  const own = source(linesOfText(mail.own), 'body', number)
  const forwarded = mail.forwarded === '' ? null : source(linesOfText(mail.forwarded), 'body', number)
  return [
    ...(forwarded === null || (own.body !== null && own.labels.length > 0) ? [] : [forwarded]),
    own,
    ...contents.flatMap(content => sourcesInContent(content, number)),
  ]
}

const source = (lines: readonly Line[], from: Source['from'], mail: number): Source => ({
  ...readSource(lines),
  from,
  mail,
})

/** Mails attached to a mail hold what somebody else wrote: it counts like a document. */
function sourcesInContent(content: Content, number: number): readonly Source[] {
  if (content.kind === 'mail') return sourcesIn(content, number).map(found => ({ ...found, from: 'document' }))
  return content.kind === 'document' ? documentSource(content.document, number) : []
}

/** Labels that only the form has together; from this many on a document under a letterhead is the form still. */
const FORM_LABELS = 4

/** An official letter is no source, unless it is the form under a letterhead. */
function documentSource(document: Document, number: number): readonly Source[] {
  const lines = linesOfDocument(document)
  const found = source(lines, 'document', number)
  const isForm = found.labels.length >= FORM_LABELS && (found.labels.includes('body') || found.labels.includes('title'))
  return isForm || !isOfficialLetter(lines.map(({ text }) => text).join('\n')) ? [found] : []
}
