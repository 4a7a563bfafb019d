import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Files, Sha256 } from '../domain.ts'
import type { Database, Writing } from './database.ts'
import { TAR_END, tarHeader, tarPadding } from './tar.ts'

/** The first file of an archive: how to read the others. */
export interface Manifest {
  readonly format: 1
  /** ISO 8601. */
  readonly takenAt: string
  /** The newest migration that the tables have gone through. */
  readonly migration: string
}

export const MANIFEST = 'tinbai.json'

/** What was put into an archive. */
export interface BackedUp {
  readonly mails: number
  readonly files: number
  readonly bytes: number
  /** Files that are named by rows, but are not there or not what they were: left out. */
  readonly missing: readonly Sha256[]
}

/** Rows asked for at once, and characters of rows that make up a file. */
const ROWS_AT_ONCE = 50
const ROWS_FILE_LENGTH = 1024 * 1024

/**
 * Writes all rows and the files that they name as one tar archive, while others go on working: the rows are those of
 * one moment (a snapshot), and a file is in its place before a row names it. In memory there is one file at a time (at
 * most a mail, `MAX_MAIL_BYTES`). The queue is left out: it holds ids alone, and the rows bring them back.
 */
export async function backUp(
  database: Database,
  files: Files,
  now: Date,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<BackedUp> {
  const snapshot = database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  async function put(name: string, content: Uint8Array): Promise<void> {
    await write(tarHeader(name, content.length, now))
    await write(content)
    await write(tarPadding(content.length))
  }
  return snapshot.execute(async reading => {
    const manifest: Manifest = { format: 1, takenAt: now.toISOString(), migration: await newestMigration(reading) }
    await put(MANIFEST, Buffer.from(JSON.stringify(manifest)))
    for (const table of await tablesOf(reading)) {
      let number = 0
      for await (const lines of rowsOf(reading, table)) {
        await put(`rows/${table}/${++number}.jsonl`, Buffer.from(lines))
      }
    }
    const kept = await putFiles(reading, files, put)
    await write(TAR_END)
    return { mails: await countMails(reading), ...kept }
  })
}

async function newestMigration(reading: Writing): Promise<string> {
  const { rows } = await sql<{ name: string }>`select max(name) as name from kysely_migration`.execute(reading)
  return rows[0]?.name ?? ''
}

/** Our own, by name; Kysely's and those of the queue are not among them. */
export async function tablesOf(reading: Writing): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables
    where schemaname = current_schema() and tablename not like 'kysely%' order by 1
  `.execute(reading)
  return rows.map(({ name }) => name)
}

/** Rows as lines of JSON, some at a time: numbers, times and texts as PostgreSQL writes them, so nothing is rounded. */
async function* rowsOf(reading: Writing, table: string): AsyncGenerator<string> {
  let lines = ''
  const asked = sql<{ line: string }>`select row_to_json(each)::text as line from ${sql.table(table)} each`
  for await (const { line } of inTurn(reading, asked)) {
    lines += `${line}\n`
    if (lines.length < ROWS_FILE_LENGTH) continue
    yield lines
    lines = ''
  }
  if (lines !== '') yield lines
}

async function putFiles(
  reading: Writing,
  files: Files,
  put: (name: string, content: Uint8Array) => Promise<void>,
): Promise<Omit<BackedUp, 'mails'>> {
  const missing: Sha256[] = []
  let [count, bytes] = [0, 0]
  const named = sql<{ sha256: Sha256 }>`select raw_sha256 as sha256 from mails union select sha256 from mail_files`
  for await (const { sha256 } of inTurn(reading, named)) {
    const content = await readWhole(files, sha256)
    if (content === null) {
      missing.push(sha256)
      continue
    }
    await put(`files/${sha256}`, content)
    count++
    bytes += content.length
  }
  return { files: count, bytes, missing }
}

/** What a disk and a bucket say of a file that is not there. */
const NOT_THERE = ['ENOENT', 'S3_404']

async function readWhole(files: Files, sha256: Sha256): Promise<Uint8Array | null> {
  try {
    const content = await files.read(sha256)
    return createHash('sha256').update(content).digest('hex') === sha256 ? content : null
  } catch (error) {
    if (NOT_THERE.includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** Rows of a query, never many in memory. */
async function* inTurn<Row>(reading: Writing, query: ReturnType<typeof sql<Row>>): AsyncGenerator<Row> {
  await sql`declare turn no scroll cursor for ${query}`.execute(reading)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_AT_ONCE)} from turn`.execute(reading)
    yield* rows
    if (rows.length < ROWS_AT_ONCE) break
  }
  await sql`close turn`.execute(reading)
}

async function countMails(reading: Writing): Promise<number> {
  const { count } = await reading
    .selectFrom('mails')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('piece', '=', 0)
    .executeTakeFirstOrThrow()
  return Number(count)
}
