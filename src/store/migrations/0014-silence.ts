import type { Kysely } from 'kysely'

/** After a restore: mail that may have been answered by what is gone. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('mailboxes').addColumn('silent_before', 'timestamptz').execute()
}
