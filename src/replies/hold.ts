import type { ReplyProblem } from '../domain.ts'
import { HELD_MINUTES } from './waits.ts'

/** What decides whether a reply may leave: counts of replies that left or may have. */
export interface Load {
  readonly stopped: boolean
  readonly trouble: { readonly why: ReplyProblem; readonly until: Date } | null
  readonly inHour: number
  readonly toReaderInDay: number
  readonly inThreadInHour: number
}

/**
 * Replies to one reader in a day: who sends a unit's ten articles of a month at once gets ten, a robot that answers each of
 * ours is stopped.
 */
const TO_READER_A_DAY = 20

/** Replies of one submission in an hour: with the usual quiet time of 20 minutes there are at most three. */
const IN_THREAD_AN_HOUR = 4

/** A reply that may not leave now, and when it asks again. */
export interface Hold {
  readonly problem: ReplyProblem
  readonly until: Date
}

/** Why a reply may not leave now, or null. `perHour`: what may leave in all; more trips the breaker. */
export function holdOf(load: Load, perHour: number, now: Date): Hold | null {
  const until = new Date(now.getTime() + HELD_MINUTES * 60_000)
  const { trouble } = load
  if (load.stopped || load.inHour >= perHour) return { problem: 'tooMany', until }
  if (trouble !== null && trouble.until > now) return { problem: trouble.why, until: trouble.until }
  if (load.inThreadInHour >= IN_THREAD_AN_HOUR) return { problem: 'tooManyInThread', until }
  return load.toReaderInDay >= TO_READER_A_DAY ? { problem: 'tooManyToReader', until } : null
}
