import { bareSubject } from '../mail/identity.ts'
import { fold } from './clean.ts'

/** "Tin: …", "[Tin bài] …", "Gửi bài: …" before a title. */
const PREFIX =
  /^(?:\[[^\]]{1,40}\]\s*|(?:kính |em )?(?:tin|bài|gửi|nộp)(?:[ ,]+(?:tin|bài|viết|ảnh|đăng|web|báo))*\s*[:–-]\s*)+/iu

/** That something comes, is asked or answered, by its key. */
const HANDS_OVER =
  /\b(?:gui|nop|chuyen|bo sung|dinh kem|kem theo)\b.{0,40}\b(?:tin|bai|anh|hinh|file|bbt|ban bien tap|mail)\b|^(?:em |toi |kinh |xin |don vi )?(?:gui|nop|chuyen|bo sung)\b|\bkem theo\b|\.(?:docx?|pdf|odt|zip|rar|jpe?g)$|\[[a-z]{2}-\d{4}-\d+\]|^(?:da nhan|can bo sung)\b|^(?:giay moi|thu moi|cong van|thong bao|ke hoach|bao cao)\b/
/** "tin bài", "bài viết", "ảnh hoạt động" named as things. */
const THING =
  /\b(?:tin,? ?bai|bai,? ?(?:viet|tin|anh|dang|du thi)|tin va anh|tin anh|bai va anh|anh hoat dong|bai cua|tin cua|tin,? anh)\b/
const UNIT = /^\W*(?:cdcs|cd|ldld|cong doan co so|cong doan|lien doan lao dong)\b[^-–:,]{0,80}$/

/** A title says what happened: at least this many words. */
const MIN_WORDS = 5

/** The title in a subject, where the subject clearly is one; else null. */
export function titleIn(subject: string): string | null {
  const title = bareSubject(subject).normalize('NFC').replace(PREFIX, '').trim()
  const key = fold(title)
  if (title.split(/\s+/).length < MIN_WORDS || HANDS_OVER.test(key) || THING.test(key)) return null
  return isUnitAlone(key) ? null : title
}

/** "CĐCS Trường Mầm non Bằng Vân" without what it did. */
const isUnitAlone = (key: string): boolean => UNIT.test(key) && !ACTS.test(key)

const ACTS =
  /\b(?:to chuc|tham|trao|tang|phat dong|tham gia|huong ung|ung ho|khai mac|ra quan|chuc|so ket|tong ket|trien khai|phoi hop|tiep tuc|chung tay|day manh|ky ket|ho tro|hoi nghi|hoi thi|dai hoi|giao luu|ra mat|gap mat|tap huan|tuyen truyen|ky niem|dong vien|cham lo|doi thoai|xay dung|thi dua|nang cao|thanh lap|ket nap|bieu duong|khen thuong|toa dam|le|dat|giup|hoc tap|kiem tra|don|tong|lam|vuot|noi|thuc hien|quyet tam|sinh hoat|chao mung)\b/
