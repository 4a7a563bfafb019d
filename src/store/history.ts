import { sql } from 'kysely'
import type { Correction, PrivateField } from '../domain.ts'
import type { Database } from './database.ts'
import { BACK } from './decisions.ts'
import type { Corrected, Decided, HistoryTable, Move, Revealed } from './schema.ts'

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
  readonly detail: Move | Decided | Revealed | Corrected
  readonly from: string
  readonly to: string | null
  readonly decisions: number
  readonly letterState: string | null
  readonly letterDue: Date | null
}

function entryView(row: Row) {
  const { id, at, undoneAt, editor, undoneBy, detail, action, from, to } = row
  if ('decision' in detail) return decisionOf(row, detail)
  const common = { id, at, undoneAt, editor, undoneBy, leavesAt: null }
  if ('field' in detail) return { ...common, act: { kind: 'reveal' as const, field: detail.field }, canUndo: false }
  if ('correction' in detail) return { ...common, act: correct(detail.correction), canUndo: undoneAt === null }
  if (action === 'dismiss') return { ...common, act: correct({ kind: 'other' }), canUndo: undoneAt === null }
  const kind = action === 'split' ? ('split' as const) : ('merge' as const)
  return { ...common, act: { kind, from, to: to ?? '' }, canUndo: undoneAt === null }
}

const correct = (correction: Correction) => ({ kind: 'correct' as const, correction })

/** Who put a mail of a submission under "Thư khác"; null: nobody, or it was taken back. */
export async function dismissalOf(database: Database, mail: { readonly id: number; readonly submissionId: number }) {
  const row = await entries(database)
    .where('history.submissionId', '=', mail.submissionId)
    .where('action', '=', 'dismiss')
    .where('undoneAt', 'is', null)
    .where(sql<boolean>`history.detail -> 'mails' @> ${JSON.stringify(mail.id)}::jsonb`)
    .executeTakeFirst()
  return row === undefined ? null : { id: row.id, at: row.at, editor: row.editor, reference: row.from }
}

/** Writes down that an editor has looked at a number of a person; the number itself is on the page they are given. */
export async function noteReveal(
  database: Database,
  reference: string,
  { field, by, now }: { readonly field: PrivateField; readonly by: number; readonly now: Date },
): Promise<void> {
  await database
    .insertInto('history')
    .columns(['submissionId', 'at', 'action', 'detail', 'editor'])
    .expression(eb =>
      eb
        .selectFrom('submissions')
        .where('reference', '=', reference)
        .select([
          'id',
          sql<Date>`${now}::timestamptz`.as('at'),
          sql<'reveal'>`'reveal'`.as('action'),
          sql<string>`${JSON.stringify({ field })}::jsonb`.as('detail'),
          sql<number>`${by}::integer`.as('editor'),
        ]),
    )
    .execute()
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
