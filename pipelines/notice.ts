import { randomUUID } from 'node:crypto'
import { composeReply } from '../src/replies/compose.ts'
import type { Sending } from '../src/replies/outcome.ts'
import { type SmtpServer, sendMail } from '../src/replies/send.ts'

export interface NoticeEdges {
  readonly server: SmtpServer
  readonly from: { readonly header: string; readonly address: string }
  readonly now: () => Date
}

/** Sends a mail of our own accord to one of the board: it is about no submission and answers nothing. */
export async function sendNotice(
  recipient: string,
  mail: { readonly subject: string; readonly text: string; readonly html: string },
  { server, from, now }: NoticeEdges,
): Promise<Sending> {
  const messageId = `<${randomUUID()}@${from.address.split('@')[1]}>`
  const whole = { ...mail, messageId, recipient, inReplyTo: null, references: [], reference: null }
  const raw = await composeReply(whole, { from: from.header, now: now(), form: null })
  return sendMail(server, { from: from.address, to: recipient }, raw)
}
