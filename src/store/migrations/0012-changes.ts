import { type Kysely, sql } from 'kysely'

/** What pages show: whoever looks at one is told when a row of these changes. */
const SHOWN = ['submissions', 'mails', 'outbox', 'history', 'versions', 'claims']

/** Notices of one transaction are folded into one. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create function tell_the_desk() returns trigger language plpgsql as
    $$ begin perform pg_notify('tinbai_desk', ''); return null; end $$`.execute(database)
  for (const table of SHOWN) {
    await sql`create trigger tell_the_desk after insert or update or delete on ${sql.table(table)}
      for each statement execute function tell_the_desk()`.execute(database)
  }
}
