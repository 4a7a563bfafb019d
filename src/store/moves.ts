import { sql } from 'kysely'
import { noteCorrection } from './corrections.ts'
import type { Database, Writing } from './database.ts'
import { joinAlone } from './joins.ts'
import type { Move, MoveAction } from './schema.ts'
import { openSubmission, reviseSubmission } from './submissions.ts'

/** What came of a move: the submission to look at now, and the rows to be woken. */
export interface Moved {
  readonly reference: string
  readonly wakes: readonly { readonly pipeline: 'submission'; readonly id: number }[]
}

/** When, and which editor. */
interface Doing {
  readonly now: Date
  readonly by: number
}

/**
 * "Tách ra": a mail leaves its submission and begins one of its own.
 *
 * @returns null if it is no mail of a submission that has others
 */
export function splitMail(
  database: Database,
  mailId: number,
  { prefix, now, by }: Doing & { readonly prefix: string },
): Promise<Moved | null> {
  return alone(database, async writing => {
    const mail = await writing
      .selectFrom('mails')
      .select('submissionId')
      .where('id', '=', mailId)
      .where('kind', '=', 'submission')
      .executeTakeFirst()
    const from = mail?.submissionId ?? null
    if (from === null || (await mailsOf(writing, from)).length < 2) return null
    const to = await openSubmission(writing, { prefix, now })
    return move(writing, 'split', { mails: [mailId], from, to }, { now, by })
  })
}

/**
 * "Gộp vào": all mails of one submission join another, by their references.
 *
 * @returns null if one of them is not there, was merged itself, or both are one
 */
export function mergeSubmissions(
  database: Database,
  { from, into }: { readonly from: string; readonly into: string },
  { now, by }: Doing,
): Promise<Moved | null> {
  return alone(database, async writing => {
    const source = await standing(writing, from)
    const target = await standing(writing, into)
    if (source === null || target === null || source === target) return null
    return move(
      writing,
      'merge',
      { mails: await mailsOf(writing, source, 'withTalk'), from: source, to: target },
      { now, by },
    )
  })
}

/**
 * "Không phải tin bài": all mails of a submission go under "Thư khác"; nobody is written to.
 *
 * @returns null if it is not there, was merged, or has no mails
 */
export function dismissSubmission(database: Database, reference: string, { now, by }: Doing): Promise<Moved | null> {
  return alone(database, async writing => {
    const id = await standing(writing, reference)
    const mails = id === null ? [] : await mailsOf(writing, id)
    if (id === null || mails.length === 0) return null
    await noteCorrection(writing, { submissionId: id, correction: { kind: 'other' }, by }, now)
    return move(writing, 'dismiss', { mails, from: id, to: id }, { now, by })
  })
}

/**
 * Takes a move back, once, while the mails are still where it put them.
 *
 * @param historyId of the move
 */
export function undoMove(database: Database, historyId: number, { now, by }: Doing): Promise<Moved | null> {
  return alone(database, async writing => {
    const entry = await writing
      .selectFrom('history')
      .select(['action', 'detail'])
      .where('id', '=', historyId)
      .where('action', 'in', ['split', 'merge', 'dismiss'])
      .where('undoneAt', 'is', null)
      .$narrowType<{ detail: Move }>()
      .executeTakeFirst()
    if (entry === undefined) return null
    const { mails, from, to } = entry.detail
    const there = await mailsOf(writing, to, 'withTalk')
    if (!mails.every(id => there.includes(id))) return null
    await writing.updateTable('history').set({ undoneAt: now, undoneBy: by }).where('id', '=', historyId).execute()
    if (entry.action === 'dismiss') return takeBack(writing, entry.detail, now)
    await writing.updateTable('submissions').set({ mergedInto: null }).where('id', '=', from).execute()
    return carry(writing, { mails, from: to, to: from }, now)
  })
}

/** Joins and moves wait for each other: a mail never joins a submission that is just being emptied. */
function alone<T>(database: Database, work: (writing: Writing) => Promise<T>): Promise<T> {
  return database.transaction().execute(async writing => {
    await joinAlone(writing)
    return work(writing)
  })
}

async function move(writing: Writing, action: MoveAction, moved: Move, { now, by }: Doing): Promise<Moved> {
  await writing
    .insertInto('history')
    .values({ submissionId: moved.from, at: now, action, detail: JSON.stringify(moved), editor: by })
    .execute()
  return action === 'dismiss' ? setAside(writing, moved, now) : carry(writing, moved, now)
}

/** The mails stay with their submission, which leaves the lists. */
async function setAside(writing: Writing, { mails, from }: Move, now: Date): Promise<Moved> {
  const aside = { kind: 'other', why: 'editor', decidedByEditor: true } as const
  await writing.updateTable('mails').set(aside).where('id', 'in', mails).execute()
  return revised(writing, from, now)
}

async function takeBack(writing: Writing, { mails, from }: Move, now: Date): Promise<Moved> {
  await writing.updateTable('mails').set({ kind: 'submission', why: null }).where('id', 'in', mails).execute()
  await writing
    .updateTable('corrections')
    .set({ undoneAt: now })
    .where('submissionId', '=', from)
    .where(sql`correction ->> 'kind'`, '=', 'other')
    .where('undoneAt', 'is', null)
    .execute()
  return revised(writing, from, now)
}

async function revised(writing: Writing, id: number, now: Date): Promise<Moved> {
  const wake = await reviseSubmission(writing, id, now)
  return { reference: await referenceOf(writing, id), wakes: wake === null ? [] : [wake] }
}

async function referenceOf(writing: Writing, id: number): Promise<string> {
  const { reference } = await writing
    .selectFrom('submissions')
    .select('reference')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return reference
}

async function carry(writing: Writing, { mails, from, to }: Move, now: Date): Promise<Moved> {
  await writing.updateTable('mails').set({ submissionId: to, decidedByEditor: true }).where('id', 'in', mails).execute()
  await writing
    .updateTable('mails')
    .set({ joinReason: 'editor' })
    .where('id', 'in', mails)
    .where('kind', '=', 'submission')
    .execute()
  const wakes: { readonly pipeline: 'submission'; readonly id: number }[] = []
  for (const id of [from, to]) {
    const wake = await reviseSubmission(writing, id, now)
    if (wake === null) await writing.updateTable('submissions').set({ mergedInto: to }).where('id', '=', id).execute()
    else wakes.push(wake)
  }
  return { reference: await referenceOf(writing, to), wakes }
}

/** Mails of a submission; `withTalk`: those too that only talk about it. */
async function mailsOf(writing: Writing, submissionId: number, which?: 'withTalk'): Promise<readonly number[]> {
  const rows = await writing
    .selectFrom('mails')
    .select('id')
    .where('submissionId', '=', submissionId)
    .where('kind', 'in', which === 'withTalk' ? ['submission', 'other'] : ['submission'])
    .execute()
  return rows.map(({ id }) => id)
}

async function standing(writing: Writing, reference: string): Promise<number | null> {
  const row = await writing
    .selectFrom('submissions')
    .select('id')
    .where('reference', '=', reference)
    .where('mergedInto', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}
