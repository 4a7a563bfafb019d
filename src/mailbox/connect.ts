import { ImapFlow, type MailboxObject } from 'imapflow'
import type { AccessToken } from '../domain.ts'
import { MailboxError, problemOf } from './problem.ts'

/** How the inbox's server is reached. */
export interface ImapServer {
  readonly host: string
  readonly port: number
  readonly tls: 'on' | 'starttls' | 'off'
  readonly user: string
  readonly auth: { readonly password: string } | { readonly accessToken: AccessToken }
}

/** What must not last for ever, in milliseconds. */
export interface Deadlines {
  /** From the first packet to the end of signing in. */
  readonly connect: number
  /** One command, or one piece of a mail. */
  readonly answer: number
}

/** RFC 9051 §5.4 lets a server be silent for 30 minutes, but for an answer that it owes two are ample. */
export const PATIENCE: Deadlines = { connect: 60_000, answer: 120_000 }

/** Bytes of a mail that are asked for at once: on a line of 5 KB/s they come within the deadline of an answer. */
export const PIECE_BYTES = 512 * 1024
/** A larger literal is no answer to what we ask. */
const MAX_LITERAL_BYTES = 2 * PIECE_BYTES
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024

/** A signed-in connection. Once lost it stays lost: the next one is a new client (postalsys/imapflow#15). */
export interface Connection extends AsyncDisposable {
  /** Gmail's extensions are offered: its own message and thread ids, and labels. */
  readonly isGmail: boolean
  /**
   * Runs a command. It ends with its answer, or when the connection does, or at its deadline, and then the connection
   * is given up: a command of imapflow may never settle (postalsys/imapflow#252).
   *
   * @throws {MailboxError}
   */
  ask<T>(command: (client: ImapFlow) => Promise<T>): Promise<T>
  /**
   * Opens a folder; nothing that is done then marks a mail as read.
   *
   * @throws {MailboxError}
   */
  open(path: string): Promise<OpenFolder>
  /** Waits until the open folder changes, the time is over, or the connection has ended: what is known only next. */
  idle(milliseconds: number): Promise<void>
  /** Ends the command at hand. */
  close(): void
}

export interface OpenFolder {
  readonly uidValidity: string
  /** The next mail that comes gets this UID or a higher one; null where the server does not say. */
  readonly uidNext: number | null
  readonly mails: number
}

/**
 * Signs in.
 *
 * @throws {MailboxError}
 */
export async function connect(server: ImapServer, deadlines: Deadlines = PATIENCE): Promise<Connection> {
  const signingIn = await signInOf(server)
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.tls === 'on',
    doSTARTTLS: server.tls === 'starttls',
    auth: { user: server.user, ...signingIn },
    clientInfo: { name: 'tinbai' },
    logger: false,
    disableAutoIdle: true,
    // UTF8=ACCEPT changes how a mail's bytes are sent, and the bytes are its identity.
    disableAutoEnable: true,
    maxLiteralSize: MAX_LITERAL_BYTES,
    maxResponseSize: MAX_RESPONSE_BYTES,
  })
  // Every failure also ends the command at hand, which reports it.
  client.on('error', () => undefined)
  let changed = false
  client.on('exists', () => {
    changed = true
  })
  const ask = <T>(command: (client: ImapFlow) => Promise<T>): Promise<T> =>
    within(client, deadlines.answer, command(client))
  try {
    await within(client, deadlines.connect, client.connect())
  } catch (error) {
    if (error instanceof MailboxError && error.code === 'signIn') await signInOf(server, signingIn.accessToken)
    throw error
  }
  return {
    isGmail: client.capabilities.has('X-GM-EXT-1'),
    ask,
    async open(path) {
      changed = false
      return openFolder(await ask(() => client.mailboxOpen(path, { readOnly: true })))
    },
    idle: milliseconds => (changed ? Promise.resolve() : idle(client, milliseconds)),
    close: () => client.close(),
    async [Symbol.asyncDispose]() {
      // A farewell that fails changes nothing: the connection is closed all the same.
      if (client.usable) await within(client, FAREWELL, client.logout()).catch(() => undefined)
      client.close()
    },
  }
}

/** `refused`: the token that let us not in; where no other is to be had, that is the reason. */
async function signInOf({ auth }: ImapServer, refused?: string): Promise<{ pass?: string; accessToken?: string }> {
  if ('password' in auth) return { pass: auth.password }
  const accessToken = await auth.accessToken(refused).catch(error => {
    throw new MailboxError('lost', error)
  })
  if (accessToken === null) throw new MailboxError('grant')
  return { accessToken }
}

function openFolder({ uidValidity, uidNext, exists }: MailboxObject): OpenFolder {
  return { uidValidity: String(uidValidity), uidNext: uidNext ?? null, mails: exists }
}

async function idle(client: ImapFlow, milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  client.once('exists', resolve).once('close', resolve)
  // It may never settle; the next command ends it, and says so where it cannot.
  client.idle().catch(() => undefined)
  if (!client.isClosed) await promise
  clearTimeout(timer)
  client.off('exists', resolve).off('close', resolve)
}

/** Milliseconds for the answer to LOGOUT. */
const FAREWELL = 2000

async function within<T>(client: ImapFlow, milliseconds: number, command: Promise<T>): Promise<T> {
  const ending = Promise.withResolvers<never>()
  const timer = setTimeout(() => ending.reject(new MailboxError('mute')), milliseconds)
  const onClose = (): void => ending.reject(problem(client, null))
  client.once('close', onClose)
  try {
    return await Promise.race([command, ending.promise])
  } catch (error) {
    const failure = error instanceof MailboxError ? error : problem(client, error)
    if (failure.code !== 'refused') client.close()
    throw failure
  } finally {
    clearTimeout(timer)
    client.off('close', onClose)
  }
}

const problem = (client: ImapFlow, error: unknown): MailboxError =>
  new MailboxError(problemOf(error, client.byeReason), error ?? undefined)
