import { fold, hasAccents } from './clean.ts'

/** Said before any name; the second kind may also be a name's first word ("Anh Thơ"). */
const COMRADE = /^(?:đ\/c|đc|đ\.c|đồng chí|d\/c|tác giả|tg)[.:]?\s*[.:]?\s+(?=\p{L})/iu
const TITLE = /^(?:ông|bà|anh|chị|cô|thầy|ths|ts|bs|ks)[.:]?\s+(?:giáo\s+)?(?=\p{Lu}[\p{L}'.]*\s+\p{Lu})/iu

/** A name without what is said before it: "đ/c Nông Văn K" → "Nông Văn K". */
export function personName(text: string): string {
  let name = withoutParticle(text.trim().replace(/[.,;:]+$/u, '')).trim()
  for (;;) {
    const shorter = name.replace(COMRADE, '').replace(TITLE, '')
    if (shorter === name) return name
    name = shorter
  }
}

/** "… ạ": said to the reader, no part of an answer. */
export const withoutParticle = (text: string): string => text.replace(/ +(?:ạ|nhé|nhá|nha|ah)[.!]*$/iu, '')

/** Beginnings of units, offices and headings that are no names. */
const NO_NAME =
  /^(?:công (?:đoàn|ty|an|nhân)|cong doan|c[đd](?:cs)? |l[đd]l[đd] |trường |truong (?:tieu|mam|trung|th|pt|mn)|phòng |ban |sở |chi (?:cục|bộ|nhánh|đoàn)|cục |trung tâm|bệnh viện|hội |huyện|tỉnh|xã |phường|người|nguoi viet|chủ |chu tich|phó |bí thư|liên đoàn|u[ỷy] |ủy |đảng |tổ |nhà |bài |tin |ảnh |nhóm |kính |trân |xin |tm\.|kt\.|tm |kt |nơi |đã |kho bạc|ngân hàng|thư ký|trưởng |giám |ubnd|bch|btv|thường |cộng (?:hòa|tác)|độc lập|số |ngày |chúc |cảm |đơn vị|\w*bank )/

/** Two to six words, each with a capital: Vietnamese names. */
export function isName(text: string): boolean {
  if (!/^\p{Lu}[\p{L}'.]*(?:\s+\p{Lu}[\p{L}'.]*){1,5}$/u.test(text)) return false
  if (NO_NAME.test(text.toLowerCase())) return false
  const [first = ''] = text.split(/\s+/)
  return text !== text.toUpperCase() || text.split(/\s+/).length <= 3 || isSurname(first)
}

/** A name typed without capitals: "nong thi minh hang". */
export const isNameTyped = (text: string): boolean =>
  isName(text) ||
  (/^\p{Ll}+(?: \p{Ll}+){1,4}$/u.test(text) && !NO_NAME.test(text) && isSurname(text.split(' ')[0] ?? ''))

/** Frequent Vietnamese family names, Tày and Nùng ones of the province included, by their key. */
const SURNAMES = new Set(
  (
    'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly nong luong ma trieu be dam ha luc luu lam ' +
    'chu ban phung vi vy mac la quan sam thao giang vang sung hua ca mong dinh trinh doan mai to truong cao ta thai ' +
    'kieu tong dao dau nghiem quach lo lu tang au hau chang hac dong tu nguy an on bach cam than tieu tham dich leng'
  ).split(' '),
)

const isSurname = (word: string): boolean => SURNAMES.has(fold(word))

const BANK =
  /ng[aâ]n h[aà]ng|\bnh|bank|vcb|bidv|agri|vietin|techcom|sacom|\bmb\b|\bacb\b|vpb|tpb|chi nhánh|\bcn\b|kho bạc|giao dịch|pgd|huyện|thành phố|tỉnh|thị xã|momo|zalo|nông nghiệp|ngoại thương|đầu tư|phát triển|bắc kạn|cao bằng|thái nguyên|hà nội|lạng sơn|việt nam/iu

/** The holder's name where it stands beside the number: "8605… – Agribank – Nông Thị Minh Hằng". */
export function holderBeside(text: string): string | null {
  const pieces = text
    .replace(/\d[\d .-]*/gu, '|')
    .split(/[|\n,;:()–—-]+|\s{2,}|(?<!\p{L})t[aạ]i(?!\p{L})|\b(?:mang tên|tên|chủ tk|chủ tài khoản)(?!\p{L})/iu)
  const names = pieces.map(piece => personName((piece ?? '').trim())).filter(isHolder)
  return names.at(-1) ?? null
}

/** Two words alone are as often a place as a name. */
const isHolder = (piece: string): boolean =>
  isName(piece) && !BANK.test(piece) && (piece.split(/\s+/).length >= 3 || isSurname(piece.split(/\s+/)[0] ?? ''))

/** How bodies that send articles are called. */
const UNIT =
  /^(?:CĐCS|CĐ|LĐLĐ|CNVCLĐ|Công đoàn|Liên đoàn|Ban |Trường|Phòng|Sở|Chi cục|Chi nhánh|Cục|Trung tâm|Bệnh viện|Công ty|UBND|Hạt|Kho bạc|Ngân hàng|Bảo hiểm|Tòa án|Viện|Huyện|Thành phố|Xã|Trạm|Nhà máy|Đài|Báo|Hội|Khối|Tổ công đoàn)(?=\s|$)/iu

const MAX_UNIT = 110

/** Is this the name of a unit, and no sentence about one? */
export const isUnit = (text: string): boolean =>
  UNIT.test(text) && text.length <= MAX_UNIT && !/[.:;!?]$/.test(text) && !ACTS.test(text)

const UNIT_PLAIN =
  /^(?:cdcs|cd|ldld|cong doan|lien doan|truong (?:mam|tieu|trung|th|pt|mn|mau|day|chinh)|phong|chi cuc|cuc|trung tam|benh vien|cong ty|ubnd|tram|hat kiem|kho bac)(?=\s)/i

/** A unit's name, also typed without diacritics: "truong mam non hoa sen". */
export const isUnitTyped = (text: string): boolean =>
  isUnit(text) || (!hasAccents(text) && text.length <= MAX_UNIT && UNIT_PLAIN.test(text) && text.split(' ').length >= 3)

/** What units do in titles and sentences. */
const ACTS =
  /(?<!\p{L})(?:đã|tổ chức|thăm|trao|tặng|phát động|tham gia|hưởng ứng|ủng hộ|khai mạc|ra quân|gửi|chúc|sơ kết|tổng kết|triển khai|phối hợp|tiếp tục|chung tay|đẩy mạnh|ký kết|hỗ trợ|xin|kính|cảm ơn|cám ơn|ạ)(?!\p{L})/iu

const OFFICE =
  /^(?:(?:phó )?chủ tịch|ủy viên(?: (?:bch|ban chấp hành))?|trưởng ban|giáo viên|cán bộ|kế toán|văn thư|(?:phó )?hiệu trưởng|đoàn viên|chuyên viên|nhân viên|tổ trưởng|phó ban|thư ký|ct|pct)\s+(?=\p{Lu})/iu

/** "Chủ tịch CĐCS Trường A" → "CĐCS Trường A". */
export const withoutOffice = (text: string): string => text.replace(OFFICE, '')

const BEFORE_UNIT = /\s+[-–—]\s*|\s*[-–—]\s+|\s*[,;]\s*|\s*\((?=[^()]{4,}\)$)/u

/** "Nông Văn K – Chủ tịch CĐCS Trường A": a name, and the unit after it. Without a unit: the name as written. */
export function splitCredit(credit: string): { readonly author: string; readonly unit: string | null } {
  const [name = '', ...rest] = credit.split(BEFORE_UNIT)
  const beside = rest.join(' - ').replace(/\)$/, '').trim()
  if (beside === '' || !isNameTyped(personName(name))) return { author: personName(credit), unit: null }
  const unit = rest.map(part => withoutOffice(part.replace(/\)$/, '').trim())).filter(part => UNIT.test(part))
  if (unit.length > 0) return { author: personName(name), unit: unit.join(', ') }
  return { author: isOther(beside) ? personName(name) : personName(credit), unit: null }
}

/** An office, the taker of the photos, a date: nothing of the author's name. */
const isOther = (text: string): boolean => !/^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)+/u.test(text) || OFFICE.test(`${text} X`)
