import type { FieldName } from '../domain.ts'
import { fold } from './clean.ts'

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

/** "Tin, ảnh: Nông Văn K" at an article's end. "Ảnh:" alone begins a caption. */
const CREDIT = '(?:(?:anh ?[,/&-] ?)?(?:tin|bai)(?: ?[,/&-]? ?(?:va )?(?:tin|bai|anh))*)'

/**
 * The words of each label by their key, a space for any space; the longest that fits counts. `short` ones are words
 * that articles use too: they need a number or a colon. Order matters where one is the beginning of another.
 */
const LABELS: readonly { readonly field: FieldName; readonly words: string; readonly short?: true }[] = [
  { field: 'accountHolder', words: '(?:ho (?:va )?)?(?:ten )?chu (?:so )?(?:tai khoan|tk)(?: ngan hang)?' },
  { field: 'accountHolder', words: '(?:ho (?:va )?)?ten (?:tai khoan|tk)(?: ngan hang)?' },
  { field: 'accountHolder', words: 'account (?:holder|name)', short: true },
  {
    field: 'accountNumber',
    words:
      '(?:so )?(?:tai khoan|tk)(?: ngan hang)?(?: cua)?(?: tac gia)?(?: ngan hang)?(?: de (?:tra|nhan) nhuan but)?',
  },
  { field: 'accountNumber', words: 'stk(?: cua tac gia)?', short: true },
  { field: 'accountNumber', words: 'account(?: number| no\\.?)?', short: true },
  { field: 'phone', words: '(?:so )?dien thoai(?: (?:lien he|lien lac|di dong|cua tac gia|tac gia|dd))*' },
  { field: 'phone', words: 'so (?:dt|dtdd|d\\.t|lien he)(?: lien he)?', short: true },
  { field: 'phone', words: '(?:sdt|dtdd|d/t|dt|di dong|tel|mobile|phone|hotline)(?: lien he)?', short: true },
  { field: 'title', words: `(?:tit|tieu de|tua de|dau de|ten)(?: cua)? ${PIECE}` },
  { field: 'title', words: '(?:tit|tieu de|tua de|dau de|title|headline)', short: true },
  { field: 'body', words: `(?:noi dung|toan van)(?: cua)? ${PIECE}` },
  { field: 'body', words: '(?:noi dung|content)(?: chi tiet)?', short: true },
  { field: 'captions', words: '(?:chu thich|ghi chu|mo ta)(?: cho)?(?: cac)? (?:anh|hinh)(?: anh)?' },
  { field: 'captions', words: '(?:chu thich|(?:anh|hinh) minh hoa|captions?)', short: true },
  { field: 'author', words: '(?:ho (?:va )?)?ten (?:tac gia|nguoi viet)(?: bai)?(?: viet)?' },
  {
    field: 'author',
    words: 'tac gia(?: (?:bai viet|tin bai|bai|tin))?|nguoi viet(?: (?:bai|tin))?|nguoi thuc hien|nguoi gui',
  },
  { field: 'author', words: CREDIT, short: true },
  { field: 'author', words: 'ho (?:va )?ten|author|but danh', short: true },
  { field: 'unit', words: '(?:ten )?don vi cong tac|noi cong tac|co quan cong tac|don vi,? (?:co quan|noi cong tac)' },
  { field: 'unit', words: 'ten don vi|don vi|co quan|unit|workplace|dia chi cong tac', short: true },
]

/** A number or bullet before a label: "1." "1)" "1/" "(1)" "I." "a)" "-" "•" "Mục 1:". */
const NUMBER = String.raw`(?:(?:muc|phan|cau|so)\s*)?(?:[(\[]?(\d{1,2}|[ivx]{1,4}|[a-h])\s*[.):/\]-]+\s*|[-+*•●○▪–>]\s*)?`

/** What may stand between a label and its end: the same in English, an explanation in brackets. */
const BESIDE = String.raw`(?:\s*[/|]\s*[a-z ]{3,30}|\s*\((?!\s*(?:vd|vi du|thi du))[^()]{0,120}\)(?=\s*(?:[:.…_-]|$)))?`

/** Where a label ends: a colon, a dash, a bracket, leaders, a tab, the line's end. */
const END = String.raw`\s*(?:([:=]|\.?:)\s*|(-)\s+|(?=[(…\t_])|(?=\.{2,})|\.?\s*$)`

const PATTERNS = LABELS.map(({ field, words, short }) => {
  const spaced = words.replaceAll(' ?', '\\s*').replaceAll(' ', '\\s+')
  return {
    field,
    short: short === true,
    labelled: new RegExp(`^\\s*${NUMBER}["“']?(?:${spaced})["”']?${BESIDE}${END}`, 'u'),
    bare: short === true ? null : new RegExp(`^\\s*${NUMBER}(?:${spaced})\\s+(?=\\S)`, 'u'),
    inner: FORM_ORDER.indexOf(field) < 3 || words.includes(CREDIT) ? null : new RegExp(`^(?:${spaced})\\s*[:=]`, 'u'),
  }
})

/** A label at the start of a line. */
export interface Label {
  readonly field: FieldName
  /** Its words and their end: the answer begins here. */
  readonly length: number
  /** It can hardly be anything else: numbered, or full words with a colon or alone on the line. */
  readonly strong: boolean
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, v: 5, vi: 6, vii: 7, viii: 8 }

/** The label that a line or cell begins with, or null. A label word in the middle of a sentence is none. */
export function labelOf(line: string): Label | null {
  const key = fold(line)
  const found = PATTERNS.flatMap(pattern => {
    const label = labelled(pattern, key) ?? bare(pattern, key)
    return label === null ? [] : [label]
  })
  return found.reduce<Label | null>((best, label) => (best === null || label.length > best.length ? label : best), null)
}

type Pattern = (typeof PATTERNS)[number]

function labelled({ field, short, labelled }: Pattern, key: string): Label | null {
  const match = labelled.exec(key)
  if (match === null) return null
  const [whole, number, colon] = match
  const numbered = numberOf(number) === FORM_ORDER.indexOf(field) + 1
  if (short && number === undefined && colon === undefined) return null
  return {
    field,
    length: whole.length,
    strong: numbered || (!short && (colon !== undefined || whole.length >= key.trimEnd().length)),
  }
}

/** "5. Đơn vị công tác CĐCS Trường A": full words and the form's own number need no colon. */
function bare({ field, bare }: Pattern, key: string): Label | null {
  const match = bare?.exec(key)
  if (match === null || match === undefined) return null
  const [whole, number] = match
  return numberOf(number) === FORM_ORDER.indexOf(field) + 1 ? { field, length: whole.length, strong: true } : null
}

function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null
  return ROMAN[text] ?? (/^\d+$/.test(text) ? Number(text) : text.charCodeAt(0) - 96)
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
    const words = PATTERNS.map(({ inner }) => inner?.exec(key.slice(at))?.[0].length ?? 0)
    if (at <= from || Math.max(...words) === 0) continue
    cuts.push(at)
    from = at + Math.max(...words)
  }
  const [firstCut] = cuts
  if (firstCut === undefined || !startsLabelled(line.slice(0, firstCut), cuts.length)) return [line]
  return [0, ...cuts].map((from, number) => withoutMark(line.slice(from, cuts[number] ?? line.length)))
}

/** A sentence that mentions "điện thoại:" once is no row of labels. */
const startsLabelled = (start: string, count: number): boolean =>
  labelOf(start) !== null || count >= 2 || start.length <= 60

const withoutMark = (piece: string): string => piece.replace(/[\s\-–—;,|(]+$/u, '').trim()
