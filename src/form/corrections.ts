import type { CaptionLine } from '../domain.ts'
import { fold } from './clean.ts'
import { withoutParticle } from './names.ts'

/** Somebody puts something right. */
export const CORRECTS =
  /\b(?:dinh chinh|sua|nham|sai|chinh lai|doi lai|(?:doi|thay) (?:chu thich|tit|tieu de)|dung (?:phai )?la|khong phai)\b/

const IS = String.raw`(?:(?:dung|lai|moi|thi) )*(?:phai )?(?:thanh|la|nhu sau)\b\s*:?|:`

/** "Em xin sửa tít bài thành: …", "tiêu đề đúng là “…”", "đổi tên bài từ “…” thành “…”". */
const TITLE_IS = new RegExp(
  String.raw`\b(?:tit|tieu de|dau de|ten (?:bai|tin))\b(?: (?:bai|tin|viet|cua|em|xin|sua|doi|cu|tu ["“].{4,200}["”]))*\s*(?:${IS})\s*`,
)

/** A title has at least so many words; "tít là sai ạ" has fewer. */
const MIN_TITLE_WORDS = 4

/** The title that somebody says a piece has or should have; null if they speak of none. */
export function titleStated(text: string): string | null {
  for (const line of text.split('\n')) {
    const title = valueAfter(line, TITLE_IS)?.text ?? ''
    if (title.split(/\s+/).length >= MIN_TITLE_WORDS) return title
  }
  return null
}

/** "Sửa chú thích ảnh 2 thành: …", "Ảnh 1 chú thích đúng là …". */
const CAPTION_IS = new RegExp(
  String.raw`(?:\bchu thich(?: (?:cua|cho|anh|hinh|so))*|\b(?:anh|hinh)(?: so)?(?= \d))(?: (\d{1,2})(?!\d))?(?: (?:chu thich|em|xin|sua|doi|ghi|viet))*\s*(?:${IS})\s*`,
)

/** Captions that somebody puts right, each with the number of its photo; null where the piece can only have one. */
export function captionsRight(text: string): readonly CaptionLine[] {
  if (!CORRECTS.test(fold(text))) return []
  return text.split('\n').flatMap(line => {
    const found = valueAfter(line, CAPTION_IS)
    const isSaid = found !== null && /(?:\p{L}+\s+){2}\p{L}/u.test(found.text)
    return isSaid ? [{ text: found.text, number: found.number, fileName: null }] : []
  })
}

/** What stands behind the pattern in a line, without quotation marks and polite particles. */
function valueAfter(line: string, pattern: RegExp): { readonly text: string; readonly number: number | null } | null {
  const match = pattern.exec(fold(line))
  if (match === null) return null
  const said = withoutParticle(line.slice(match.index + match[0].length).trim())
  const text = /^["“](.+?)["”]/u.exec(said)?.[1] ?? said.replace(/\.$/, '')
  return { text: text.trim(), number: match[1] === undefined ? null : Number(match[1]) }
}
