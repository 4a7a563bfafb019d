import { spawnSync } from 'node:child_process'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startFauxqs } from 'fauxqs'
import { sql } from 'kysely'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { startServer } from '../../src/store/server.ts'
import { type Dovecot, startDovecot } from '../dovecot.ts'
import { temporaryFolder } from '../folder.ts'
import { type RedisServer, startRedis } from '../redis.ts'
import { type ServiceFolder, serviceFolder } from '../service.ts'
import { standWitness } from './witness.ts'

/** Servers that outlive a run, since a run has only seconds. One run uses them at a time. */
export interface Servers extends AsyncDisposable {
  /** The service's data folder, its PostgreSQL in it. */
  readonly folder: ServiceFolder
  readonly dovecot: Dovecot
  readonly redis: RedisServer
  /** An S3 server. */
  readonly buckets: { readonly port: number; createBucket(name: string): void }
  /** Where Node keeps what it has compiled: half the time of each start. */
  readonly compiled: string
  /** Leaves nothing of the run before but the editors, and starts PostgreSQL. Close the database after the run. */
  begin(): Promise<{ readonly database: Database; readonly databaseUrl: string }>
  /** SIGKILL, or SIGINT: sessions are ended, all is on the disk. */
  endPostgres(signal: NodeJS.Signals): Promise<void>
}

export async function startServers(): Promise<Servers> {
  await using stack = new AsyncDisposableStack()
  const dovecot = stack.use(await startDovecot())
  const redis = stack.use(await startRedis())
  const buckets = await startFauxqs({ port: 0, logger: false })
  stack.defer(() => buckets.stop())
  const folder = stack.use(await serviceFolder())
  const compiled = stack.use(await temporaryFolder()).path
  let rows = ''
  const running = stack.move()
  return {
    folder,
    dovecot,
    redis,
    buckets,
    compiled,
    async begin() {
      for (const name of await readdir(folder.path)) {
        if (!name.startsWith('pg')) await rm(join(folder.path, name), { recursive: true, force: true })
      }
      await redis.ask('FLUSHALL')
      const { connection } = await startServer(folder.path)
      const database = await openDatabase(connection)
      await standWitness(database)
      await clear(database)
      rows = await folderOf(database)
      return {
        database,
        databaseUrl: `postgres:///${connection.database}?host=${connection.host}&user=${connection.user}`,
      }
    },
    async endPostgres(signal) {
      const [pid = ''] = (await readFile(join(rows, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
      // It may have been ended before, and not be back yet.
      if (pid !== '') spawnSync('kill', ['-s', signal.slice('SIG'.length), pid])
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

async function folderOf(database: Database): Promise<string> {
  const { rows } = await sql<{ folder: string }>`select current_setting('data_directory') as folder`.execute(database)
  return rows[0]?.folder ?? ''
}

const KEPT = ['kysely_migration', 'kysely_migration_lock', 'editors', 'invitations', 'sessions', 'sign_in_tries']

async function clear(database: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'witness') and tablename != all(${[...KEPT, 'postman']})
  `.execute(database)
  await sql`truncate ${sql.raw(rows.map(({ name }) => name).join(', '))} restart identity`.execute(database)
  await sql`drop schema if exists bullmq cascade`.execute(database)
  await database
    .updateTable('postman')
    .set({ stoppedAt: null, resumedAt: null, trouble: null, troubleAt: null, troubleTimes: 0, waitUntil: null })
    .execute()
}
