import type { MailboxProblem } from '../src/domain.ts'
import type { Inbox } from '../src/mailbox/inbox.ts'
import type { Database } from '../src/store/database.ts'
import { listEditors } from '../src/store/editors.ts'
import { isToTell, noteTold } from '../src/store/mailboxes.ts'
import { alertMail } from '../templates/alert.ts'
import { type NoticeEdges, sendNotice } from './notice.ts'

/** The server is of another account than the inbox's, which is the one that is shut. */
export interface AlertEdges extends NoticeEdges {
  readonly database: Database
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
  const chiefs = (await listEditors(edges.database)).filter(({ role }) => role === 'chief')
  let told = false
  for (const { email } of chiefs) {
    const { outcome } = await sendNotice(email, alertMail(name, problem), edges)
    told ||= outcome === 'sent' || outcome === 'unsure'
  }
  return told
}
