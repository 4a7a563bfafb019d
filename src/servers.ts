import { openGrant } from '../pipelines/grant.ts'
import type { AccessToken } from './domain.ts'
import type { ImapServer } from './mailbox/connect.ts'
import type { SmtpServer } from './replies/send.ts'
import type { OAuthClient, Settings } from './settings.ts'
import type { Database } from './store/database.ts'

/** The servers of mail, with the way in that is set. Null: none is set. */
export interface Servers {
  readonly imap: ImapServer | null
  readonly smtp: SmtpServer | null
}

/** @param database where access that a person gave is kept; null: it is away, and nobody gets in by such access */
export function serversOf({ imap, smtp }: Settings, database: Database | null): Servers {
  const account = grantedTo(imap?.user ?? '')
  const open = (client: OAuthClient): AccessToken =>
    database === null
      ? () => Promise.reject(new Error('The database is away'))
      : openGrant({ database, client, account, now: () => new Date() })
  return {
    imap: imap && { ...imap, auth: 'client' in imap.auth ? { accessToken: open(imap.auth.client) } : imap.auth },
    smtp: smtp && { ...smtp, accessToken: smtp.client && open(smtp.client) },
  }
}

/** The name of an inbox among those to which access was given. */
export const grantedTo = (user: string): string => user.toLowerCase()
