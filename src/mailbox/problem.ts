import type { MailboxProblem } from '../domain.ts'

/** The inbox, or a mail in it, could not be read, and why. The message holds nothing that a server said. */
export class MailboxError extends Error {
  override readonly name = 'MailboxError'
  readonly code: MailboxProblem
  constructor(code: MailboxProblem, cause?: unknown) {
    super(`The mailbox: ${code}`, { cause })
    this.code = code
  }
}

/** What imapflow's errors carry; all of it is optional. */
interface ImapFlowFailure {
  readonly authenticationFailed?: boolean
  readonly serverResponseCode?: string
  readonly responseStatus?: string
  readonly responseText?: string
  readonly response?: unknown
  readonly reason?: string
  readonly mailboxMissing?: boolean
  readonly code?: string
}

/**
 * Too much traffic, or too many connections: RFC 5530 and RFC 9208 codes, and Gmail's words ("Account exceeded command
 * or bandwidth limits", "Too many simultaneous connections").
 */
const OVER_LIMIT =
  /\b(OVERQUOTA|THROTTLED|LIMIT)\b|bandwidth limit|exceeded command|too many (simultaneous )?connections|over ?quota/i

/** Answers to signing in that say nothing about user and password (RFC 5530). */
const FOR_NOW = /^(UNAVAILABLE|INUSE|SERVERBUG)$/i

/** What a failure of imapflow means. `bye`: the reason that the server gave for ending the connection. */
export function problemOf(error: unknown, bye: string | undefined): MailboxProblem {
  const failure: ImapFlowFailure = typeof error === 'object' && error !== null ? error : {}
  const { code = '', serverResponseCode = '', responseText, response, reason } = failure
  const words = [serverResponseCode, responseText, reason, bye, typeof response === 'string' ? response : '']
  if (code === 'ETHROTTLE' || OVER_LIMIT.test(words.join(' '))) return 'quota'
  if (failure.authenticationFailed === true) return FOR_NOW.test(serverResponseCode) ? 'lost' : 'signIn'
  if (failure.mailboxMissing === true) return 'folder'
  if (failure.responseStatus === 'NO' || failure.responseStatus === 'BAD') return 'refused'
  return code === 'ETIMEOUT' || code.endsWith('_TIMEOUT') ? 'mute' : 'lost'
}
