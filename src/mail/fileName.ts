import { cleanText } from './charset.ts'
import { first, headerText, readHeaders } from './headers.ts'
import type { Part } from './part.ts'

/** The longest name most file systems take, in letters, with room for a count. */
const MAX_NAME = 150

/** How files begin, and the ending a nameless one gets. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'jpg'],
  [/^\x89PNG/, 'png'],
  [/^GIF8/, 'gif'],
  [/^RIFF....WEBP/s, 'webp'],
  [/^....ftyp(hei|hev|mif1|msf1)/s, 'heic'],
  [/^%PDF/, 'pdf'],
  [/^PK\x03\x04/, 'zip'],
  [/^\xd0\xcf\x11\xe0/, 'doc'],
  [/^\{\\rtf/, 'rtf'],
  [/^Rar!/, 'rar'],
]

/**
 * The name of a file: as sent, decoded, never a path; else made up from what it is ("anh-2.jpg", "tep-1.docx").
 *
 * @param head the first bytes of the file
 * @param position its number in the mail, from 1
 */
export function fileName(part: Part, head: Uint8Array, position: number): string {
  const given = namesOf(part).map(safeName).filter(Boolean)
  const base = given.find(name => !name.includes('\ufffd')) ?? given[0]
  if (base !== undefined) return base
  if (part.type.value === 'message/rfc822') return `${safeName(subjectOf(head)) || `thu-${position}`}.eml`
  const ending = endingOf(part.type.value, head)
  return `${/^(jpg|png|gif|webp|heic)$/.test(ending) ? 'anh' : 'tep'}-${position}.${ending}`
}

/** Where names stand, the best place first; the last two hold other things too. */
function namesOf({ disposition, type, headers }: Part): readonly string[] {
  const elsewhere = [first(headers, 'content-location'), first(headers, 'content-description')]
    .map(value => headerText(value ?? ''))
    .filter(value => /^(?!.*\s{2}).{1,200}\.[A-Za-z0-9]{2,5}$/.test(value))
  return [disposition.parameters.get('filename') ?? '', type.parameters.get('name') ?? '', ...elsewhere]
}

function safeName(given: string): string {
  const name =
    cleanText(given)
      .split(/[\\/]/)
      .findLast(step => step.trim() !== '') ?? ''
  // Marks that turn the direction of writing hide a name's true ending.
  const plain = name
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\n\t]+/g, ' ')
    .trim()
  if (/^\.*$/.test(plain)) return ''
  if (plain.length <= MAX_NAME) return plain
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(plain)?.[0] ?? ''
  return `${plain.slice(0, MAX_NAME - ending.length).trim()}${ending}`
}

const subjectOf = (head: Uint8Array): string => headerText(first(readHeaders(head), 'subject') ?? '')

function endingOf(type: string, head: Uint8Array): string {
  const start = Buffer.from(head).toString('latin1')
  if (start.startsWith('PK') && start.includes('word/')) return 'docx'
  const known = ENDINGS.find(([pattern]) => pattern.test(start))
  if (known !== undefined) return known[1]
  const sub = type.split('/')[1] ?? ''
  const isText = type.startsWith('text/') || (type === '' && !start.includes('\0'))
  return isText ? (sub === 'html' ? 'html' : sub === 'calendar' ? 'ics' : 'txt') : 'bin'
}
