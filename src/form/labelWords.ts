import type { FieldName } from '../domain.ts'

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

/** Every label as patterns for the beginning of a line's key. */
export const PATTERNS = LABELS.map(({ field, words, short }) => {
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
        : new RegExp(
            `^(?:\\d{1,2}\\s*[.)/-]\\s*)?${spaced}(?:\\s*[:=]${number ? '|\\s+(?=[+(]{0,2}\\d(?:[ .-]?\\d){7})' : ''})`,
            'u',
          ),
  }
})

export type Pattern = (typeof PATTERNS)[number]
