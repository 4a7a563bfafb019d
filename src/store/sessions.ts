import type { Editor } from '../domain.ts'
import type { Database } from './database.ts'
import { hashOf, newToken } from './tokens.ts'

const DAY = 24 * 60 * 60 * 1000

/** A session ends when it was not used for a week, and after thirty days in any case. */
const IDLE_MILLISECONDS = 7 * DAY
export const SESSION_MILLISECONDS = 30 * DAY

/** How exactly the last use is known; not every page is a write. */
const SEEN_MILLISECONDS = 60_000

/** Opens a session and gives its token, which is kept nowhere. `device`: what the browser says of itself. */
export async function openSession(database: Database, editor: number, device: string, now: Date): Promise<string> {
  const token = newToken()
  const { over, idle } = limits(now)
  await database
    .deleteFrom('sessions')
    .where(eb => eb.or([eb('openedAt', '<=', over), eb('seenAt', '<=', idle)]))
    .execute()
  await database
    .insertInto('sessions')
    .values({ tokenSha256: hashOf(token), editor, device: device.slice(0, 300), openedAt: now, seenAt: now })
    .execute()
  return token
}

/** Whose session it is; null: there is none, or it is over. */
export async function findSession(
  database: Database,
  token: string,
  now: Date,
): Promise<{ readonly id: number; readonly editor: Editor } | null> {
  const { over, idle } = limits(now)
  const row = await database
    .selectFrom('sessions')
    .innerJoin('editors', 'editors.id', 'sessions.editor')
    .select(['sessions.id as session', 'seenAt', 'editors.id', 'name', 'email', 'role'])
    .where('tokenSha256', '=', hashOf(token))
    .where('openedAt', '>', over)
    .where('seenAt', '>', idle)
    .executeTakeFirst()
  if (row === undefined) return null
  const { session, seenAt, ...editor } = row
  if (now.getTime() - seenAt.getTime() > SEEN_MILLISECONDS)
    await database.updateTable('sessions').set({ seenAt: now }).where('id', '=', session).execute()
  return { id: session, editor }
}

const limits = (now: Date): { readonly over: Date; readonly idle: Date } => ({
  over: new Date(now.getTime() - SESSION_MILLISECONDS),
  idle: new Date(now.getTime() - IDLE_MILLISECONDS),
})

/** The sessions of an editor, the one used last first. */
export function listSessions(database: Database, editor: number, now: Date) {
  const { over, idle } = limits(now)
  return database
    .selectFrom('sessions')
    .select(['id', 'device', 'openedAt', 'seenAt'])
    .where('editor', '=', editor)
    .where('openedAt', '>', over)
    .where('seenAt', '>', idle)
    .orderBy('seenAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Ends one of an editor's sessions, or all but one. */
export async function endSessions(
  database: Database,
  editor: number,
  which: { readonly id: number } | { readonly allBut: number },
): Promise<void> {
  const ending = database.deleteFrom('sessions').where('editor', '=', editor)
  await ('id' in which ? ending.where('id', '=', which.id) : ending.where('id', '!=', which.allBut)).execute()
}

/** Ends the session with this token, if there is one. */
export async function endSession(database: Database, token: string): Promise<void> {
  await database.deleteFrom('sessions').where('tokenSha256', '=', hashOf(token)).execute()
}
