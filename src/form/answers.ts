import { cleanAnswer, fold } from './clean.ts'
import { labelOf } from './labels.ts'
import type { Line } from './lines.ts'

/** The lines of a label's answer, the rest of the label's own line first. `aside`: what stood in brackets behind it. */
export interface Answer {
  readonly lines: readonly Line[]
  readonly aside: string
}

/** Paragraphs, one a line, inner spaces as one; null if only the form's own words stand there. */
export function paragraphs(lines: readonly Line[]): string | null {
  const text = cleanAnswer(textOf(lines))
    .map(line => line.replace(/[ \t\u00a0]+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
  return text === '' ? null : text
}

/** All lines as one: a title. */
export const oneLine = (lines: readonly Line[]): string | null => paragraphs(lines)?.replace(/\s+/g, ' ') ?? null

/** What a person's field may run over; an article that follows the last answer does not belong to it. */
const MAX_LINES = 6
const MAX_LINE = 160

/** The lines of a short answer: up to a blank line, a label that no form of ours has, or a paragraph of text. */
export function shortAnswer(lines: readonly Line[]): readonly string[] {
  const cleaned = cleanAnswer(textOf(lines)).map(line => line.replace(/\s+/g, ' '))
  const filled = cleaned.slice(Math.max(0, cleaned.findIndex(Boolean)))
  const ends = (line: string): boolean => line === '' || line.length > MAX_LINE || isForeign(line) || isSignOff(line)
  const [first] = filled
  if (first === undefined || first === '' || isForeign(first)) return []
  const end = filled.findIndex((line, at) => at > 0 && ends(line))
  return filled.slice(0, end < 0 ? MAX_LINES : Math.min(end, MAX_LINES))
}

const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => text).join('\n')

/** Lines that other forms and hurried people put between the answers: "Ngân hàng: …", "Email: …", "Chức vụ: …". */
const FOREIGN =
  /^[-+*•\d.)\s]{0,5}(?:ngan hang|chi nhanh|email|e-mail|mail|gmail|dia chi|chuc vu|chuc danh|cmnd|cccd|so cmnd|so cccd|ma so thue|mst|ngay sinh|zalo|facebook|fb|ghi chu|ngay gui|ngay viet|nguoi duyet|lanh dao|xac nhan|kiem duyet|link|nguon|the loai|chuyen muc|file dinh kem|dinh kem)(?:\s[a-z ]{1,20})?\s*(?::|$)/

export const isForeign = (line: string): boolean => FOREIGN.test(fold(line))

/** What stands around a signature and in closings. */
const SIGN_OFF =
  /^(?:\(?(?:da )?ky\b.{0,40}|\(ghi ro.{0,30}|\W*het\W*|tm\. ?.{0,60}|kt\. ?.{0,40}|(?:pho )?chu tich(?: cong doan)?|nguoi viet(?: bai| tin)*|tac gia|ban bien tap|(?:[a-z ]{2,25}, )?ngay .{1,4} ?thang .{1,4} ?nam \d{4}\.?|tran trong.{0,60}|(?:em |toi |don vi )?(?:xin |rat )?(?:chan thanh )?cam on.{0,80}|kinh mong.{0,80}|(?:em |chuc |kinh chuc ).{0,80}[!.])$/

/** Place and date, "(Ký, ghi rõ họ tên)", "TM. BAN CHẤP HÀNH", "Trân trọng cảm ơn!". */
export const isSignOff = (line: string): boolean => SIGN_OFF.test(fold(line).trim())

/** Is this line a label with nothing behind it? */
export const isBareLabel = (text: string): boolean => {
  const label = labelOf(text)
  return label !== null && text.slice(label.length).trim() === '' && label.aside === ''
}
