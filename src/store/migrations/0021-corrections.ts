import { type Kysely, sql } from 'kysely'

/** Verdicts that editors put right; a reply that was withdrawn for it leaves its place to the right one. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('corrections')
    .addColumn('id', 'integer', column => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('submission_id', 'integer', column => column.notNull().references('submissions.id'))
    .addColumn('correction', 'jsonb', column => column.notNull())
    .addColumn('editor', 'integer', column => column.notNull().references('editors.id'))
    .addColumn('at', 'timestamptz', column => column.notNull())
    .addColumn('undone_at', 'timestamptz')
    .execute()
  await schema.createIndex('corrections_by_submission').on('corrections').column('submission_id').execute()
  await schema.dropIndex('outbox_one_reply').execute()
  await sql`create unique index outbox_one_reply on outbox (submission_id, revision, kind)
    where history_id is null and state <> 'withdrawn'`.execute(database)
}
