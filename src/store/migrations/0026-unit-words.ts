import { type Kysely, sql } from 'kysely'

/** The unit as it is searched for is kept: to make it anew for every row that may be meant took most of a list's time. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table submissions add column unit_words text generated always as (plain(unit)) stored`.execute(
    database,
  )
  await sql`drop index submissions_by_unit`.execute(database)
  await sql`create index submissions_by_unit on submissions (unit_words, last_mail_at desc)`.execute(database)
}
