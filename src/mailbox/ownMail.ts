import { first, readHeaders } from '../mail/headers.ts'
import type { Connection } from './connect.ts'
import { uidsFrom } from './fetch.ts'
import { type Folder, foldersOf } from './folders.ts'
import { TOKEN_HEADER } from './sent.ts'

/** A folder that is read, and where it ended: what comes later has this UID or a higher one. */
export interface FolderEnd extends Folder {
  readonly next: number
}

/** A mail of ours that has come back. */
export interface Returned extends Folder {
  readonly uid: number
  /** When it came, by the server's clock (INTERNALDATE). */
  readonly at: Date | null
}

/**
 * Where the folders that are read end now.
 *
 * @throws {MailboxError} `folder` if one that is named is not there
 */
export async function endsOf(connection: Connection, named: readonly string[] | null): Promise<readonly FolderEnd[]> {
  const ends: FolderEnd[] = []
  for (const folder of await foldersOf(connection, named)) {
    const { uidNext } = await connection.open(folder.path)
    ends.push({ ...folder, next: uidNext ?? 1 })
  }
  return ends
}

/**
 * The mail that bears our token, among what has come since; null: it is not there yet.
 *
 * @throws {MailboxError}
 */
export async function findReturned(
  connection: Connection,
  ends: readonly FolderEnd[],
  token: string,
): Promise<Returned | null> {
  const asked = { internalDate: true, headers: [TOKEN_HEADER] }
  for (const { next, ...folder } of ends) {
    await connection.open(folder.path)
    const uids = (await uidsFrom(connection, next)).join(',')
    const rows = uids === '' ? [] : await connection.ask(client => client.fetchAll(uids, asked, { uid: true }))
    const found = rows.find(({ headers }) => first(readHeaders(headers ?? new Uint8Array()), TOKEN_HEADER) === token)
    if (found === undefined) continue
    const { uid, internalDate } = found
    return { ...folder, uid, at: internalDate === undefined ? null : new Date(internalDate) }
  }
  return null
}

/**
 * Takes a mail of ours out of the inbox: into the trash, where there is one (Gmail's only way out of All Mail).
 *
 * @throws {MailboxError}
 */
export async function removeOwn(connection: Connection, { path, uid }: Returned): Promise<void> {
  const folders = await connection.ask(client => client.list())
  const trash = folders.find(({ specialUse }) => specialUse === '\\Trash')
  await connection.ask(client => client.mailboxOpen(path))
  await connection.ask<unknown>(client =>
    trash === undefined
      ? client.messageDelete(String(uid), { uid: true })
      : client.messageMove(String(uid), trash.path, { uid: true }),
  )
}
