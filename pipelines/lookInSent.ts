import type { InSent, Sought } from '../src/mailbox/sent.ts'
import { tokenOf } from '../src/replies/compose.ts'
import { FILED_MINUTES, FIRST_LOOK_MINUTES, MAX_LOST, SOUGHT_MINUTES } from '../src/replies/waits.ts'
import { type Kept, Later, type Row } from '../src/run/pipeline.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { moveReply, noteInSent, readReply, type StoredReply } from '../src/store/outbox.ts'

export interface LookEdges {
  readonly database: Database
  readonly now: () => Date
  /**
   * Looks into the Sent folder (`src/mailbox/sent.ts`). Null where SMTP and the inbox are not of one provider: such a
   * folder says nothing of what was sent.
   */
  readonly lookInSent: ((sought: Sought) => Promise<InSent>) | null
}

interface Looked {
  readonly reply: StoredReply
  readonly found: InSent | null
}

/**
 * Asks Sent what became of a reply, until it tells or the time is over: whether it has left, where nobody knows; and
 * under which Message-ID and in which thread, so that answers find their submission.
 */
export async function look({ id }: Row, { database, lookInSent, now }: LookEdges): Promise<Looked | Later> {
  const reply = await readReply(database, id)
  const { state, changedAt } = reply
  const isSought = state === 'unsure' || (state === 'sent' && reply.sentMessageId === null)
  if (lookInSent === null || !isSought) return { reply, found: null }
  const age = (now().getTime() - changedAt.getTime()) / 60_000
  if (age < FIRST_LOOK_MINUTES) return laterThan(changedAt, FIRST_LOOK_MINUTES)
  const found = await lookInSent({
    messageId: reply.messageId,
    token: tokenOf(reply.messageId),
    reference: reply.reference,
    since: reply.createdAt,
  })
  const isSettled =
    found.found === 'yes' || age >= SOUGHT_MINUTES[state] || (isLost(reply, found) && age >= FILED_MINUTES)
  return isSettled ? { reply, found } : laterThan(changedAt, 2 * age)
}

const laterThan = (time: Date, minutes: number): Later => new Later(new Date(time.getTime() + minutes * 60_000))

const isLost = ({ state }: StoredReply, { found }: InSent): boolean => state === 'unsure' && found === 'no'

/** What surely was not sent goes out again; what nobody knows of stays for a person. */
export async function settle(
  { reply, found }: Looked,
  writing: Writing,
  { now }: LookEdges,
): Promise<Kept | undefined> {
  if (found?.found === 'yes') await noteInSent(writing, reply.id, found, now())
  if (found === null || !isLost(reply, found) || reply.tries >= MAX_LOST) return undefined
  const again = { state: 'queued', tries: reply.tries + 1 } as const
  const moved = await moveReply(writing, reply.id, ['unsure'], again, now())
  return moved ? { again: { step: 'claim', due: now() } } : undefined
}
