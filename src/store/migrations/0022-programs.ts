import type { Kysely } from 'kysely'

/** Codes with which programs read what an editor reads. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('programs')
    .addColumn('id', 'integer', column => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('token_sha256', 'text', column => column.notNull().unique())
    .addColumn('editor', 'integer', column => column.notNull().references('editors.id'))
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('made_at', 'timestamptz', column => column.notNull())
    .execute()
  await schema.createIndex('programs_by_editor').on('programs').column('editor').execute()
}
