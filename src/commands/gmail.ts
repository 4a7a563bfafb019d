import { createInterface } from 'node:readline'
import { askAsText, GRANTED_PAGE, grantedAsText, notAnAddress, notGranted } from '../../templates/gmail.ts'
import { type Asking, askForAccess, type Brought } from '../gmail/authorize.ts'
import { redeem } from '../gmail/tokens.ts'
import { openGround } from '../ground.ts'
import { connect } from '../mailbox/connect.ts'
import { MailboxError } from '../mailbox/problem.ts'
import { grantedTo } from '../servers.ts'
import { type Imap, type OAuthClient, readSettings, SettingError } from '../settings.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { keepGrant } from '../store/grants.ts'
import { tryHeld } from '../store/postman.ts'

/**
 * `authorize`: walks a person through giving tinbai access to the inbox, beside a running service or without one.
 *
 * @throws with a sentence for the operator where it cannot be done
 */
export async function gmail(input: string[]): Promise<number | null> {
  if (input.length !== 1 || input[0] !== 'authorize') return null
  const settings = readSettings()
  const { imap } = settings
  if (imap === null || !('client' in imap.auth)) {
    throw new SettingError(
      'GMAIL_CLIENT_ID is not set: README.md, "Connecting Gmail", says how to get one. Example: GMAIL_CLIENT_ID=….apps.googleusercontent.com',
    )
  }
  await using stack = new AsyncDisposableStack()
  const { connection } = await openGround(settings, 'beside', stack, () => undefined)
  const database = await openDatabase(connection)
  stack.defer(() => database.destroy())
  await authorize(imap, imap.auth.client, database)
  process.stdout.write(grantedAsText(imap.user))
  return 0
}

async function authorize(imap: Imap, client: OAuthClient, database: Database): Promise<void> {
  await using asking = await askForAccess(client, imap.user, GRANTED_PAGE)
  process.stdout.write(askAsText(imap.user, asking.address))
  const brought = await answerTo(asking)
  if ('refused' in brought) throw new Error(notGranted.refused(brought.refused))
  const { redirectUri, verifier } = asking
  const { access, refreshToken } = await redeem(client, { code: brought.code, verifier, redirectUri })
  await opens(imap, access.token)
  await keepGrant(database, { account: grantedTo(imap.user), refreshToken, secret: client.secret }, new Date())
  await tryHeld(database, new Date())
}

/** From the browser on this machine, or by the hand of a person who has copied it from another. */
async function answerTo(asking: Asking): Promise<Brought> {
  const lines = createInterface(process.stdin)
  const { promise: pasted, resolve } = Promise.withResolvers<Brought>()
  lines.on('line', line => {
    const found = asking.read(line.trim())
    if (found === null) process.stdout.write(notAnAddress)
    else resolve(found)
  })
  try {
    return await Promise.race([asking.brought, pasted])
  } finally {
    lines.close()
    process.stdin.destroy()
  }
}

/** Somebody may have chosen another account, or left out the box that mail is behind. */
async function opens(imap: Imap, token: string): Promise<void> {
  try {
    await using _ = await connect({ ...imap, auth: { accessToken: async () => token } })
  } catch (error) {
    if (error instanceof MailboxError && error.code === 'signIn') throw new Error(notGranted.otherAccount(imap.user))
    throw error
  }
}
