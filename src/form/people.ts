import type { FieldName, Private } from '../domain.ts'
import { type Answer, shortAnswer } from './answers.ts'
import { isIssued } from './clean.ts'
import { holderBeside, isName, isUnit, personName, splitCredit, withoutOffice, withoutParticle } from './names.ts'
import { accountNumber, phoneNumber } from './numbers.ts'
import type { Segment } from './segments.ts'

/** Fields 4 to 8 of one source. */
export interface People {
  readonly author: string | null
  readonly unit: string | null
  readonly phone: Private | null
  readonly accountNumber: Private | null
  readonly accountHolder: string | null
}

export const NOBODY: People = { author: null, unit: null, phone: null, accountNumber: null, accountHolder: null }

/** Fields 4 to 8 as labelled. What stands in one answer but belongs to another field goes there. */
export function people(found: readonly Segment[]): People {
  const lines = (field: FieldName): readonly string[] => linesOf(found.find(segment => segment.field === field))
  const credit = authorOf(lines('author'))
  const account = lines('accountNumber').join('\n')
  const holder = lines('accountHolder')
  return {
    author: credit.author,
    unit: joined(lines('unit')) ?? credit.unit,
    phone: phoneNumber(lines('phone').join('\n')),
    accountNumber: accountNumber(account) ?? accountNumber(holder.join('\n')),
    accountHolder: holderOf(holder) ?? holderBeside(account),
  }
}

/** What only one of two readings of the same source found. */
export function completed(labelled: People, found: People): People {
  return {
    author: labelled.author ?? found.author,
    unit: labelled.unit ?? found.unit,
    phone: labelled.phone ?? found.phone,
    accountNumber: labelled.accountNumber ?? found.accountNumber,
    accountHolder: labelled.accountHolder ?? found.accountHolder,
  }
}

function linesOf(segment: Segment | undefined): readonly string[] {
  if (segment === undefined) return []
  const lines = shortAnswer(segment.lines).map(withoutForeign).filter(Boolean)
  return lines.length > 0 || !answersInBrackets(segment) ? lines : [segment.aside]
}

/** "Nông Văn K - Chức vụ: Chủ tịch": labels of no form of ours behind an answer. */
const FOREIGN_BEHIND =
  /\s*[-–,;(]?\s*(?:chức vụ|chức danh|email|e-mail|địa chỉ|cmnd|cccd|zalo|facebook|ngày sinh)\s*:.*$/iu

const withoutForeign = (line: string): string => withoutParticle(line.replace(FOREIGN_BEHIND, '').trim())

/** "4. Tác giả (Nông Văn A)": an answer in place of the example. */
function answersInBrackets({ field, aside }: Segment & Answer): boolean {
  if (isIssued(aside)) return false
  if (field === 'author' || field === 'accountHolder') return isName(personName(aside))
  return field === 'unit' ? isUnit(aside) : /\d{6}/.test(aside.replace(/[ .-]/g, ''))
}

function authorOf(lines: readonly string[]): ReturnType<typeof splitCredit> | { author: null; unit: null } {
  const [first = ''] = lines
  if (first === '' || isIssued(first)) return { author: null, unit: null }
  if (lines.length > 1 && lines.every(line => isName(personName(line)))) {
    return { author: lines.map(personName).join(', '), unit: null }
  }
  const credit = splitCredit(first.replace(/\s*[;,]\s*(?:ảnh|anh|hình)\s*:.*$/iu, '').replace(/^([^(]*)\)$/u, '$1'))
  const unit = lines.slice(1).find(line => isUnit(withoutOffice(line)))
  return { author: credit.author, unit: credit.unit ?? (unit === undefined ? null : withoutOffice(unit)) }
}

function holderOf([first = '']: readonly string[]): string | null {
  if (first === '' || isIssued(first)) return null
  if (/\d{6}/.test(first.replace(/[ .-]/g, ''))) return holderBeside(first)
  const [name = ''] = first.split(/\s+[-–]\s+|\s*[,;(]\s*/u)
  return isName(personName(name)) ? personName(name) : personName(first)
}

function joined(lines: readonly string[]): string | null {
  const text = lines.join(' ').trim()
  return text === '' || isIssued(text) ? null : text
}
