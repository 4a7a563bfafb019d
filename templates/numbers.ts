import { type Fields, type Passage, type Span, wordsOf } from '../src/domain.ts'

/**
 * A Vietnamese mobile number. Its first three digits stand together, and 84 without a plus is one with all others: a day
 * ("05.10.2019") and a sum ("84.398.123.456 đồng") are none.
 */
const MOBILE = /(?<!\d)(?:(?:\+84[\s.-]?|0)[35789]\d(?:[\s.-]?\d){7}|84[35789]\d{8})(?!\d)/g

/** The numbers of the form, and whatever looks like a phone, are personal: they go into no reply and into no export. */
export const withoutNumbers = (text: string, fields: Fields): string => marked(covered(text, [...own(fields), MOBILE]))

/** Without the numbers of the form: what else there is, is said on purpose. */
export const withoutOwnNumbers = (text: string, fields: Fields): string => marked(covered(text, own(fields)))

/** An article without numbers, also those that go on in another type ("0912 **345** 678") or on the next line. */
export function bodyWithoutNumbers(body: readonly Passage[], fields: Fields): readonly Passage[] {
  const whole = covered(body.map(wordsOf).join('\n'), [...own(fields), MOBILE])
  let at = 0
  const told = (span: Span): Span => {
    const text = marked(whole.slice(at, at + span.text.length), whole[at - 1])
    at += span.text.length
    return { ...span, text }
  }
  return body
    .map(({ kind, spans }) => {
      const passage = { kind, spans: spans.map(told).filter(({ text }) => text !== '') }
      at++ // the end of its line
      return passage
    })
    .filter(({ spans }) => spans.length > 0)
}

/** Stands for each sign of a number, so that all others keep their places. No text that is kept has a NUL. */
const COVER = '\0'

const covered = (text: string, numbers: readonly RegExp[]): string =>
  numbers.reduce((rest, number) => rest.replace(number, found => COVER.repeat(found.length)), text)

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
