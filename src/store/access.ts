import type { Database } from './database.ts'
import { acceptInvitation, hasEditors, invited, setPassword } from './editors.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { addProgram, endProgram, findProgram, listPrograms } from './programs.ts'
import { endSession, endSessions, findSession, listSessions, openSession } from './sessions.ts'
import { askForLink, useLink } from './signInLinks.ts'
import { hashOf } from './tokens.ts'

/** Wrong passwords in this time are counted together. */
const WINDOW_MILLISECONDS = 15 * 60_000

/** Then no password is looked at until the time is over. An office shares one address. */
const TRIES = { account: 10, address: 50 } as const

/** Links that are mailed in the same time; whoever asks for more gets the same answer and no mail. */
const LINKS = { account: 3, address: 20 } as const

type Wake = (wake: { readonly pipeline: string; readonly id: number }) => Promise<void>

/**
 * How editors get in; implements `Access` of `src/web/access.ts`.
 *
 * @param wake of the queue that mails links; null: none can be mailed
 */
export function openAccess(database: Database, now: () => Date, wake: Wake | null) {
  return {
    hasEditors: () => hasEditors(database),
    invited: (code: string) => invited(database, code, now()),
    async accept(code: string, person: Parameters<typeof acceptInvitation>[2], device: string) {
      const editor = await acceptInvitation(database, code, person, now())
      return editor === null ? null : openSession(database, editor.id, device, now())
    },
    async signIn({ email, password, address, device }: SigningIn) {
      const checked = await check(database, { email, password, address }, now())
      return typeof checked === 'string' ? checked : { token: await openSession(database, checked.id, device, now()) }
    },
    async changePassword({ email, password, address, device }: SigningIn, next: string) {
      const checked = await check(database, { email, password, address }, now())
      if (typeof checked === 'string') return checked
      const hash = await hashPassword(next)
      await database.transaction().execute(writing => setPassword(writing, checked.id, hash))
      return { token: await openSession(database, checked.id, device, now()) }
    },
    askForLink:
      wake === null ? null : (asked: Pick<Credentials, 'email' | 'address'>) => mailLink(database, asked, now(), wake),
    async enter(token: string, device: string) {
      const editor = await useLink(database, token, now())
      return editor === null ? null : openSession(database, editor, device, now())
    },
    session: (token: string) => findSession(database, token, now()),
    sessions: (editor: number) => listSessions(database, editor, now()),
    addProgram: (editor: number, name: string) => addProgram(database, editor, name, now()),
    program: (token: string) => findProgram(database, token),
    programs: (editor: number) => listPrograms(database, editor),
    endProgram: (editor: number, id: number) => endProgram(database, editor, id),
    endSession: (token: string) => endSession(database, token),
    endSessions: (editor: number, which: Parameters<typeof endSessions>[2]) => endSessions(database, editor, which),
  }
}

interface Credentials {
  /** Lower case. */
  readonly email: string
  readonly password: string
  /** The network address that it comes from. */
  readonly address: string
}

interface SigningIn extends Credentials {
  readonly device: string
}

/**
 * Counts the try before the password is looked at, so that many at once do not pass together. An address nobody has is
 * counted and takes as long as one that somebody has.
 */
async function check(
  database: Database,
  { email, password, address }: Credentials,
  now: Date,
): Promise<{ readonly id: number } | 'wrong' | 'locked'> {
  const keys = { account: `account ${hashOf(email)}`, address: `address ${address}` }
  await forgetOld(database, now)
  const ofAccount = await countTry(database, keys.account, now)
  const ofAddress = await countTry(database, keys.address, now)
  if (ofAccount > TRIES.account || ofAddress > TRIES.address) return 'locked'
  const row = await database
    .selectFrom('editors')
    .select(['id', 'password'])
    .where('email', '=', email)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (!(await isPassword(password, row?.password ?? null)) || row === undefined) return 'wrong'
  await forgive(database, keys)
  return { id: row.id }
}

/** Nobody learns from the answer, or from how long it takes to be mailed, who has an account. */
async function mailLink(
  database: Database,
  { email, address }: Pick<Credentials, 'email' | 'address'>,
  now: Date,
  wake: Wake,
): Promise<void> {
  await forgetOld(database, now)
  const ofAccount = await countTry(database, `link ${hashOf(email)}`, now)
  const ofAddress = await countTry(database, `link address ${address}`, now)
  if (ofAccount > LINKS.account || ofAddress > LINKS.address) return
  const row = await askForLink(database, email, now)
  if (row !== null) await wake(row)
}

async function forgetOld(database: Database, now: Date): Promise<void> {
  await database
    .deleteFrom('signInTries')
    .where('since', '<=', new Date(now.getTime() - WINDOW_MILLISECONDS))
    .execute()
}

async function countTry(database: Database, key: string, now: Date): Promise<number> {
  const { tries } = await database
    .insertInto('signInTries')
    .values({ key, tries: 1, since: now })
    .onConflict(conflict => conflict.column('key').doUpdateSet(eb => ({ tries: eb('signInTries.tries', '+', 1) })))
    .returning('tries')
    .executeTakeFirstOrThrow()
  return tries
}

/** The right password clears its account; of the address only this try is taken back, others there may be guessing. */
async function forgive(database: Database, keys: { readonly account: string; readonly address: string }) {
  await database.deleteFrom('signInTries').where('key', '=', keys.account).execute()
  await database
    .updateTable('signInTries')
    .set(eb => ({ tries: eb('tries', '-', 1) }))
    .where('key', '=', keys.address)
    .execute()
}
