import { Private } from '../domain.ts'
import { isIssued } from './clean.ts'

/** A number as people write it, with spaces, dots, hyphens and brackets in it, on one line. */
const NUMBER = /(?:\+|00)?\(?\d[\d \t\u00a0.\-–()]*\d|\d/gu

/** Shorter ones are the issued example, an extension or a count. */
const MIN_PHONE = 4

/**
 * The first phone number, digits only, +84 as 0; "0983 456 712 / 0912…" gives the first. Any number counts, whatever
 * its prefix and length: whether it can be dialled is the editor's question. Null: no digits, or the issued example.
 */
export function phoneNumber(text: string): Private | null {
  for (const [found] of withZeros(text).matchAll(NUMBER)) {
    const digits = firstPhone(found)
    if (digits.length >= MIN_PHONE && !isIssued(digits)) return new Private(digits)
  }
  return null
}

/** "O983.456.712": the letter O for a zero. */
const withZeros = (text: string): string => text.replace(/(?<![\p{L}\d])[oO](?=[\d.\s]{6})/gu, '0')

/** Country code: +84, 84, 0084, also before a 0 in brackets. */
const national = (digits: string): string => digits.replace(/^(?:0084|84(?=\d{9,10}$))0?/, '0')

/** Where one number is whole, a following group of digits is another number or an hour. */
function firstPhone(written: string): string {
  let digits = ''
  for (const group of written.match(/\d+/g) ?? []) {
    if (isWhole(national(digits))) break
    digits += group
  }
  return national(digits)
}

/** Mobiles have 10 digits; landlines (02…) and mobiles before September 2018 (01…) 11. */
const isWhole = (digits: string): boolean => (/^0[12]/.test(digits) ? digits.length >= 11 : digits.length >= 10)

/** No bank has longer ones; two numbers side by side are. */
const MAX_ACCOUNT = 19
/** Below it stands a branch or a year, unless there is nothing else; below {@link MIN_PHONE} nothing is an account. */
const MIN_ACCOUNT = 6

/** An account number: the first run of six digits or more without the bank beside it, else the longest. */
export function accountNumber(text: string): Private | null {
  const runs = [...text.matchAll(NUMBER)].map(([found]) => firstAccount(found))
  const found =
    runs.find(({ length }) => length >= MIN_ACCOUNT) ?? runs.find(({ length }) => length > MIN_PHONE) ?? null
  return found === null ? null : new Private(found)
}

function firstAccount(written: string): string {
  const whole = written.replace(/\D/g, '')
  if (whole.length <= MAX_ACCOUNT) return whole
  const parts = written.split(/\s[-–]\s|[-–]|\s+/u).map(part => part.replace(/\D/g, ''))
  const spaced = written.split(/\s[-–]\s/u)[0]?.replace(/\D/g, '') ?? ''
  return spaced.length <= MAX_ACCOUNT ? spaced : (parts.find(({ length }) => length >= MIN_ACCOUNT) ?? whole)
}
