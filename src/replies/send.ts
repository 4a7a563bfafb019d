import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'

/** How the reply's server is reached. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  readonly tls: 'on' | 'starttls' | 'off'
  readonly user: string | null
  readonly password: string | null
}

/**
 * What came of one attempt. `later`: refused for now, nothing was taken. `refused`: for good. `unsure`: the connection
 * ended when the server may have had the whole mail: it is never sent again without a look or a person.
 */
export type Sending =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'later' | 'refused' | 'unsure'; readonly code: string }

export interface Envelope {
  readonly from: string
  readonly to: string
}

/** Milliseconds. RFC 5321 §4.5.3.2 allows the end of DATA ten minutes. */
const CONNECT = 30_000
const ANSWER = 10 * 60_000

/** Gmail's daily quota comes as a permanent code, but it is over tomorrow (5.4.5). */
const QUOTA = /\b5\.4\.5\b/

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

interface SmtpError extends Error {
  readonly responseCode?: number
  readonly response?: string
  readonly command?: string
  readonly code?: string
}

function outcomeOf(error: SmtpError, dataBegan: boolean): Sending {
  const code = String(error.responseCode ?? error.code ?? error.name)
  if (error.responseCode !== undefined) {
    const forNow = error.responseCode < 500 || QUOTA.test(error.response ?? '') || error.command === 'AUTH'
    return { outcome: forNow ? 'later' : 'refused', code }
  }
  return { outcome: dataBegan ? 'unsure' : 'later', code }
}
