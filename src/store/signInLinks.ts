import type { Database } from './database.ts'
import { startRow } from './progress.ts'
import { hashOf, newToken } from './tokens.ts'

/** A link is for who has just asked for it. */
export const LINK_MINUTES = 15

/**
 * Has a link mailed to the editor with this address, if there is one.
 *
 * @param email lower case
 * @returns the row to be woken, of the pipeline that mails it; null: nobody has this address
 */
export async function askForLink(
  database: Database,
  email: string,
  now: Date,
): Promise<{ readonly pipeline: string; readonly id: number } | null> {
  const editor = await database
    .selectFrom('editors')
    .select('id')
    .where('email', '=', email)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (editor === undefined) return null
  const row = { pipeline: 'signInLink', id: editor.id, revision: 1, step: 'send', due: now }
  return database.transaction().execute(writing => startRow(writing, row))
}

/** A link's token for an editor, kept as its hash; a former one is void. Null: they may not sign in any more. */
export async function makeLink(
  database: Database,
  editor: number,
  now: Date,
): Promise<{ readonly email: string; readonly token: string } | null> {
  const row = await database
    .selectFrom('editors')
    .select('email')
    .where('id', '=', editor)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const token = newToken()
  const link = { tokenSha256: hashOf(token), expiresAt: new Date(now.getTime() + LINK_MINUTES * 60_000) }
  await database
    .insertInto('signInLinks')
    .values({ editor, ...link })
    .onConflict(conflict => conflict.column('editor').doUpdateSet(link))
    .execute()
  return { email: row.email, token }
}

/** Uses a link up; gives whom it signs in, null where it is void. */
export async function useLink(database: Database, token: string, now: Date): Promise<number | null> {
  const used = await database
    .deleteFrom('signInLinks')
    .where('tokenSha256', '=', hashOf(token))
    .where('expiresAt', '>', now)
    .returning('editor')
    .executeTakeFirst()
  return used?.editor ?? null
}
