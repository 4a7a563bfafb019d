import { sql } from 'kysely'
import type { Database } from './database.ts'
import { decideReply } from './outbox.ts'
import { closeBreaker, tryHeld } from './postman.ts'
import type { ReplyState } from './schema.ts'

export interface RepliesEdges {
  readonly database: Database
  readonly now: () => Date
  readonly wake: (wake: { readonly pipeline: string; readonly id: number }) => Promise<void>
}

/** Rows on one page of the list. */
const PAGE_ROWS = 50

/** The desk's view of what became of the replies, and what an editor decides about them. */
export function openReplies(edges: RepliesEdges) {
  const { database, now, wake } = edges
  return {
    replies: (page: number) => replies(database, page),
    decideReply: (id: number, decision: 'sent' | 'again') => decide(edges, id, decision),
    async resumeSending() {
      await closeBreaker(database, now())
      for (const row of await tryHeld(database, now())) await wake(row)
    },
  }
}

/** How the sending goes: what stands on every page. */
export async function sending(database: Database) {
  const { stoppedAt, trouble, waitUntil } = await database
    .selectFrom('postman')
    .select(['stoppedAt', 'trouble', 'waitUntil'])
    .executeTakeFirstOrThrow()
  const counted = await database
    .selectFrom('outbox')
    .select(eb => [
      eb.fn.countAll<string>().filterWhere('state', '=', 'unsure').as('unsure'),
      eb.fn.countAll<string>().filterWhere('state', '=', 'queued').as('held'),
    ])
    .where('state', 'in', ['unsure', 'queued'])
    .where('problem', 'is not', null)
    .executeTakeFirstOrThrow()
  return {
    stoppedAt,
    trouble: trouble === null || waitUntil === null ? null : { why: trouble, until: waitUntil },
    unsure: Number(counted.unsure),
    held: Number(counted.held),
  }
}

/** What has not arrived, or not yet: first what waits for a person, then what is held, then the newest. */
const SHOWN: readonly ReplyState[] = ['unsure', 'queued', 'failed', 'bounced']

async function replies(database: Database, page: number) {
  const rows = await database
    .selectFrom('outbox')
    .innerJoin('submissions', 'submissions.id', 'outbox.submissionId')
    .select(['outbox.id', 'outbox.state', 'problem', 'answer', 'recipient', 'subject', 'changedAt', 'reference'])
    .where('outbox.state', 'in', SHOWN)
    .where('problem', 'is not', null)
    .orderBy(sql`case outbox.state when 'unsure' then 0 when 'queued' then 1 else 2 end`)
    .orderBy('changedAt', 'desc')
    .orderBy('outbox.id', 'desc')
    .offset(page * PAGE_ROWS)
    .limit(PAGE_ROWS + 1)
    .execute()
  return { rows: rows.slice(0, PAGE_ROWS), more: rows.length > PAGE_ROWS }
}

async function decide({ database, now, wake }: RepliesEdges, id: number, decision: 'sent' | 'again') {
  const row = await database
    .selectFrom('outbox')
    .innerJoin('submissions', 'submissions.id', 'outbox.submissionId')
    .select('reference')
    .where('outbox.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const decided = await database.transaction().execute(writing => decideReply(writing, id, decision, now()))
  for (const due of decided?.wakes ?? []) await wake(due)
  return row.reference
}
