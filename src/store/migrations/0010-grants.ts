import type { Kysely } from 'kysely'

/** Access to an inbox that a person gave, and of which trouble with the inbox somebody was told. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('grants')
    .addColumn('account', 'text', column => column.primaryKey())
    .addColumn('token', 'text', column => column.notNull())
    .addColumn('given_at', 'timestamptz', column => column.notNull())
    .addColumn('ended_at', 'timestamptz')
    .execute()
  await schema.alterTable('mailboxes').addColumn('told', 'text').execute()
}
