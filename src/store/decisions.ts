import { sql } from 'kysely'
import type { EditorDecision, SubmissionState } from '../domain.ts'
import type { Database, Writing } from './database.ts'
import { moveReply, type NewReply, NOT_OUT, withdrawReplies, writeLetter } from './outbox.ts'
import { endRow, holdRow, startRow } from './progress.ts'
import type { Decided, ReplyState } from './schema.ts'

/** What an editor decided, by the submission as it was on the page, and the letter that tells it. */
export interface NewDecision {
  readonly submissionId: number
  /** {@link standOf} the submission when the page was made. */
  readonly stand: string
  readonly decision: EditorDecision
  /** Null: nobody is written to. */
  readonly letter: NewReply | null
  readonly waiting: { readonly state: 'draft' | 'queued'; readonly due: Date }
  /** The editor who decides. */
  readonly by: number
}

/** Names the mails and decisions that an editor has seen; a decision by an older one is refused. */
export const standOf = ({ revision, decisions }: { readonly revision: number; readonly decisions: number }): string =>
  `${revision}.${decisions}`

type Kind = EditorDecision['kind']

/** What can be decided about a submission; its automatic reply only while that is still to be written. */
export const decidableOf = (state: SubmissionState, waitsForReply: boolean): readonly Kind[] =>
  waitsForReply && !DECIDED.includes(state) ? [...DECIDABLE[state], 'answer', 'silence'] : DECIDABLE[state]

/** States that the board has told its contributor of: no automatic reply follows. */
export const DECIDED: readonly SubmissionState[] = ['accepted', 'published', 'declined']

/** A published piece is published again to mend its link. */
const DECIDABLE: Readonly<Record<SubmissionState, readonly Kind[]>> = {
  open: ['accept', 'ask', 'decline', 'publish'],
  asked: ['accept', 'ask', 'decline', 'publish', 'reopen'],
  accepted: ['publish', 'decline', 'reopen'],
  published: ['publish', 'reopen'],
  declined: ['reopen'],
}

/**
 * Writes a decision down with its letter, in one transaction. What had not gone out to the contributor is taken back:
 * the decision speaks for it.
 *
 * @returns its entry in the history; null if the submission is not as it was on the editor's page
 */
export async function decide(
  writing: Writing,
  { submissionId, stand, decision, letter, waiting, by }: NewDecision,
  now: Date,
): Promise<number | null> {
  const waits = await holdWaiting(writing, submissionId)
  const before = await readState(writing, submissionId)
  const isSeen = waits !== 'judging' && standOf(before) === stand
  if (!isSeen || !decidableOf(before.state, waits === 'reply').includes(decision.kind)) return null
  const { revision, decisions, ...restorable } = before
  const detail: Decided = {
    decision,
    before: { ...restorable, stateAt: before.stateAt?.toISOString() ?? null },
    revision,
    decisions: decisions + 1,
    withdrew: await withdrawReplies(writing, submissionId, 'decided', now),
    endedWaiting: waits === 'reply',
  }
  if (waits === 'reply') await endRow(writing, { pipeline: 'submission', id: submissionId })
  await writing
    .updateTable('submissions')
    .set({ ...after(decision, { revision, now }), decisions: decisions + 1 })
    .where('id', '=', submissionId)
    .execute()
  const { id } = await writing
    .insertInto('history')
    .values({ submissionId, at: now, action: decision.kind, detail: JSON.stringify(detail), editor: by })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (letter !== null) await writeLetter(writing, { ...letter, historyId: id }, waiting, now)
  // A request waits for its answer, whoever has asked.
  if (letter?.kind === 'complete' && waiting.state === 'queued')
    await startRow(writing, { pipeline: 'reminder', id: submissionId, revision, step: 'remind', due: now })
  return id
}

function after(decision: EditorDecision, { revision, now }: { readonly revision: number; readonly now: Date }) {
  const nothing = { link: null, publishedOn: null, reason: null }
  const here = { ...nothing, stateAt: now, stateRevision: revision }
  switch (decision.kind) {
    case 'accept':
      return { ...here, state: 'accepted' } as const
    case 'ask':
      return { ...here, state: 'asked', reason: decision.words === '' ? null : decision.words } as const
    case 'decline':
      return { ...here, state: 'declined', reason: decision.reason } as const
    case 'publish':
      return { ...here, state: 'published', link: decision.link, publishedOn: decision.on } as const
    case 'reopen':
      return { ...nothing, state: 'open', stateAt: null, stateRevision: null } as const
    case 'answer':
    case 'silence':
      return {}
  }
}

