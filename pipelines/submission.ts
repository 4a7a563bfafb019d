import type { Office } from '../src/domain.ts'
import { Later, pipeline, type Row, type Wake } from '../src/run/pipeline.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { DECIDED } from '../src/store/decisions.ts'
import { type NewReply, writeReply } from '../src/store/outbox.ts'
import { endRow, startRow } from '../src/store/progress.ts'
import { type Filed, fileVerdict, gather, readFiled } from '../src/store/submissions.ts'
import type { Reply } from '../templates/replies/reply.ts'
import { outboxRow } from './letters.ts'
import { replyTo, verdict } from './verdict.ts'

export interface SubmissionEdges {
  readonly database: Database
  readonly office: Office
  readonly now: () => Date
  readonly quietMinutes: number
  /** Off: replies are drafts that an editor can read. */
  readonly sendReplies: boolean
  /** Domain of our Message-IDs. */
  readonly mailDomain: string
}

/** Starts once per revision, that is, whenever a mail has joined. */
export const submission = pipeline<SubmissionEdges, Writing>('submission')
  .step('gather', async (row, { database }) => ({ row, gathered: await gather(database, row.id) }))
  .step('judge', ({ row, gathered }) => ({ row, verdict: verdict(gathered) }))
  .keep('file', async ({ row, verdict }, writing, { now }) => {
    // Before the verdict: a keep of the photos' own way locks in the same order.
    const due = { ...row, pipeline: 'photos', step: 'prints', due: now() }
    const wakes = verdict.photos.length === 0 ? [] : [await startRow(writing, due)]
    await fileVerdict(writing, row.id, verdict)
    return { wakes }
  })
  .step('settle', untilQuiet)
  .keep('reply', async ({ row, filed }, writing, edges) => {
    const reply = write(row, filed, edges)
    if (reply === null) return undefined
    const wake = await writeReply(writing, reply, edges.sendReplies ? 'queued' : 'draft', edges.now())
    if (wake === null) return undefined
    return { wakes: [wake, ...(await awaitAnswer(reply, writing, edges))] }
  })

/** A request waits for its answer; what is received needs none. */
async function awaitAnswer(
  { kind, submissionId, revision }: NewReply,
  writing: Writing,
  { now, sendReplies }: SubmissionEdges,
): Promise<readonly Wake[]> {
  const row = { pipeline: 'reminder', id: submissionId }
  if (kind === 'complete' && sendReplies)
    return [await startRow(writing, { ...row, revision, step: 'remind', due: now() })]
  await endRow(writing, row)
  return []
}

/** A mail that lay in the inbox while the service was off is not waited for again, but its sequel is: this long. */
const CATCH_UP_SECONDS = 60

/** Photos often follow minutes later: the reply waits until no mail has come for `quietMinutes`. */
async function untilQuiet(row: Row, edges: SubmissionEdges): Promise<{ row: Row; filed: Filed } | Later> {
  const filed = await readFiled(edges.database, row.id)
  const quiet = edges.quietMinutes * 60_000
  const until = Math.max(
    filed.lastMailAt.getTime() + quiet,
    filed.lastKeptAt.getTime() + Math.min(quiet, CATCH_UP_SECONDS * 1000),
  )
  return until > edges.now().getTime() ? new Later(new Date(until)) : { row, filed }
}

/** The automatic reply; null where none is to go. A decision of the board has told its contributor already. */
function write({ id }: Row, filed: Filed, { office, mailDomain }: SubmissionEdges): NewReply | null {
  if (DECIDED.includes(filed.state)) return null
  const reply = automaticReply(filed, office)
  return reply === null ? null : outboxRow(id, filed, reply, mailDomain)
}

/** An old mail, or one from the junk that an editor made a submission of, is nobody's to be answered now. */
export function automaticReply({ newestIntake, verdict, newest, reference }: Filed, office: Office): Reply | null {
  return newestIntake === 'open' ? replyTo(newest.mail, { verdict, office, reference }) : null
}
