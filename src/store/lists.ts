import { sql } from 'kysely'
import type { SubmissionList } from '../domain.ts'
import type { Database } from './database.ts'
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
    submissions: (list: SubmissionList, page: number) => submissions(database, list, page),
    search: (words: string, page: number) => search(database, words, page),
    next: (list: SubmissionList, reference: string) => next(database, list, reference),
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

async function submissions(database: Database, list: SubmissionList, page: number) {
  return rowsOf(await listed(database, page).where('list', '=', list).execute())
}

/** Submissions of any list whose title, unit, author or reference has all these words, as beginnings or within. */
async function search(database: Database, words: string, page: number) {
  const wanted = words.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  if (wanted.length === 0) return { rows: [], more: false }
  const patterns = wanted.map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const found = listed(database, page)
    .where('list', 'is not', null)
    .where(eb => eb.and(patterns.map(pattern => sql<boolean>`words like plain(${pattern})`)))
  return rowsOf(await found.execute())
}

/** A longer question is cut. */
const MOST_WORDS = 12

const listed = (database: Database, page: number) =>
  database
    .selectFrom('submissions')
    .select(['reference', 'verdict', 'lastMailAt', 'list'])
    .select([senderOf, hasNewMail])
    .orderBy('lastMailAt', 'desc')
    .orderBy('id', 'desc')
    .offset(page * PAGE_ROWS)
    .limit(PAGE_ROWS + 1)

type Listed = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

const rowsOf = (rows: readonly Listed[]) =>
  paged(
    rows.flatMap(({ verdict, list, ...row }) =>
      verdict === null || list === null ? [] : [{ ...row, list, verdict: decodeVerdict(verdict) }],
    ),
  )

/** Who sent the first mail. */
export const senderOf =
  sql<string>`coalesce((select from_address from mails where submission_id = submissions.id order by sent_at, id limit 1), '')`.as(
    'sender',
  )

/** A mail has joined, or left, since an editor decided. */
export const hasNewMail = sql<boolean>`state in ('accepted', 'published', 'declined') and state_revision < revision`.as(
  'hasNewMail',
)

/** The submission after this one, which need not be on the list any more; null at its end. */
async function next(database: Database, list: SubmissionList, reference: string): Promise<string | null> {
  const row = await database
    .selectFrom('submissions')
    .select('reference')
    .where('list', '=', list)
    .where(sql<boolean>`(last_mail_at, id) < (select last_mail_at, id from submissions where reference = ${reference})`)
    .orderBy('lastMailAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.reference ?? null
}
