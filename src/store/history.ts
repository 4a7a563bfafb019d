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
    .leftJoin('editors as doer', 'doer.id', 'history.editor')
    .leftJoin('editors as undoer', 'undoer.id', 'history.undoneBy')
    .select(['history.id', 'at', 'action', 'history.detail', 'undoneAt'])
    .select(['doer.name as editor', 'undoer.name as undoneBy'])
    .select(['source.reference as from', 'source.title', 'source.decisions', 'target.reference as to'])
    .select(['outbox.state as letterState', 'progress.due as letterDue'])

interface Row extends Pick<HistoryTable, 'action' | 'undoneAt'> {
  readonly id: number
  readonly at: Date
  readonly editor: string | null
  readonly undoneBy: string | null
  readonly detail: Move | Decided
  readonly from: string
  readonly to: string | null
  readonly decisions: number
  readonly letterState: string | null
  readonly letterDue: Date | null
}

function entryView(row: Row) {
  const { id, at, undoneAt, editor, undoneBy, detail, action, from, to } = row
  if ('decision' in detail) return decisionOf(row, detail)
  const kind = action === 'split' ? ('split' as const) : ('merge' as const)
  return {
    id,
    at,
    undoneAt,
    editor,
    undoneBy,
    act: { kind, from, to: to ?? '' },
    leavesAt: null,
    canUndo: undoneAt === null,
  }
}

/** `leavesAt`: null where there is no letter, or it waits no more. */
function decisionOf(row: Row, detail: Decided) {
  const { id, at, undoneAt, editor, undoneBy, decisions, letterState, letterDue } = row
  const isBack = letterState === null || BACK.some(state => state === letterState)
  return {
    id,
    at,
    undoneAt,
    editor,
    undoneBy,
    act: detail.decision,
    leavesAt: letterState === 'queued' ? letterDue : null,
    canUndo: undoneAt === null && detail.decisions === decisions && isBack,
  }
}
