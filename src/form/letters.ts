import type { Private } from '../domain.ts'
import { isSignOff } from './answers.ts'
import { isName, isUnit, isUnitTyped, personName, withoutOffice } from './names.ts'
import { phoneNumber } from './numbers.ts'
import { completed, NOBODY, type People } from './people.ts'
import { splitLabels } from './splitLabels.ts'
import { nameAfter, statedIn, withoutRest } from './statements.ts'

/** What a letter says of who sends it, said outright or only mentioned: a fallback, when neither form nor article say it. */
export function peopleInLetter(text: string): People {
  return completed(statedIn(text), {
    ...NOBODY,
    author: nameAfter(text, INTRODUCES),
    unit: unitIn(text),
    phone: phoneIn(text),
  })
}

/** A signature also has the sender's name on a line of its own. */
export function peopleInSignature(text: string): People {
  const lines = text.split('\n').map(line => line.trim())
  const name = lines.find(line => isName(personName(line)) && !isSignOff(line))
  const unit = lines.map(withoutOffice).find(isUnit)
  return {
    ...NOBODY,
    author: name === undefined ? null : personName(name),
    unit: unit ?? unitIn(text),
    phone: phoneIn(text),
  }
}

/** "Em là Nông Thị Hằng", "tên em là …". */
const INTRODUCES =
  /(?<!\b(?:don vi|dien thoai|sdt|so|khoan|stk|tk|bai|anh|tit)(?: cua)? )\b(?:(?:ho )?ten(?: cua)? )?(?:em|toi|minh)(?: ten)?(?: la|\s*:)\s+/

/** "Bài của CĐCS Trường A". The board's own federation is nobody's unit. */
const UNIT =
  /(?:^|[\s(,:–-])((?:CĐCS|Công đoàn cơ sở|Công đoàn ngành|LĐLĐ|Liên đoàn Lao động|Công đoàn)\s+(?!Việt Nam|tỉnh Bắc Kạn|tỉnh(?!\p{L})|Bắc Kạn(?!\p{L}))\p{L}[^,.;:!?()\n]{2,80})/iu
/** The addressee's own name ("Kính gửi: LĐLĐ tỉnh …") is nobody's unit; what the line says after a comma may be. */
const ADDRESSEE = /^\s*(?:kính gửi|kính thưa|gửi|to|kính chào|chào)(?!\p{L})[^,\n]*/iu

function unitIn(text: string): string | null {
  for (const line of text.split('\n')) {
    const unit = UNIT.exec(line.replace(ADDRESSEE, ''))?.[1]
    if (unit !== undefined) return withoutRest(unit)
  }
  const clauses = text.split(/[,.;!?\n]/u).map(clause => withoutRest(clause.trim()))
  return clauses.find(isUnitTyped) ?? null
}

const MOBILE = /(?<![\d.])(?:\(?\+?84\)?|0084|0)(?:[\s.-]?\d){9}(?!\d)/

function phoneIn(text: string): Private | null {
  const found = text
    .split('\n')
    .flatMap(splitLabels)
    .find(line => MOBILE.test(line) && !/\b(?:stk|tk|tài khoản)/iu.test(line))
  return found === undefined ? null : phoneNumber(MOBILE.exec(found)?.[0] ?? '')
}
