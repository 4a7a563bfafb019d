import { sql } from 'kysely'
import type { ReplyKind, ReplyProblem } from '../domain.ts'
import type { Database, Writing } from './database.ts'
import { holdRow, startRow } from './progress.ts'
import type { ReplyState } from './schema.ts'

/** A reply as written: what will go out, to whom, in which thread. */
export interface NewReply {
  readonly submissionId: number
  readonly revision: number
  readonly kind: ReplyKind
  /** What it says, as rules: "complete photos.none form.unit". */
  readonly matter: string
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly recipient: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly withForm: boolean
}

export type StoredReply = NewReply & {
  readonly id: number
  readonly reference: string
  readonly state: ReplyState
  readonly tries: number
  readonly leftAt: Date | null
  readonly sentMessageId: string | null
  readonly createdAt: Date
  readonly changedAt: Date
}

/** States in which nothing has left the house, so that a mail that joins can still take the reply back. */
export const NOT_OUT: readonly ReplyState[] = ['draft', 'queued', 'kept']

/** States of a reply that has told nobody anything. */
const NOT_READ: readonly ReplyState[] = ['withdrawn', 'failed', 'bounced']

/**
 * Puts a reply into the outbox, unless its reader was told the same and nothing else has been said since: an answer that
 * brings nothing new gets no second acknowledgement, a colleague who sends the same article gets one.
 *
 * @returns the row to be woken, or null if nothing was written
 */
export async function writeReply(
  writing: Writing,
  reply: NewReply,
  state: 'draft' | 'queued',
  now: Date,
): Promise<{ pipeline: 'reply'; id: number } | null> {
  const said = await writing
    .selectFrom('outbox')
    .select(['matter', 'recipient'])
    .where('submissionId', '=', reply.submissionId)
    .where('state', 'not in', NOT_READ)
    .orderBy('id', 'desc')
    .execute()
  const other = said.findIndex(({ matter }) => matter !== reply.matter)
  const since = other === -1 ? said : said.slice(0, other)
  const isTold = since.some(({ recipient }) => recipient === reply.recipient)
  return isTold ? null : repeatReply(writing, reply, state, now)
}

/** Puts a letter into the outbox that may say what the last one said: a reminder. */
export function repeatReply(
  writing: Writing,
  reply: NewReply,
  state: 'draft' | 'queued',
  now: Date,
): Promise<{ pipeline: 'reply'; id: number } | null> {
  return put(writing, { ...reply, historyId: null }, { state, due: now }, now)
}

/** Puts the letter that tells an editor's decision into the outbox; it waits there until `due`, so that it can be undone. */
export async function writeLetter(
  writing: Writing,
  letter: NewReply & { readonly historyId: number },
  waiting: { readonly state: 'draft' | 'queued'; readonly due: Date },
  now: Date,
): Promise<void> {
  await put(writing, letter, waiting, now)
}

