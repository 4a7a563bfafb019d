import type { Office } from '../src/domain.ts'
import { answerTo } from '../src/mail/answer.ts'
import { type Kept, Later, pipeline, type Row } from '../src/run/pipeline.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { repeatReply } from '../src/store/outbox.ts'
import { type OpenRequest, openRequest } from '../src/store/requests.ts'
import { type Filed, readFiled } from '../src/store/submissions.ts'
import { officeTime, workingDaysAfter } from '../src/submission/workingDays.ts'
import { letterFor } from '../templates/replies/reply.ts'
import { outboxRow } from './letters.ts'

export interface ReminderEdges {
  readonly database: Database
  readonly office: Office
  readonly now: () => Date
  /** Domain of our Message-IDs. */
  readonly mailDomain: string
  /** Working days of silence after a request until it is repeated; 0: never. */
  readonly remindDays: number
  /** Working days after a request until the piece is set aside; 0: never. */
  readonly closeDays: number
}

/**
 * A request to complete that nobody answers → one friendly reminder, later the notice that the piece is set aside. Both
 * leave in office hours only. A mail that completes the piece ends the wait, any other word begins it anew.
 */
export const reminder = pipeline<ReminderEdges, Writing>('reminder')
  .step('wait', (row, edges) => untilDue(row, 'remind', edges))
  .keep('remind', (due, writing, edges) => write('remind', due, writing, edges))
  .step('wait longer', (row, edges) => untilDue(row, 'close', edges))
  .keep('close', (due, writing, edges) => write('close', due, writing, edges))

type Letter = 'remind' | 'close'

/** `filed` null: there is nothing to write. */
interface Due {
  readonly row: Row
  readonly filed: Filed | null
}

async function untilDue(row: Row, letter: Letter, edges: ReminderEdges): Promise<Due | Later> {
  const request = await openRequest(edges.database, row.id)
  const now = edges.now()
  if (request?.isSent === false) return new Later(workingDaysAfter(now, 1, edges.office.holidays))
  const day = request === null ? null : dayOf(letter, request, edges)
  if (day === null) return { row, filed: null }
  const due = officeTime(later(day, now), edges.office.holidays)
  return due > now ? new Later(due) : { row, filed: await readFiled(edges.database, row.id) }
}

function dayOf(letter: Letter, request: OpenRequest, { remindDays, closeDays, office }: ReminderEdges): Date | null {
  if (letter === 'remind') {
    const isNew = request.kind === 'complete' && remindDays > 0
    return isNew ? workingDaysAfter(request.quietSince, remindDays, office.holidays) : null
  }
  if (closeDays === 0) return null
  const asked = workingDaysAfter(request.askedAt, closeDays, office.holidays)
  const silent = workingDaysAfter(request.quietSince, Math.max(1, remindDays), office.holidays)
  return later(asked, silent)
}

const later = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()))

async function write(
  kind: Letter,
  { row, filed }: Due,
  writing: Writing,
  { office, mailDomain, now }: ReminderEdges,
): Promise<Kept | undefined> {
  if (filed === null) return undefined
  const { verdict, reference, newest } = filed
  const to = answerTo(newest.mail, office)
  const letter = letterFor(kind, { verdict, to, from: newest.mail.from, office, reference })
  if (letter === null) return undefined
  const reply = outboxRow(row.id, filed, letter, mailDomain)
  const wake = await repeatReply(writing, reply, 'queued', now())
  return wake === null ? undefined : { wakes: [wake] }
}
