import { LONG_WAIT_DAYS, type Office } from '../src/domain.ts'
import type { Sending } from '../src/replies/outcome.ts'
import type { SmtpServer } from '../src/replies/send.ts'
import { type Kept, Later, pipeline, type Row, type Run } from '../src/run/pipeline.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { longWaiting, readerOf } from '../src/store/digests.ts'
import { officeTime, workingDaysAfter } from '../src/submission/workingDays.ts'
import { digestMail } from '../templates/digest.ts'
import { type NoticeEdges, sendNotice } from './notice.ts'

export interface DigestEdges {
  readonly database: Database
  readonly office: Office
  /** Null: nothing can be sent. */
  readonly smtp: SmtpServer | null
  readonly from: NoticeEdges['from']
  readonly sendReplies: boolean
  readonly digest: boolean
  /** The address that browsers use; null: the office's machine alone. */
  readonly publicUrl: string | null
  readonly now: () => Date
}

/**
 * Each working morning one mail to an editor, whose number is the row's, about what has waited long. Like a reply, it is
 * claimed before it is sent: a run that finds it claimed does not know whether it has left, and leaves it.
 */
export const digest = pipeline<DigestEdges, Writing>('digest')
  .step('wait', untilMorning)
  .keep('claim', async () => undefined)
  .step('send', send)
  .keep('sent', rest)

/** A process that was away comes back at any hour. */
function untilMorning(row: Row, { now, office }: DigestEdges): Row | Later {
  const due = officeTime(now(), office.holidays)
  return due > now() ? new Later(due) : row
}

type Outcome = Sending['outcome'] | 'nothing' | 'left'

async function send({ id }: Row, edges: DigestEdges, run: Run): Promise<Outcome> {
  const { database, smtp, from, now, publicUrl } = edges
  const email = await readerOf(database, id)
  if (email === null) return 'left'
  if (run.resumed || smtp === null || !edges.sendReplies || !edges.digest) return 'nothing'
  const waiting = await longWaiting(database, LONG_WAIT_DAYS, now())
  if (waiting.count === 0) return 'nothing'
  return (await sendNotice(email, digestMail(waiting, publicUrl), { server: smtp, from, now })).outcome
}

/** A server that takes nothing for now is asked again after so many minutes, in office hours. */
const AGAIN_MINUTES = 60

async function rest(outcome: Outcome, _: Writing, { now, office }: DigestEdges): Promise<Kept | undefined> {
  if (outcome === 'left') return undefined
  const again = new Date(now().getTime() + AGAIN_MINUTES * 60_000)
  return {
    again: { step: 'claim', due: outcome === 'later' ? again : workingDaysAfter(now(), 1, office.holidays) },
  }
}
