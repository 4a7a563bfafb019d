import { type Fields, type Passage, wordsOf } from '../src/domain.ts'

/**
 * A Vietnamese mobile number. Its first three digits stand together, and 84 without a plus is one with all others: a day
 * ("05.10.2019") and a sum ("84.398.123.456 đồng") are none.
 */
const MOBILE = /(?<!\d)(?:(?:\+84[\s.-]?|0)[35789]\d(?:[\s.-]?\d){7}|84[35789]\d{8})(?!\d)/g

/** The numbers of the form, and whatever looks like a phone, are personal: they go into no reply and into no export. */
export const withoutNumbers = (text: string, fields: Fields): string => marked(covered(text, [...own(fields), MOBILE]))

/** Without the numbers of the form: what else there is, is said on purpose. */
export const withoutOwnNumbers = (text: string, fields: Fields): string => marked(covered(text, own(fields)))

/** The same of words with markup between them, in which a number may be spread: "0983<b>456</b>712". */
export function withoutOwnNumbersIn(words: readonly string[], fields: Fields): readonly string[] {
  const next = inTurn(covered(words.join(''), own(fields)))
  return words.map(({ length }) => next(length))
}

/** An article without numbers, also those that go on in another type ("0912 **345** 678") or on the next line. */
export function bodyWithoutNumbers(body: readonly Passage[], fields: Fields): readonly Passage[] {
  const next = inTurn(covered(body.map(wordsOf).join('\n'), [...own(fields), MOBILE]))
  return body
    .map(({ kind, spans }) => {
      const told = spans.map(span => ({ ...span, text: next(span.text.length) }))
      next('\n'.length)
      return { kind, spans: told.filter(({ text }) => text !== '') }
    })
    .filter(({ spans }) => spans.length > 0)
}

/** Gives a covered text piece by piece, each as long as is asked for, marked. */
function inTurn(whole: string): (length: number) => string {
  let at = 0
  return length => {
    const text = marked(whole.slice(at, at + length), whole[at - 1])
    at += length
    return text
  }
}

/** Stands for each sign of a number, so that all others keep their places. No text that is kept has a NUL. */
const COVER = '\0'

/** All are looked for in the text itself: a phone may stand within an account number. */
const covered = (text: string, numbers: readonly RegExp[]): string =>
  numbers
    .flatMap(number => [...text.matchAll(number)])
    .reduce((rest, { 0: found, index }) => {
      const end = index + found.length
      return rest.slice(0, index) + COVER.repeat(found.length) + rest.slice(end)
    }, text)

/** @param before the sign before the text: a number that began there was marked there */
const marked = (text: string, before?: string): string =>
  text.replace(/\0+/g, (_, at: number) => (at === 0 && before === COVER ? '' : '•••'))

const own = ({ phone, accountNumber }: Fields): readonly RegExp[] =>
  [phone, accountNumber].flatMap(number => (number === null ? [] : [spelled(number.reveal())]))

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
