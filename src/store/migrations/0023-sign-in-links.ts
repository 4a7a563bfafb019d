import type { Kysely } from 'kysely'

/** Links that sign an editor in, once: one for each, the newest. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('sign_in_links')
    .addColumn('editor', 'integer', column => column.primaryKey().references('editors.id'))
    .addColumn('token_sha256', 'text', column => column.notNull().unique())
    .addColumn('expires_at', 'timestamptz', column => column.notNull())
    .execute()
}
