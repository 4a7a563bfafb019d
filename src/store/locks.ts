import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from './database.ts'

/** Held until it is disposed of, or its process is gone or silent. */
export interface Lock extends AsyncDisposable {
  /** Asks the database: false when the session that held it has ended. */
  isHeld(): Promise<boolean>
}

/** After this long without a sign of life the server ends a session and gives its locks away. */
const LEASE_MILLISECONDS = 30_000

/** Keeps our lock names apart from those of other programs on the same database; any constant. */
const SEED = 7_468_240_119
const KEY = `hashtextextended($1, ${SEED})`

/**
 * Locks between all processes that work on one database, by name. They belong to one session of this process:
 *
 * - a process that dies takes its session with it, and its locks are free at once;
 * - one that is silent (stopped, cut off, hung) loses its session, and with it its locks, when the lease is over. The
 *   server counts that by itself (`idle_session_timeout`), so no clocks are compared.
 *
 * A connection pooler between us and the server must pool sessions, not transactions.
 */
export class Locks implements AsyncDisposable {
  readonly #connection: Connection
  readonly #lease: number
  readonly #taken = new Set<string>()
  #session: Promise<Session> | null = null

  /** @param lease milliseconds */
  constructor(connection: Connection, lease = LEASE_MILLISECONDS) {
    this.#connection = connection
    this.#lease = lease
  }

  /** Takes the lock of that name; null if another process, or another place in this one, has it. */
  async take(name: string): Promise<Lock | null> {
    if (this.#taken.has(name)) return null
    this.#taken.add(name)
    let lock: Lock | null = null
    try {
      const session = await this.#open()
      const [row] = await session.ask(`select pg_try_advisory_lock(${KEY}) as taken`, name)
      if (row?.taken === true) lock = this.#lock(session, name)
    } finally {
      if (lock === null) this.#taken.delete(name)
    }
    return lock
  }

  /** The process that has the lock of that name, "tinbai 4711", or null. */
  async holder(name: string): Promise<string | null> {
    const session = await this.#open()
    const [row] = await session.ask(
      `select application_name as name from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and granted and objsubid = 1 and (classid::bigint << 32) + objid::bigint = ${KEY}`,
      name,
    )
    return row === undefined ? null : String(row.name)
  }

  /** Gives all locks back. */
  async [Symbol.asyncDispose](): Promise<void> {
    const session = await this.#session?.catch(() => null) // never opened
    await session?.close()
  }

  #lock(session: Session, name: string): Lock {
    return {
      isHeld: () => session.answers(),
      [Symbol.asyncDispose]: async () => {
        // A session that has ended holds nothing any more.
        if (!session.ended) await session.ask(`select pg_advisory_unlock(${KEY})`, name).catch(() => undefined)
        this.#taken.delete(name)
      },
    }
  }

  /** Those who ask at the same time share one session; one that has ended is replaced. */
  async #open(): Promise<Session> {
    this.#session ??= Session.open(this.#connection, this.#lease)
    const opening = this.#session
    const session = await opening.catch(() => null) // said below, when it is tried again
    if (session?.ended === false) return session
    if (this.#session === opening) this.#session = Session.open(this.#connection, this.#lease)
    return this.#session
  }
}

/** One connection that is kept alive. Whatever fails on it ends it: what it held is lost. */
class Session {
  readonly #client: pg.Client
  readonly #ending = new AbortController()
  #last: Promise<unknown> = Promise.resolve()

  static async open(connection: Connection, lease: number): Promise<Session> {
    const client = new pg.Client({
      ...connection,
      application_name: `tinbai ${process.pid}`,
      connectionTimeoutMillis: lease,
      query_timeout: lease / 3,
    })
    const session = new Session(client)
    await client.connect()
    await session.ask(`select set_config('idle_session_timeout', $1, false)`, `${lease}ms`)
    void session.#stayAlive(lease / 6)
    return session
  }

  private constructor(client: pg.Client) {
    this.#client = client
    client.on('error', () => this.#ending.abort()).on('end', () => this.#ending.abort())
  }

  get ended(): boolean {
    return this.#ending.signal.aborted
  }

  /** One at a time, as `pg` wants it: its deadline for an answer does not begin while others wait for theirs. */
  ask(query: string, value: string): Promise<readonly Record<string, unknown>[]> {
    const asked = this.#last.then(() => this.#query(query, value))
    // Whoever asked is told.
    this.#last = asked.catch(() => undefined)
    return asked
  }

  async #query(query: string, value: string): Promise<readonly Record<string, unknown>[]> {
    try {
      return (await this.#client.query(query, [value])).rows
    } catch (error) {
      void this.close()
      throw error
    }
  }

  async answers(): Promise<boolean> {
    if (this.ended) return false
    try {
      await this.ask('select $1', '')
      return true
    } catch {
      // The caller asked whether it does.
      return false
    }
  }

  async close(): Promise<void> {
    this.#ending.abort()
    // A server that is gone takes no goodbye.
    await this.#client.end().catch(() => undefined)
  }

  async #stayAlive(pause: number): Promise<void> {
    do {
      // Only the end of the session ends this wait early.
      await wait(pause, undefined, { signal: this.#ending.signal, ref: false }).catch(() => undefined)
    } while (await this.answers())
  }
}
