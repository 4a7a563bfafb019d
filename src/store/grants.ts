import type { Database } from './database.ts'
import { seal, unseal } from './sealed.ts'

/** Keeps the access that a person has given to an inbox, in place of what was given before. */
export async function keepGrant(
  database: Database,
  {
    account,
    refreshToken,
    secret,
  }: { readonly account: string; readonly refreshToken: string; readonly secret: string },
  now: Date,
): Promise<void> {
  const row = { token: seal(refreshToken, secret, account), givenAt: now, endedAt: null }
  await database
    .insertInto('grants')
    .values({ account, ...row })
    .onConflict(conflict => conflict.column('account').doUpdateSet(row))
    .execute()
}

/**
 * The access to an inbox, or null: none was given, it has ended, or was sealed with another secret.
 *
 * @returns `id`: tells this grant from one that is given later
 */
export async function readGrant(
  database: Database,
  account: string,
  secret: string,
): Promise<{ readonly id: string; readonly refreshToken: string } | null> {
  const row = await database
    .selectFrom('grants')
    .select('token')
    .where('account', '=', account)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  const refreshToken = row === undefined ? null : unseal(row.token, secret, account)
  return row === undefined || refreshToken === null ? null : { id: row.token, refreshToken }
}

/** Access was taken back; one that was given since stands. */
export async function endGrant(database: Database, id: string, now: Date): Promise<void> {
  await database.updateTable('grants').set({ endedAt: now }).where('token', '=', id).execute()
}
