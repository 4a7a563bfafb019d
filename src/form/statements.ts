import type { Private } from '../domain.ts'
import { fold, hasAccents } from './clean.ts'
import { CORRECTS, captionsRight, titleStated } from './corrections.ts'
import { holderBeside, isName, isNameTyped, isUnitTyped, personName, withoutOffice, withoutParticle } from './names.ts'
import { accountNumber, phoneNumber } from './numbers.ts'
import { completed, NOBODY, type People } from './people.ts'

/**
 * What somebody says in so many words of the fields 4 to 8: "đơn vị em là …", "tác giả là …", "sửa … thành …". Said in a
 * later mail it counts more than the form that came before; a name or a number that a letter only mentions does not.
 */
export function statedIn(text: string): People {
  const account = after(text, ACCOUNT_IS)
  return completed(corrected(text), {
    author: nameAfter(text, AUTHOR_IS),
    unit: first(clausesOf(text), clause => unitOf(after(clause, UNIT_IS)) ?? properUnit(after(clause, WORKS_AT))),
    phone: phoneOf(after(text, PHONE_IS)),
    accountNumber: accountNumber(account),
    accountHolder: nameAfter(text, HOLDER_IS) ?? holderBeside(account),
  })
}

/** An answer to our request says it at its beginning. */
const MAX_ANSWER = 1500

/** Does it answer what we ask for, besides the thanks that may stand around it? */
export function answersFields(letter: string): boolean {
  const text = letter.slice(0, MAX_ANSWER)
  const [start = ''] = clausesOf(text.trim())
  const people = Object.values(statedIn(text)).some(value => value !== null) || isUnitTyped(withoutRest(start.trim()))
  return people || titleStated(text) !== null || captionsRight(text).length > 0
}

/** The things that one says; a dot within a number ends nothing. */
const clausesOf = (text: string): readonly string[] => text.split(/[\n,;!?()]|\.(?=\s|$)/u)

const ME = '(?:em|toi|minh|chung (?:em|toi)|tac gia)'
const IS = String.raw`(?:\s*:|(?: viet)? dung(?: phai)? la| thi la| la)\s+`

/** Patterns of the key: what follows is the value. */
const UNIT_IS = new RegExp(String.raw`\bdon vi(?: cong tac)?(?: cua)?(?: ${ME})?${IS}`)
const WORKS_AT = new RegExp(
  String.raw`\b${ME}(?: hien)?(?: dang)? (?:(?:la |lam )?(?:giao vien|can bo|nhan vien|doan vien|ke toan|chu tich|cong tac|lam viec|lam)(?: (?:o|tai|cua|thuoc|ben))?|o|thuoc|ben)\s+`,
)
const AUTHOR_IS = /\b(?:ten )?(?:cua )?(?:tac gia|nguoi viet)(?: bai| tin)?(?: viet)?(?: dung)?(?: la|\s*:)\s+/
const HOLDER_IS = /\bchu (?:tai khoan|tk)(?: ten)?(?: dung)?(?: la|\s*:)?\s+/
const PHONE_IS = new RegExp(
  String.raw`\b(?:dien thoai|sdt|dtdd|dt|di dong)(?: lien he)?(?: cua)?(?: ${ME})?(?:${IS}|\s+(?=[+(]{0,2}\d))`,
)
/** "stk 8605… Agribank, chủ tk …": its line from the number on. */
const ACCOUNT_IS = /\b(?:stk|tai khoan|so tk)(?![a-z])[^\d\n]{0,40}(?=\d)/

/** The rest of the line behind the pattern; '' if it is not there. */
function after(text: string, pattern: RegExp): string {
  const match = pattern.exec(fold(text))
  return match === null ? '' : (text.slice(match.index + match[0].length).split('\n')[0] ?? '')
}

function first(clauses: readonly string[], read: (clause: string) => string | null): string | null {
  for (const clause of clauses) {
    const value = read(clause)
    if (value !== null) return value
  }
  return null
}

/** The name that follows a pattern of the key in one of the clauses. */
export const nameAfter = (text: string, pattern: RegExp): string | null =>
  first(clausesOf(text), clause => nameOf(after(clause, pattern)))

/** The leading words with capitals, or a name typed without any. */
function nameOf(text: string): string | null {
  const plain = personName(withoutParticle(text.trim()))
  const capitals = /^(?:\p{Lu}[\p{L}'.]*\s?){2,6}/u.exec(plain)?.[0].trim() ?? ''
  if (isName(personName(capitals))) return personName(capitals)
  const typed = plain.replace(/ a$/, '')
  return isNameTyped(typed) ? typed : null
}

/** Where a unit's name ends in a sentence. */
const AFTER_UNIT =
  /\s+(?:xin|kính|gửi|em|tôi|có|đã|trân trọng|cảm ơn|bổ sung|nộp|ạ|nhé|tổ chức|vào|ngày|tháng|để|vừa|chuyển|là|và bài|và ảnh|chứ|không phải|mà)(?!\p{L}).*$/iu
const AFTER_UNIT_PLAIN =
  /\s+(?:xin|kinh|gui|em|toi|da|tran trong|cam on|bo sung|nop|a|nhe|to chuc|vao|ngay|thang|de|vua|chuyen|la|va bai|va anh|chu|khong phai|ma)\b.*$/i

/** A unit's name as it stands in a sentence, without the words that go on. */
export const withoutRest = (text: string): string => {
  const name = text.replace(AFTER_UNIT, '')
  return (hasAccents(text) ? name : name.replace(AFTER_UNIT_PLAIN, '')).trim()
}

const MIN_UNIT = 6

/** Said to be a unit: it may be called anything. */
function unitOf(text: string): string | null {
  const unit = withoutRest(text)
  return unit.length >= MIN_UNIT && /^\p{L}/u.test(unit) ? unit : null
}

function properUnit(text: string): string | null {
  const unit = withoutRest(withoutOffice(text))
  return isUnitTyped(unit) ? unit : null
}

/** Nine digits after the zero or country code, or a landline: no hour and no sum. */
const WHOLE = /^(?:\(?\+?84\)?|0084|0)(?:[\s.()-]*\d){9,10}(?!\d)/

const phoneOf = (text: string): Private | null => {
  const number = WHOLE.exec(text.trim())?.[0]
  return number === undefined ? null : phoneNumber(number)
}

/** Between what was wrong and what is right. */
const INTO = /\b(?:thanh|ma la|(?:viet )?dung (?:phai )?la|(?:sua|chinh|doi)(?: lai)? la)\s*:?\s+/g

/** "Em xin sửa tên tác giả từ A thành B": the right value, told by what it is and by what is named before it. */
function corrected(text: string): People {
  const key = fold(text)
  const into = CORRECTS.test(key) ? [...key.matchAll(INTO)].at(-1) : undefined
  if (into === undefined) return NOBODY
  const before = key.slice(0, into.index)
  const [right = ''] = clausesOf(text.slice(into.index + into[0].length))
  const isAccount = /\b(?:tai khoan|stk|tk)\b/.test(before)
  const name = nameOf(right)
  const number = /^[\d+(]/.test(right.trim())
  return {
    author: isAccount ? null : name,
    unit: name === null ? (properUnit(right) ?? (/\bdon vi\b/.test(before) && !number ? unitOf(right) : null)) : null,
    phone: isAccount ? null : phoneOf(right),
    accountNumber: isAccount && number ? accountNumber(right) : null,
    accountHolder: isAccount ? name : null,
  }
}
