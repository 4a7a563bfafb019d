import type { MailboxProblem, MailboxState } from '../domain.ts'
import type { Database } from './database.ts'

/**
 * Notes an inbox that is to be read, if it is new.
 *
 * @returns when it was first read, and before when mail came that is never to be answered
 */
export async function openMailbox(
  database: Database,
  account: string,
  now: Date,
): Promise<{ readonly firstReadAt: Date; readonly silentBefore: Date | null }> {
  await database
    .insertInto('mailboxes')
    .values({ account, firstReadAt: now, troubled: '[]' })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return database
    .selectFrom('mailboxes')
    .select(['firstReadAt', 'silentBefore'])
    .where('account', '=', account)
    .executeTakeFirstOrThrow()
}

/** Writes down how reading goes. */
export async function noteMailbox(database: Database, account: string, state: Partial<MailboxState>): Promise<void> {
  const { troubled, ...columns } = state
  await database
    .updateTable('mailboxes')
    .set({
      ...columns,
      ...(troubled === undefined ? {} : { troubled: JSON.stringify(troubled) }),
      ...(state.problem === null ? { told: null } : {}),
    })
    .where('account', '=', account)
    .execute()
}

/** Whether somebody is to be told of it: once, and not while an inbox that is new is being set up. */
export async function isToTell(database: Database, account: string, problem: MailboxProblem): Promise<boolean> {
  const row = await database
    .selectFrom('mailboxes')
    .select('account')
    .where('account', '=', account)
    .where('contactAt', 'is not', null)
    .where('told', 'is distinct from', problem)
    .executeTakeFirst()
  return row !== undefined
}

/** Counts until the inbox is read again. */
export async function noteTold(database: Database, account: string, told: MailboxProblem): Promise<void> {
  await database.updateTable('mailboxes').set({ told }).where('account', '=', account).execute()
}

/** How reading goes, or null for an inbox that was never read. */
export async function readMailbox(database: Database, account: string): Promise<MailboxState | null> {
  const row = await database
    .selectFrom('mailboxes')
    .select(['mails', 'missing', 'troubled', 'comparedAt', 'contactAt', 'problem', 'retryAt'])
    .where('account', '=', account)
    .executeTakeFirst()
  return row ?? null
}
