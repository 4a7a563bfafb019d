import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'
import { type Failed, outcomeOf, type Sending, type SmtpError } from './outcome.ts'

/** How the reply's server is reached. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  readonly tls: 'on' | 'starttls' | 'off'
  readonly user: string | null
  readonly password: string | null
}

export interface Envelope {
  readonly from: string
  readonly to: string
}

/** Milliseconds. RFC 5321 §4.5.3.2 allows the end of DATA ten minutes. */
const CONNECT = 30_000
const ANSWER = 10 * 60_000

/**
 * Sends once, never twice: repeating is the caller's decision.
 *
 * This speaks through nodemailer's connection rather than its transport, because only here the mail is first read when
 * the server has answered DATA: that tells a line that dropped before from one that dropped after.
 */
export async function sendMail(server: SmtpServer, { from, to }: Envelope, raw: Uint8Array): Promise<Sending> {
  let dataBegan = false
  const message = async function* (): AsyncGenerator<Uint8Array> {
    dataBegan = true
    yield raw
  }
  const failed = await speak(server, (connection, done) => {
    connection.send({ from, to: [to] }, Readable.from(message()), done)
  })
  return failed === null ? { outcome: 'sent' } : outcomeOf(failed, dataBegan)
}

/** Signs in and leaves. Null: the server is ready to take mail; else what would become of one. */
export async function reachServer(server: SmtpServer): Promise<Failed | null> {
  const failed = await speak(server, (_, done) => done(null))
  return failed === null ? null : outcomeOf(failed, false)
}

type Done = (error: Error | null) => void

/** Signs in, does something, and ends the connection, also where the server does first. Gives what went wrong. */
async function speak(
  server: SmtpServer,
  work: (connection: SMTPConnection, done: Done) => void,
): Promise<SmtpError | null> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.tls === 'on',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'off',
    connectionTimeout: CONNECT,
    greetingTimeout: CONNECT,
    socketTimeout: ANSWER,
  })
  const failed = await new Promise<Error | null>(resolve => {
    connection.on('error', resolve)
    connection.once('end', () => resolve(new Error('The server ended the connection')))
    connection.connect(error => {
      if (error) return resolve(error)
      signIn(connection, server, refused => (refused ? resolve(refused) : work(connection, resolve)))
    })
  })
  if (failed === null) connection.quit()
  else connection.close()
  return failed
}

function signIn(connection: SMTPConnection, { user, password }: SmtpServer, done: Done): void {
  if (user === null) done(null)
  else connection.login({ user, pass: password ?? '' }, refused => done(refused ?? null))
}
