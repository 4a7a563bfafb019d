import type { FieldName } from '../domain.ts'
import { fold } from './clean.ts'
import { FORM_ORDER, PATTERNS, type Pattern } from './labelWords.ts'
import { isNameTyped, isUnit, personName } from './names.ts'

/** A label at the start of a line. */
export interface Label {
  readonly field: FieldName
  /** Its words and their end: the answer begins here. */
  readonly length: number
  /** It can hardly be anything else: numbered, or full words with a colon or alone on the line. */
  readonly strong: boolean
  /** What stood in brackets behind its words: an explanation, or the answer. */
  readonly aside: string
}

/** Letters of a line that are looked at: no label with its brackets is longer. */
const MAX_LABEL = 300

/** The label that a line or cell begins with, or null. A label word in the middle of a sentence is none. */
export function labelOf(line: string): Label | null {
  const key = fold(line.slice(0, MAX_LABEL))
  const found = PATTERNS.flatMap(pattern => {
    const label = labelled(pattern, key, line) ?? bare(pattern, key, line)
    return label === null ? [] : [label]
  })
  const longest = found.reduce<Label | null>(
    (best, label) => (best !== null && best.length >= label.length ? best : label),
    null,
  )
  return longest ?? credit(line)
}

function labelled({ field, short, labelled, bracketed }: Pattern, key: string, line: string): Label | null {
  const match = labelled.exec(key) ?? bracketed.exec(key)
  if (match === null) return null
  const [whole, number, aside = '', colon] = match
  const isAlone = whole.length >= line.trimEnd().length
  const isBefore = BEFORE_ANSWER.test(key.slice(whole.length))
  if (short && number === undefined && colon === undefined && !isAlone && !isBefore) return null
  return {
    field,
    length: whole.length,
    strong: isNumbered(number, field) || (!short && (colon !== undefined || isAlone)),
    aside: asideIn(line, whole, aside),
  }
}

/** The form's example, leaders or a tab: only a label stands before them. */
const BEFORE_ANSWER = /^(?:\(\s*(?:vd|vi du|thi du)\b|…|_{2}|\.{3}|\t)/

/** The brackets' text as written: the key has the same places. */
function asideIn(line: string, whole: string, aside: string): string {
  const at = aside === '' ? -1 : whole.lastIndexOf(aside)
  return at < 0 ? '' : line.slice(at, at + aside.length).trim()
}

/** "5. Đơn vị công tác CĐCS Trường A": full words need no colon where an answer of their kind follows. */
function bare({ field, bare }: Pattern, key: string, line: string): Label | null {
  const match = bare?.exec(key)
  if (match === null || match === undefined) return null
  const [whole, number] = match
  if (!answers(field, line.slice(whole.length, MAX_LABEL))) return null
  return { field, length: whole.length, strong: isNumbered(number, field), aside: '' }
}

/** How a sentence goes on that begins with a label's words. */
const GOES_ON =
  /^(?:cua|la|da|duoc|va|co|nay|do|se|dang|khong|cho|trong|tai|voi|gom|bao gom|can|phai|ve|hoi nghi|chinh|chu yeu|ung ho|tiep nhan)\b/
const MAX_BARE_UNIT = 20

/** Can these words be an answer to the field, rather than the rest of a sentence? */
function answers(field: FieldName, text: string): boolean {
  const key = fold(text).trim()
  const words = key.split(/\s+/).length
  switch (field) {
    case 'phone':
    case 'accountNumber':
      return /^[+(]{0,2}\d/.test(key) || /^[a-z]*bank\b.*\d{6}/.test(key)
    case 'author':
    case 'accountHolder':
      return isNameTyped(personName(text.split(/[-–,;(]/u)[0]?.trim() ?? ''))
    case 'unit':
      return isUnit(text.trim()) || (words <= MAX_BARE_UNIT && !GOES_ON.test(key) && !/[.;!?]$/.test(key))
    case 'title':
    case 'body':
    case 'captions':
      return words >= 3 && !GOES_ON.test(key)
  }
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, v: 5, vi: 6, vii: 7, viii: 8 }

function isNumbered(text: string | undefined, field: FieldName): boolean {
  if (text === undefined) return false
  const number = ROMAN[text] ?? (/^\d+$/.test(text) ? Number(text) : text.charCodeAt(0) - 96)
  return number === FORM_ORDER.indexOf(field) + 1
}

/** "Tin, ảnh: Nông Văn K" at an article's end, "(Bài và ảnh: …)", "Tin: …; ảnh: …". "Ảnh:" alone begins a caption. */
const CREDIT =
  /^\s*[-*(]*\s*(?:(?:anh\s*[,/&+-]?\s*(?:va\s+)?)?(?:tin|bai)(?:\s+viet)?(\s*[,/&+-]?\s*(?:va\s+)?(?:tin|bai|anh|hinh anh|video))*)\s*(?:thuc hien\s*)?([:/-]|\s(?=\S))\s*/u

/** "Tin: …" may be a title as well: what follows must be a name, or nothing. */
function credit(line: string): Label | null {
  const match = CREDIT.exec(fold(line.slice(0, MAX_LABEL)))
  if (match === null) return null
  const [whole, more, mark] = match
  if (more === undefined && mark === ' ') return null
  const [name = ''] = line.slice(whole.length, MAX_LABEL).split(/\s+[-–]|[,;(/]|\)\s*$/u)
  const isBare = name.trim() === '' && mark === ':'
  if (!isBare && !isNameTyped(personName(name.trim()))) return null
  return { field: 'author', length: whole.length, strong: false, aside: '' }
}
