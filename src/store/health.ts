import { sql } from 'kysely'
import type { HealthProblem } from '../domain.ts'
import type { Database } from './database.ts'
import { readMailbox } from './mailboxes.ts'

/** Longer without an answer of the inbox is told to whoever watches over the service. */
const SILENT_MILLISECONDS = 10 * 60_000

/**
 * What the rows tell of the service's health; fails where the database cannot be asked.
 *
 * @param account the inbox that is read over IMAP, or null
 */
export async function healthOfRows(
  database: Database,
  account: string | null,
  now: Date,
): Promise<readonly HealthProblem[]> {
  await sql`select 1`.execute(database)
  const state = account === null ? null : await readMailbox(database, account)
  const silent = state !== null && now.getTime() - (state.contactAt?.getTime() ?? 0) > SILENT_MILLISECONDS
  return silent ? ['mailbox'] : []
}

/** The time of day by the database's clock. */
export async function databaseTime(database: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database)
  if (rows[0] === undefined) throw new Error('The database gave no time')
  return rows[0].now
}
