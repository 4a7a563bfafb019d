import type { OtherReason, OthersView } from '../domain.ts'
import type { Database } from './database.ts'
import { PAGE_ROWS, paged } from './lists.ts'
import { fileManually } from './submissions.ts'

export interface OthersEdges {
  readonly database: Database
  readonly prefix: string
  readonly now: () => Date
  readonly wake: (wake: { readonly pipeline: string; readonly id: number }) => Promise<void>
}

/** Mails that are no contributions. */
export function openOthers(edges: OthersEdges) {
  const { database, now } = edges
  return {
    others: (view: OthersView, page: number) => others(database, view, page),
    otherReasons: (withSeen: boolean) => otherReasons(database, withSeen),
    markSeen: (ids: readonly number[], isSeen: boolean) => markSeen(database, ids, isSeen ? now() : null),
    makeSubmission: (mailId: number) => makeSubmission(edges, mailId),
  }
}

/** How many nobody has marked as seen. */
export async function unseenOthers(database: Database): Promise<number> {
  return (await otherReasons(database, false)).reduce((sum, { count }) => sum + count, 0)
}

/** Reasons in the order of the list: what needs a look first, spam and our own mails last. */
const FIRST: readonly OtherReason[] = ['maybe', 'damaged', 'tooLarge']
const LAST: readonly OtherReason[] = ['ours', 'spam']

async function others(database: Database, { why, withSeen }: OthersView, page: number) {
  const rows = await chosen(database, withSeen)
    .select(['id', 'subject', 'fromAddress', 'sentAt', 'keptAt', 'why', 'seenAt'])
    .$if(why !== null, some => some.where('why', '=', why))
    .orderBy(eb => eb.case().when('why', 'in', FIRST).then(0).when('why', 'in', LAST).then(2).else(1).end())
    .orderBy('sentAt', 'desc')
    .orderBy('id', 'desc')
    .offset(page * PAGE_ROWS)
    .limit(PAGE_ROWS + 1)
    .execute()
  return paged(
    rows.map(row => ({
      id: row.id,
      subject: row.subject ?? '',
      sender: row.fromAddress ?? '',
      sentAt: row.sentAt ?? row.keptAt,
      why: row.why ?? 'noSign',
      isSeen: row.seenAt !== null,
    })),
  )
}

async function otherReasons(database: Database, withSeen: boolean) {
  const rows = await chosen(database, withSeen)
    .select(eb => ['why', eb.fn.countAll<string>().as('count')])
    .groupBy('why')
    .orderBy('why')
    .execute()
  return rows.map(({ why, count }) => ({ why: why ?? 'noSign', count: Number(count) }))
}

const chosen = (database: Database, withSeen: boolean) =>
  database
    .selectFrom('mails')
    .where('kind', '=', 'other')
    .$if(!withSeen, some => some.where('seenAt', 'is', null))

async function markSeen(database: Database, ids: readonly number[], seenAt: Date | null): Promise<void> {
  if (ids.length === 0) return
  await database.updateTable('mails').set({ seenAt }).where('id', 'in', ids).where('kind', '=', 'other').execute()
}

async function makeSubmission({ database, prefix, now, wake }: OthersEdges, mailId: number): Promise<string | null> {
  const filed = await database.transaction().execute(writing => fileManually(writing, mailId, { prefix, now: now() }))
  if (filed === null) return null
  await wake(filed.wake)
  return filed.reference
}
