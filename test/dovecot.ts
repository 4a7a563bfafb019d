import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import type { ImapServer } from '../src/mailbox/connect.ts'
import { temporaryFolder } from './folder.ts'
import { freePort } from './port.ts'
import { program } from './system.ts'

export type WithPassword = ImapServer & { readonly auth: { readonly password: string } }

/** A real IMAP server on loopback, with mail of its own. It has the folders INBOX, Sent and Junk. */
export interface Dovecot extends AsyncDisposable {
  readonly port: number
  /** How an account is reached; every name is an account, made when it is first used. */
  account(name?: string): WithPassword
  /** Puts a mail there, as another program does. Gives its UID. */
  append(raw: string | Uint8Array, to?: Place): Promise<number>
  /** Runs something as another program that has the account open. */
  as<T>(work: (client: ImapFlow) => Promise<T>, name?: string): Promise<T>
  /** Every mail of a folder gets a new UID under a new UIDVALIDITY. */
  renumber(folder?: string, name?: string): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
  /** SIGKILL, as when the machine fails. */
  kill(): Promise<void>
}

export interface Place {
  readonly folder?: string
  readonly flags?: readonly string[]
  readonly name?: string
  /** INTERNALDATE; without it, now. */
  readonly date?: Date
}

const PASSWORD = 'mat-khau-thu'
const ACCOUNT = 'toasoan'

/** @param tokens the authority whose tokens let people in as well */
export async function startDovecot(tokens: { readonly url: string } | null = null): Promise<Dovecot> {
  const folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const port = await freePort()
  const user = runAs()
  const byTokens = tokens === null ? '' : tokenConfiguration(folder.path)
  await writeFile(join(folder.path, 'dovecot.conf'), `${configuration(folder.path, port, user)}${byTokens}`)
  if (tokens !== null) {
    const asks = `tokeninfo_url = ${tokens.url}/tokeninfo?access_token=\nusername_attribute = email\n`
    await writeFile(join(folder.path, 'tokens.conf'), asks)
  }
  await writeFile(join(folder.path, 'users'), '')
  for (const name of ['mail', 'run', 'state']) await mkdir(join(folder.path, name), { mode: 0o777 })
  for (const name of ['mail', 'run', 'state']) await chmod(join(folder.path, name), 0o777)
  const log = join(folder.path, 'log')
  await writeFile(log, '')
  await chmod(log, 0o666)
  let child: ChildProcess | null = null
  let renumbered = 0

  const account = (name = ACCOUNT): WithPassword => ({
    host: '127.0.0.1',
    port,
    tls: 'off',
    user: name,
    auth: { password: PASSWORD },
  })

  const launch = (): ChildProcess =>
    spawn(...user.command(program('dovecot'), ['-F', '-c', join(folder.path, 'dovecot.conf')]), {
      cwd: folder.path,
      stdio: 'ignore',
    })

  /** After a kill it ends at once where a child of the one before holds the port still: then it is begun again. */
  async function start(): Promise<void> {
    child = launch()
    for (let tries = 0; !(await answers(account())); tries++) {
      if (tries > 2400) throw new Error(`Dovecot does not start: ${await readFile(log, 'utf8')}`)
      if (child.exitCode !== null) child = launch()
      await wait(25)
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child
    child = null
    if (ending === null || ending.exitCode !== null) return
    const ended = once(ending, 'exit')
    ending.kill(signal)
    await ended
    await rm(join(folder.path, 'run', 'master.pid'), { force: true })
  }

  async function as<T>(work: (client: ImapFlow) => Promise<T>, name = ACCOUNT): Promise<T> {
    const client = clientOf(account(name))
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.logout()
    }
  }

  await start()
  return {
    port,
    account,
    as,
    async append(raw, { folder: path = 'INBOX', flags = [], name, date } = {}) {
      const bytes = typeof raw === 'string' ? Buffer.from(raw.replace(/\r?\n/g, '\r\n')) : Buffer.from(raw)
      const kept = await as(client => client.append(path, bytes, [...flags], date), name)
      return kept === false ? 0 : (kept.uid ?? 0)
    },
    async renumber(path = 'INBOX', name = ACCOUNT) {
      await end('SIGTERM')
      const own = join(folder.path, 'mail', name, path === 'INBOX' ? '' : `.${path}`)
      for (const index of ['dovecot.index', 'dovecot.index.log', 'dovecot.index.cache']) {
        await rm(join(own, index), { force: true })
      }
      // By itself it takes the time of day in seconds, which may be that of the time before.
      const uidValidity = Math.floor(Date.now() / 1000) + 1000 * ++renumbered
      const list = join(own, 'dovecot-uidlist')
      await writeFile(list, `3 V${uidValidity} N1 G${randomBytes(16).toString('hex')}\n`)
      await chown(list, user.uid, user.gid)
      await start()
    },
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await end('SIGTERM')
      await folder[Symbol.asyncDispose]()
    },
  }
}

async function answers(server: WithPassword): Promise<boolean> {
  const client = clientOf(server)
  try {
    await client.connect()
    await client.logout()
    return true
  } catch {
    return false // not yet
  }
}

function clientOf({ host, port, user, auth }: WithPassword): ImapFlow {
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: auth.password },
    logger: false,
    disableAutoIdle: true,
  })
  client.on('error', () => undefined)
  return client
}

const tokenConfiguration = (folder: string): string => `auth_mechanisms = plain login xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${folder}/tokens.conf
}
`

/** Dovecot refuses to serve as root: there it runs as `nobody`. */
function runAs() {
  const { uid, gid, username } = userInfo()
  if (uid !== 0) {
    const command = (path: string, args: string[]): [string, string[]] => [path, args]
    return { name: username, uid, gid, group: `#${gid}`, command }
  }
  const command = (path: string, args: string[]): [string, string[]] => [
    'setpriv',
    ['--reuid=nobody', '--regid=nogroup', '--clear-groups', path, ...args],
  ]
  return { name: 'nobody', uid: 65534, gid: 65534, group: 'nogroup', command }
}

function configuration(folder: string, port: number, user: ReturnType<typeof runAs>): string {
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${user.name}
default_login_user = ${user.name}
default_internal_group = ${user.group}
mail_location = maildir:${folder}/mail/%u
mail_uid = ${user.uid}
mail_gid = ${user.gid}
first_valid_uid = ${user.uid}
first_valid_gid = ${user.gid}
mail_max_userip_connections = 50
passdb {
  driver = static
  mechanisms = plain login
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${user.uid} gid=${user.gid} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
  mailbox Junk {
    auto = create
    special_use = \\Junk
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`
}
