import type { Editor, Role } from '../domain.ts'
import type { Database, Writing } from './database.ts'
import { hashPassword } from './passwords.ts'
import { hashOf, newToken } from './tokens.ts'

/** A link to set a password is valid for a week; the code of the first start until it is used. */
const INVITED_DAYS = 7

/**
 * Adds an editor, or changes name and role of the one with this address.
 *
 * @param email lower case
 * @param role null: as it was; somebody new is an editor, the first of all the chief
 * @returns a code with which they set their password, once; a former code is void
 */
export function addEditor(
  database: Database,
  { name, email, role }: { readonly name: string; readonly email: string; readonly role: Role | null },
  now: Date,
): Promise<string> {
  return database.transaction().execute(async writing => {
    const { id } = await writing
      .insertInto('editors')
      .values({ name, email, role: role ?? ((await hasEditors(writing)) ? 'editor' : 'chief'), addedAt: now })
      .onConflict(conflict =>
        conflict
          .column('email')
          .where('removedAt', 'is', null)
          .doUpdateSet(role === null ? { name } : { name, role }),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    const expiresAt = new Date(now.getTime() + INVITED_DAYS * 24 * 60 * 60 * 1000)
    return invite(writing, id, expiresAt)
  })
}

/** All who may sign in; `invited`: they have not set a password yet. */
export async function listEditors(database: Database) {
  const rows = await database
    .selectFrom('editors')
    .select(['id', 'name', 'email', 'role', 'password'])
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ password, ...editor }) => ({ ...editor, invited: password === null }))
}

/** Ends an editor's access at once; the history goes on naming them. Gives whether there was one. */
export function removeEditor(database: Database, email: string, now: Date): Promise<boolean> {
  return database.transaction().execute(async writing => {
    const row = await writing
      .updateTable('editors')
      .set({ removedAt: now, password: null })
      .where('email', '=', email)
      .where('removedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) return false
    await signOut(writing, row.id)
    await writing.deleteFrom('invitations').where('editor', '=', row.id).execute()
    return true
  })
}

export async function hasEditors(reading: Database | Writing): Promise<boolean> {
  const row = await reading
    .selectFrom('editors')
    .select('id')
    .where('removedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A code with which the first editor is set up; null where there are editors. A former code is void. */
export async function setUpCode(database: Database): Promise<string | null> {
  if (await hasEditors(database)) return null
  return database.transaction().execute(writing => invite(writing, null, null))
}

/** One code for each editor, and one for the first of all. */
async function invite(writing: Writing, editor: number | null, expiresAt: Date | null): Promise<string> {
  const code = newToken()
  await writing.deleteFrom('invitations').where('editor', 'is not distinct from', editor).execute()
  await writing
    .insertInto('invitations')
    .values({ codeSha256: hashOf(code), editor, expiresAt })
    .execute()
  return code
}

/** Whom a code is for: an editor, or the first one (`first`); null: it is void. */
export async function invited(database: Database | Writing, code: string, now: Date): Promise<Editor | 'first' | null> {
  const row = await database
    .selectFrom('invitations')
    .leftJoin('editors', 'editors.id', 'invitations.editor')
    .select(['editors.id', 'name', 'email', 'role'])
    .where('codeSha256', '=', hashOf(code))
    .where(eb => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, name, email, role } = row
  if (id !== null && name !== null && email !== null && role !== null) return { id, name, email, role }
  return (await hasEditors(database)) ? null : 'first'
}

/**
 * Uses a code up: its editor has this password from now on and is signed out everywhere.
 *
 * @param first who they are, where the code is the one of the first start
 * @returns the editor, or null where the code is void
 */
export async function acceptInvitation(
  database: Database,
  code: string,
  { first, password }: { readonly first: { readonly name: string; readonly email: string }; readonly password: string },
  now: Date,
): Promise<Editor | null> {
  if ((await invited(database, code, now)) === null) return null
  const hash = await hashPassword(password)
  return database.transaction().execute(async writing => {
    const whom = await invited(writing, code, now)
    const used = await writing.deleteFrom('invitations').where('codeSha256', '=', hashOf(code)).executeTakeFirst()
    if (whom === null || used.numDeletedRows === 0n) return null
    if (whom === 'first') return addFirst(writing, { ...first, password: hash }, now)
    await setPassword(writing, whom.id, hash)
    return whom
  })
}

function addFirst(
  writing: Writing,
  first: { readonly name: string; readonly email: string; readonly password: string },
  now: Date,
): Promise<Editor> {
  return writing
    .insertInto('editors')
    .values({ ...first, role: 'chief', addedAt: now })
    .returning(['id', 'name', 'email', 'role'])
    .executeTakeFirstOrThrow()
}

/** A new password signs out everywhere. */
export async function setPassword(writing: Writing, editor: number, hash: string): Promise<void> {
  await writing.updateTable('editors').set({ password: hash }).where('id', '=', editor).execute()
  await signOut(writing, editor)
}

/** Programs and mailed links too: who was in without right may have made one. */
async function signOut(writing: Writing, editor: number): Promise<void> {
  await writing.deleteFrom('sessions').where('editor', '=', editor).execute()
  await writing.deleteFrom('programs').where('editor', '=', editor).execute()
  await writing.deleteFrom('signInLinks').where('editor', '=', editor).execute()
}
