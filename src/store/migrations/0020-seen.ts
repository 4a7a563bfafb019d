import { type Kysely, sql } from 'kysely'

/** Mails under "Thư khác" that need no more looking at, and the list of the others. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('mails').addColumn('seen_at', 'timestamptz').execute()
  await sql`create index mails_unseen on mails (why) where kind = 'other' and seen_at is null`.execute(database)
  await sql`create index mails_by_reason on mails (why, sent_at desc, id desc) where kind = 'other'`.execute(database)
}
