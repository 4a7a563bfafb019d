import { type SelectQueryBuilder, sql } from 'kysely'
import type { Editor, ListView, SubmissionList } from '../domain.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { decodeVerdict } from './verdictJson.ts'

/** Rows on one page of a list. */
export const PAGE_ROWS = 50

export const paged = <Row>(rows: readonly Row[]) => ({
  rows: rows.slice(0, PAGE_ROWS),
  more: rows.length > PAGE_ROWS,
})

/** The lists of submissions: the newest first. */
export function openLists(database: Database) {
  return {
    submissions: (view: ListView, page: number, by: Editor) => submissions(database, view, page, by.id),
    search: (words: string, page: number) => search(database, words, page),
    next: (view: ListView, reference: string, by: Editor) => next(database, view, reference, by.id),
  }
}

/** How many stand on each list. */
export async function listCounts(database: Database): Promise<Readonly<Record<SubmissionList, number>>> {
  const rows = await database
    .selectFrom('submissions')
    .select(eb => ['list', eb.fn.countAll<string>().as('count')])
    .where('list', 'is not', null)
    .groupBy('list')
    .execute()
  const count = (list: SubmissionList): number => Number(rows.find(row => row.list === list)?.count ?? 0)
  return {
    waiting: count('waiting'),
    incomplete: count('incomplete'),
    accepted: count('accepted'),
    published: count('published'),
    declined: count('declined'),
  }
}

/** How many pieces were decided since midnight in Việt Nam, and have not come back to wait. */
export async function doneToday(database: Database, now: Date): Promise<number> {
  const midnight = sql<Date>`date_trunc('day', ${now}::timestamptz, 'Asia/Ho_Chi_Minh')`
  const { done } = await database
    .selectFrom('submissions')
    .select(eb => eb.fn.countAll<string>().as('done'))
    .where('stateAt', '>=', midnight)
    .where('list', '!=', 'waiting')
    .executeTakeFirstOrThrow()
  return Number(done)
}

async function submissions(database: Database, view: ListView, page: number, by: number) {
  const chosen = selected(database.selectFrom('submissions').select('id'), view, by)
  return listed(database, chosen, page, view.oldestFirst ? 'asc' : 'desc')
}

type Chosen<O> = SelectQueryBuilder<Schema, 'submissions', O>

const inOrder = <O>(query: Chosen<O>, direction: 'asc' | 'desc') =>
  query.orderBy('lastMailAt', direction).orderBy('id', direction)

function selected<O>(query: Chosen<O>, { list, unit, month, findings, claimed }: ListView, by: number): Chosen<O> {
  const count = sql<number>`jsonb_array_length(verdict -> 'findings')`
  return query
    .where('list', '=', list)
    .$if(unit !== '', some => {
      const pattern = `%${literal(unit)}%`
      return some.where(sql<boolean>`words like plain(${pattern}) and unit_words like plain(${pattern})`)
    })
    .$if(month !== '', some => {
      const begins = sql`(${`${month}-01`}::timestamp at time zone 'Asia/Ho_Chi_Minh')`
      return some.where(sql<boolean>`last_mail_at >= ${begins} and last_mail_at < ${begins} + interval '1 month'`)
    })
    .$if(findings !== null, some => some.where(count, findings === 'some' ? '>' : '=', 0))
    .$if(claimed !== null, some => {
      const whose = claimed === 'mine' ? sql`and editor = ${by}` : sql``
      const isClaimed = sql<boolean>`exists (select from claims where submission_id = submissions.id ${whose})`
      return some.where(claimed === 'mine' ? isClaimed : sql<boolean>`not ${isClaimed}`)
    })
}

/** Submissions of any list whose title, unit, author or reference has all these words, as beginnings or within. */
async function search(database: Database, words: string, page: number) {
  const wanted = words.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  if (wanted.length === 0) return { rows: [], more: false }
  const patterns = wanted.map(word => `%${literal(word)}%`)
  const found = database
    .selectFrom('submissions')
    .select('id')
    .where('list', 'is not', null)
    .where(eb => eb.and(patterns.map(pattern => sql<boolean>`words like plain(${pattern})`)))
  return listed(database, found, page, 'desc')
}

/** No sign of it is a wildcard. */
const literal = (word: string): string => word.replace(/[\\%_]/g, '\\$&')

/** A longer question is cut. */
const MOST_WORDS = 12

/** A page of those chosen. What a row tells is asked for the page alone, not for the rows before it. */
async function listed(database: Database, chosen: Chosen<{ id: number }>, page: number, direction: 'asc' | 'desc') {
  const ids = inOrder(chosen, direction)
    .offset(page * PAGE_ROWS)
    .limit(PAGE_ROWS + 1)
  const asked = database
    .selectFrom('submissions')
    .select(['reference', 'verdict', 'lastMailAt', 'list'])
    .select([senderOf, hasNewMail, claimedBy, editedTitle])
    .where('id', 'in', ids)
  const rows = await inOrder(asked, direction).execute()
  return paged(
    rows.flatMap(({ verdict, list, ...row }) =>
      verdict === null || list === null ? [] : [{ ...row, list, verdict: decodeVerdict(verdict) }],
    ),
  )
}

/** Who sent the first mail. */
export const senderOf =
  sql<string>`coalesce((select from_address from mails where submission_id = submissions.id order by sent_at, id limit 1), '')`.as(
    'sender',
  )

/** A mail has joined, or left, since an editor decided. */
export const hasNewMail = sql<boolean>`state in ('accepted', 'published', 'declined') and state_revision < revision`.as(
  'hasNewMail',
)

const claimedBy = sql<
  string | null
>`(select name from claims join editors on editors.id = claims.editor where submission_id = submissions.id)`.as(
  'claimedBy',
)

/** The title as an editor saved it last. */
export const editedTitle = sql<
  string | null
>`(select piece ->> 'title' from versions where submission_id = submissions.id order by number desc limit 1)`.as(
  'editedTitle',
)

/** The submission after this one, which need not be on the list any more; null at its end. */
async function next(database: Database, view: ListView, reference: string, by: number): Promise<string | null> {
  const here = sql`(select last_mail_at, id from submissions where reference = ${reference})`
  const behind = view.oldestFirst
    ? sql<boolean>`(last_mail_at, id) > ${here}`
    : sql<boolean>`(last_mail_at, id) < ${here}`
  const chosen = selected(database.selectFrom('submissions').select('reference'), view, by).where(behind)
  const row = await inOrder(chosen, view.oldestFirst ? 'asc' : 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.reference ?? null
}
