import { type Kysely, sql } from 'kysely'

/** What every page asks for is found without going through all rows: `npm run bench -- desk`. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema.createIndex('outbox_by_submission').on('outbox').column('submission_id').execute()
  await sql`create index outbox_on_the_way on outbox (state) where state in ('queued', 'unsure')`.execute(database)
  await sql`create index progress_on_the_way on progress (pipeline, row_id) where step is not null`.execute(database)
  await schema.createIndex('submissions_counted').on('submissions').column('list').execute()
  await sql`create index submissions_by_time on submissions (last_mail_at, id) where list is not null`.execute(database)
}
