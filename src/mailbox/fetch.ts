import type { FetchMessageObject } from 'imapflow'
import { type Connection, PIECE_BYTES } from './connect.ts'
import { MailboxError } from './problem.ts'

/** What the server says of a mail before its bytes. */
export interface Announced {
  readonly uid: number
  readonly bytes: number
  /** When it arrived (INTERNALDATE). */
  readonly arrivedAt: Date | null
  /** The account's own ids: Gmail's, or OBJECTID's (RFC 8474). */
  readonly emailId: string | null
  readonly threadId: string | null
  /** Nobody has sent it yet. */
  readonly draft: boolean
}

const ANNOUNCED = { uid: true, size: true, internalDate: true, flags: true, threadId: true, labels: true } as const

/** Mails asked about at once. */
const AT_ONCE = 500

/** What the open folder says of these UIDs; those that are gone are left out. */
export async function announced(connection: Connection, uids: readonly number[]): Promise<readonly Announced[]> {
  const all: Announced[] = []
  for (let at = 0; at < uids.length; at += AT_ONCE) {
    const range = uids.slice(at, at + AT_ONCE).join(',')
    const rows = await connection.ask(client => client.fetchAll(range, ANNOUNCED, { uid: true }))
    all.push(...rows.filter(({ size }) => size !== undefined).map(toAnnounced))
  }
  return all
}

function toAnnounced({ uid, size, internalDate, flags, labels, emailId, threadId }: FetchMessageObject): Announced {
  const arrivedAt = new Date(internalDate ?? Number.NaN)
  return {
    uid,
    bytes: size ?? 0,
    arrivedAt: Number.isNaN(arrivedAt.getTime()) ? null : arrivedAt,
    emailId: emailId ?? null,
    threadId: threadId ?? null,
    draft: [...(flags ?? []), ...(labels ?? [])].some(mark => /^\\drafts?$/i.test(mark)),
  }
}

/** UIDs of the open folder from `first` on, in order. */
export async function uidsFrom(connection: Connection, first: number): Promise<readonly number[]> {
  const found = await connection.ask(client => client.search({ uid: `${first}:*` }, { uid: true }))
  if (!Array.isArray(found)) throw new MailboxError('refused')
  // "n:*" names the last mail even where its UID is below n (RFC 9051 §9).
  return found.filter(uid => uid >= first).toSorted((a, b) => a - b)
}

/** The mail is no longer there: somebody deleted or moved it. */
export class GoneError extends Error {
  override readonly name = 'GoneError'
}

/**
 * The bytes of a mail of the open folder, piece by piece, without marking it as read. They end without an error only if
 * they are as many as announced: a stream that ended early is never a whole mail (postalsys/imapflow#65).
 *
 * @throws {MailboxError} `wrongSize` among others
 * @throws {GoneError}
 */
export async function* wholeMail(connection: Connection, { uid, bytes }: Announced): AsyncGenerator<Uint8Array> {
  let read = 0
  while (read < bytes) {
    // One byte more than announced: a longer mail must not look whole.
    const source = { start: read, maxLength: Math.min(PIECE_BYTES, bytes - read + 1) }
    const row = await connection.ask(client => client.fetchOne(String(uid), { source }, { uid: true }))
    if (row === false) throw new GoneError()
    if (row.source === undefined || row.source.length === 0) break
    read += row.source.length
    yield row.source
  }
  if (read !== bytes) throw new MailboxError('wrongSize')
}

/** Bytes of a header block that are taken of a mail too large to be taken: real ones are 2–30 KB. */
const HEADER_BYTES = 256 * 1024

/** The headers alone. */
export async function* headersOnly(connection: Connection, { uid }: Announced): AsyncGenerator<Uint8Array> {
  const bodyParts = [{ key: 'HEADER', start: 0, maxLength: HEADER_BYTES }]
  const row = await connection.ask(client => client.fetchOne(String(uid), { bodyParts }, { uid: true }))
  if (row === false) throw new GoneError()
  if (row.headers === undefined) throw new MailboxError('wrongSize')
  yield row.headers
}

/** Subject and sender as the server reads them, to name a mail that cannot be fetched; null where it does not say. */
export async function namedBy(
  connection: Connection,
  uid: number,
): Promise<{ readonly subject: string | null; readonly sender: string | null }> {
  const row = await connection.ask(client => client.fetchOne(String(uid), { envelope: true }, { uid: true }))
  const envelope = row === false ? undefined : row.envelope
  return { subject: envelope?.subject ?? null, sender: envelope?.from?.[0]?.address ?? null }
}
