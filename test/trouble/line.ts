import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line on loopback that can be cut: what comes in at `port` goes on to a server and back. */
export interface Line extends AsyncDisposable {
  readonly port: number
  /** Connections that are open now. */
  readonly open: number
  /** Cuts every connection. */
  cut(): void
  /** The next connection is cut when so many bytes have gone through it, to either side. */
  cutNextAfter(bytes: number): void
  /** Nothing goes through any more, and nobody is told. `unmute` cuts what was mute. */
  mute(): void
  unmute(): void
}

export async function openLine(to: number): Promise<Line> {
  const sockets = new Set<Socket>()
  let cutAfter: number | null = null
  let muted = false

  const listener = createServer({ pauseOnConnect: true }, near => {
    let left = cutAfter ?? Number.POSITIVE_INFINITY
    cutAfter = null
    const far = connect(to, '127.0.0.1')
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined).on('end', () => into.end())
      from.on('close', () => {
        sockets.delete(from)
        into.destroy()
      })
      from.on('data', (bytes: Buffer) => {
        const goesOn = bytes.length < left
        into.write(bytes.subarray(0, left), () => goesOn || into.destroy())
        left -= bytes.length
      })
      if (muted) from.pause()
    }
    if (!muted) near.resume()
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')

  function cut(): void {
    for (const socket of sockets) socket.destroy()
  }

  return {
    port: (listener.address() as AddressInfo).port,
    get open() {
      return sockets.size
    },
    cut,
    cutNextAfter(bytes) {
      cutAfter = bytes
    },
    mute() {
      muted = true
      for (const socket of sockets) socket.pause()
    },
    unmute() {
      muted = false
      cut()
    },
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise(resolve => listener.close(resolve))
    },
  }
}
