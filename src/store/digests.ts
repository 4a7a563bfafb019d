import { sql } from 'kysely'
import type { Database } from './database.ts'

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

/** A mail names no more than so many. */
const OLDEST_ROWS = 10

/** Pieces on the list of those that wait, whose newest mail is more than `days` old: how many, and the oldest. */
export async function longWaiting(database: Database, days: number, now: Date) {
  const before = new Date(now.getTime() - days * DAY_MILLISECONDS)
  const long = database.selectFrom('submissions').where('list', '=', 'waiting').where('lastMailAt', '<', before)
  const { count } = await long.select(eb => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow()
  const oldest = await long
    .select(['title', 'unit', 'reference', 'lastMailAt'])
    .orderBy('lastMailAt')
    .orderBy('id')
    .limit(OLDEST_ROWS)
    .execute()
  return {
    count: Number(count),
    oldest: oldest.map(({ lastMailAt, ...row }) => ({
      ...row,
      days: Math.floor((now.getTime() - lastMailAt.getTime()) / DAY_MILLISECONDS),
    })),
  }
}

/** Gives each editor who has none a row on the way of digests, which begins at `due`. */
export async function startDigests(database: Database, due: Date): Promise<void> {
  await database
    .insertInto('progress')
    .columns(['pipeline', 'rowId', 'revision', 'step', 'due', 'attempts'])
    .expression(eb =>
      eb
        .selectFrom('editors')
        .where('removedAt', 'is', null)
        .where('role', '!=', 'accountant')
        .select([
          sql<string>`'digest'`.as('pipeline'),
          'id',
          sql<number>`1`.as('revision'),
          sql<string>`'claim'`.as('step'),
          sql<Date>`${due}::timestamptz`.as('due'),
          sql<number>`0`.as('attempts'),
        ]),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The address of an editor; null: they edit no more. */
export async function readerOf(database: Database, id: number): Promise<string | null> {
  const row = await database
    .selectFrom('editors')
    .select('email')
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .where('role', '!=', 'accountant')
    .executeTakeFirst()
  return row?.email ?? null
}
