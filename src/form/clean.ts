/** NFC, and no more spaces or dots in a row than say anything: a million of them is read as fast as a few. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[ \t\u00a0]{4,}/g, spaces => spaces.slice(0, 4))
    .replace(/([.…_·-])\1{20,}/gu, dots => dots.slice(0, 20))

/**
 * The key that labels are compared by: lower case, no diacritics, đ as d. One character for each of the text's, so that
 * a place in the key is the same place in the text (NFC).
 */
export function fold(text: string): string {
  return text.replace(/[^\x00-\x7f]/gu, letter => FOLDED.get(letter) ?? foldLetter(letter)).toLowerCase()
}

/** Written with diacritics: where they are missing, words that differ by them alone are one. */
export const hasAccents = (text: string): boolean => /[\p{M}đ]/iu.test(text.normalize('NFD'))

const FOLDED = new Map([
  ['đ', 'd'],
  ['Đ', 'd'],
  ['：', ':'],
  ['–', '-'],
  ['—', '-'],
  ['−', '-'],
])

function foldLetter(letter: string): string {
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '')
  return base.length === letter.length ? base : letter
}

/** Lines of dots, ellipses, underscores and hyphens to write on. */
const LEADERS_ONLY = /^[\s.…⋯·∙‥_\-–—*:]*$/u
/** Leaders before an answer that was typed over them. */
const LEADING = /^(?:\s|[.…⋯·∙‥_]{2,}|…|:|\*(?=\S)|\*\s+)+/u
export const isLeader = (line: string): boolean => LEADERS_ONLY.test(line)

/** The heading of the issued form (circular of November 2019, "Mẫu cung cấp tin, bài, ảnh"). */
const HEADINGS = [
  /^mau( so.{0,20})?$/,
  /^(mau )?cung cap tin,? ?(bai)?,? ?(anh)?.{0,60}(dang tai|trang thong tin|lien doan|ldld)/,
  /^\(?kem theo cong van/,
]

export function isHeading(line: string): boolean {
  const key = fold(line).trim()
  return HEADINGS.some(heading => heading.test(key))
}

const EXAMPLE = String.raw`(?:vd|v\/d|ví dụ|vi du|thí dụ|thi du)(?!\p{L})\s*[:.]?\s*`
/** "(VD: …)" before an answer, balanced, or up to the line's end where the bracket was never closed. */
const EXAMPLE_BEFORE = new RegExp(
  String.raw`^[\s.…_:]*\(\s*${EXAMPLE}(?:((?:[^()]|\([^()]*\))*)\)|([^()\n]*)(?=\n|$))`,
  'iu',
)
const EXAMPLE_BEHIND = new RegExp(String.raw`\(\s*${EXAMPLE}((?:[^()]|\([^()]*\))*)\)?[\s.…_]*$`, 'iu')
/** "VD: Nông Văn K" without brackets. */
const EXAMPLE_BARE = /^\s*(?:vd|v\/d|ví dụ|vi du|thí dụ|thi du)\s*[:.]\s*/iu

/** What a form explains in brackets before an answer: "(ghi rõ họ tên)", "(Toàn bộ nội dung của tin, bài viết)". */
const EXPLANATIONS = [
  /^[\s.…_:]*\(\s*\p{Ll}[^().]*\)\s*/u,
  /^[\s.…_:]*\(\s*(?:toàn bộ nội dung|ghi |nếu có|bắt buộc|để |không |họ |in hoa|viết |theo mẫu|mỗi ảnh|ký|đã ký)[^()]*\)\s*/iu,
]

/** The examples as issued, by their key. An answer equal to one is none. */
const ISSUED = new Set([
  'cong doan co so phong a to chuc tang qua doan vien co hoan canh kho khan',
  'dong chi nong van b chu tich cong doan co so phong a trao qua cho doan vien pham thi x',
  'dong chi nong van b chu tich cong doan co so trao qua cho doan vien pham thi x',
  'toan bo noi dung cua tin bai viet',
  'nong van k',
  'cong doan co so phong a',
  '0983',
  '3951',
])

/** Answers that say there is none. */
const NONE =
  /^(?:(?:toi |em )?(?:khong|chua|ko|k)(?: co| mo)?(?: (?:anh|so tai khoan|tai khoan|stk|tk|so dien thoai|chu thich|a))*|none|no)$/

/** Is this one of the form's own examples, or "không có"? Digits with leaders ("0983………") are examples too. */
export function isIssued(text: string): boolean {
  const key = plainKey(text)
  return key === '' || ISSUED.has(key) || NONE.test(key)
}

/** The key without marks, for comparing what two people wrote. */
export const plainKey = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/**
 * The lines of an answer without leaders, examples and the form's own explanations; lines with nothing left are ''.
 * What was typed into an example's brackets is the answer where there is no other.
 */
export function cleanAnswer(text: string): readonly string[] {
  const { rest, example } = withoutNotes(text)
  const lines = rest.split('\n').map(withoutLeaders)
  if (lines.some(line => line !== '' && !isIssued(line))) return lines.map(line => (isIssuedLine(line) ? '' : line))
  const typed = withoutLeaders(example)
  return isIssued(typed) ? [] : [typed]
}

/** A number or a name may be issued in one answer and not in another; whole lines of issued sentences never stay. */
const isIssuedLine = (line: string): boolean => line !== '' && ISSUED.has(plainKey(line))

/** The longest issued example has 88 letters. */
const MAX_EXAMPLE = 200

function withoutNotes(text: string): { readonly rest: string; readonly example: string } {
  let rest = text
  let example = ''
  for (;;) {
    const before = EXAMPLE_BEFORE.exec(rest)
    if (before !== null) {
      example ||= (before[1] ?? before[2] ?? '').trim()
      rest = rest.slice(before[0].length)
      continue
    }
    const shorter = [...EXPLANATIONS, EXAMPLE_BARE].reduce((left, note) => left.replace(note, ''), rest)
    if (shorter === rest) break
    rest = shorter
  }
  const tail = rest.slice(-MAX_EXAMPLE)
  const behind = EXAMPLE_BEHIND.exec(tail)
  if (behind === null || !isIssued(behind[1] ?? '')) return { rest, example }
  return { rest: rest.slice(0, rest.length - tail.length + behind.index), example }
}

function withoutLeaders(line: string): string {
  const trimmed = line.slice(0, answerEnd(line)).replace(LEADING, '').trim()
  return isLeader(trimmed) ? '' : trimmed
}

/** How much a mark at a line's end speaks for leaders; "…", "..." and "….", which end sentences, stay below the bound. */
const WEIGHTS: Readonly<Record<string, number>> = { '.': 1, '…': 2, '⋯': 2, '·': 1, '∙': 1, '‥': 2, _: 2, '*': 4 }
const LEADERS = 4

/** Where the answer ends and leaders begin; a full stop right before "…" still belongs to the sentence. */
function answerEnd(line: string): number {
  let end = line.length
  let weight = 0
  while (end > 0 && /[\s.…⋯·∙‥_*]/u.test(line[end - 1] ?? '')) weight += WEIGHTS[line[--end] ?? ''] ?? 0
  if (weight < LEADERS) return line.length
  return line.startsWith('.…', end) ? end + 1 : end
}
