import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A real SMTP receiver on loopback that keeps what it takes. */
export interface Receiver extends AsyncDisposable {
  readonly port: number
  readonly received: readonly { readonly from: string; readonly to: readonly string[]; readonly raw: string }[]
}

/** How a receiver may misbehave: an SMTP answer instead of taking the mail, or a line that drops at that stage. */
export type Manner = { readonly answer: number; readonly text: string } | { readonly drops: 'recipient' | 'afterData' }

export async function startReceiver(manner?: Manner): Promise<Receiver> {
  const received: { from: string; to: string[]; raw: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo(_address, session, done) {
      if (manner !== undefined && 'drops' in manner && manner.drops === 'recipient') return drop(session.id)
      done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (manner !== undefined && 'answer' in manner) {
          return done(Object.assign(new Error(manner.text), { responseCode: manner.answer }))
        }
        received.push({
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(recipient => recipient.address),
          raw: Buffer.concat(chunks).toString('utf8'),
        })
        if (manner !== undefined) return drop(session.id)
        done()
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
    [Symbol.asyncDispose]: () => new Promise(resolve => server.close(() => resolve())),
  }
}
