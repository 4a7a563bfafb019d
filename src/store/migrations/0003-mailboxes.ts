import type { Kysely } from 'kysely'

/** The inbox over IMAP. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .alterTable('sightings')
    .addColumn('email_id', 'text')
    .addColumn('thread_id', 'text')
    .addColumn('label', 'text')
    .execute()
  await schema.createIndex('sightings_by_mail').on('sightings').column('mail_id').execute()
  await schema.createIndex('sightings_by_email_id').on('sightings').columns(['account', 'email_id']).execute()

  await schema
    .alterTable('mails')
    .addColumn('intake', 'text', column => column.notNull().defaultTo('open'))
    .execute()

  await schema
    .createTable('mailboxes')
    .addColumn('account', 'text', column => column.primaryKey())
    .addColumn('first_read_at', 'timestamptz', column => column.notNull())
    .addColumn('contact_at', 'timestamptz')
    .addColumn('compared_at', 'timestamptz')
    .addColumn('mails', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('missing', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('troubled', 'jsonb', column => column.notNull())
    .addColumn('problem', 'text')
    .addColumn('retry_at', 'timestamptz')
    .execute()
}
