import type { ReplyKind } from '../domain.ts'
import type { Database, Writing } from './database.ts'
import { startRow } from './progress.ts'
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
  readonly changedAt: Date
}

/** States in which nothing has left the house, so that a mail that joins can still take the reply back. */
const NOT_OUT: readonly ReplyState[] = ['draft', 'queued', 'kept']

/**
 * Puts a reply into the outbox, unless the last one that stands says the same: an answer that brings nothing new gets
 * no second acknowledgement.
 *
 * @returns the row to be woken, or null if nothing was written
 */
export async function writeReply(
  writing: Writing,
  reply: NewReply,
  state: 'draft' | 'queued',
  now: Date,
): Promise<{ pipeline: 'reply'; id: number } | null> {
  const last = await writing
    .selectFrom('outbox')
    .select('matter')
    .where('submissionId', '=', reply.submissionId)
    .where('state', '!=', 'withdrawn')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (last?.matter === reply.matter) return null
  const row = await writing
    .insertInto('outbox')
    .values({ ...reply, state, problem: null, createdAt: now, changedAt: now })
    .onConflict(conflict => conflict.constraint('outbox_one_reply').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return null
  await startRow(writing, { pipeline: 'reply', id: row.id, revision: 1, step: 'claim', due: now })
  return { pipeline: 'reply', id: row.id }
}

/** Takes back what has not gone out: a newer mail has changed what there is to say. */
export async function withdrawReplies(writing: Writing, submissionId: number, now: Date): Promise<void> {
  await writing
    .updateTable('outbox')
    .set({ state: 'withdrawn', changedAt: now })
    .where('submissionId', '=', submissionId)
    .where('state', 'in', NOT_OUT)
    .execute()
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

/** Moves a reply on, only from one of the states it may come from; false if it stands elsewhere by now. */
export async function moveReply(
  writing: Writing,
  id: number,
  from: readonly ReplyState[],
  to: { readonly state: ReplyState; readonly problem?: string | null },
  now: Date,
): Promise<boolean> {
  const moved = await writing
    .updateTable('outbox')
    .set({ state: to.state, problem: to.problem ?? null, changedAt: now })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return moved.numUpdatedRows > 0n
}
