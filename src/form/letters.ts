import type { Private } from '../domain.ts'
import { isSignOff } from './answers.ts'
import { holderBeside, isName, isUnit, personName, withoutOffice } from './names.ts'
import { accountNumber, phoneNumber } from './numbers.ts'
import { NOBODY, type People } from './people.ts'
import { splitLabels } from './splitLabels.ts'

/** What a letter or a signature says of who sends it: a fallback, when neither form nor article say it. */
export function peopleInLetter(text: string): People {
  const account = ACCOUNT.exec(text)?.[1] ?? ''
  return {
    author: nameIn(text),
    unit: unitIn(text),
    phone: phoneIn(text),
    accountNumber: accountNumber(account),
    accountHolder: holderBeside(account),
  }
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

/** "stk 8605… Agribank, chủ tk Nông Thị Hằng", "số tài khoản của em là …": its line from the number on. */
const ACCOUNT = /(?:stk|tài khoản|tai khoan|số tk|so tk)(?!\p{L})[^\d\n]{0,40}(\d[^\n]{5,120})/iu

/** "Tác giả là Nông Thị Hằng ạ", "người viết: …". */
const AUTHOR = /(?:tác giả|người viết)(?: bài(?: viết)?)?(?: là|:| :)?\s+((?:\p{Lu}\p{L}+\s?){2,6})/iu

function nameIn(text: string): string | null {
  const name =
    AUTHOR.exec(text)?.[1]
      ?.match(/^(?:\p{Lu}\p{L}+\s?)+/u)?.[0]
      ?.trim() ?? ''
  return isName(personName(name)) ? personName(name) : null
}

/** "Đơn vị em là Trường Mầm non A". */
const OWN_UNIT =
  /(?<!\p{L})đơn vị(?: công tác)?(?: của)?(?: em| tôi| mình| chúng tôi)?(?: là|:| :)?\s+(\p{Lu}[^,.;:!?()\n]{5,80})/u

/** "Đơn vị em là CĐCS Trường A", "bài của CĐCS Trường A". The board's own federation is nobody's unit. */
const UNIT =
  /(?:^|[\s(,:–-])((?:CĐCS|Công đoàn cơ sở|Công đoàn ngành|LĐLĐ|Liên đoàn Lao động|Công đoàn)\s+(?!Việt Nam|tỉnh Bắc Kạn|tỉnh(?!\p{L})|Bắc Kạn(?!\p{L}))\p{L}[^,.;:!?()\n]{2,80})/iu
/** Where the unit's name ends in a sentence. */
const AFTER_UNIT =
  /\s+(?:xin|kính|gửi|em|tôi|có|đã|trân trọng|bổ sung|nộp|ạ|tổ chức|vào|ngày|tháng|để|vừa|chuyển|là|và bài|và ảnh)(?!\p{L}).*$/iu
/** The addressee's own name ("Kính gửi: LĐLĐ tỉnh …") is nobody's unit; what the line says after a comma may be. */
const ADDRESSEE = /^\s*(?:kính gửi|kính thưa|gửi|to|kính chào|chào)(?!\p{L})[^,\n]*/iu

function unitIn(text: string): string | null {
  for (const line of text.split('\n')) {
    const unit = (UNIT.exec(line.replace(ADDRESSEE, '')) ?? OWN_UNIT.exec(line))?.[1]?.replace(AFTER_UNIT, '').trim()
    if (unit !== undefined) return unit
  }
  return null
}

const MOBILE = /(?<![\d.])(?:\(?\+?84\)?|0084|0)(?:[\s.-]?\d){9}(?!\d)/

function phoneIn(text: string): Private | null {
  const found = text
    .split('\n')
    .flatMap(splitLabels)
    .find(line => MOBILE.test(line) && !/\b(?:stk|tk|tài khoản)/iu.test(line))
  return found === undefined ? null : phoneNumber(MOBILE.exec(found)?.[0] ?? '')
}
