import { composeReply } from '../src/replies/compose.ts'
import type { OutboxFolder } from '../src/replies/folder.ts'
import { type Sending, type SmtpServer, sendMail } from '../src/replies/send.ts'
import { pipeline, type Row, type Run } from '../src/run/pipeline.ts'
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

/** Waits after a refusal for now, in minutes. */
const LATER_MINUTES = 15

/**
 * An outbox row → sent, once. `sending` is committed before we speak SMTP, and only the run that committed it speaks.
 * A run that finds a row in `sending` follows one that was killed or failed in between: nobody knows whether the reply
 * has left, so a person decides. A run holds its row's lock among all processes, so it never meets one that is still
 * speaking.
 */
export const reply = pipeline<ReplyEdges, Writing>('reply')
  .step('read', ({ id }, { database }) => readReply(database, id))
  .keep('claim', async (reply, writing, edges) => {
    if (reply.state === 'withdrawn') return undefined
    if (edges.smtp === null) await edges.outbox.keep(reply, await compose(reply, edges))
    await moveReply(writing, reply.id, ['queued'], { state: edges.smtp === null ? 'kept' : 'sending' }, edges.now())
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

async function send({ id }: Row, edges: ReplyEdges, run: Run): Promise<{ id: number; sending: Sending | null }> {
  const reply = await readReply(edges.database, id)
  if (reply.state !== 'sending' || edges.smtp === null) return { id, sending: null }
  if (run.resumed) return { id, sending: { outcome: 'unsure', code: 'interrupted' } }
  const envelope = { from: edges.from.address, to: reply.recipient }
  return { id, sending: await sendMail(edges.smtp, envelope, await compose(reply, edges)) }
}

function compose(reply: StoredReply, { from, now, form }: ReplyEdges): Promise<Uint8Array> {
  return composeReply(reply, { from: from.header, now: now(), form: reply.withForm ? form : null })
}
