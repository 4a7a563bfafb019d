import { type Kysely, sql } from 'kysely'

/** The pieces of a unit, however its name is typed, the newest first. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create index submissions_by_unit on submissions (plain(unit), last_mail_at desc)`.execute(database)
}
