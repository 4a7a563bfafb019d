import { sql } from 'kysely'
import type { Files } from '../domain.ts'
import { MANIFEST, type Manifest, tablesOf } from './backup.ts'
import { type Database, migrate, type Writing } from './database.ts'
import { type TarFile, tarFiles } from './tar.ts'

/** What was taken out of an archive. */
export interface Restored {
  readonly takenAt: Date
  readonly rows: number
  readonly files: number
}

/**
 * Puts back what `backUp` wrote. All rows come in one transaction, which ends when every file is in its place: where
 * anything is wrong, nothing has changed. Rows of an older tinbai are brought up to date.
 *
 * What happened after the archive was written is not in it, so nothing is done that may have been done then: a reply
 * that was waiting is looked up in Sent before it is sent, mail that came before now is filed, not answered, and a
 * reminder that fell due meanwhile is not written.
 *
 * @param replace where there are mails or editors, they go
 * @throws with a sentence for the operator where it cannot be done
 */
export async function restore(
  database: Database,
  files: Files,
  archive: AsyncIterable<Uint8Array>,
  { replace, now }: { readonly replace: boolean; readonly now: Date },
): Promise<Restored> {
  const contents = tarFiles(archive)
  const { takenAt, migration } = await readManifest(contents)
  return database.transaction().execute(async writing => {
    await refuseOthers(writing)
    if (!replace && (await holdsAnything(writing))) {
      throw new Error(
        'There are mails or editors here already. To put the archive in their place: restore --replace FILE',
      )
    }
    await dropAll(writing)
    await migrate(writing, migration)
    const links = await dropLinks(writing)
    const tables = await tablesOf(writing)
    for (const table of tables) await sql`truncate ${sql.table(table)}`.execute(writing)
    let [rows, count] = [0, 0]
    for await (const file of contents) {
      const [place, name = ''] = file.name.split('/')
      if (place === 'rows' && tables.includes(name)) rows += await insertRows(writing, name, file)
      else if (place === 'files') count += await keepFile(files, name, file)
      else throw new Error(`The archive holds what this tinbai does not know: ${file.name}`)
    }
    for (const link of links) await sql.raw(link).execute(writing)
    await goOnCounting(writing)
    await migrate(writing, null)
    await doNothingTwice(writing, now)
    return { takenAt: new Date(takenAt), rows, files: count }
  })
}

async function readManifest(contents: AsyncGenerator<TarFile>): Promise<Manifest> {
  const { value: file } = await contents.next()
  if (file?.name !== MANIFEST) throw new Error('This is no archive of tinbai')
  const manifest = JSON.parse(await textOf(file)) as Manifest
  if (manifest.format !== 1) throw new Error('This archive was written by a newer tinbai')
  return manifest
}

const textOf = async (file: TarFile): Promise<string> =>
  Buffer.concat(await Array.fromAsync(file.pieces())).toString('utf8')

async function refuseOthers(writing: Writing): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select application_name as name from pg_stat_activity
    where datname = current_database() and application_name ~ '^tinbai \\d+$'
      and application_name != ${`tinbai ${process.pid}`}
  `.execute(writing)
  if (rows[0] !== undefined) throw new Error(`Another process works on this database: ${rows[0].name}. Stop it first.`)
}

async function holdsAnything(writing: Writing): Promise<boolean> {
  const { rows } = await sql`select 1 from mails union all select 1 from editors limit 1`.execute(writing)
  return rows.length > 0
}

/** Tables and functions of ours; what extensions brought stays. */
async function dropAll(writing: Writing): Promise<void> {
  const { rows } = await sql<{ drop: string }>`
    select format('drop table %I cascade', tablename) as drop from pg_tables where schemaname = current_schema()
    union all
    select format('drop function if exists %s cascade', oid::regprocedure) from pg_proc
    where pronamespace = current_schema()::regnamespace
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
  `.execute(writing)
  for (const { drop } of rows) await sql.raw(drop).execute(writing)
}

/** References between tables: rows come in any order. @returns what brings the references back, and looks at every row */
async function dropLinks(writing: Writing): Promise<readonly string[]> {
  const { rows } = await sql<{ drop: string; add: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace
  `.execute(writing)
  for (const { drop } of rows) await sql.raw(drop).execute(writing)
  return rows.map(({ add }) => add)
}

async function insertRows(writing: Writing, table: string, file: TarFile): Promise<number> {
  const lines = (await textOf(file)).trimEnd().split('\n')
  const columns = sql.join((await columnsOf(writing, table)).map(name => sql.ref(name)))
  await sql`
    insert into ${sql.table(table)} (${columns}) overriding system value
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${`[${lines.join(',')}]`}::json)
  `.execute(writing)
  return lines.length
}

/** Those that are not computed from others. */
async function columnsOf(writing: Writing, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER'
  `.execute(writing)
  return rows.map(({ name }) => name)
}

async function keepFile(files: Files, sha256: string, file: TarFile): Promise<1> {
  const writer = files.create()
  try {
    for await (const piece of file.pieces()) await writer.write(piece)
  } catch (error) {
    await writer.discard()
    throw error
  }
  const kept = await writer.keep()
  if (kept.sha256 !== sha256) throw new Error(`A file in the archive is damaged: ${sha256}`)
  return 1
}

/** New rows get the numbers after those that came. */
async function goOnCounting(writing: Writing): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'
  `.execute(writing)
  for (const { table, column } of rows) {
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${column}), coalesce(max(${sql.ref(column)}), 0) + 1, false)
      from ${sql.table(table)}
    `.execute(writing)
  }
}

async function doNothingTwice(writing: Writing, now: Date): Promise<void> {
  await writing.updateTable('mailboxes').set({ silentBefore: now }).execute()
  await answerNoMore(writing)
  await writing
    .updateTable('progress')
    .set({ step: null })
    .where('pipeline', '=', 'reminder')
    .where('due', '<=', now)
    .execute()
  const waiting = await writing
    .updateTable('outbox')
    .set(eb => ({ state: 'sending', leftAt: eb.fn.coalesce('leftAt', 'createdAt') }))
    .where('state', '=', 'queued')
    .returning('id')
    .execute()
  const ids = waiting.map(({ id }) => id)
  await writing
    .updateTable('progress')
    .set({ step: 'sent', due: now })
    .where('pipeline', '=', 'reply')
    .where('rowId', '=', sql<number>`any(${ids})`)
    .execute()
}

/** Mail whose reply was not written yet. */
async function answerNoMore(writing: Writing): Promise<void> {
  await writing
    .updateTable('mails')
    .set({ intake: 'silent' })
    .where('intake', '=', 'open')
    .where(({ exists, or, selectFrom }) => {
      const underWay = (pipeline: string, id: 'mails.id' | 'mails.submissionId') =>
        exists(
          selectFrom('progress')
            .select('rowId')
            .where('pipeline', '=', pipeline)
            .whereRef('rowId', '=', id)
            .where('step', 'is not', null),
        )
      return or([underWay('mail', 'mails.id'), underWay('submission', 'mails.submissionId')])
    })
    .execute()
}
