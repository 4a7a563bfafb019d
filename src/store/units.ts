import { type RawBuilder, sql } from 'kysely'
import type { SubmissionList } from '../domain.ts'
import { quotaOf } from '../units/quota.ts'
import type { Database } from './database.ts'
import { publishedOn } from './decisions.ts'
import { editedTitle } from './lists.ts'

/** What a piece is seen beside: what its unit has been published with, and the last pieces of unit and sender. */
export interface Owner {
  readonly id: number
  readonly unit: string | null
  /** Address of the first mail. */
  readonly sender: string
}

export async function besidesOf(database: Database, owner: Owner, now: Date) {
  const { unit, sender } = owner
  const isOfUnit = sql<boolean>`unit_words = plain(${unit})`
  const [card, ofUnit] =
    unit === null
      ? ([null, []] as const)
      : await Promise.all([unitCard(database, unit, now), last(database, owner, isOfUnit, [])])
  const isOfSender = sql<boolean>`id in (select submission_id from mails where from_address = ${sender})`
  return {
    unit: card,
    ofUnit,
    ofSender: await last(database, owner, isOfSender, ofUnit),
  }
}

/** Counts of a unit without a quota are by months. */
const MONTH = 1

async function unitCard(database: Database, unit: string, now: Date) {
  const quota = quotaOf(unit)
  const months = quota?.months ?? MONTH
  const today = sql`(${now}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date`
  const period = (day: RawBuilder<unknown>) => sql`(extract(month from ${day})::int - 1) / ${months}::int`
  const count = await database
    .selectFrom('submissions')
    .select([
      sql<number>`count(*)::int`.as('inYear'),
      sql<number>`count(*) filter (where ${period(sql`published_on`)} = ${period(today)})::int`.as('inPeriod'),
    ])
    .where(sql<boolean>`unit_words = plain(${unit})`)
    .where('list', '=', 'published')
    .where(sql<boolean>`date_trunc('year', published_on) = date_trunc('year', ${today})`)
    .executeTakeFirstOrThrow()
  return { name: unit, quota, published: count }
}

const LAST_ROWS = 5

/** `shown`: pieces that are not to be given again. */
function last(
  database: Database,
  { id }: Owner,
  whose: RawBuilder<boolean>,
  shown: readonly { readonly id: number }[],
) {
  return database
    .selectFrom('submissions')
    .select(['id', 'reference', 'title', 'list', 'lastMailAt'])
    .select([publishedOn, editedTitle])
    .where('id', 'not in', [id, ...shown.map(one => one.id)])
    .where('list', 'is not', null)
    .$narrowType<{ list: SubmissionList }>()
    .where(whose)
    .orderBy('lastMailAt', 'desc')
    .limit(LAST_ROWS)
    .execute()
}