/** What became of taking a decision back. `tooLate`: its letter has left, or something was decided since. */
export type Undone =
  | { readonly reference: string; readonly wakes: readonly { readonly pipeline: string; readonly id: number }[] }
  | 'tooLate'

/**
 * Takes the last decision back while its letter has not gone out: the submission stands where it stood, and replies that
 * the decision had taken back wait again, unless a mail has come since.
 *
 * @param historyId of the decision
 * @param by the editor who takes it back
 * @returns null if there is no such decision, or it was taken back before
 */
export async function undoDecision(
  writing: Writing,
  historyId: number,
  { now, by }: { readonly now: Date; readonly by: number },
): Promise<Undone | null> {
  const entry = await writing
    .selectFrom('history')
    .select(['submissionId', 'detail'])
    .where('id', '=', historyId)
    .where('action', 'not in', ['split', 'merge', 'dismiss', 'reveal', 'correct'])
    .$narrowType<{ detail: Decided }>()
    .executeTakeFirst()
  if (entry === undefined) return null
  const { submissionId, detail } = entry
  await holdWaiting(writing, submissionId)
  const { decisions, revision } = await readState(writing, submissionId)
  if (decisions !== detail.decisions || !(await takeLetterBack(writing, historyId, now))) return 'tooLate'
  await writing.updateTable('history').set({ undoneAt: now, undoneBy: by }).where('id', '=', historyId).execute()
  const { stateAt, ...before } = detail.before
  const { reference } = await writing
    .updateTable('submissions')
    .set({ ...before, stateAt: stateAt === null ? null : new Date(stateAt), decisions: decisions + 1 })
    .where('id', '=', submissionId)
    .returning('reference')
    .executeTakeFirstOrThrow()
  return { reference, wakes: revision === detail.revision ? await waitAgain(writing, submissionId, detail, now) : [] }
}

/** False if the letter has left, or may have. */
async function takeLetterBack(writing: Writing, historyId: number, now: Date): Promise<boolean> {
  const letter = await writing.selectFrom('outbox').select('id').where('historyId', '=', historyId).executeTakeFirst()
  if (letter === undefined) return true
  await holdRow(writing, { pipeline: 'reply', id: letter.id })
  return moveReply(writing, letter.id, BACK, { state: 'withdrawn' }, now)
}

/** States of a letter that its reader has not got and will not get once it is taken back. */
export const BACK: readonly ReplyState[] = [...NOT_OUT, 'failed', 'withdrawn']

async function waitAgain(writing: Writing, submissionId: number, detail: Decided, now: Date) {
  const { withdrew, endedWaiting, revision } = detail
  const wakes: { readonly pipeline: string; readonly id: number }[] = []
  for (const { id, state } of withdrew) {
    const isBack = await moveReply(writing, id, ['withdrawn'], { state }, now)
    if (isBack) wakes.push(await startRow(writing, { pipeline: 'reply', id, revision: 1, step: 'claim', due: now }))
  }
  if (!endedWaiting) return wakes
  const row = { pipeline: 'submission', id: submissionId, revision, step: 'reply', due: now }
  return [...wakes, await startRow(writing, row)]
}

/** Holds the submission back from everything else, and tells what it waits for. */
export async function holdWaiting(writing: Writing, id: number): Promise<'judging' | 'reply' | 'nothing'> {
  const row = { pipeline: 'submission', id }
  await holdRow(writing, row)
  const { step, due } = await writing
    .selectFrom('progress')
    .select(['step', 'due'])
    .where('pipeline', '=', row.pipeline)
    .where('rowId', '=', id)
    .executeTakeFirstOrThrow()
  if (step === 'file' && due !== null) return 'judging'
  return step === 'reply' ? 'reply' : 'nothing'
}

const STATE = ['state', 'stateAt', 'stateRevision', 'link', 'reason', 'revision', 'decisions'] as const
/** A day as text: a Date would be a time somewhere. */
export const publishedOn = sql<string | null>`published_on::text`.as('publishedOn')

/** Where it stands, held for whoever changes that. */
export function readState(writing: Writing, id: number) {
  return writing
    .selectFrom('submissions')
    .select(STATE)
    .select(publishedOn)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

/** A submission that is on a list, by its reference; null if there is none. */
export async function findSubmission(database: Database, reference: string): Promise<number | null> {
  const row = await database
    .selectFrom('submissions')
    .select('id')
    .where('reference', '=', reference)
    .where('list', 'is not', null)
    .executeTakeFirst()
  return row?.id ?? null
}
