import { randomUUID } from 'node:crypto'
import { doctorMail } from '../../templates/doctor.ts'
import { gmailLabel } from '../../templates/labels.ts'
import type { Connection } from '../mailbox/connect.ts'
import { putLabels } from '../mailbox/labels.ts'
import { endsOf, findReturned, type Returned } from '../mailbox/ownMail.ts'
import { composeReply, tokenOf } from '../replies/compose.ts'
import type { Sending } from '../replies/outcome.ts'
import { coded } from './coded.ts'

/** What a mail to ourselves goes through. */
export interface Journey {
  readonly inbox: Connection
  /** The folders that are read; null: those that are read by themselves. */
  readonly folders: readonly string[] | null
  readonly send: (raw: Uint8Array) => Promise<Sending>
  readonly from: { readonly header: string; readonly address: string }
  readonly to: string
  /** Milliseconds until it must be back. */
  readonly patience: number
}

/** How a mail came back. The server filed it between the two times, which are by our own clock. */
export interface CameBack {
  readonly mail: Returned
  readonly sentAt: Date
  readonly foundAt: Date
}

/** Milliseconds between two looks, where the server gives no notice. */
const LOOK_EVERY = 1000

/**
 * Sends a mail to the inbox and waits for it there. It comes from an address of ours, so a service that meets it before
 * it is removed takes it for nothing else.
 *
 * @throws with the code of what went wrong; `notBack`: it was taken and never came
 */
export async function thereAndBack({ inbox, folders, send, from, to, patience }: Journey): Promise<CameBack> {
  const ends = await endsOf(inbox, folders)
  const sentAt = new Date()
  const messageId = `<${randomUUID()}@${from.address.split('@')[1]}>`
  const mail = { ...doctorMail(), messageId, recipient: to, inReplyTo: null, references: [], reference: null }
  const sending = await send(await composeReply(mail, { from: from.header, now: sentAt, form: null }))
  if (sending.outcome !== 'sent') throw coded(sending.problem)
  for (;;) {
    const found = await findReturned(inbox, ends, tokenOf(messageId))
    const foundAt = new Date()
    if (found !== null) return { mail: found, sentAt, foundAt }
    if (foundAt.getTime() - sentAt.getTime() > patience) throw coded('notBack')
    await inbox.idle(LOOK_EVERY)
  }
}

/** Puts a label of ours on it, as on any mail that is dealt with. */
export async function labelled(inbox: Connection, { path, uid }: Returned): Promise<void> {
  const put = await putLabels(inbox, path, [{ uid, from: null, to: gmailLabel.other }])
  if (put.length === 0) throw coded('refused')
}
