import { randomUUID } from 'node:crypto'
import type { MailboxProblem } from '../src/domain.ts'
import type { Inbox } from '../src/mailbox/inbox.ts'
import { composeReply } from '../src/replies/compose.ts'
import { type SmtpServer, sendMail } from '../src/replies/send.ts'
import type { Database } from '../src/store/database.ts'
import { listEditors } from '../src/store/editors.ts'
import { isToTell, noteTold } from '../src/store/mailboxes.ts'
import { alertMail } from '../templates/alert.ts'

export interface AlertEdges {
  readonly database: Database
  /** Another account than the inbox's, which is the one that is shut. */
  readonly server: SmtpServer
  readonly from: { readonly header: string; readonly address: string }
  readonly now: () => Date
}

/** Only a person can open the inbox again. */
const SHUT: readonly MailboxProblem[] = ['grant', 'signIn']

/** An inbox of which the chief editors are told by mail when it is shut to us: once, until it is read again. */
export const telling = (
  inbox: Inbox,
  of: { readonly account: string; readonly name: string },
  edges: AlertEdges,
): Inbox => ({
  ...inbox,
  async note(state) {
    await inbox.note(state)
    const { problem = null } = state
    if (problem === null || !SHUT.includes(problem)) return
    const { database } = edges
    if (!(await isToTell(database, of.account, problem))) return
    if (await tellChiefs(of.name, problem, edges)) await noteTold(database, of.account, problem)
  },
})

/** @returns whether it went out to one of them at least */
async function tellChiefs(name: string, problem: MailboxProblem, edges: AlertEdges): Promise<boolean> {
  const { database, server, from, now } = edges
  const chiefs = (await listEditors(database)).filter(({ role }) => role === 'chief')
  let told = false
  for (const { email } of chiefs) {
    const messageId = `<${randomUUID()}@${from.address.split('@')[1]}>`
    const mail = {
      ...alertMail(name, problem),
      messageId,
      recipient: email,
      inReplyTo: null,
      references: [],
      reference: null,
    }
    const raw = await composeReply(mail, { from: from.header, now: now(), form: null })
    const { outcome } = await sendMail(server, { from: from.address, to: email }, raw)
    told ||= outcome === 'sent' || outcome === 'unsure'
  }
  return told
}
