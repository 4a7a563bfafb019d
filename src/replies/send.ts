import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'
import { outcomeOf, type Sending, type SmtpError } from './outcome.ts'

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
export async function sendMail(server: SmtpServer, envelope: Envelope, raw: Uint8Array): Promise<Sending> {
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
  let dataBegan = false
  const message = async function* (): AsyncGenerator<Uint8Array> {
    dataBegan = true
    yield raw
  }
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject)
      connection.once('end', () => reject(new Error('The server ended the connection')))
      converse(connection, server, { from: envelope.from, to: [envelope.to] }, Readable.from(message()), error =>
        error === null ? resolve() : reject(error),
      )
    })
    connection.quit()
    return { outcome: 'sent' }
  } catch (error) {
    connection.close()
    return outcomeOf(error as SmtpError, dataBegan)
  }
}

function converse(
  connection: SMTPConnection,
  server: SmtpServer,
  envelope: SMTPConnection.Envelope,
  message: Readable,
  done: (error: Error | null) => void,
): void {
  const send = (): void => connection.send(envelope, message, error => done(error))
  connection.connect(error => {
    if (error) return done(error)
    if (server.user === null) return send()
    connection.login({ user: server.user, pass: server.password ?? '' }, refused => (refused ? done(refused) : send()))
  })
}
