import type { Undelivered } from '../domain.ts'

/** Enhanced status codes (RFC 3463, with Exchange's 5.1.10 and 5.4.1) of an address or domain that is not there. */
const NOWHERE = /^\d\.(1\.(0|1|2|3|6|10)|2\.1|4\.[14])$/
const FULL = /^\d\.2\.2$/
/** The plain codes of "mailbox unavailable", "user not local", "mailbox name not allowed" (RFC 5321 §4.2.3). */
const UNAVAILABLE = /^55[013]$/

/** Why a mail could not be delivered. `status`: "5.1.1", or null; `code`: SMTP's plain answer to its recipient, or null. */
export function undelivered(status: string | null, code: number | null): Undelivered {
  if (FULL.test(status ?? '') || (status === null && code === 552)) return 'mailboxFull'
  if (NOWHERE.test(status ?? '') || (status === null && UNAVAILABLE.test(String(code)))) return 'noSuchAddress'
  return 'refused'
}

/** The first enhanced status code in an answer or a report. */
export const statusIn = (text: string): string | null =>
  /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(text)?.[0] ?? null
