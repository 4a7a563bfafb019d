import { type CaptionLine, Private } from '../domain.ts'
import { cleanAnswer, fold, isIssued } from './clean.ts'
import type { Line } from './lines.ts'

/** Lines of an answer → its text, soft breaks and paragraphs as "\n"; '' if only the form's own words stand there. */
export function answerText(lines: readonly Line[]): string {
  const text = cleanAnswer(lines.map(line => line.text).join('\n'))
  return isIssued(text) ? '' : text
}

/** One line: a title, a name, a unit. */
export function oneLine(lines: readonly Line[]): string | null {
  const text = answerText(lines).replace(/\s+/g, ' ').trim()
  return text === '' ? null : text
}

/** Paragraphs, one a line. */
export function paragraphs(lines: readonly Line[]): string | null {
  const text = answerText(lines)
    .split('\n')
    .map(line => line.replace(/[ \t]+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
  return text === '' ? null : text
}

const HONORIFIC = /^(?:(?:đ\/c|đc|đồng chí|ông|bà|anh|chị|cô|thầy)[.:]?\s+)(?=\p{Lu})/iu

/** A name without what is said before it: "đ/c Nông Văn K" → "Nông Văn K". */
export function personName(text: string): string {
  let name = text.replace(/[.,;:\s]+$/u, '').trim()
  while (HONORIFIC.test(name)) name = name.replace(HONORIFIC, '')
  return name
}

/** A number as people write it, with spaces, dots, hyphens and brackets in it. */
const NUMBER = /(?:\+|00)?\(?\d[\d\s.\-–()]*\d|\d/gu

/** The first phone number, digits only, +84 as 0; "0983 456 712 / 0912…" gives the first. */
export function phoneNumber(text: string): Private | null {
  for (const [found] of text.matchAll(NUMBER)) {
    const digits = found.replace(/\D/g, '')
    if (digits.length < 4 || isIssued(digits)) continue
    return new Private(onePhone(found.trim(), digits))
  }
  return null
}

/** Two numbers side by side ("0983456712 0912…") are longer than any one: a number has at most 11 digits. */
function onePhone(written: string, digits: string): string {
  const national = digits.replace(/^(?:0084|84(?=\d{9,10}$))/, '0').replace(/^00/, '0')
  if (national.length <= 11) return national
  return (written.split(/\s+|[-–](?=\s*0)/u)[0] ?? '').replace(/\D/g, '') || national.slice(0, 10)
}

/** An account number: the first run of six digits or more, without the bank's name beside it. */
export function accountNumber(text: string): Private | null {
  for (const [found] of text.matchAll(NUMBER)) {
    const digits = found.replace(/\D/g, '')
    if (digits.length >= 6) return new Private(digits)
  }
  return null
}

const BANK =
  /ng[aâ]n h[aà]ng|\bnh\b|bank|vcb|bidv|agri|vietin|techcom|sacom|\bmb\b|\bacb\b|vpb|tpb|chi nhánh|phòng giao dịch|pgd|huyện|thành phố|tỉnh|bắc kạn|việt nam/iu

/** The holder's name where it stands beside the number: "8605… – Agribank – Nông Thị Minh Hằng". */
export function holderBeside(text: string): string | null {
  const pieces = text.replace(NUMBER, '|').split(/[|\n,;–—-]+|\s{2,}|\bt[aạ]i\b/iu)
  const names = pieces.map(piece => personName(piece.trim())).filter(piece => isName(piece) && !BANK.test(piece))
  return names.at(-1) ?? null
}

/** Two to six words, each with a capital: Vietnamese names. */
export function isName(text: string): boolean {
  return /^\p{Lu}[\p{L}'.]*(?:\s+\p{Lu}[\p{L}'.]*){1,5}$/u.test(text)
}

/** "như trong bài", "ở dưới ảnh": it points to the article and is no caption. */
const POINTS_ELSEWHERE =
  /^[("]*(da co |co |xem |nhu |o |ghi |duoc ghi |chu thich |kem )*(ngay )*(trong|duoi|tren|o|kem|theo|tai|ten|nhu) (bai|anh|hinh|moi|tung|file|tep|ten|cac|phan)/

const CAPTION_NUMBER =
  /^\s*(?:(?:[aả]nh|h[iì]nh|chú thích(?:\s*ảnh)?|photo)\s*(?:s[oố]\s*)?(\d{1,2})\s*[:.)/\-–]*\s*|\(?(\d{1,2})\s*[.):/\-–]\s*|(?:[aả]nh|h[iì]nh|chú thích(?:\s*ảnh)?)\s*[:]\s*|[-+*•●]\s*)/iu
const CAPTION_FILE = /^\s*["“]?([\p{L}\p{N}_ .()-]{1,80}\.(?:jpe?g|png|heic|heif|webp))["”]?\s*[:\-–—]?\s*/iu

/** Lines of captions, one each: "Ảnh 2: …", "1/ …", "- …", "IMG_12.jpg: …". */
export function captionLines(lines: readonly Line[]): readonly CaptionLine[] {
  return answerText(lines)
    .split('\n')
    .flatMap(splitNumbered)
    .map(captionOf)
    .filter(({ text }) => text !== '' && !POINTS_ELSEWHERE.test(fold(text)) && /\p{L}{2}/u.test(text))
}

/** Several captions on one line: "Ảnh 1: … Ảnh 2: …". */
const splitNumbered = (line: string): readonly string[] =>
  line.split(/(?<=\S)[\s;]+(?=(?:ảnh|hình)\s*(?:số\s*)?\d{1,2}\s*[:.)])/iu)

function captionOf(line: string): CaptionLine {
  const file = CAPTION_FILE.exec(line)
  if (file !== null) return { text: line.slice(file[0].length).trim(), number: null, fileName: (file[1] ?? '').trim() }
  const mark = CAPTION_NUMBER.exec(line)
  const number = mark?.[1] ?? mark?.[2]
  return {
    text: line.slice(mark?.[0].length ?? 0).trim(),
    number: number === undefined ? null : Number(number),
    fileName: null,
  }
}
