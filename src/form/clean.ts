/**
 * The key that labels are compared by: lower case, no diacritics, đ as d. One character for each of the text's, so that
 * a place in the key is the same place in the text (NFC).
 */
export function fold(text: string): string {
  return text.replace(/[^\x00-\x7f]/gu, letter => FOLDED.get(letter) ?? foldLetter(letter)).toLowerCase()
}

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
const LEADERS_ONLY = /^[\s.…_\-–—]*$/u
/** Leaders before or after an answer that was typed over them. */
const LEADING = /^(?:\s|[.…_]{2,}|…|:)+/u
const TRAILING = /\s*(?:\.{4,}|…{2,}|_{3,}|[….]*…[….]{2,}|(?:\.\s){3,}\.?)\s*$/u

/** The heading of the issued form (circular of November 2019, "Mẫu cung cấp tin, bài, ảnh"). */
const HEADINGS = [
  /^mau( so.{0,20})?$/,
  /^(mau )?cung cap tin,? ?(bai)?,? ?(anh)?.{0,60}(dang tai|trang thong tin|lien doan|ldld)/,
  /^\(?kem theo cong van/,
]

/** Explanations of the form in brackets: never an answer. */
const EXPLANATION =
  /^\s*\(\s*(?:toàn bộ nội dung|ghi rõ|nếu có|bắt buộc|để trả nhuận bút|để chi trả|không chèn ảnh|họ và tên|in hoa|viết hoa|theo mẫu|mỗi ảnh)[^()]*\)\s*/iu

/** "(VD: …)", "(Ví dụ: …)"; what stands in it may be the issued example or somebody's answer. */
const EXAMPLE = /\(\s*(?:vd|ví dụ|vi du|thí dụ)\s*[:.]?\s*((?:[^()]|\([^()]*\))*)\)?/iu

/** The examples as issued, by their key. An answer equal to one is none. */
const ISSUED = [
  'cong doan co so phong a to chuc tang qua doan vien co hoan canh kho khan',
  'dong chi nong van b chu tich cong doan co so phong a trao qua cho doan vien pham thi x',
  'dong chi nong van b chu tich cong doan co so trao qua cho doan vien pham thi x',
  'nong van k',
  'cong doan co so phong a',
]

export const isLeader = (line: string): boolean => LEADERS_ONLY.test(line)

export function isHeading(line: string): boolean {
  const key = fold(line).trim()
  return HEADINGS.some(heading => heading.test(key))
}

/** An answer without leaders, examples and the form's own explanations; '' if nothing is left. */
export function cleanAnswer(text: string): string {
  return withoutExample(text.replace(EXPLANATION, ''))
    .split('\n')
    .map(line => line.replace(TRAILING, '').replace(LEADING, '').trim())
    .filter(line => !isLeader(line))
    .join('\n')
}

/** Drops "(VD: …)" where it holds the issued example or stands beside an answer; else what was typed in it is one. */
function withoutExample(text: string): string {
  const found = EXAMPLE.exec(text)
  if (found === null) return text
  const rest = `${text.slice(0, found.index)}${text.slice(found.index + found[0].length)}`
  const beside = rest.split('\n').some(line => !isLeader(line) && /[\p{L}\p{N}]/u.test(line))
  const inside = (found[1] ?? '').trim()
  return beside || isIssued(inside) ? rest : inside
}

/** Is this one of the form's own examples? Digits with leaders ("0983………") are too. */
export function isIssued(text: string): boolean {
  const key = fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  return key === '' || ISSUED.includes(key) || /^(0983|3951)$/.test(key)
}
