import type { Fields } from '../src/domain.ts'

/**
 * A Vietnamese mobile number. Its first three digits stand together, and 84 without a plus is one with all others: a day
 * ("05.10.2019") and a sum ("84.398.123.456 đồng") are none.
 */
const MOBILE = /(?<!\d)(?:(?:\+84[\s.-]?|0)[35789]\d(?:[\s.-]?\d){7}|84[35789]\d{8})(?!\d)/g

/** The numbers of the form, and whatever looks like a phone, are personal: they go into no reply and into no export. */
export const withoutNumbers = (text: string, fields: Fields): string =>
  withoutOwnNumbers(text, fields).replace(MOBILE, '•••')

/** Without the numbers of the form: what else there is, is said on purpose. */
export function withoutOwnNumbers(text: string, { phone, accountNumber }: Fields): string {
  const own = [phone, accountNumber].flatMap(number => (number === null ? [] : [spelled(number.reveal())]))
  return own.reduce((rest, number) => rest.replace(number, '•••'), text)
}

/** A shorter run of digits is no number of a person: it may be a year. */
const FEWEST_DIGITS = 6

/** What people write between digits: "0983 – 456 – 712". */
const BETWEEN = '[\\s.()\\-–]{0,3}'

/** The digits with marks among them, the letter O for a zero; a phone also after its country's number. */
function spelled(digits: string): RegExp {
  if (!/^\d+$/.test(digits) || digits.length < FEWEST_DIGITS) return /(?!)/g
  const each = [...digits].map(digit => (digit === '0' ? '[0oO]' : digit))
  const first = digits.startsWith('0') ? `(?:${each.shift()}${BETWEEN})?` : ''
  return new RegExp(first + each.join(BETWEEN), 'g')
}
