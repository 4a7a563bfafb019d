import { first, readHeaders } from '../mail/headers.ts'
import { type Connection, connect, type ImapServer } from './connect.ts'
import { MailboxError } from './problem.ts'

/** A reply of ours, of which nobody knows whether it has left. */
export interface Sought {
  /** As we wrote it, with angle brackets; Gmail may have replaced it (haystack/murmur#83). */
  readonly messageId: string
  /** In its header `X-Tinbai-Reply`. */
  readonly token: string
  /** "BK-2026-0042", in its subject. */
  readonly reference: string
  /** When it was first given to SMTP. */
  readonly since: Date
}

/** `threadId`: Gmail's, where it is offered. `unknown` on any doubt: then a person decides. */
export type InSent =
  | { readonly found: 'yes'; readonly messageId: string | null; readonly threadId: string | null }
  | { readonly found: 'no' }
  | { readonly found: 'unknown' }

/**
 * Is this reply in the Sent folder?
 *
 * `no` only where every mail of the span was looked at, none carries the reference without our token (an editor's own
 * letter, or a copy that lost our headers), and the server is known to put there what it sends for us: it is Gmail, or
 * an earlier reply of ours lies there. Elsewhere an empty folder says nothing.
 *
 * @throws only on our own faults
 */
export async function lookInSent(imap: ImapServer, sought: Sought): Promise<InSent> {
  try {
    await using connection = await connect(imap)
    return await look(connection, sought)
  } catch (error) {
    if (error instanceof MailboxError) return { found: 'unknown' }
    throw error
  }
}

/** Names a reply of ours in its copies, whatever became of its Message-ID. */
export const TOKEN_HEADER = 'x-tinbai-reply'

/** Clocks differ, and the server's days are in its own zone. */
const MARGIN_MILLISECONDS = 2 * 24 * 60 * 60 * 1000

/** Ten days of all that Gmail lets an account send (500 a day). */
const MAX_LOOKED_AT = 5000

async function look(connection: Connection, sought: Sought): Promise<InSent> {
  const folders = await connection.ask(client => client.list())
  const sent = folders.find(({ specialUse }) => specialUse === '\\Sent')
  if (sent === undefined) return { found: 'unknown' }
  await connection.ask(client => client.mailboxOpen(sent.path, { readOnly: true }))

  const byHeader = await search(connection, {
    or: [{ header: { 'message-id': sought.messageId } }, { header: { [TOKEN_HEADER]: sought.token } }],
  })
  const since = new Date(sought.since.getTime() - MARGIN_MILLISECONDS)
  const inSpan = await search(connection, { since })
  const naming = await search(connection, { since, text: sought.reference })
  if (inSpan === null || inSpan.length > MAX_LOOKED_AT) return { found: 'unknown' }

  const uids = [...new Set([...(byHeader ?? []).slice(0, 100), ...inSpan])]
  const copies = await readCopies(connection, uids)
  const own = copies.find(({ messageId, token }) => messageId === sought.messageId || token === sought.token)
  if (own !== undefined) return { found: 'yes', messageId: own.messageId, threadId: own.threadId }

  const mayBe = copies.some(
    ({ uid, token, subject }) => token === null && (subject.includes(sought.reference) || (naming ?? []).includes(uid)),
  )
  const sure = copies.length === uids.length && byHeader !== null && naming !== null && !mayBe
  return { found: sure && (await keepsWhatWeSend(connection)) ? 'no' : 'unknown' }
}

type Query = Parameters<Parameters<Parameters<Connection['ask']>[0]>[0]['search']>[0]

/** UIDs, or null where the server refuses to search. */
async function search(connection: Connection, query: Query): Promise<readonly number[] | null> {
  return (await connection.ask(client => client.search(query, { uid: true }))) || null
}

interface Copy {
  readonly uid: number
  readonly messageId: string | null
  readonly token: string | null
  readonly subject: string
  readonly threadId: string | null
}

const COPIES_AT_ONCE = 500

async function readCopies(connection: Connection, uids: readonly number[]): Promise<readonly Copy[]> {
  const copies: Copy[] = []
  for (let at = 0; at < uids.length; at += COPIES_AT_ONCE) {
    const some = uids.slice(at, at + COPIES_AT_ONCE)
    const fields = { envelope: true, threadId: true, headers: ['message-id', TOKEN_HEADER] }
    const rows = await connection.ask(client => client.fetchAll(some.join(','), fields, { uid: true }))
    for (const { uid, envelope, threadId = null, headers } of rows) {
      const read = readHeaders(headers ?? new Uint8Array())
      copies.push({
        uid,
        messageId: first(read, 'message-id'),
        token: first(read, TOKEN_HEADER),
        subject: envelope?.subject ?? '',
        threadId,
      })
    }
  }
  return copies
}

async function keepsWhatWeSend(connection: Connection): Promise<boolean> {
  if (connection.isGmail) return true
  const ours = (await search(connection, { header: { [TOKEN_HEADER]: true } })) ?? []
  const [copy] = await readCopies(connection, ours.slice(-1))
  return copy !== undefined && copy.token !== null
}
