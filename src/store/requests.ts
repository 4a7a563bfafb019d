import type { ReplyKind } from '../domain.ts'
import type { Database } from './database.ts'
import type { ReplyState } from './schema.ts'

/** A request to complete that stands open: what we asked last, and since when nobody has said anything. */
export interface OpenRequest {
  readonly kind: ReplyKind
  /** It has left; a held one may leave tomorrow. */
  readonly isSent: boolean
  /** When the first request left. */
  readonly askedAt: Date
  /** When the contributor last wrote, or we did. */
  readonly quietSince: Date
}

/**
 * The open request of a submission. Null where nothing is asked any more, where the request did not reach anybody, or
 * where the submission was merged or an editor has decided. What only an editor asks for is the editor's to repeat.
 */
export async function openRequest(database: Database, submissionId: number): Promise<OpenRequest | null> {
  const submission = await database
    .selectFrom('submissions')
    .select('decision')
    .where('id', '=', submissionId)
    .where('list', '=', 'incomplete')
    .executeTakeFirst()
  if (submission?.decision !== 'complete') return null
  const letters = await database
    .selectFrom('outbox')
    .select(['kind', 'state', 'changedAt'])
    .where('submissionId', '=', submissionId)
    .where('state', 'not in', ['withdrawn', 'draft'])
    .orderBy('id', 'desc')
    .execute()
  const [last] = letters
  const first = letters.find(({ kind }) => kind === 'complete')
  if (last === undefined || first === undefined || !ASKING.includes(last.kind) || !UNDER_WAY.includes(last.state))
    return null
  const { written } = await database
    .selectFrom('mails')
    .select(eb => eb.fn.max('sentAt').as('written'))
    .where('submissionId', '=', submissionId)
    .executeTakeFirstOrThrow()
  const quietSince = new Date(Math.max(last.changedAt.getTime(), written?.getTime() ?? 0))
  return { kind: last.kind, isSent: last.state === 'sent', askedAt: first.changedAt, quietSince }
}

const ASKING: readonly ReplyKind[] = ['complete', 'remind']
const UNDER_WAY: readonly ReplyState[] = ['queued', 'sending', 'sent']
