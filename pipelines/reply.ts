import { composeReply } from '../src/replies/compose.ts'
import type { OutboxFolder } from '../src/replies/folder.ts'
import { holdOf } from '../src/replies/hold.ts'
import type { Sending } from '../src/replies/outcome.ts'
import { type SmtpServer, sendMail } from '../src/replies/send.ts'
import { AGAIN_MINUTES, PROBE_MINUTES, WAIT_MINUTES } from '../src/replies/waits.ts'
import { type Kept, pipeline, type Row, type Run } from '../src/run/pipeline.ts'
import type { Writing } from '../src/store/database.ts'
import { moveReply, readReply, type StoredReply } from '../src/store/outbox.ts'
import { endTrouble, holdOthers, noteTrouble, readTraffic, stopSending } from '../src/store/postman.ts'
import { type LookEdges, look, settle } from './lookInSent.ts'

export interface ReplyEdges extends LookEdges {
  /** Null: replies stay in the outbox folder. */
  readonly smtp: SmtpServer | null
  readonly repliesPerHour: number
  readonly from: { readonly header: string; readonly address: string }
  readonly form: { readonly name: string; readonly bytes: Uint8Array }
  readonly outbox: OutboxFolder
}

/**
 * An outbox row → sent, once. `sending` is committed before we speak SMTP, and only the run that committed it speaks.
 * A run that finds a row in `sending` follows one that was killed or failed in between: nobody knows whether the reply
 * has left, so Sent is asked, and where that cannot tell, a person decides. A run holds its row's lock among all
 * processes, so it never meets one that is still speaking.
 */
export const reply = pipeline<ReplyEdges, Writing>('reply')
  .step('read', ({ id }, { database }) => readReply(database, id))
  .keep('claim', claim)
  .step('send', send)
  .keep('sent', noteSending)
  .step('look', look)
  .keep('settle', settle)

const inMinutes = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * 60_000)

async function claim(reply: StoredReply, writing: Writing, edges: ReplyEdges): Promise<Kept | undefined> {
  const now = edges.now()
  if (edges.smtp === null) {
    if (reply.state === 'withdrawn') return undefined
    await edges.outbox.keep(reply, await compose(reply, edges))
    await moveReply(writing, reply.id, ['queued'], { state: 'kept' }, now)
    return undefined
  }
  if (reply.state !== 'queued') return undefined
  const traffic = await readTraffic(writing, reply, now)
  const hold = holdOf(traffic, edges.repliesPerHour, now)
  if (hold === null) {
    if (traffic.trouble !== null) await holdOthers(writing, inMinutes(now, PROBE_MINUTES))
    await moveReply(writing, reply.id, ['queued'], { state: 'sending', leftAt: now }, now)
    return undefined
  }
  if (hold.problem === 'tooMany') await stopSending(writing, now)
  await moveReply(writing, reply.id, ['queued'], { state: 'queued', problem: hold.problem }, now)
  return { again: { step: 'claim', due: hold.until } }
}

/** What a run of this part found: `sending` null if there was nothing to send. */
interface Sent {
  readonly reply: StoredReply
  readonly sending: Sending | { readonly outcome: 'unsure'; readonly problem: 'interrupted' } | null
}

async function send({ id }: Row, edges: ReplyEdges, run: Run): Promise<Sent> {
  const reply = await readReply(edges.database, id)
  if (reply.state !== 'sending') return { reply, sending: null }
  if (run.resumed || edges.smtp === null) return { reply, sending: { outcome: 'unsure', problem: 'interrupted' } }
  const envelope = { from: edges.from.address, to: reply.recipient }
  return { reply, sending: await sendMail(edges.smtp, envelope, await compose(reply, edges)) }
}

function compose(reply: StoredReply, { from, now, form }: ReplyEdges): Promise<Uint8Array> {
  return composeReply(reply, { from: from.header, now: now(), form: reply.withForm ? form : null })
}

async function noteSending({ reply, sending }: Sent, writing: Writing, edges: ReplyEdges): Promise<Kept | undefined> {
  if (sending === null) return undefined
  const now = edges.now()
  const move = (to: Parameters<typeof moveReply>[3]) => moveReply(writing, reply.id, ['sending'], to, now)
  switch (sending.outcome) {
    case 'sent':
      await move({ state: 'sent' })
      await endTrouble(writing)
      return undefined
    case 'refused':
      await move({ state: 'failed', problem: sending.problem, answer: sending.answer })
      await endTrouble(writing)
      return undefined
    case 'unsure':
      await move({ state: 'unsure', problem: sending.problem })
      return undefined
    case 'later':
      return wait(reply, sending, writing, now)
  }
}

type Later = Extract<Sending, { outcome: 'later' }>

async function wait(reply: StoredReply, later: Later, writing: Writing, now: Date): Promise<Kept | undefined> {
  const { problem, answer } = later
  const until = await waitOfAll(reply, problem, writing, now)
  const tries = reply.tries + (isOwn(later) ? 1 : 0)
  const minutes = AGAIN_MINUTES[tries - 1]
  const own = minutes === undefined ? null : inMinutes(now, minutes)
  const due = isOwn(later) ? own : until
  await moveReply(
    writing,
    reply.id,
    ['sending'],
    { state: due === null ? 'failed' : 'queued', problem, answer, tries },
    now,
  )
  return due === null ? undefined : { again: { step: 'claim', due } }
}

/** What the refusal of one reply means for all: until when they wait. */
async function waitOfAll(reply: StoredReply, why: Later['problem'], writing: Writing, now: Date): Promise<Date> {
  if (why !== 'busy') return noteTrouble(writing, { why, leftAt: reply.leftAt ?? now, waits: WAIT_MINUTES[why] }, now)
  await endTrouble(writing)
  return now
}

/** A server that answers may mean this mail alone; one that is away, a quota or a password says nothing of it. */
const isOwn = ({ problem, answer }: Later): boolean =>
  problem === 'busy' || (problem === 'unreachable' && answer !== null)
