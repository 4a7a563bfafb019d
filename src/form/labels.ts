import type { FieldName } from '../domain.ts'
import { fold } from './clean.ts'
import { isLetterLine } from './letter.ts'
import { isNameTyped, isUnit, personName } from './names.ts'

/** The fields of the form in its own order: field 1 is the first. */
export const FORM_ORDER: readonly FieldName[] = [
  'title',
  'body',
  'captions',
  'author',
  'unit',
  'phone',
  'accountNumber',
  'accountHolder',
]

const PIECE = '(?:tin|bai|anh)(?: ?[,/&-]? ?(?:va )?(?:tin|bai|anh))*(?: viet)?'
const ACCOUNT = '(?:tai khoan|tk)'
const BANK = '(?:ngan hang|nh|atm|ca nhan)'

/**
 * The words of each label by their key, a space for any space; the longest that fits counts. `short` ones are words
 * that articles use too: they need a number or a colon. Order matters where one is the beginning of another.
 */
const LABELS: readonly { readonly field: FieldName; readonly words: string; readonly short?: true }[] = [
  { field: 'accountHolder', words: `(?:ho (?:va )?)?(?:ten )?chu (?:so )?(?:${ACCOUNT}|the)(?: ${BANK})?` },
  { field: 'accountHolder', words: `(?:ho (?:va )?)?ten ${ACCOUNT}(?: ${BANK})?` },
  { field: 'accountHolder', words: '(?:ten )?nguoi (?:thu huong|huong thu|nhan nhuan but|nhan tien)' },
  { field: 'accountHolder', words: 'account (?:holder|name)', short: true },
  {
    field: 'accountNumber',
    words: `(?:so )?${ACCOUNT}(?: ${BANK})?(?: so)?(?: cua)?(?: tac gia)?(?: ${BANK})?(?:,? de (?:tra|nhan) nhuan but)?`,
  },
  { field: 'accountNumber', words: `(?:so )?stk(?: ${BANK})?(?: cua tac gia)?|so the(?: ${BANK})?`, short: true },
  { field: 'accountNumber', words: 'account(?: number| no\\.?)?', short: true },
  { field: 'phone', words: '(?:so )?dien thoai(?: (?:lien he|lien lac|di dong|cua tac gia|tac gia|dd))*' },
  {
    field: 'phone',
    words: '(?:so )?(?:sdt|dtdd|d/t|d\\.t|dt|di dong|tel|mobile|phone|hotline)(?: lien (?:he|lac))?',
    short: true,
  },
  { field: 'phone', words: 'so (?:lien he|phone)', short: true },
  { field: 'title', words: `(?:tit|tieu de|tua de|dau de|ten)(?: cua)? ${PIECE}` },
  { field: 'title', words: '(?:tit|tieu de|tua de|dau de|title|headline)', short: true },
  { field: 'body', words: `(?:noi dung|toan van)(?: cua)? ${PIECE}` },
  { field: 'body', words: '(?:noi dung|content)(?: chi tiet)?', short: true },
  { field: 'captions', words: '(?:chu thich|ghi chu|mo ta)(?: cho)?(?: cac)? (?:anh|hinh)(?: anh)?' },
  { field: 'captions', words: '(?:chu thich|(?:anh|hinh) minh hoa|captions?)', short: true },
  { field: 'author', words: '(?:ho (?:va )?)?ten (?:tac gia|nguoi viet)(?: bai)?(?: viet)?' },
  { field: 'author', words: 'tac gia(?: (?:bai viet|tin bai|bai|tin))?|nguoi viet(?: (?:bai|tin))*' },
  {
    field: 'author',
    words: 'nguoi (?:thuc hien|gui(?: bai)?)|(?:ho (?:va )?)?ten|author|but danh|thuc hien',
    short: true,
  },
  { field: 'unit', words: '(?:ten )?don vi cong tac|noi cong tac|co quan cong tac|(?:co quan,? )don vi(?: cong tac)?' },
  { field: 'unit', words: 'don vi,? (?:co quan|noi cong tac)' },
  {
    field: 'unit',
    words: '(?:ten )?don vi(?: (?:gui bai|cong doan|cua tac gia|tac gia))?|co quan|unit|workplace',
    short: true,
  },
]

/** A number or bullet before a label: "1." "1)" "1/" "(1)" "1" "I." "a)" "-" "•" "Mục 1:". */
const NUMBER = String.raw`(?:(?:muc|phan|cau|so)\s*)?(?:[(\[]?(\d{1,2}|[ivx]{1,4}|[a-h])\s*[.):/\]-]+\s*|\d\s+|[-+*•●○▪–>]\s*)?`

