import type { Editor } from '../domain.ts'
import type { Database } from './database.ts'
import { hashOf, newToken } from './tokens.ts'

/** Lets a program read in an editor's name until that is ended; gives its token, which is kept nowhere. */
export async function addProgram(database: Database, editor: number, name: string, now: Date): Promise<string> {
  const token = newToken()
  await database
    .insertInto('programs')
    .values({ tokenSha256: hashOf(token), editor, name, madeAt: now })
    .execute()
  return token
}

/** In whose name a program reads; null: nobody's. */
export async function findProgram(database: Database, token: string): Promise<Editor | null> {
  const row = await database
    .selectFrom('programs')
    .innerJoin('editors', 'editors.id', 'programs.editor')
    .select(['editors.id', 'editors.name', 'email', 'role'])
    .where('tokenSha256', '=', hashOf(token))
    .executeTakeFirst()
  return row ?? null
}

/** The programs of an editor, the newest first. */
export function listPrograms(database: Database, editor: number) {
  return database
    .selectFrom('programs')
    .select(['id', 'name', 'madeAt'])
    .where('editor', '=', editor)
    .orderBy('id', 'desc')
    .execute()
}

export async function endProgram(database: Database, editor: number, id: number): Promise<void> {
  await database.deleteFrom('programs').where('editor', '=', editor).where('id', '=', id).execute()
}
