import type { Kysely } from 'kysely'

/** Mails and replies are found by the mailbox's own thread. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema.createIndex('sightings_by_thread').on('sightings').columns(['account', 'thread_id']).execute()
  await schema.createIndex('outbox_by_thread').on('outbox').column('thread_id').execute()
}
