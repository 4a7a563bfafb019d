import type { CaptionLine } from '../domain.ts'
import { cleanAnswer, fold } from './clean.ts'
import { withoutParticle } from './names.ts'

/** "như trong bài", "ở dưới ảnh", "gửi kèm theo": it points elsewhere and is no caption. */
const POINTS_ELSEWHERE =
  /^[("]*(?:(?:da|co|xem|nhu|o|ghi|duoc|chu thich|kem|theo|gui|em|anh|cac) )*(?:ngay )*(?:trong|duoi|tren|o|kem|theo|tai|ten|nhu|ben|file|tep) (?:bai|anh|hinh|moi|tung|file|tep|ten|cac|phan|kem|theo|duoi|mail|thu)|^[("]*(?:gui|co|xem|dinh)(?: file)? kem(?: theo)?\b.{0,20}$/
const NONE = /^(?:khong|chua|ko)(?: co)?(?: anh| chu thich)?\W*$/

/** "Ảnh 1 là cô Hiệu trưởng trao quà": said in a sentence. */
const IS = /^(?:là|la)\s+/iu

/** "Ảnh", "Hình", "Chú thích ảnh", "Photo" before a number. */
const WORD = String.raw`(?:chú thích\s*|chu thich\s*)?(?:[aả]nh|h[iì]nh(?:\s*[aả]nh)?|photo|pic|caption)`
const ORDINALS = ['nhất', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười']
const LIST = String.raw`\d{1,2}(?:\s*(?:,|&|\+|-|–|và|va|đến|den)\s*(?:${WORD}\s*)?\d{1,2})*`

/** "Ảnh 1:", "Ảnh số 2 -", "Ảnh 1, 2 và 3:", "Chú thích ảnh 1." */
const WORD_NUMBER = new RegExp(
  String.raw`^\s*[-+*•([]*\s*(?:(?:các|cac)\s+)?(?:${WORD}\s*(?:s[oố]\s*)?|[HA](?=\d{1,2}\s*[:.)]))(${LIST})(?!\d)\s*[:.)\]/\-–]*\s*`,
  'iu',
)
const ORDINAL = new RegExp(
  String.raw`^\s*${WORD}\s*(?:thứ\s+)(${ORDINALS.join('|')}|\d{1,2})(?!\p{L})\s*[:.)/\-–]*\s*`,
  'iu',
)
const NUMBER = /^\s*[([]?(\d{1,2})\s*(?:[.):/\]]|[-–](?=\s))[.):]*\s*/u
/** "Em gửi ảnh: Các học viên trong buổi tập huấn": what follows the colon says what the photo shows. */
export const SENT_WITH = String.raw`(?:(?:em|tôi|mình|kính|xin|đơn vị)\s+){0,2}(?:gửi|bổ sung)\s+(?:\p{L}+\s+){0,3}(?:ảnh|hình)(?:\s+\p{L}+){0,3}\s*:\s*(?!https?:)(?=(?:\S+\s+){3})`
const MARK = new RegExp(String.raw`^\s*(?:${SENT_WITH}|${WORD}\s*:\s*|[-+*•●]\s*)`, 'iu')

const FILE = String.raw`[\p{L}\p{N}_ .()-]{1,80}\.(?:jpe?g|png|heic|heif|webp)`
/** Camera names are file names without their ending too. */
const FILE_BEFORE = new RegExp(
  String.raw`^\s*(?:[-+*•●]\s*)?(?:(?:[aả]nh|file|tệp)\s+)?["“]?(${FILE}|(?:IMG|DSC|DSCN|DSCF|P|PXL|DJI)[_-]?\d{3,}(?:_\d+)*)["”]?\s*(?:[:\-–—]\s*|$)`,
  'iu',
)
const FILE_BEHIND = new RegExp(String.raw`\s*[(\[]\s*(?:(?:[aả]nh|file|tệp)\s*:?\s*)?(${FILE})\s*[)\]]\s*$`, 'iu')

/** Lines of captions, one each: "Ảnh 2: …", "1/ …", "- …", "IMG_12.jpg: …". One for several photos comes once for each. */
export function captionLines(lines: readonly { readonly text: string }[]): readonly CaptionLine[] {
  const written = cleanAnswer(lines.map(({ text }) => text).join('\n'))
    .filter(Boolean)
    .flatMap(splitNumbered)
  return withHeads(written.map(captionOf)).flatMap(({ text: said, numbers, fileName }) => {
    const text = withoutParticle(said)
    if (!/\p{L}{2}/u.test(text) || POINTS_ELSEWHERE.test(fold(text)) || NONE.test(fold(text))) return []
    return (numbers.length === 0 ? [null] : numbers).map(number => ({ text, number, fileName }))
  })
}

interface Written {
  readonly text: string
  readonly numbers: readonly number[]
  readonly fileName: string | null
}

/** Several captions on one line: "Ảnh 1: … Ảnh 2: …", "1. … 2. …". */
function splitNumbered(line: string): readonly string[] {
  const worded = line.split(/(?<=\S)(?<!chú thích|chu thich)[\s;]+(?=(?:ảnh|hình)\s*(?:số\s*)?\d{1,2}\s*[:.)-])/iu)
  return worded.length > 1 || !/^\s*1\s*[.):/]/.test(line) ? worded : splitCounted(line)
}

