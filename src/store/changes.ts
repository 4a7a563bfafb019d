import { once } from 'node:events'
import { type Connection, EnduringClient } from './database.ts'

/** Tells whoever asks when something that pages show has changed, in whichever process. */
export class Changes {
  readonly #listeners = new Set<() => void>()

  /** @returns what ends it */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Listens on a connection of its own until that is lost or `signal` ends it. What changed before is told as one
   * change: nobody knows.
   */
  async listen(connection: Connection, signal: AbortSignal): Promise<void> {
    const client = new EnduringClient({ ...connection, application_name: `tinbai ${process.pid} desk` })
    await client.connect()
    const ended = once(client, 'end')
    const end = (): void => void client.end()
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    client.on('notification', () => this.#tell())
    await Promise.race([client.query('listen tinbai_desk'), ended])
    this.#tell()
    await ended
    signal.removeEventListener('abort', end)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
