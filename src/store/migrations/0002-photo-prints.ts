import { type Kysely, sql } from 'kysely'

/**
 * Prints of photos, and the way of every submission's photos. Photos of submissions that are filed already are drawn in
 * the background: their rows are due from now on.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('photo_prints')
    .addColumn('sha256', 'text', column => column.primaryKey())
    .addColumn('print', sql`bit(64)`)
    .addColumn('bands', sql`integer[]`, column => column.notNull())
    .addColumn('moment', 'text')
    .execute()
  for (const band of [1, 2, 3, 4]) {
    await schema
      .createIndex(`photo_prints_by_band_${band}`)
      .on('photo_prints')
      .expression(sql`(bands[${sql.lit(band)}])`)
      .execute()
  }
  await sql`
    insert into progress (pipeline, row_id, revision, step, due, attempts)
    select 'photos', id, revision, 'prints', now(), 0 from submissions where decision is not null
  `.execute(database)
}
