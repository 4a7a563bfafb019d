import { sql } from 'kysely'
import type { Database } from './database.ts'
import { BACK } from './decisions.ts'
import type { Decided, HistoryTable, Move } from './schema.ts'

/** What editors did to a submission, the newest first. */
export async function historyOf(database: Database, submissionId: number) {
  const rows = await entries(database)
    .where(eb =>
      eb.or([
        eb('history.submissionId', '=', submissionId),
        eb(sql`(history.detail ->> 'to')::int`, '=', submissionId),
      ]),
    )
    .orderBy('history.id', 'desc')
    .execute()
  return rows.map(entryView)
}

/** One decision with the submission it was about: what an editor sees right after it. */
export async function decisionView(database: Database, historyId: number) {
  const row = await entries(database).where('history.id', '=', historyId).executeTakeFirst()
  if (row === undefined || !('decision' in row.detail)) return null
  return { ...decisionOf(row, row.detail), reference: row.from, title: row.title }
}

const entries = (database: Database) =>
  database
    .selectFrom('history')
    .innerJoin('submissions as source', 'source.id', 'history.submissionId')
    .leftJoin('submissions as target', join => join.on(sql<boolean>`target.id = (history.detail ->> 'to')::int`))
    .leftJoin('outbox', 'outbox.historyId', 'history.id')
    .leftJoin('progress', join =>
      join.onRef('progress.rowId', '=', 'outbox.id').on('progress.pipeline', '=', 'reply').on('step', '=', 'claim'),
    )
    .select(['history.id', 'at', 'action', 'history.detail', 'undoneAt'])
    .select(['source.reference as from', 'source.title', 'source.decisions', 'target.reference as to'])
    .select(['outbox.state as letterState', 'progress.due as letterDue'])

interface Row extends Pick<HistoryTable, 'action' | 'undoneAt'> {
  readonly id: number
  readonly at: Date
  readonly detail: Move | Decided
  readonly from: string
  readonly to: string | null
  readonly decisions: number
  readonly letterState: string | null
  readonly letterDue: Date | null
}

function entryView(row: Row) {
  const { id, at, undoneAt, detail, action, from, to } = row
  if ('decision' in detail) return decisionOf(row, detail)
  const kind = action === 'split' ? ('split' as const) : ('merge' as const)
  return { id, at, undoneAt, act: { kind, from, to: to ?? '' }, leavesAt: null, canUndo: undoneAt === null }
}

/** `leavesAt`: null where there is no letter, or it waits no more. */
function decisionOf({ id, at, undoneAt, decisions, letterState, letterDue }: Row, detail: Decided) {
  const isBack = letterState === null || BACK.some(state => state === letterState)
  return {
    id,
    at,
    undoneAt,
    act: detail.decision,
    leavesAt: letterState === 'queued' ? letterDue : null,
    canUndo: undoneAt === null && detail.decisions === decisions && isBack,
  }
}
