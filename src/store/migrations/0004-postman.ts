import { type Kysely, sql } from 'kysely'

/** What became of each reply, what the postman as a whole may do, and what a mail says of its delivery. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .alterTable('outbox')
    .addColumn('answer', 'text')
    .addColumn('tries', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('left_at', 'timestamptz')
    .addColumn('sent_message_id', 'text')
    .addColumn('thread_id', 'text')
    .execute()
  await sql`update outbox set answer = substring(problem from '^[45][0-9]{2}$'),
    problem = case state when 'failed' then 'refused' when 'unsure' then 'lineLost' end,
    left_at = case when state in ('sending', 'sent', 'unsure') then changed_at end`.execute(database)
  await schema.createIndex('outbox_by_left_at').on('outbox').column('left_at').execute()
  await schema.createIndex('outbox_by_sent_message_id').on('outbox').column('sent_message_id').execute()

  await schema
    .createTable('postman')
    .addColumn('id', 'integer', column => column.primaryKey().check(sql`id = 1`))
    .addColumn('stopped_at', 'timestamptz')
    .addColumn('resumed_at', 'timestamptz')
    .addColumn('trouble', 'text')
    .addColumn('trouble_at', 'timestamptz')
    .addColumn('trouble_times', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('wait_until', 'timestamptz')
    .execute()
  await sql`insert into postman (id) values (1)`.execute(database)

  await sql`update mails set reading = jsonb_set(reading, '{mail}',
    '{"deliveredTo": [], "undisclosed": false, "bounce": null}'::jsonb || (reading -> 'mail'))
    where reading is not null`.execute(database)
}
