import type { ReplyProblem } from '../domain.ts'
import type { Database, Writing } from './database.ts'
import type { ReplyState, Trouble } from './schema.ts'

/** What decides whether a reply may leave now. */
export interface Traffic {
  /** The breaker has stopped all sending. */
  readonly stopped: boolean
  /** All sending waits; `until` is over when one reply may try whether the trouble is. */
  readonly trouble: { readonly why: Trouble; readonly until: Date } | null
  /** Replies that left in the last hour, since a person last let sending go on. */
  readonly inHour: number
  /** Replies to this one's reader in the last day, and of its submission in the last hour. */
  readonly toReaderInDay: number
  readonly inThreadInHour: number
}

/** States of a reply that left, or may have. */
const LEFT: readonly ReplyState[] = ['sending', 'sent', 'unsure', 'bounced']

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

/** Reads the traffic and holds back every other claim until the transaction ends, so that none is counted too late. */
export async function readTraffic(
  writing: Writing,
  reply: { readonly submissionId: number; readonly recipient: string },
  now: Date,
): Promise<Traffic> {
  const postman = await writing.selectFrom('postman').selectAll().forUpdate().executeTakeFirstOrThrow()
  const hourAgo = new Date(now.getTime() - HOUR)
  const dayAgo = new Date(now.getTime() - DAY)
  const resumed = postman.resumedAt ?? hourAgo
  const counted = await writing
    .selectFrom('outbox')
    .select(eb => [
      eb.fn
        .countAll<string>()
        .filterWhere('leftAt', '>=', resumed > hourAgo ? resumed : hourAgo)
        .as('inHour'),
      eb.fn.countAll<string>().filterWhere('recipient', '=', reply.recipient).as('toReaderInDay'),
      eb.fn
        .countAll<string>()
        .filterWhere('submissionId', '=', reply.submissionId)
        .filterWhere('leftAt', '>', hourAgo)
        .as('inThreadInHour'),
    ])
    .where('leftAt', '>', dayAgo)
    .where('state', 'in', LEFT)
    .executeTakeFirstOrThrow()
  const { trouble, waitUntil } = postman
  return {
    stopped: postman.stoppedAt !== null,
    trouble: trouble === null ? null : { why: trouble, until: waitUntil ?? now },
    inHour: Number(counted.inHour),
    toReaderInDay: Number(counted.toReaderInDay),
    inThreadInHour: Number(counted.inThreadInHour),
  }
}

/** The breaker: nothing leaves until a person lets sending go on. */
export async function stopSending(writing: Writing, now: Date): Promise<void> {
  await writing.updateTable('postman').set({ stoppedAt: now }).where('stoppedAt', 'is', null).execute()
}

/** One reply tries whether a trouble is over; the others wait for what comes of it until then. */
export async function holdOthers(writing: Writing, until: Date): Promise<void> {
  await writing.updateTable('postman').set({ waitUntil: until }).where('trouble', 'is not', null).execute()
}

/** The server takes mail: no trouble is left. */
export async function endTrouble(writing: Writing): Promise<void> {
  await writing
    .updateTable('postman')
    .set({ trouble: null, troubleAt: null, troubleTimes: 0, waitUntil: null })
    .where('trouble', 'is not', null)
    .execute()
}

/**
 * All sending waits. `waits`: the minutes after the first time, the second, …; the last one is kept to. Replies that
 * were under way together met one trouble: only one that left after it was last met counts again.
 *
 * @returns until when
 */
export async function noteTrouble(
  writing: Writing,
  met: { readonly why: Trouble; readonly leftAt: Date; readonly waits: readonly number[] },
  now: Date,
): Promise<Date> {
  const { trouble, troubleAt, troubleTimes, waitUntil } = await writing
    .selectFrom('postman')
    .select(['trouble', 'troubleAt', 'troubleTimes', 'waitUntil'])
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (trouble === met.why && troubleAt !== null && met.leftAt <= troubleAt) return waitUntil ?? now
  const times = trouble === met.why ? troubleTimes + 1 : 1
  const minutes = met.waits[Math.min(times, met.waits.length) - 1] ?? 0
  const until = new Date(now.getTime() + minutes * 60_000)
  await writing
    .updateTable('postman')
    .set({ trouble: met.why, troubleAt: now, troubleTimes: times, waitUntil: until })
    .execute()
  return until
}

/** What keeps back every reply; what only one waits for is not among them. */
const HELD_TOGETHER: readonly ReplyProblem[] = ['tooMany', 'quota', 'signIn', 'grant', 'unreachable']

/** A person closes the breaker: what has left before no longer counts. */
export async function closeBreaker(database: Database, now: Date): Promise<void> {
  await database
    .updateTable('postman')
    .set({ stoppedAt: null, resumedAt: now })
    .where('stoppedAt', 'is not', null)
    .execute()
}

/**
 * What was held is tried at once: a person asks for it, or the service starts anew, perhaps with another password.
 *
 * @returns the rows to be woken
 */
export async function tryHeld(database: Database, now: Date): Promise<readonly { pipeline: string; id: number }[]> {
  await database.updateTable('postman').set({ waitUntil: now }).where('trouble', 'is not', null).execute()
  // Not in one transaction: a claim locks its own row first, then the postman's.
  return database
    .updateTable('progress')
    .set({ due: now })
    .where('pipeline', '=', 'reply')
    .where('step', '=', 'claim')
    .where('due', '>', now)
    .where('rowId', 'in', eb =>
      eb.selectFrom('outbox').select('id').where('state', '=', 'queued').where('problem', 'in', HELD_TOGETHER),
    )
    .returning(['pipeline', 'rowId as id'])
    .execute()
}
