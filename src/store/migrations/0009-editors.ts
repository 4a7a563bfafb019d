import { type Kysely, sql } from 'kysely'

/** Who may sign in, how they got in, and who did what. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('editors')
    .addColumn('id', 'integer', column => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('email', 'text', column => column.notNull())
    .addColumn('role', 'text', column => column.notNull())
    .addColumn('password', 'text')
    .addColumn('added_at', 'timestamptz', column => column.notNull())
    .addColumn('removed_at', 'timestamptz')
    .execute()
  await sql`create unique index editors_by_email on editors (email) where removed_at is null`.execute(database)
  await schema
    .createTable('invitations')
    .addColumn('code_sha256', 'text', column => column.primaryKey())
    .addColumn('editor', 'integer', column => column.unique().references('editors.id'))
    .addColumn('expires_at', 'timestamptz')
    .execute()
  await schema
    .createTable('sessions')
    .addColumn('id', 'integer', column => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('token_sha256', 'text', column => column.notNull().unique())
    .addColumn('editor', 'integer', column => column.notNull().references('editors.id'))
    .addColumn('opened_at', 'timestamptz', column => column.notNull())
    .addColumn('seen_at', 'timestamptz', column => column.notNull())
    .addColumn('device', 'text', column => column.notNull())
    .execute()
  await schema.createIndex('sessions_by_editor').on('sessions').column('editor').execute()
  await schema
    .createTable('sign_in_tries')
    .addColumn('key', 'text', column => column.primaryKey())
    .addColumn('tries', 'integer', column => column.notNull())
    .addColumn('since', 'timestamptz', column => column.notNull())
    .execute()
  await schema
    .alterTable('history')
    .addColumn('editor', 'integer', column => column.references('editors.id'))
    .addColumn('undone_by', 'integer', column => column.references('editors.id'))
    .execute()
}
