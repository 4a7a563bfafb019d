import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import type { Schema } from './schema.ts'

/** How the database is reached: what `pg` takes. */
export type Connection = pg.PoolConfig

export type Database = Kysely<Schema>
export type Writing = Transaction<Schema>

const MIGRATIONS = join(import.meta.dirname, 'migrations')

/** A server that takes longer is gone; who waits is told, and tries again. */
const CONNECT_MILLISECONDS = 10_000

/** Connects and brings the tables up to date. `connection` is what `pg` takes. */
export async function openDatabase(connection: Connection): Promise<Database> {
  const pool = new pg.Pool({
    ...connection,
    max: 10,
    Client: EnduringClient,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    application_name: `tinbai ${process.pid}`,
  })
  // An idle connection that the server ends is replaced; the query that needs one reports what is wrong.
  pool.on('error', () => undefined)
  const database = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  await migrate(database, null)
  return database
}

/**
 * Brings the tables as far as a migration, which must be known; null: the newest.
 *
 * @throws with a sentence for the operator
 */
export async function migrate(database: Database, name: string | null): Promise<void> {
  const migrations = await getMigrations()
  if (name !== null && !(name in migrations)) {
    throw new Error(`These rows are of a newer tinbai than this (${name}). Bring tinbai up to date first.`)
  }
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } })
  const { error } = name === null ? await migrator.migrateToLatest() : await migrator.migrateTo(name)
  if (error !== undefined) throw new Error('The tables could not be brought up to date', { cause: error })
}

/**
 * A client for pools: where the server ends its connection in the middle of a transaction, the next query says so; the
 * event alone, without a listener, would end the process.
 */
export class EnduringClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    this.on('error', () => undefined)
  }
}

async function getMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(MIGRATIONS)).filter(name => name.endsWith('.ts')).sort()
  const loaded = names.map(async name => [name, (await import(join(MIGRATIONS, name))) as Migration] as const)
  return Object.fromEntries(await Promise.all(loaded))
}
