import type { MailFile, OtherReason, Reading } from '../domain.ts'
import type { Arrival } from '../submission/arrival.ts'
import { sketchOf } from '../submission/likeness.ts'
import type { Database, Writing } from './database.ts'
import { startRow } from './progress.ts'

/** Where a mail was seen: the pair of folder and UID names it as long as the UIDVALIDITY stands. */
export interface Sighting {
  readonly account: string
  readonly folder: string
  readonly uidValidity: string
  readonly uid: string
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
): Promise<{ pipeline: 'mail'; id: number } | null> {
  return database.transaction().execute(async writing => {
    const fresh = await writing
      .insertInto('mails')
      .values({ rawSha256: raw.sha256, rawBytes: raw.bytes, keptAt: now })
      .onConflict(conflict => conflict.columns(['rawSha256', 'piece']).doNothing())
      .returning('id')
      .executeTakeFirst()
    const id = fresh?.id ?? (await idOf(writing, raw.sha256))
    await writing
      .insertInto('sightings')
      .values({ mailId: id, ...sighting, seenAt: now })
      .onConflict(conflict => conflict.doNothing())
      .execute()
    if (fresh === undefined) return null
    await startRow(writing, { pipeline: 'mail', id, revision: 1, step: 'join', due: now })
    return { pipeline: 'mail', id }
  })
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
    .select(['rawSha256', 'rawBytes', 'keptAt'])
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow()
  const { id } = await writing
    .insertInto('mails')
    .values({ ...whole, piece })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** UIDs of an account that were taken in. */
export async function seenUids(database: Database, account: string): Promise<Set<string>> {
  const rows = await database.selectFrom('sightings').select('uid').where('account', '=', account).execute()
  return new Set(rows.map(({ uid }) => uid))
}

export async function rawOf(database: Database, mailId: number): Promise<{ rawSha256: string; keptAt: Date }> {
  return database.selectFrom('mails').select(['rawSha256', 'keptAt']).where('id', '=', mailId).executeTakeFirstOrThrow()
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
