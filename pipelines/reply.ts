import { composeReply } from '../src/replies/compose.ts'
import type { OutboxFolder } from '../src/replies/folder.ts'
import { type Sending, type SmtpServer, sendMail } from '../src/replies/send.ts'
import { Later, pipeline, type Row, type Run } from '../src/run/pipeline.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { moveReply, readReply, type StoredReply } from '../src/store/outbox.ts'

export interface ReplyEdges {
  readonly database: Database
  readonly now: () => Date
  /** Null: replies stay in the outbox folder. */
  readonly smtp: SmtpServer | null
  readonly from: { readonly header: string; readonly address: string }
  readonly form: { readonly name: string; readonly bytes: Uint8Array }
  readonly outbox: OutboxFolder
}

/** Half an hour is longer than any conversation with a server: who still stands in `sending` then is dead. */
export const HALF_SENT_MINUTES = 30

/** Waits after a refusal for now, in minutes. */
const LATER_MINUTES = 15

/**
 * An outbox row → sent, once. `sending` is committed before we speak SMTP; only the run that committed it speaks. A row
 * found in `sending` by any other run is left for `settleHalfSent` and a person.
 */
export const reply = pipeline<ReplyEdges, Writing>('reply')
  .step('compose', compose)
  .keep('claim', async ({ reply, raw }, writing, { smtp, now, outbox }) => {
    if (reply.state === 'withdrawn') return undefined
    if (smtp === null) await outbox.keep(reply, raw)
    await moveReply(writing, reply.id, ['queued'], { state: smtp === null ? 'kept' : 'sending' }, now())
    return undefined
  })
  .step('send', send)
  .keep('sent', async ({ id, sending }, writing, { now }) => {
    if (sending === null) return undefined
    if (sending.outcome === 'later') {
      await moveReply(writing, id, ['sending'], { state: 'queued', problem: sending.code }, now())
      return { again: { step: 'claim', due: new Date(now().getTime() + LATER_MINUTES * 60_000) } }
    }
    const state = sending.outcome === 'refused' ? 'failed' : sending.outcome
    await moveReply(writing, id, ['sending'], { state, problem: 'code' in sending ? sending.code : null }, now())
    return undefined
  })

async function compose({ id }: Row, edges: ReplyEdges): Promise<{ reply: StoredReply; raw: Uint8Array }> {
  const reply = await readReply(edges.database, id)
  const form = reply.withForm ? edges.form : null
  return { reply, raw: await composeReply(reply, { from: edges.from.header, now: edges.now(), form }) }
}

async function send(row: Row, edges: ReplyEdges, run: Run): Promise<{ id: number; sending: Sending | null } | Later> {
  const { reply, raw } = await compose(row, edges)
  if (reply.state !== 'sending' || edges.smtp === null) return { id: row.id, sending: null }
  if (run.resumed) return new Later(new Date(edges.now().getTime() + HALF_SENT_MINUTES * 60_000))
  const envelope = { from: edges.from.address, to: reply.recipient }
  return { id: row.id, sending: await sendMail(edges.smtp, envelope, raw) }
}
