import type { Kysely } from 'kysely'

/** What editors made of pieces, and who works on which. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('versions')
    .addColumn('submission_id', 'integer', column => column.notNull().references('submissions.id'))
    .addColumn('number', 'integer', column => column.notNull())
    .addColumn('revision', 'integer', column => column.notNull())
    .addColumn('editor', 'integer', column => column.notNull().references('editors.id'))
    .addColumn('at', 'timestamptz', column => column.notNull())
    .addColumn('piece', 'jsonb', column => column.notNull())
    .addPrimaryKeyConstraint('versions_pkey', ['submission_id', 'number'])
    .execute()
  await schema
    .createTable('claims')
    .addColumn('submission_id', 'integer', column => column.primaryKey().references('submissions.id'))
    .addColumn('editor', 'integer', column => column.notNull().references('editors.id'))
    .addColumn('at', 'timestamptz', column => column.notNull())
    .execute()
}
