import type { Mail } from '../domain.ts'
import { fold, hasAccents } from '../form/clean.ts'

/**
 * What people say when they send something, in the subject and the first lines of what they wrote. Where a text has
 * diacritics they count: "ảnh" is a photo, "anh" the person written to. Without diacritics the words around must tell.
 */
export const speaksOfArticle = (mail: Mail): boolean => says(mail, ARTICLE) || says(mail, ARTICLE_PLAIN, 'plain')

export const speaksOfPhotos = (mail: Mail): boolean => says(mail, PHOTOS) || says(mail, PHOTOS_PLAIN, 'plain')

/** It adds to, replaces or follows something that was sent before. */
export const speaksOfMore = (mail: Mail): boolean => MORE.test(fold(spoken(mail)))

/** Thanks, questions, receipts. */
export const talks = (mail: Mail): boolean => TALK.test(fold(mail.own)) || RECEIPT.test(fold(spoken(mail)))

/** "Nhờ BBT đăng giúp em trước ngày 20/11": in the thread of a piece, something for the editors. */
export const wishes = ({ own }: Mail): boolean => WISH.test(fold(own))

export const speaksOfUnion = (text: string): boolean => /cong doan|cdcs|ldld|doan vien|nguoi lao dong/.test(fold(text))

/** A longer letter says in its first lines what it brings. */
const FIRST_LETTERS = 1500

const spoken = ({ subject, own }: Mail): string => `${subject}\n${own.slice(0, FIRST_LETTERS)}`

function says(mail: Mail, pattern: RegExp, kind: 'accented' | 'plain' = 'accented'): boolean {
  return [mail.subject, mail.own.slice(0, FIRST_LETTERS)].some(
    text => hasAccents(text) === (kind === 'accented') && pattern.test(text.toLowerCase()),
  )
}

/** From the verb to the thing, within one sentence. */
const VERB = String.raw`(?:gửi|gởi|nộp|chuyển|đính kèm|kèm theo|bổ sung|đăng|cung cấp)(?=\s)[^.!?\n]{0,80}?(?<=[\s,(])`
const VERB_PLAIN = String.raw`\b(?:gui|goi|nop|chuyen|dinh kem|kem theo|bo sung|dang|cung cap)\b[^.!?\n]{0,80}?\b`

/** "thông tin", "bản tin" are no news; "bài thu hoạch", "bài thi", "bài phát biểu" no articles. */
const NEWS = String.raw`(?<!thông |bản |nhắn |niềm |lòng |uy |tự )tin(?! nhắn| tưởng| học| dụng| cậy)(?![\p{L}])`
const PIECE = String.raw`bài(?! thu hoạch| giảng| kiểm tra| tập| thi| dự thi| thuyết trình| trình bày| phát biểu| tham luận| hát| học| trắc nghiệm)(?![\p{L}])`
const NEWS_PLAIN = String.raw`(?<!thong |ban |nhan |niem |long |uy |tu )tin(?! nhan| tuong| hoc| dung| cay)\b`
const PIECE_PLAIN = String.raw`bai(?! thu hoach| giang| kiem tra| tap| thi| du thi| thuyet trinh| trinh bay| phat bieu| tham luan| hat| hoc| trac nghiem)\b`

/** Both words together need no verb: "Tin, bài tháng 11", "Tin ảnh CĐCS …". */
const TOGETHER = String.raw`(?<!\p{L})(?:tin|bài)\s*(?:,|và|-|\/|&)?\s*(?:bài|ảnh|tin)(?!\p{L})|(?<!\p{L})bài viết(?!\p{L})`
const TOGETHER_PLAIN = String.raw`\b(?:tin|bai)\s*(?:,|va|-|\/|&)?\s*(?:bai|anh|tin)\b|\bbai viet\b`

const ARTICLE = new RegExp(`${VERB}(?:${NEWS}|${PIECE})|${TOGETHER}`, 'u')
const ARTICLE_PLAIN = new RegExp(`${VERB_PLAIN}(?:${NEWS_PLAIN}|${PIECE_PLAIN})|${TOGETHER_PLAIN}`, 'u')

const PAPERS = `(?! thẻ| căn cước| cccd| cmnd| chữ ký| hồ sơ| chân dung| màn hình)`
const PHOTOS = new RegExp(
  `${VERB}(?:ảnh|hình)${PAPERS}(?!\\p{L})|(?<!\\p{L})(?:ảnh gốc|chú thích ảnh|ảnh (?:của|kèm|cho) (?:tin|bài)|hình ảnh hoạt động)`,
  'u',
)
const PHOTOS_PLAIN =
  /\b(?:gui|nop|chuyen|dinh kem|kem theo|bo sung)\b[^.!?\n]{0,80}?(?:\b(?:va|cac|hinh|kem|mot so|may|file|bai|tin|lai|them|not|\d+)[ ,]+anh\b(?! chi\b| em\b)|\banh(?= (?:goc|kem|minh hoa|hoat dong|cua|chup|\d))|\bhinh(?: anh)?\b)|\banh goc\b|\bchu thich anh\b|\banh (?:cua|kem|cho) (?:tin|bai)\b/u

const MORE =
  /\b(bo sung|gui lai|gui them|gui tiep|gui not|nop lai|thay anh|thay the|thay bang|anh cua bai|anh kem bai|tiep theo|(phan|anh|hinh) con (lai|thieu)|dinh chinh|sua lai|da sua|chinh sua lai|ban sua|ban moi|cap nhat|em quen|quen (gui|dinh kem|chua)|thieu anh)\b/

const TALK =
  /\b(cam on|da nhan (duoc|thong tin)?|bao gio|khi nao|bao lau|dang (bai )?chua|da dang|(cho|em|toi|xin) hoi|hoi (la|xem|chut)|ok|oke|vang a?|da (vang|em)|duoc chua|nhan duoc chua|xac nhan|da ro|nhat tri|thank you|thanks|noted|ticket|we (have )?received)\b/

const WISH =
  /\b(?:nho|mong|de nghi|xin)\b[^.!?\n]{0,40}\b(?:dang|duyet|xem|bien tap|quan tam|tao dieu kien)\b|\bdung dang\b|\bchua (?:can )?dang\b/

/** Receipts that programs write in the person's name: "Đã đọc: …", "Read: …", "Ticket Received - …". */
const RECEIPT = /^\s*(da (duoc )?doc|read|da mo|ticket received|your (message|ticket|request)|request received)\b/
