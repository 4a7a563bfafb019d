import { type Kysely, sql } from 'kysely'

/** What joins look mails up by, so that a mail is compared with the few that it may belong to. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema.alterTable('mails').addColumn('sketch', sql`bigint[]`).execute()
  await sql`
    update mails set sketch = array(
      select distinct print::bigint from jsonb_array_elements_text(arrival -> 'prints') as print order by 1 limit 32
    ) where arrival is not null`.execute(database)
  await schema.createIndex('mails_by_sketch').on('mails').using('gin').column('sketch').execute()
  await sql`create index mails_by_references on mails using gin ((arrival -> 'references'))`.execute(database)
  await schema.createIndex('mails_by_time').on('mails').column('sent_at').execute()
}
