import type { Kysely } from 'kysely'

/** How much photos are like their cameras' thumbnails; of photos that have been drawn it stays unknown. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('photo_prints').addColumn('thumbnail_likeness', 'real').execute()
}
