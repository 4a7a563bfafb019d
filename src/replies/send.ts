import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'
import XOAuth2 from 'nodemailer/lib/xoauth2/index.js'
import type { AccessToken } from '../domain.ts'
import { type Failed, outcomeOf, type Sending, type SmtpError } from './outcome.ts'

/** How the reply's server is reached. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  readonly tls: 'on' | 'starttls' | 'off'
  readonly user: string | null
  readonly password: string | null
  /** In place of a password. */
  readonly accessToken?: AccessToken | null
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
type Work = (connection: SMTPConnection, done: Done) => void

/** Signs in and does something. Gives what went wrong; where a token is refused, whether another is to be had. */
async function speak(server: SmtpServer, work: Work): Promise<SmtpError | null> {
  const { accessToken = null } = server
  if (accessToken === null) return converse(server, null, work)
  try {
    const token = await accessToken()
    if (token === null) return NO_ACCESS
    const failed = await converse(server, token, work)
    return failed?.code === 'EAUTH' && (await accessToken(token)) === null ? NO_ACCESS : failed
  } catch (error) {
    return error as SmtpError
  }
}

const NO_ACCESS: SmtpError = Object.assign(new Error('Access was taken back'), { code: 'ENOACCESS' })

/** The connection ends with the work, also where the server ends it first. */
async function converse(server: SmtpServer, token: string | null, work: Work): Promise<SmtpError | null> {
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
      signIn(connection, server, token, refused => (refused ? resolve(refused) : work(connection, resolve)))
    })
  })
  if (failed === null) connection.quit()
  else connection.close()
  return failed
}

function signIn(connection: SMTPConnection, server: SmtpServer, token: string | null, done: Done): void {
  const { user, password } = server
  if (user === null) done(null)
  else {
    const byPassword = { user, pass: password ?? '' }
    const credentials = token === null ? byPassword : { oauth2: new XOAuth2({ user, accessToken: token }) }
    connection.login(credentials, refused => done(refused ?? null))
  }
}
