/**
 * Why the inbox cannot be read: `signIn` user or password are refused · `quota` the server says that too much was asked
 * for · `lost` not reachable, or the connection ended · `mute` no answer in time · `refused` one command was, and the
 * connection goes on.
 */
export type Problem = 'signIn' | 'quota' | 'lost' | 'mute' | 'refused'

/** What imapflow's errors carry; all of it is optional. */
interface ImapFlowFailure {
  readonly authenticationFailed?: boolean
  readonly serverResponseCode?: string
  readonly responseStatus?: string
  readonly responseText?: string
  readonly response?: unknown
  readonly reason?: string
  readonly code?: string
}

/**
 * Too much traffic, or too many connections: RFC 5530 and RFC 9208 codes, and Gmail's words ("Account exceeded command
 * or bandwidth limits", "Too many simultaneous connections").
 */
const OVER_LIMIT =
  /\b(OVERQUOTA|THROTTLED|LIMIT)\b|bandwidth limit|exceeded command|too many (simultaneous )?connections|over ?quota/i

/** Answers to signing in that say nothing about user and password (RFC 5530). */
const FOR_NOW = /^(UNAVAILABLE|INUSE|SERVERBUG|NONEXISTENT)$/i

/** What a failure means. `bye`: the reason that the server gave for ending the connection. */
export function problemOf(error: unknown, bye: string | undefined): Problem {
  const failure: ImapFlowFailure = typeof error === 'object' && error !== null ? error : {}
  const { serverResponseCode = '', responseText, response, reason, responseStatus } = failure
  const words = [serverResponseCode, responseText, reason, bye, typeof response === 'string' ? response : '']
  if (failure.code === 'ETHROTTLE' || OVER_LIMIT.test(words.join(' '))) return 'quota'
  if (failure.authenticationFailed === true) return FOR_NOW.test(serverResponseCode) ? 'lost' : 'signIn'
  if (responseStatus === 'NO' || responseStatus === 'BAD') return 'refused'
  return failure.code === 'ETIMEOUT' || failure.code?.endsWith('_TIMEOUT') ? 'mute' : 'lost'
}
