import type { Editor, Piece } from '../domain.ts'
import { isSamePiece, pieceSent } from '../submission/piece.ts'
import type { Database, Writing } from './database.ts'
import { decodeVerdict } from './verdictJson.ts'

/** What one editor saves within this time is one version: typing saves by itself again and again. */
const ONE_VERSION_MINUTES = 10

/** A piece as an editor wants it kept, and the number of the version they began from; 0: from what was sent. */
export interface NewVersion {
  readonly seen: number
  readonly piece: Piece
}

/** What became of a save. `stale`: somebody else has saved meanwhile; nothing was written. */
export type Saved = { readonly number: number } | 'stale'

export function openVersions({ database, now }: { readonly database: Database; readonly now: () => Date }) {
  return {
    version: (reference: string, number: number) => versionNumbered(database, reference, number),
    save: (reference: string, version: NewVersion, by: Editor) =>
      database.transaction().execute(writing => save(writing, reference, version, { now: now(), by: by.id })),
    claim: (reference: string, by: Editor) => claim(database, reference, { now: now(), by: by.id }),
    release: (reference: string) => release(database, reference),
  }
}

interface Doing {
  readonly now: Date
  readonly by: number
}

/** @returns null if there is no such submission */
async function save(writing: Writing, reference: string, { seen, piece }: NewVersion, doing: Doing) {
  const submission = await writing
    .selectFrom('submissions')
    .select(['id', 'revision', 'verdict'])
    .where('reference', '=', reference)
    .where('mergedInto', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (submission?.verdict == null) return null
  const { id, revision, verdict } = submission
  const last = await newestVersion(writing, id)
  if ((last?.number ?? 0) !== seen) return 'stale' as const
  if (isSamePiece(piece, last?.piece ?? pieceSent(decodeVerdict(verdict)))) return { number: seen }
  const { now, by } = doing
  const age = last === null ? Number.POSITIVE_INFINITY : (now.getTime() - last.at.getTime()) / 60_000
  if (last?.editorId === by && last.revision === revision && age < ONE_VERSION_MINUTES)
    await writing.deleteFrom('versions').where('submissionId', '=', id).where('number', '=', last.number).execute()
  const number = seen + 1
  await writing
    .insertInto('versions')
    .values({ submissionId: id, number, revision, editor: by, at: now, piece: JSON.stringify(piece) })
    .execute()
  await takeOn(writing, id, doing)
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { number }
}

const versions = (database: Database) =>
  database
    .selectFrom('versions')
    .innerJoin('editors', 'editors.id', 'versions.editor')
    .select(['versions.number', 'versions.revision', 'versions.at', 'editors.id as editorId', 'editors.name as editor'])

/** What editors saved of a submission, the newest first, without the pieces themselves. */
export const versionsOf = (database: Database, submissionId: number) =>
  versions(database).where('submissionId', '=', submissionId).orderBy('number', 'desc').execute()

export async function newestVersion(database: Database, submissionId: number) {
  const row = await versions(database)
    .select('versions.piece')
    .where('submissionId', '=', submissionId)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return row ?? null
}

async function versionNumbered(database: Database, reference: string, number: number): Promise<Piece | null> {
  const row = await database
    .selectFrom('versions')
    .innerJoin('submissions', 'submissions.id', 'versions.submissionId')
    .select('versions.piece')
    .where('reference', '=', reference)
    .where('versions.number', '=', number)
    .executeTakeFirst()
  return row?.piece ?? null
}

const takeOn = (database: Database, submissionId: number, { now, by }: Doing) =>
  database.insertInto('claims').values({ submissionId, editor: by, at: now })

/** "Nhận bài": from whoever had it. */
async function claim(database: Database, reference: string, doing: Doing): Promise<void> {
  const submission = await database
    .selectFrom('submissions')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (submission === undefined) return
  const { now, by } = doing
  await takeOn(database, submission.id, doing)
    .onConflict(conflict => conflict.column('submissionId').doUpdateSet({ editor: by, at: now }))
    .execute()
}

async function release(database: Database, reference: string): Promise<void> {
  await database
    .deleteFrom('claims')
    .where('submissionId', 'in', eb => eb.selectFrom('submissions').select('id').where('reference', '=', reference))
    .execute()
}

/** Who works on a submission; null: nobody. */
export async function claimOf(database: Database, submissionId: number) {
  const row = await database
    .selectFrom('claims')
    .innerJoin('editors', 'editors.id', 'claims.editor')
    .select(['editors.id as editor', 'editors.name', 'claims.at'])
    .where('submissionId', '=', submissionId)
    .executeTakeFirst()
  return row ?? null
}
