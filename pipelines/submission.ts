import { randomUUID } from 'node:crypto'
import type { Office } from '../src/domain.ts'
import { Later, pipeline, type Row } from '../src/run/pipeline.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { writeReply } from '../src/store/outbox.ts'
import { startRow } from '../src/store/progress.ts'
import { type Filed, fileVerdict, gather, readFiled } from '../src/store/submissions.ts'
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
    const wake =
      reply === null ? null : await writeReply(writing, reply, edges.sendReplies ? 'queued' : 'draft', edges.now())
    return wake === null ? undefined : { wakes: [wake] }
  })

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

/** A thread's last mails tell where a reply belongs; a header of hundreds is refused by servers. */
const MAX_REFERENCES = 20

function write(row: Row, filed: Filed, { office, mailDomain }: SubmissionEdges) {
  const { mail } = filed.newest
  // An old mail, or one from the junk that an editor made a submission of, is nobody's to be answered now.
  if (filed.newestIntake !== 'open') return null
  const reply = replyTo(mail, { verdict: filed.verdict, office, reference: filed.reference })
  if (reply === null) return null
  return {
    submissionId: row.id,
    revision: row.revision,
    kind: reply.kind,
    matter: [reply.kind, ...filed.verdict.findings.filter(({ asks }) => asks).map(({ rule }) => rule)].join(' '),
    messageId: `<${filed.reference}.${randomUUID()}@${mailDomain}>`,
    inReplyTo: mail.messageId,
    references: [...mail.references.slice(-MAX_REFERENCES), ...(mail.messageId === null ? [] : [mail.messageId])],
    recipient: reply.to,
    subject: reply.subject,
    text: reply.text,
    html: reply.html,
    withForm: reply.withForm,
  }
}
