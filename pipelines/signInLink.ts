import type { SmtpServer } from '../src/replies/send.ts'
import { pipeline, type Row } from '../src/run/pipeline.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { LINK_MINUTES, makeLink } from '../src/store/signInLinks.ts'
import { signInMail } from '../templates/signInMail.ts'
import { type NoticeEdges, sendNotice } from './notice.ts'

export interface SignInLinkEdges {
  readonly database: Database
  /** Null: nothing can be sent. */
  readonly smtp: SmtpServer | null
  readonly from: NoticeEdges['from']
  /** Where a token signs in; null: the desk has no address that a mail could give. */
  readonly linkTo: ((token: string) => string) | null
  readonly now: () => Date
}

/**
 * An editor, whose number is the row's, asks for a link to sign in with. The token is kept nowhere, so whatever does not
 * leave at once is asked for again by who waits for it; one that was sent twice is good in the second mail.
 */
export const signInLink = pipeline<SignInLinkEdges, Writing>('signInLink')
  .step('mail', mail)
  .keep('send', async () => undefined)

async function mail({ id }: Row, { database, smtp, from, linkTo, now }: SignInLinkEdges): Promise<null> {
  if (smtp === null || linkTo === null) return null
  const link = await makeLink(database, id, now())
  if (link === null) return null
  await sendNotice(link.email, signInMail(linkTo(link.token), LINK_MINUTES), { server: smtp, from, now })
  return null
}
