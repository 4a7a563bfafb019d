import type { Correction } from '../domain.ts'
import type { Database, Writing } from './database.ts'
import { holdWaiting, readState, standOf } from './decisions.ts'
import { withdrawReplies } from './outbox.ts'
import { holdRow, readAgain, startRow } from './progress.ts'
import type { Corrected } from './schema.ts'

/** What an editor puts right, by the submission as it was on the page. */
export interface NewCorrection {
  readonly submissionId: number
  /** `standOf` the submission when the page was made. */
  readonly stand: string
  readonly correction: Correction
  readonly by: number
}

/** What stands of what editors put right, in the order they did it. */
export async function correctionsOf(database: Database, submissionId: number): Promise<readonly Correction[]> {
  const rows = await database
    .selectFrom('corrections')
    .select('correction')
    .where('submissionId', '=', submissionId)
    .where('undoneAt', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ correction }) => correction)
}

/**
 * Writes down that a verdict was wrong; whoever calls judges again.
 *
 * @returns false if the submission is not as it was on the editor's page
 */
export async function putRight(
  writing: Writing,
  { submissionId, stand, correction, by }: NewCorrection,
  now: Date,
): Promise<boolean> {
  const waits = await holdWaiting(writing, submissionId)
  // Before the submission: the photos' own way locks in this order when it files a verdict.
  await holdRow(writing, { pipeline: 'photos', id: submissionId })
  if (waits === 'judging' || standOf(await readState(writing, submissionId)) !== stand) return false
  const detail: Corrected = { id: await noteCorrection(writing, { submissionId, correction, by }, now), correction }
  await writing
    .insertInto('history')
    .values({ submissionId, at: now, action: 'correct', detail: JSON.stringify(detail), editor: by })
    .execute()
  return true
}

/** Keeps what an editor has said; gives its number. */
export async function noteCorrection(
  writing: Writing,
  { submissionId, correction, by }: Omit<NewCorrection, 'stand'>,
  now: Date,
): Promise<number> {
  const { id } = await writing
    .insertInto('corrections')
    .values({ submissionId, correction: JSON.stringify(correction), editor: by, at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * Takes a correction back, once, while its submission is on a list; whoever calls judges again.
 *
 * @param historyId of the correction
 * @returns the submission; null if there is nothing to take back
 */
export async function undoPutRight(
  writing: Writing,
  historyId: number,
  { now, by }: { readonly now: Date; readonly by: number },
): Promise<{ readonly id: number; readonly reference: string } | null> {
  const entry = await writing
    .selectFrom('history')
    .innerJoin('submissions', 'submissions.id', 'history.submissionId')
    .select(['submissions.id', 'reference', 'detail'])
    .where('history.id', '=', historyId)
    .where('action', '=', 'correct')
    .where('list', 'is not', null)
    .$narrowType<{ detail: Corrected }>()
    .executeTakeFirst()
  if (entry === undefined) return null
  await holdWaiting(writing, entry.id)
  const undone = await writing
    .updateTable('history')
    .set({ undoneAt: now, undoneBy: by })
    .where('id', '=', historyId)
    .where('undoneAt', 'is', null)
    .executeTakeFirst()
  if (undone.numUpdatedRows === 0n) return null
  await writing.updateTable('corrections').set({ undoneAt: now }).where('id', '=', entry.detail.id).execute()
  return entry
}

/**
 * Work that has read the verdict from before reads again, forms that show it are out of date, and an automatic reply
 * that speaks of it gives way to the right one. One that has left stays: what follows is the editor's to say.
 *
 * @param due when the right reply is written at the earliest: more may be put right, or this taken back
 */
export async function startFromVerdict(
  writing: Writing,
  id: number,
  { now, due }: { readonly now: Date; readonly due: Date },
): Promise<void> {
  await readAgain(writing, { pipeline: 'submission', id, step: 'file' }, now)
  await readAgain(writing, { pipeline: 'submission', id, step: 'reply' }, due)
  await readAgain(writing, { pipeline: 'photos', id, step: 'verdict' }, now)
  const { revision } = await writing
    .updateTable('submissions')
    .set(eb => ({ decisions: eb('decisions', '+', 1) }))
    .where('id', '=', id)
    .returning('revision')
    .executeTakeFirstOrThrow()
  const withdrew = await withdrawReplies(writing, id, 'corrected', now)
  if (withdrew.some(({ kind }) => kind === 'acknowledge' || kind === 'complete'))
    await startRow(writing, { pipeline: 'submission', id, revision, step: 'reply', due })
}
