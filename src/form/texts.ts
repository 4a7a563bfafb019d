import type { Content, FieldName, Fields, MailFile, Reading } from '../domain.ts'
import { Private } from '../domain.ts'
import { plainKey, tidy } from './clean.ts'
import { labelOf } from './labels.ts'
import { type Line, linesOfDocument, linesOfText } from './lines.ts'

/** A text that was looked through for the form: a mail's own (`file` null) or a document's. */
export interface SeenText {
  /** The number of its mail. */
  readonly mail: number
  readonly file: MailFile | null
  readonly lines: readonly SeenLine[]
}

export interface SeenLine {
  readonly text: string
  /** Fields whose value stands on it; behind a label only its own: an author may hold the account too. */
  readonly says: readonly FieldName[]
  /** The field whose label it begins with. */
  readonly asks: FieldName | null
}

/** All texts of a submission's mails as they are looked through, and where on them each field stands, or should stand. */
export function seenTexts(readings: readonly Reading[], fields: Fields): readonly SeenText[] {
  const isOn = FIELDS.map(field => [field, standsOn(fields, field)] as const)
  const seen = (line: Line): SeenLine => {
    const text = line.text.trim()
    const label = labelOf(text)
    const asks = label?.strong ? label.field : null
    const may = isOn.filter(([field]) => asks === null || asks === field)
    return { text, asks, says: may.flatMap(([field, test]) => (test(text) ? [field] : [])) }
  }
  return readings.flatMap(({ mail, contents }, number) =>
    [{ file: null, lines: linesOfText(mail.text) }, ...contents.flatMap(textsIn)]
      .map(({ file, lines }) => ({ mail: number, file, lines: lines.map(seen).filter(({ text }) => text !== '') }))
      .filter(({ lines }) => lines.length > 0),
  )
}

const FIELDS: readonly FieldName[] = [
  'title',
  'body',
  'captions',
  'author',
  'unit',
  'phone',
  'accountNumber',
  'accountHolder',
]

function textsIn(content: Content): readonly { readonly file: MailFile; readonly lines: readonly Line[] }[] {
  if (content.kind === 'document') return [{ file: content.file, lines: linesOfDocument(content.document) }]
  if (content.kind !== 'mail') return []
  return [{ file: content.file, lines: linesOfText(content.mail.text) }, ...content.contents.flatMap(textsIn)]
}

/** Does a line hold the field's value, or a paragraph of it? Marks, capitals and diacritics do not matter. */
function standsOn(fields: Fields, field: FieldName): (line: string) => boolean {
  const value = fields[field]
  if (value === null) return () => false
  if (value instanceof Private) return line => digitsOf(line).includes(value.reveal())
  const keys = (typeof value === 'string' ? value.split('\n') : value).map(text => plainKey(tidy(text))).filter(Boolean)
  return line => {
    const key = ` ${plainKey(line)} `
    return keys.some(one => key.includes(` ${one} `))
  }
}

/** "+84 983 456 712" → "0983456712". */
const digitsOf = (line: string): string => line.replace(/\+84/g, '0').replace(/\D/g, '')
