import { type Kysely, sql } from 'kysely'

/** What editors did, so that it can be read and undone; and where the mails of a merged submission went. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .alterTable('submissions')
    .addColumn('merged_into', 'integer', column => column.references('submissions.id'))
    .execute()
  await schema
    .createTable('history')
    .addColumn('id', 'integer', column => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('submission_id', 'integer', column => column.notNull().references('submissions.id'))
    .addColumn('at', 'timestamptz', column => column.notNull())
    .addColumn('action', 'text', column => column.notNull())
    .addColumn('detail', 'jsonb', column => column.notNull().defaultTo(sql`'{}'::jsonb`))
    .addColumn('undone_at', 'timestamptz')
    .execute()
  await schema.createIndex('history_by_submission').on('history').column('submission_id').execute()
}
