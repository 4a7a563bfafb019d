import { type Kysely, sql } from 'kysely'

/** What editors have decided today. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create index submissions_by_state_at on submissions (state_at)`.execute(database)
}