/** What may stand between a label and its end: the same in English, and brackets that hold no example. */
const BESIDE = String.raw`\*?(?:\s*[/|]\s*[a-z ]{3,30}(?=\s*(?:[:(\t]|$)))?(?:\s*\((?!\s*(?:vd|vi du|thi du)\b)([^()]{0,160})\))?\*?`

/** Where a label ends: a colon, a dash, a bracket, leaders, a tab, the line's end. */
const END = String.raw`\s*(?:([:=]|\.?:)\*?\s*|(-)\s+|(?=[(…\t_])|(?=\.{2,})|\.?\s*$)`

const PATTERNS = LABELS.map(({ field, words, short }) => {
  const spaced = `(?:${words.replaceAll(' ?', '\\s*').replaceAll(' ', '\\s+')})`
  const number = ['phone', 'accountNumber'].includes(field)
  return {
    field,
    short: short === true,
    labelled: new RegExp(`^\\s*${NUMBER}["“']?${spaced}["”']?${BESIDE}${END}`, 'u'),
    /** Brackets may close a label that nothing else ends: "8. Tên chủ tài khoản (viết hoa) NÔNG …". */
    bracketed: new RegExp(`^\\s*${NUMBER}${spaced}\\s*\\((?!\\s*(?:vd|vi du|thi du)\\b)([^()]{0,160})\\)\\s*()`, 'u'),
    bare: short === true && !number ? null : new RegExp(`^\\s*${NUMBER}${spaced}\\s+(?=\\S)`, 'u'),
    inner:
      FORM_ORDER.indexOf(field) < 3
        ? null
        : new RegExp(`^(?:\\d{1,2}\\s*[.)/-]\\s*)?${spaced}(?:\\s*[:=]${number ? '|\\s+(?=[+(]?\\d)' : ''})`, 'u'),
  }
})

type Pattern = (typeof PATTERNS)[number]

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

/** The label that a line or cell begins with, or null. A label word in the middle of a sentence is none. */
export function labelOf(line: string): Label | null {
  const key = fold(line)
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
  const isAlone = whole.length >= key.trimEnd().length
  if (short && number === undefined && colon === undefined && !isAlone) return null
  return {
    field,
    length: whole.length,
    strong: isNumbered(number, field) || (!short && (colon !== undefined || isAlone)),
    aside: asideIn(line, whole, aside),
  }
}

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
  if (!answers(field, line.slice(whole.length))) return null
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
  const match = CREDIT.exec(fold(line))
  if (match === null) return null
  const [whole, more, mark] = match
  if (more === undefined && mark === ' ') return null
  const [name = ''] = line.slice(whole.length).split(/\s+[-–]|[,;(/]|\)\s*$/u)
  const isBare = name.trim() === '' && mark === ':'
  if (!isBare && !isNameTyped(personName(name.trim()))) return null
  return { field: 'author', length: whole.length, strong: false, aside: '' }
}

/** Labels that follow others on one line: those of fields 4 to 8, after a mark, with a colon. */
const INNER_START = /[-;,|(\t.]\s*|\s{2,}|\s(?=(?:so\s|stk|sdt|dt|tk|ten\s+chu|chu\s+t))/gu

/** "ĐT: 09… – STK: … – Chủ TK: …" → one line a label. Lines without a second label come back whole. */
export function splitLabels(line: string): readonly string[] {
  const key = fold(line)
  const cuts: number[] = []
  let from = Math.max(labelOf(line)?.length ?? 0, /^\s*\S{0,4}[.):/-]\s*/.exec(key)?.[0].length ?? 0)
  for (const { index, 0: mark } of key.matchAll(INNER_START)) {
    const at = index + mark.length
    const words = Math.max(...PATTERNS.map(({ inner }) => inner?.exec(key.slice(at))?.[0].length ?? 0))
    if (at <= from || words === 0) continue
    cuts.push(at)
    from = at + words
  }
  const [firstCut] = cuts
  if (firstCut === undefined || !startsRow(withoutMark(line.slice(0, firstCut)), cuts.length)) return [line]
  return [0, ...cuts].map((start, number) => withoutMark(line.slice(start, cuts[number] ?? line.length)))
}

/** A sentence that mentions "điện thoại:" once is no row of labels: a label, a name, a unit or a letter's words stand first. */
const startsRow = (start: string, cuts: number): boolean =>
  labelOf(start) !== null ||
  isLetterLine(start) ||
  isUnit(start) ||
  isNameTyped(personName(start.split(/\s+[-–]|[,(]/u)[0]?.trim() ?? '')) ||
  cuts >= 2

const withoutMark = (piece: string): string => piece.replace(/[\s\-–—;,|(]+$/u, '').trim()
