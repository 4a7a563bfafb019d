import { fold } from './clean.ts'

const GREETING =
  /^(?:kinh gui|kinh thua|kinh chao|than gui|gui|thua|chao|xin chao|hi|hello|dear|da thua|alo)\b.{0,120}$/
const CLOSING =
  /^(?:tran trong|(?:em |toi |minh |chung toi |don vi )?(?:xin )?(?:tran trong |chan thanh )?cam on|thanks?|kinh mong|rat mong|mong (?:ban|bbt|quy|cac|anh|chi)|kinh thu|kinh chao|than ai|than men)\b.{0,120}$/

const THINGS = '(?:tin|bai|anh|hinh|ban bien tap|bbt|mail|file|tep|noi dung|thong tin)'
const BETWEEN = '(?:\\s+(?:toi|den|cac|kem|lai|them|anh|chi|a|c|em|ban|quy|\\d+|file|mot|so|ve|cho|va|theo))*'
/** "Em xin gửi bài và 3 ảnh", "Đơn vị gửi Ban Biên tập tin …", "CĐCS Trường A bổ sung ảnh". */
const HANDING_OVER = new RegExp(`\\b(?:gui|nop|chuyen|bo sung|dinh kem)${BETWEEN}\\s+${THINGS}\\b`)
/** People speak of themselves in letters, not in news. */
const PERSONAL =
  /^(?:da\b|da,|em\b|minh\b|chung em\b|a oi|anh oi|chi oi|nho (?:anh|chi|ban)|ban nhan|day la (?:bai|tin|anh))/
/** News tells when; a letter that hands over tells that something comes. */
const NEWS = /\b(?:ngay|sang|chieu|toi) (?:ngay )?\d|\d{4}, /

/** No line of a letter is longer; a paragraph of an article is. */
const MAX_LETTER = 300
const MAX_PERSONAL = 160

/** A line of a letter around an article: greeting, handing over, closing. */
export function isLetterLine(text: string): boolean {
  const key = fold(text).trim()
  if (key.length > MAX_LETTER) return false
  if (GREETING.test(key) || CLOSING.test(key)) return true
  if (PERSONAL.test(key) && key.length <= MAX_PERSONAL) return true
  return HANDING_OVER.test(key) && !NEWS.test(key)
}
