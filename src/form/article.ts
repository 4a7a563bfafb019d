import { fold } from './clean.ts'
import type { Line } from './lines.ts'
import { isName, personName } from './values.ts'

/** An article that was written without the form. */
export interface Article {
  readonly title: string | null
  readonly body: string | null
  readonly author: string | null
  readonly unit: string | null
  /** Lines around it that belong to a letter ("Kính gửi Ban Biên tập …"): looked through for a unit or a phone. */
  readonly letter: readonly string[]
}

/** The longest title seen in the federation's own news is 180 letters. */
const MAX_TITLE = 200

const GREETING = /^(kinh gui|kinh thua|kinh chao|than gui|gui|thua|chao|xin chao|hi|dear|hello)\b.{0,120}$/
/** "Em xin gửi bài và 3 ảnh", "Đơn vị gửi Ban Biên tập tin …" */
const HANDING_OVER =
  /\b(xin |kinh |em |toi |minh |chung toi |don vi |cdcs |cong doan )?.{0,60}\b(gui|chuyen|nop)\b.{0,80}\b(bai|tin|anh|hinh|ban bien tap|bbt|mail|file|tep|dinh kem)\b/
const CLOSING =
  /^(tran trong|xin (tran trong |chan thanh )?cam on|cam on|xin cam on|kinh mong|rat mong|mong (ban|bbt|quy|cac)|kinh thu|kinh chao|than ai)\b.{0,120}$/

/** How bodies that send articles are called. */
const UNIT =
  /^(?:CĐCS|CĐ|LĐLĐ|CNVCLĐ|Công đoàn|Liên đoàn|Ban |Trường|Phòng|Sở|Chi cục|Cục|Trung tâm|Bệnh viện|Công ty|UBND|Hạt|Kho bạc|Ngân hàng|Bảo hiểm|Tòa án|Viện|Huyện|Thành phố|Xã|Trạm)(?=\s|$)/iu

/** Reads lines that follow no form: title, paragraphs, who wrote it, and the letter around it. */
export function readArticle(lines: readonly Line[]): Article {
  const filled = lines.filter(line => line.text.trim() !== '')
  const { inner, letter } = withoutLetter(filled)
  const { rest, author, unit } = withoutByline(inner)
  const title = titleLength(rest)
  const text = (part: readonly Line[], by: string): string | null =>
    part.map(line => line.text.replace(/[ \t]+/g, ' ').trim()).join(by) || null
  return { title: text(rest.slice(0, title), ' '), body: text(rest.slice(title), '\n'), author, unit, letter }
}

function withoutLetter(lines: readonly Line[]): { inner: readonly Line[]; letter: readonly string[] } {
  let start = 0
  while (start < Math.min(lines.length, 6) && isLetterLine(lines[start]?.text ?? '')) start++
  let end = lines.length
  while (end > start && end > lines.length - 4 && isClosingLine(lines[end - 1]?.text ?? '')) end--
  const letter = [...lines.slice(0, start), ...lines.slice(end)].map(line => line.text)
  return { inner: lines.slice(start, end), letter }
}

function isLetterLine(text: string): boolean {
  const key = fold(text).trim()
  return (
    GREETING.test(key) ||
    CLOSING.test(key) ||
    (key.length < 300 && HANDING_OVER.test(key) && !/\b(ngay|sang|chieu) \d/.test(key))
  )
}

function isClosingLine(text: string): boolean {
  const key = fold(text).trim()
  return (
    CLOSING.test(key) || (key.length < 200 && HANDING_OVER.test(key) && /^(xin|em|toi|kinh|minh|don vi|kem)/.test(key))
  )
}

/** The last lines: a name alone, a unit alone, or "Name – Unit". */
function withoutByline(lines: readonly Line[]): { rest: readonly Line[]; author: string | null; unit: string | null } {
  let rest = lines
  let unit: string | null = null
  if (lines.length >= 3 && UNIT.test(lastText(rest)) && lastText(rest).length <= 100 && !/[.:]$/.test(lastText(rest))) {
    const before = lastText(rest.slice(0, -1))
    if (isName(personName(before))) {
      unit = lastText(rest)
      rest = rest.slice(0, -1)
    }
  }
  const [name = '', ...beside] = lastText(rest).split(/\s*[-–—,(]\s*/u)
  const author = lines.length >= 2 && lastText(rest).length <= 120 && isName(personName(name)) ? personName(name) : null
  if (author === null) return { rest, author: null, unit }
  const besideUnit = beside
    .join(' - ')
    .replace(/\)\s*$/, '')
    .trim()
  return { rest: rest.slice(0, -1), author, unit: unit ?? (UNIT.test(besideUnit) ? besideUnit : null) }
}

const lastText = (lines: readonly Line[]): string => lines.at(-1)?.text.trim() ?? ''

/** How many of the first lines are the title: one, or several in capitals. */
function titleLength(lines: readonly Line[]): number {
  const capitals = lines.findIndex(line => !isCapitals(line.text))
  const inCapitals = Math.max(capitals, 0)
  if (inCapitals > 0 && inCapitals <= 4) return inCapitals
  const [head, next] = lines
  if (head === undefined || next === undefined || head.text.length > MAX_TITLE) return 0
  const text = head.text.trim()
  const isSentence = /[.!?:;,]$/.test(text) && !/\.\.\.$/.test(text)
  return head.bold || (!isSentence && text.split(/\s+/).length >= 4 && next.text.length > text.length * 0.6) ? 1 : 0
}

const isCapitals = (text: string): boolean =>
  /\p{L}{2}/u.test(text) && text === text.toUpperCase() && text.length <= MAX_TITLE

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

/** A Vietnamese news text: several sentences about what a union did. Written without accents counts as well. */
export function isArticleLike(body: string | null): boolean {
  if (body === null || isOfficialLetter(body)) return false
  const key = fold(body)
  const words = key.split(/\s+/).length
  const sentences = (body.match(/[.!?…](?=\s|["”)]|$)/gu) ?? []).length
  const trade = TRADE.filter(word => key.includes(word)).length
  return words >= MIN_WORDS && sentences >= MIN_SENTENCES && trade >= MIN_TRADE_WORDS && !NO_NEWS.test(key)
}