function splitCounted(line: string): readonly string[] {
  const cuts = [0]
  for (let next = 2; ; next++) {
    const at = line.slice(cuts.at(-1)).search(new RegExp(String.raw`(?<=\s)${next}\s*[.):/]\s*\p{Lu}`, 'u'))
    if (at < 0) break
    cuts.push((cuts.at(-1) ?? 0) + at)
  }
  return cuts.map((from, number) => line.slice(from, cuts[number + 1]).replace(/[\s;]+$/u, ''))
}

/** "Ảnh 1" alone on a line belongs to the line below it. */
function withHeads(all: readonly Written[]): readonly Written[] {
  return all.map((caption, at) => {
    const head = all[at - 1]
    const isBare = caption.numbers.length === 0 && caption.fileName === null
    return isBare && head?.text === '' ? { ...head, text: caption.text } : caption
  })
}

function captionOf(line: string): Written {
  const before = FILE_BEFORE.exec(line)
  if (before !== null) return { text: rest(line, before), numbers: [], fileName: (before[1] ?? '').trim() }
  const behind = FILE_BEHIND.exec(line)
  const { text, numbers } = numbered(behind === null ? line : line.slice(0, behind.index))
  return { text, numbers, fileName: behind?.[1]?.trim() ?? null }
}

function numbered(line: string): { readonly text: string; readonly numbers: readonly number[] } {
  const worded = WORD_NUMBER.exec(line)
  if (worded !== null) return { text: rest(line, worded).replace(IS, ''), numbers: numbersOf(worded[1] ?? '') }
  const ordinal = ORDINAL.exec(line)
  if (ordinal !== null) return { text: rest(line, ordinal), numbers: [ordinalOf(ordinal[1] ?? '')] }
  const counted = NUMBER.exec(line)
  if (counted !== null) return { text: rest(line, counted), numbers: [Number(counted[1])] }
  return { text: line.replace(MARK, '').trim(), numbers: [] }
}

const rest = (line: string, mark: RegExpExecArray): string => line.slice(mark[0].length).trim()

const ordinalOf = (word: string): number => Number(word) || ORDINALS.indexOf(word.toLowerCase()) + 1

/** More photos than any article brings: "1-99" is no list of them. */
const MAX_RANGE = 20

/** "1, 2" and "1-3" → each number. */
function numbersOf(list: string): readonly number[] {
  const range = /^(\d{1,2})\s*(?:-|–|đến|den)\s*(\d{1,2})$/iu.exec(list)
  const all = (list.match(/\d{1,2}/g) ?? []).map(Number)
  if (range === null) return all
  const [from = 0, to = 0] = all
  return to > from && to - from < MAX_RANGE ? Array.from({ length: to - from + 1 }, (_, step) => from + step) : [from]
}
