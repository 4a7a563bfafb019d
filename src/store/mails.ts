import type { Fields, MailFile, OtherReason, Reading } from '../domain.ts'
import type { Arrival } from '../submission/arrival.ts'
import { sketchOf } from '../submission/likeness.ts'
import type { Database, Writing } from './database.ts'
import { holdRow, startRow } from './progress.ts'
import type { Intake } from './schema.ts'
import { decodeVerdict } from './verdictJson.ts'

/** A folder as long as its UIDVALIDITY stands. */
export interface FolderSeen {
  readonly account: string
  readonly folder: string
  readonly uidValidity: string
}

/** Where a mail was seen, and what that place says of it. */
export interface Sighting extends FolderSeen {
  readonly uid: string
  /** The account's own ids, where it offers them. */
  readonly emailId?: string | null
  readonly threadId?: string | null
  /** Without it, `open`. */
  readonly intake?: Intake
}

/** Raw bytes that are in the blob store already. */
export interface RawMail {
  readonly sha256: string
  readonly bytes: number
}

/**
 * Takes a mail in: one transaction writes the mail, its sighting and its first due step. Bytes that were kept before
 * add a sighting only.
 *
 * @returns the row to be woken, or null for a mail that is known
 */
export async function keepMail(
  database: Database,
  raw: RawMail,
  sighting: Sighting,
  now: Date,
): Promise<MailWake | null> {
  const { intake = 'open' } = sighting
  return database.transaction().execute(async writing => {
    const fresh = await writing
      .insertInto('mails')
      .values({ rawSha256: raw.sha256, rawBytes: raw.bytes, keptAt: now, intake })
      .onConflict(conflict => conflict.columns(['rawSha256', 'piece']).doNothing())
      .returning('id')
      .executeTakeFirst()
    const id = fresh?.id ?? (await idOf(writing, raw.sha256))
    await addSighting(writing, id, sighting, now)
    if (fresh === undefined) return takeOutOfSpam(writing, id, intake, now)
    await startRow(writing, { pipeline: 'mail', id, revision: 1, step: 'join', due: now })
    return { pipeline: 'mail', id }
  })
}

/** The row of a mail, to be woken. */
interface MailWake {
  readonly pipeline: 'mail'
  readonly id: number
}

/**
 * Notes one more sighting of a mail that the account knows by an id of its own: its bytes need not be read again.
 *
 * @returns whether the mail is known; `wake`: the row to be woken, if any
 */
export async function sightAgain(
  database: Database,
  sighting: Sighting & { readonly emailId: string },
  now: Date,
): Promise<{ readonly known: boolean; readonly wake: MailWake | null }> {
  return database.transaction().execute(async writing => {
    const seen = await writing
      .selectFrom('sightings')
      .select('mailId')
      .where('account', '=', sighting.account)
      .where('emailId', '=', sighting.emailId)
      .limit(1)
      .executeTakeFirst()
    if (seen === undefined) return { known: false, wake: null }
    await addSighting(writing, seen.mailId, sighting, now)
    return { known: true, wake: await takeOutOfSpam(writing, seen.mailId, sighting.intake ?? 'open', now) }
  })
}

