import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A real SMTP receiver on loopback that keeps what it takes. */
export interface Receiver extends AsyncDisposable {
  readonly port: number
  readonly received: readonly { readonly from: string; readonly to: readonly string[]; readonly raw: string }[]
  /** How often somebody has signed in or tried to give a mail. */
  readonly tries: number
  /** From now on it behaves like this; nothing: as it should. */
  behave(manner?: Manner): void
}

/**
 * How a receiver may misbehave: an SMTP answer (to the mail itself, or at an earlier stage), or a line that drops at
 * that stage: before the end of the mail it keeps nothing, after it the mail.
 */
export type Manner =
  | { readonly answer: number; readonly text: string; readonly to?: 'auth' | 'sender' | 'recipient' }
  | { readonly drops: 'recipient' | 'beforeEnd' | 'afterData' }

/**
 * @param deliver what becomes of each mail that is taken; without it, it is only kept
 * @param accountOf whom a token lets in; without it, every password lets everybody in
 */
export async function startReceiver(
  first?: Manner,
  deliver?: (raw: string) => Promise<unknown>,
  accountOf?: (token: string) => string | null,
): Promise<Receiver> {
  let manner = first
  let tries = 0
  const received: { from: string; to: string[]; raw: string }[] = []
  const answer = (stage: 'auth' | 'sender' | 'recipient' | undefined): Error | null =>
    manner !== undefined && 'answer' in manner && manner.to === stage
      ? Object.assign(new Error(manner.text), { responseCode: manner.answer })
      : null
  const drops = (): string | null => (manner !== undefined && 'drops' in manner ? manner.drops : null)
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    ...(accountOf === undefined ? {} : { authMethods: ['XOAUTH2'] }),
    onAuth({ username, accessToken }, _session, done) {
      tries++
      if (accountOf !== undefined && accountOf(accessToken ?? '') !== username) return done(null, {})
      const refused = answer('auth')
      if (refused === null) done(null, { user: username ?? '' })
      else done(refused)
    },
    onMailFrom(_address, _session, done) {
      tries++
      done(answer('sender'))
    },
    onRcptTo(_address, session, done) {
      if (drops() === 'recipient') return drop(session.id)
      done(answer('recipient'))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (drops() === 'beforeEnd') drop(session.id)
      })
      stream.on('end', () => {
        const refused = answer(undefined)
        if (refused !== null) return done(refused)
        if (drops() === 'beforeEnd') return drop(session.id)
        const raw = Buffer.concat(chunks).toString('utf8')
        received.push({
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(recipient => recipient.address),
          raw,
        })
        if (drops() === 'afterData') return drop(session.id)
        if (deliver === undefined) done()
        else deliver(raw).then(() => done(), done)
      })
    },
  })
  server.on('error', () => undefined)

  function drop(id: string): void {
    for (const connection of server.connections) if (connection.id === id) connection._socket.destroy()
  }

  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    get tries() {
      return tries
    },
    behave(next) {
      manner = next
    },
    [Symbol.asyncDispose]: () => new Promise(resolve => server.close(() => resolve())),
  }
}