async function put(
  writing: Writing,
  reply: NewReply & { readonly historyId: number | null },
  { state, due }: { readonly state: 'draft' | 'queued'; readonly due: Date },
  now: Date,
): Promise<{ pipeline: 'reply'; id: number } | null> {
  const row = await writing
    .insertInto('outbox')
    .values({ ...reply, state, createdAt: now, changedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return null
  await startRow(writing, { pipeline: 'reply', id: row.id, revision: 1, step: 'claim', due })
  return { pipeline: 'reply', id: row.id }
}

/** Kinds that speak of the mails that are there: a newer mail overtakes them. The board's decisions it does not. */
const OF_THE_MAILS: readonly ReplyKind[] = ['acknowledge', 'complete', 'remind', 'close']

/**
 * Takes back what has not gone out. `overtaken`: a newer mail has changed what there is to say · `decided`: an editor's
 * decision says something else · `corrected`: the verdict that an automatic reply was written from was wrong.
 *
 * @returns what was taken back, with the states it was in
 */
export async function withdrawReplies(
  writing: Writing,
  submissionId: number,
  why: 'overtaken' | 'decided' | 'corrected',
  now: Date,
): Promise<readonly { readonly id: number; readonly state: ReplyState; readonly kind: ReplyKind }[]> {
  const waiting = await writing
    .selectFrom('outbox')
    .select(['id', 'state', 'kind'])
    .where('submissionId', '=', submissionId)
    .where('state', 'in', NOT_OUT)
    .$if(why === 'overtaken', query => query.where('kind', 'in', OF_THE_MAILS))
    .$if(why === 'corrected', query => query.where('historyId', 'is', null))
    .orderBy('id')
    .forUpdate()
    .execute()
  if (waiting.length === 0) return []
  const ids = waiting.map(({ id }) => id)
  await writing.updateTable('outbox').set({ state: 'withdrawn', changedAt: now }).where('id', 'in', ids).execute()
  return waiting
}

/** One reply with the reference of its submission. Throws if there is none. */
export async function readReply(database: Database, id: number): Promise<StoredReply> {
  return database
    .selectFrom('outbox')
    .innerJoin('submissions', 'submissions.id', 'outbox.submissionId')
    .selectAll('outbox')
    .select('submissions.reference')
    .where('outbox.id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Where a reply goes; a problem or an answer that is not named is over. */
export interface Move {
  readonly state: ReplyState
  readonly problem?: ReplyProblem
  readonly answer?: string | null
  readonly tries?: number
  readonly leftAt?: Date
}

/** Moves a reply on, only from one of the states it may come from; false if it stands elsewhere by now. */
export async function moveReply(
  writing: Writing,
  id: number,
  from: readonly ReplyState[],
  to: Move,
  now: Date,
): Promise<boolean> {
  const moved = await writing
    .updateTable('outbox')
    .set({ problem: null, answer: null, ...to, changedAt: now })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return moved.numUpdatedRows > 0n
}

/** What Sent says of a reply: it has left, under this Message-ID and in this thread. */
export async function noteInSent(
  writing: Writing,
  id: number,
  { messageId, threadId }: { readonly messageId: string | null; readonly threadId: string | null },
  now: Date,
): Promise<void> {
  await moveReply(writing, id, ['unsure'], { state: 'sent' }, now)
  await writing.updateTable('outbox').set({ sentMessageId: messageId, threadId }).where('id', '=', id).execute()
}

/** What a bounce says of a reply of ours. */
export interface CameBack {
  /** Message-IDs, the likeliest first. */
  readonly about: readonly string[]
  /** Where no Message-ID has come back: the submission it talks about, and who was not reached. */
  readonly submissionId: number | null
  readonly recipients: readonly string[]
  readonly problem: ReplyProblem
  readonly answer: string | null
}

/** States of a reply that a bounce may speak of: that it came back also tells that it had left. */
const OUT: readonly ReplyState[] = ['sending', 'sent', 'unsure']

/** Marks the one reply that came back, if it is one of ours. */
export async function noteBounce(writing: Writing, back: CameBack, now: Date): Promise<void> {
  const { about, submissionId, recipients, problem, answer } = back
  const known = await writing
    .selectFrom('outbox')
    .select(['id', 'messageId', 'sentMessageId', 'recipient'])
    .where('state', 'in', OUT)
    .where(eb =>
      eb.or([
        eb('messageId', '=', sql<string>`any(${about})`),
        eb('sentMessageId', '=', sql<string>`any(${about})`),
        eb('submissionId', '=', submissionId),
      ]),
    )
    .orderBy('id', 'desc')
    .execute()
  const named = about.flatMap(id =>
    known.filter(({ messageId, sentMessageId }) => [messageId, sentMessageId].includes(id)),
  )
  const one = named[0] ?? known.find(({ recipient }) => recipients.includes(recipient))
  if (one !== undefined) await moveReply(writing, one.id, OUT, { state: 'bounced', problem, answer }, now)
}

/**
 * An editor decides on a reply of which nobody knows whether it has left, or sends one again that was refused.
 *
 * @returns the row to be woken, if there is one; null if the reply stands elsewhere by now
 */
export async function decideReply(
  writing: Writing,
  id: number,
  decision: 'sent' | 'again',
  now: Date,
): Promise<{ readonly wakes: readonly { pipeline: string; id: number }[] } | null> {
  await holdRow(writing, { pipeline: 'reply', id })
  if (decision === 'sent')
    return (await moveReply(writing, id, ['unsure'], { state: 'sent' }, now)) ? { wakes: [] } : null
  const moved = await moveReply(writing, id, ['unsure', 'failed'], { state: 'queued', tries: 0 }, now)
  if (!moved) return null
  return { wakes: [await startRow(writing, { pipeline: 'reply', id, revision: 1, step: 'claim', due: now })] }
}
