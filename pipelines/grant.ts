import type { AccessToken } from '../src/domain.ts'
import { type OAuthClient, refresh } from '../src/gmail/tokens.ts'
import type { Database } from '../src/store/database.ts'
import { endGrant, readGrant } from '../src/store/grants.ts'

export interface GrantEdges {
  readonly database: Database
  readonly client: OAuthClient
  /** The inbox. */
  readonly account: string
  readonly now: () => Date
}

/** A token is not used in the last minute that it is valid. */
const SPARE_SECONDS = 60

/**
 * Access to an inbox that a person has given. Once it was taken back, nobody is asked any more until it is given again;
 * that is seen at the next use, in every process.
 */
export function openGrant({ database, client, account, now }: GrantEdges): AccessToken {
  let held = { id: '', token: '', until: 0 }
  return async refused => {
    const grant = await readGrant(database, account, client.secret)
    if (grant === null) return null
    const { id, refreshToken } = grant
    if (held.id === id && held.token !== refused && now().getTime() < held.until) return held.token
    const access = await refresh(client, refreshToken)
    if (access === null) {
      await endGrant(database, id, now())
      return null
    }
    held = { id, token: access.token, until: now().getTime() + (access.lasts - SPARE_SECONDS) * 1000 }
    return access.token
  }
}
