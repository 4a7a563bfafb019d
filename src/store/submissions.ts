import type { Correction, EarlierPhoto, Reading, Seen, Sha256, SubmissionState, SubmissionVerdict } from '../domain.ts'
import { correctionsOf } from './corrections.ts'
import type { Database, Writing } from './database.ts'
import { withdrawReplies } from './outbox.ts'
import { knownPhotos } from './photos.ts'
import { endRow, holdRow, startRow } from './progress.ts'
import type { Intake } from './schema.ts'
import { decodeVerdict, encodeVerdict } from './verdictJson.ts'

/** Opens an empty submission under the next reference of its year, "BK-2026-0042". */
export async function openSubmission(
  writing: Writing,
  { prefix, now }: { readonly prefix: string; readonly now: Date },
): Promise<number> {
  const year = Number(new Intl.DateTimeFormat('en', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric' }).format(now))
  const { last } = await writing
    .insertInto('referenceCounters')
    .values({ prefix, year, last: 1 })
    .onConflict(conflict =>
      conflict.columns(['prefix', 'year']).doUpdateSet(eb => ({ last: eb('referenceCounters.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  const { id } = await writing
    .insertInto('submissions')
    .values({
      reference: `${prefix}-${year}-${String(last).padStart(4, '0')}`,
      revision: 0,
      decision: null,
      verdict: null,
      title: null,
      unit: null,
      author: null,
      openedAt: now,
      lastMailAt: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * Adds a mail, which starts a new revision.
 *
 * @returns the row to be woken
 */
export async function addMail(
  writing: Writing,
  submissionId: number,
  mail: { readonly id: number; readonly reason: string },
  now: Date,
): Promise<{ pipeline: 'submission'; id: number }> {
  await writing
    .updateTable('mails')
    .set({ kind: 'submission', why: null, submissionId, joinReason: mail.reason })
    .where('id', '=', mail.id)
    .execute()
  const wake = await reviseSubmission(writing, submissionId, now)
  if (wake === null) throw new Error(`submission ${submissionId} has no mail`)
  return wake
}

/**
 * Its mails have changed: the revision is raised, work of the older one ends unwritten, and its reply, if it has not
 * gone out, is taken back. Without any mail it leaves the lists.
 *
 * @returns the row to be woken; null if it has no mail any more
 */
export async function reviseSubmission(
  writing: Writing,
  submissionId: number,
  now: Date,
): Promise<{ pipeline: 'submission'; id: number } | null> {
  const row = { pipeline: 'submission', id: submissionId } as const
  await holdRow(writing, row)
  await endRow(writing, { pipeline: 'photos', id: submissionId })
  const { last } = await writing
    .selectFrom('mails')
    .select(eb => eb.fn.max('sentAt').as('last'))
    .where('submissionId', '=', submissionId)
    .where('kind', '=', 'submission')
    .executeTakeFirstOrThrow()
  await withdrawReplies(writing, submissionId, last === null ? 'decided' : 'overtaken', now)
  const { revision } = await writing
    .updateTable('submissions')
    .set(eb => ({ revision: eb('revision', '+', 1), ...(last === null ? { decision: null } : { lastMailAt: last }) }))
    .where('id', '=', submissionId)
    .returning('revision')
    .executeTakeFirstOrThrow()
  if (last === null) {
    await writing.deleteFrom('submissionPhotos').where('submissionId', '=', submissionId).execute()
    await endRow(writing, row)
    return null
  }
  await startRow(writing, { ...row, revision, step: 'file', due: now })
  return row
}

/** All that a verdict is made from. */
export interface Gathered {
  /** In the order sent. */
  readonly readings: readonly Reading[]
  /** Photos that came before, or look like one that did. */
  readonly earlier: ReadonlyMap<Sha256, EarlierPhoto>
  /** Of the photos that have been drawn. */
  readonly seen: ReadonlyMap<Sha256, Seen>
  /** What editors put right, in the order they did it. */
  readonly corrections: readonly Correction[]
}

export async function gather(database: Database, submissionId: number): Promise<Gathered> {
  const mails = await database
    .selectFrom('mails')
    .select('reading')
    .where('submissionId', '=', submissionId)
    .where('kind', '=', 'submission')
    .orderBy('sentAt')
    .orderBy('id')
    .execute()
  return {
    readings: mails.flatMap(({ reading }) => (reading === null ? [] : [reading])),
    ...(await knownPhotos(database, submissionId)),
    corrections: await correctionsOf(database, submissionId),
  }
}

/** Files a verdict: the editor sees it from here on. */
export async function fileVerdict(writing: Writing, submissionId: number, verdict: SubmissionVerdict): Promise<void> {
  const { title, unit, author } = verdict.fields
  await writing
    .updateTable('submissions')
    .set({ decision: verdict.decision, verdict: encodeVerdict(verdict), title, unit, author })
    .where('id', '=', submissionId)
    .execute()
  await writing.deleteFrom('submissionPhotos').where('submissionId', '=', submissionId).execute()
  if (verdict.photos.length === 0) return
  await writing
    .insertInto('submissionPhotos')
    .values(verdict.photos.map(({ file }) => ({ submissionId, sha256: file.sha256 })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** What a reply is written from: the filed verdict and the newest mail that may be answered, or else the newest. */
export interface Filed {
  readonly reference: string
  readonly revision: number
  readonly state: SubmissionState
  readonly verdict: SubmissionVerdict
  readonly lastMailAt: Date
  readonly lastKeptAt: Date
  readonly newest: Reading
  readonly newestIntake: Intake
}

export async function readFiled(database: Database, submissionId: number): Promise<Filed> {
  const submission = await database
    .selectFrom('submissions')
    .select(['reference', 'revision', 'state', 'verdict', 'lastMailAt'])
    .where('id', '=', submissionId)
    .executeTakeFirstOrThrow()
  const mail = await database
    .selectFrom('mails')
    .select(['reading', 'keptAt', 'intake'])
    .where('submissionId', '=', submissionId)
    .where('kind', '=', 'submission')
    .orderBy(eb => eb.case().when('intake', '=', 'open').then(0).else(1).end())
    .orderBy('sentAt', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  if (submission.verdict === null || mail.reading === null) throw new Error(`submission ${submissionId} is not filed`)
  return {
    reference: submission.reference,
    revision: submission.revision,
    state: submission.state,
    verdict: decodeVerdict(submission.verdict),
    lastMailAt: submission.lastMailAt,
    lastKeptAt: mail.keptAt,
    newest: mail.reading,
    newestIntake: mail.intake,
  }
}

/**
 * An editor says that a mail is a contribution: it becomes the first mail of a submission of its own.
 *
 * @returns null if the mail is not under "Thư khác", could not be read, or an editor has put it there: that is undone
 */
export async function fileManually(
  writing: Writing,
  mailId: number,
  { prefix, now }: { readonly prefix: string; readonly now: Date },
): Promise<{ readonly reference: string; readonly wake: { pipeline: 'submission'; id: number } } | null> {
  const mail = await writing
    .updateTable('mails')
    .set({ decidedByEditor: true })
    .where('id', '=', mailId)
    .where('kind', '=', 'other')
    .where('why', '!=', 'editor')
    .where('reading', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (mail === undefined) return null
  const id = await openSubmission(writing, { prefix, now })
  const wake = await addMail(writing, id, { id: mailId, reason: 'editor' }, now)
  const { reference } = await writing
    .selectFrom('submissions')
    .select('reference')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { reference, wake }
}
