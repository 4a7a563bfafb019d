import { fold } from './clean.ts'

/** Signs of an official letter (Decree 30/2020: national title, number, addressees, receivers). */
const OFFICIAL = [
  /^\s*cong hoa xa hoi chu nghia viet nam/m,
  /^\s*doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc/m,
  /^\s*so\s*:\s*.{0,20}\/.{1,30}/m,
  /^\s*noi nhan\s*:/m,
  /^\s*(v\/v|ve viec)\b/m,
  /^\s*(giay moi|thong bao|ke hoach|quyet dinh|cong van|to trinh|bao cao|bien ban|huong dan)\s*$/m,
  /\bluu\s*:\s*vt\b/,
  /\btm\. ?(ban|uy ban|bch)|\bkt\. ?(chu tich|giam doc)/m,
]

/** Two signs make an official letter: invitation, plan, report, decision. */
export function isOfficialLetter(text: string): boolean {
  const key = fold(text)
  return OFFICIAL.filter(sign => sign.test(key)).length >= 2
}

/** Words of the trade; an article of a union names some. */
const TRADE = [
  'cong doan',
  'doan vien',
  'cnvcld',
  'nguoi lao dong',
  'ldld',
  'cdcs',
  'hoi nghi',
  'to chuc',
  'tham hoi',
  'trao qua',
  'tang qua',
  'phong trao',
  'chu tich',
  'ban chap hanh',
  'thi dua',
  'tuyen truyen',
  'hoi thao',
  'hoi thi',
  'giao luu',
  'le ky niem',
  'dong chi',
  'ung ho',
  'tu van',
  'dai hoi',
  'khen thuong',
  'hoat dong',
  'chuong trinh',
  'tham gia',
  'tap huan',
  'truong',
  'can bo',
  'giao vien',
]

/** Requests and offers, which are no news. */
const NO_NEWS =
  /\b(kinh moi|tran trong (kinh )?moi|xin moi|de nghi (cac|quy|dong chi|ban)|yeu cau (cac|quy)|khuyen mai|giam gia|uu dai|mua ngay|dang ky ngay|nhan vao day|bam vao day|click|unsubscribe|huy dang ky)\b/

const MIN_WORDS = 40
const MIN_SENTENCES = 2
const MIN_TRADE_WORDS = 2

/** A short item of news ("tin") is a sentence or two. */
const SHORT_NEWS_WORDS = 15

/** May be the whole of a short item, where somebody signed it as its author ("Tin, ảnh: …"). */
export function isShortNews(body: string | null): boolean {
  if (body === null || isOfficialLetter(body)) return false
  const key = fold(body)
  const saysWhat = TRADE.some(word => key.includes(word)) && /[.!?](?=\s|$)/.test(key)
  return key.split(/\s+/).length >= SHORT_NEWS_WORDS && saysWhat && !NO_NEWS.test(key)
}

/** A Vietnamese news text: several sentences about what a union did. Written without accents counts as well. */
export function isArticleLike(body: string | null): boolean {
  if (body === null || isOfficialLetter(body)) return false
  const key = fold(body)
  const words = key.split(/\s+/).length
  const sentences = (body.match(/[.!?…](?=\s|["”)]|$)/gu) ?? []).length
  const trade = TRADE.filter(word => key.includes(word)).length
  return words >= MIN_WORDS && sentences >= MIN_SENTENCES && trade >= MIN_TRADE_WORDS && !NO_NEWS.test(key)
}