async function addSighting(writing: Writing, mailId: number, sighting: Sighting, now: Date): Promise<void> {
  const { account, folder, uidValidity, uid, emailId = null, threadId = null } = sighting
  await writing
    .insertInto('sightings')
    .values({ mailId, account, folder, uidValidity, uid, emailId, threadId, label: null, seenAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Somebody took it out of the junk: it is read again, as any other mail, unless an editor has decided about it. */
async function takeOutOfSpam(writing: Writing, id: number, intake: Intake, now: Date): Promise<MailWake | null> {
  if (intake === 'spam') return null
  await holdRow(writing, { pipeline: 'mail', id })
  const out = await writing
    .updateTable('mails')
    .set({ intake })
    .where('id', '=', id)
    .where('intake', '=', 'spam')
    .where('decidedByEditor', '=', false)
    .executeTakeFirst()
  if (out.numUpdatedRows === 0n) return null
  // A revision of its own: a reading that is under way still takes it for spam, and ends unwritten.
  await startRow(writing, { pipeline: 'mail', id, revision: 2, step: 'join', due: now })
  return { pipeline: 'mail', id }
}

async function idOf(writing: Writing, rawSha256: string): Promise<number> {
  const { id } = await writing
    .selectFrom('mails')
    .select('id')
    .where('rawSha256', '=', rawSha256)
    .where('piece', '=', 0)
    .executeTakeFirstOrThrow()
  return id
}

/** A row of its own for another article of a mail. */
export async function addPiece(writing: Writing, mailId: number, piece: number): Promise<number> {
  const whole = await writing
    .selectFrom('mails')
    .select(['rawSha256', 'rawBytes', 'keptAt', 'intake'])
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow()
  const { id } = await writing
    .insertInto('mails')
    .values({ ...whole, piece })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** UIDs of a folder that were taken in: everything else in it is still to be read, however long ago it came. */
export async function seenUids(database: Database, seen: FolderSeen): Promise<Set<string>> {
  const rows = await database
    .selectFrom('sightings')
    .select('uid')
    .where('account', '=', seen.account)
    .where('folder', '=', seen.folder)
    .where('uidValidity', '=', seen.uidValidity)
    .execute()
  return new Set(rows.map(({ uid }) => uid))
}

export async function rawOf(
  database: Database,
  mailId: number,
): Promise<{ rawSha256: string; keptAt: Date; intake: Intake }> {
  return database
    .selectFrom('mails')
    .select(['rawSha256', 'keptAt', 'intake'])
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow()
}

/** A mail, and what was read of the submission that it is a part of or talks about; null: there is no such mail. */
export async function mailWithFields(
  database: Database,
  mailId: number,
): Promise<{ readonly rawSha256: string; readonly subject: string; readonly fields: Fields | null } | null> {
  const row = await database
    .selectFrom('mails')
    .leftJoin('submissions', 'submissions.id', 'mails.submissionId')
    .select(['mails.rawSha256', 'mails.subject', 'submissions.verdict'])
    .where('mails.id', '=', mailId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { rawSha256, subject, verdict } = row
  return { rawSha256, subject: subject ?? '', fields: verdict === null ? null : decodeVerdict(verdict).fields }
}

/** What reading a mail gave, as the columns that lists and joins look for. */
export interface ReadMail {
  readonly messageId: string
  readonly fromAddress: string | null
  readonly subject: string | null
  readonly sentAt: Date
  /** Null: the bytes are no mail. */
  readonly reading: Reading | null
  readonly arrival: Arrival | null
  readonly files: readonly MailFile[]
}

/** Writes down what a mail says. */
export async function fileReading(writing: Writing, mailId: number, read: ReadMail): Promise<void> {
  const { files, reading, arrival, ...columns } = read
  await writing
    .updateTable('mails')
    .set({ ...columns, reading: asJson(reading), arrival: asJson(arrival), sketch: sketchOf(arrival?.prints ?? []) })
    .where('id', '=', mailId)
    .execute()
  const once = new Map(files.map(file => [file.sha256, file]))
  if (once.size === 0) return
  await writing
    .insertInto('mailFiles')
    .values([...once.values()].map(({ sha256, name, type, bytes }) => ({ mailId, sha256, name, type, bytes })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** JSON as `jsonb` takes it: it holds neither NUL nor half a surrogate pair, and what strangers send may. */
const asJson = (value: object | null): string | null =>
  value === null
    ? null
    : JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === 'string' ? inner.toWellFormed().replaceAll('\u0000', '') : inner,
      )

/** Files a mail under "Thư khác"; `about`: the submission that it talks about, which it does not change. */
export async function fileOther(
  writing: Writing,
  mailId: number,
  why: OtherReason,
  about: number | null,
): Promise<void> {
  await writing
    .updateTable('mails')
    .set({ kind: 'other', why, submissionId: about, joinReason: null })
    .where('id', '=', mailId)
    .execute()
}

/** A mail under "Thư khác" that was read; null: there is none. */
export async function readOther(
  database: Database,
  mailId: number,
): Promise<{ readonly reading: Reading; readonly arrival: Arrival; readonly why: OtherReason } | null> {
  const row = await database
    .selectFrom('mails')
    .select(['reading', 'arrival', 'why'])
    .where('id', '=', mailId)
    .where('kind', '=', 'other')
    .executeTakeFirst()
  if (row === undefined || row.reading === null || row.arrival === null || row.why === null) return null
  return { reading: row.reading, arrival: row.arrival, why: row.why }
}
