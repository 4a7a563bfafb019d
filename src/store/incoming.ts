import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Sha256 } from '../domain.ts'

/** The folder in a store's own folder where files lie until they are whole. */
const INCOMING = 'incoming'

/** No mail takes this long to come in. */
const HALF_WRITTEN_HOURS = 24

/** A file that is being written, under a name of its own, and hashed on the way. */
export class IncomingFile {
  readonly #hash = createHash('sha256')
  readonly #path: string
  #file: FileHandle | null = null
  #bytes = 0

  constructor(folder: string) {
    this.#path = join(folder, INCOMING, randomUUID())
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    const file = await this.#opened()
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
  }

  /** The file is whole. @param durable wait for the disk */
  async end(durable: boolean): Promise<{ readonly path: string; readonly sha256: Sha256; readonly bytes: number }> {
    const file = await this.#opened()
    if (durable) await file.sync()
    await file.close()
    return { path: this.#path, sha256: this.#hash.digest('hex'), bytes: this.#bytes }
  }

  async discard(): Promise<void> {
    await this.#file?.close()
    await rm(this.#path, { force: true })
  }

  async #opened(): Promise<FileHandle> {
    if (this.#file === null) {
      await mkdir(dirname(this.#path), { recursive: true })
      this.#file = await open(this.#path, 'wx')
    }
    return this.#file
  }
}

/** Removes what writers of processes that are gone have left half written. */
export async function clearHalfWritten(folder: string, now: Date): Promise<void> {
  const incoming = join(folder, INCOMING)
  const names = existsSync(incoming) ? await readdir(incoming) : []
  for (const path of names.map(name => join(incoming, name))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now.getTime() })) // kept meanwhile
    if (now.getTime() - mtimeMs > HALF_WRITTEN_HOURS * 3_600_000) await rm(path, { force: true })
  }
}
