import type { Undelivered } from '../domain.ts'
import { statusIn, undelivered } from '../mail/undelivered.ts'

/**
 * What came of one attempt. `later`: refused for now, nothing was taken. `refused`: for good. `unsure`: the connection
 * ended when the server may have had the whole mail: it is never sent again without a look or a person. `answer` is
 * the server's by its codes alone, "550 5.1.1": its words may name people.
 */
export type Sending = { readonly outcome: 'sent' } | Failed

export type Failed =
  | {
      readonly outcome: 'later'
      readonly problem: 'busy' | 'quota' | 'signIn' | 'grant' | 'unreachable'
      readonly answer: string | null
    }
  | { readonly outcome: 'refused'; readonly problem: Undelivered; readonly answer: string | null }
  | { readonly outcome: 'unsure'; readonly problem: 'lineLost' }

/**
 * An error of nodemailer's. Without a `responseCode` no answer of the server is behind it. `ENOACCESS` is our own: access
 * was taken back.
 */
export interface SmtpError extends Error {
  readonly responseCode?: number
  readonly response?: string
  /** What was asked when it came: "RCPT TO", "DATA", "AUTH PLAIN". */
  readonly command?: string
  readonly code?: string
}

/** What an attempt that failed has come to. `dataBegan`: the server had begun to take the mail itself. */
export function outcomeOf(error: SmtpError, dataBegan: boolean): Failed {
  const { responseCode: code, response = '', command = '' } = error
  if (code === undefined) return withoutAnswer(error, dataBegan)
  const status = statusIn(response)
  const answer = status === null ? String(code) : `${code} ${status}`
  if (isQuota(code, status, response)) return { outcome: 'later', problem: 'quota', answer }
  if (isSignIn(code, error.code)) return { outcome: 'later', problem: 'signIn', answer }
  // 421 ends the connection: the server, not this mail, is what it speaks of (RFC 5321 §3.8).
  if (code === 421 || error.code === 'EAUTH') return { outcome: 'later', problem: 'unreachable', answer }
  if (code < 500) return { outcome: 'later', problem: 'busy', answer }
  const problem = undelivered(status, command === 'RCPT TO' ? code : null)
  return { outcome: 'refused', problem, answer }
}

/**
 * Codes by which nodemailer itself refuses: no address that can be written, larger than the server takes. They come
 * before the mail is given.
 */
const OWN_REFUSALS: readonly (string | undefined)[] = ['EENVELOPE', 'EMESSAGE']

function withoutAnswer({ code }: SmtpError, dataBegan: boolean): Failed {
  if (dataBegan) return { outcome: 'unsure', problem: 'lineLost' }
  if (code === 'ENOACCESS') return { outcome: 'later', problem: 'grant', answer: null }
  if (code === 'EENVELOPE') return { outcome: 'refused', problem: 'noSuchAddress', answer: null }
  if (OWN_REFUSALS.includes(code)) return { outcome: 'refused', problem: 'refused', answer: null }
  return { outcome: 'later', problem: code === 'EAUTH' ? 'signIn' : 'unreachable', answer: null }
}

/**
 * The sender's quota: 5.4.5 and 4.4.5 of Gmail (permanent by its code, yet over tomorrow), 5.1.90 of Exchange Online
 * ("daily limit for message recipients"), 4.7.28 of Gmail (too many mails at once), or its words. x.2.x is the reader's mailbox, not ours.
 */
function isQuota(code: number, status: string | null, response: string): boolean {
  if (/^\d\.2\./.test(status ?? '')) return false
  if (/^(\d\.4\.5|5\.1\.90|4\.7\.28)$/.test(status ?? '')) return true
  return [421, 450, 451, 452, 454, 550, 552, 554].includes(code) && /quota|sending limit|daily limit/i.test(response)
}

/** 535 and its kin (RFC 4954 §6), also as an answer to MAIL where no sign-in was tried; 454 is for now. */
const isSignIn = (code: number, kind: string | undefined): boolean =>
  code === 530 || code === 535 || (kind === 'EAUTH' && code >= 500)
