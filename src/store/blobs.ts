import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Files, FileWriter } from '../domain.ts'

/**
 * A folder of files named by their SHA-256, spread over 256 folders. A file is whole or not there: it is written
 * under another name, brought to the disk and renamed. A key that is an absolute path is that file, so that `inspect`
 * reads a mail where it lies.
 *
 * @param durable wait for the disk before a file counts as kept. Off only where nothing is stored (`inspect`).
 */
export function openBlobs(folder: string, durable = true): Files {
  const pathOf = (key: string): string => (isHash(key) ? join(folder, key.slice(0, 2), key) : absolute(key))
  return {
    async read(key, range) {
      if (range === undefined) return readFile(pathOf(key))
      const file = await open(pathOf(key))
      try {
        const end = Math.min(range.end, (await file.stat()).size)
        const bytes = new Uint8Array(Math.max(0, end - range.start))
        const { bytesRead } = await file.read(bytes, 0, bytes.length, range.start)
        return bytes.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    stream: key => createReadStream(pathOf(key), { highWaterMark: 256 * 1024 }),
    create: () => new BlobWriter(folder, pathOf, durable),
  }
}

/** No mail takes this long to come in. */
const HALF_WRITTEN_HOURS = 24

/** Removes what writers of processes that are gone have left half written. */
export async function clearHalfWritten(folder: string, now: Date): Promise<void> {
  const incoming = join(folder, INCOMING)
  const names = existsSync(incoming) ? await readdir(incoming) : []
  for (const path of names.map(name => join(incoming, name))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now.getTime() })) // kept meanwhile
    if (now.getTime() - mtimeMs > HALF_WRITTEN_HOURS * 3_600_000) await rm(path, { force: true })
  }
}

const INCOMING = 'incoming'

class BlobWriter implements FileWriter {
  readonly #hash = createHash('sha256')
  readonly #pathOf: (key: string) => string
  readonly #durable: boolean
  readonly #temporary: string
  #file: FileHandle | null = null
  #bytes = 0

  constructor(folder: string, pathOf: (key: string) => string, durable: boolean) {
    this.#pathOf = pathOf
    this.#durable = durable
    this.#temporary = join(folder, INCOMING, randomUUID())
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    const file = await this.#opened()
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
  }

  async keep(): Promise<{ sha256: string; bytes: number }> {
    const file = await this.#opened()
    if (this.#durable) await file.sync()
    await file.close()
    const sha256 = this.#hash.digest('hex')
    const path = this.#pathOf(sha256)
    await mkdir(dirname(path), { recursive: true })
    await rename(this.#temporary, path)
    if (this.#durable) await syncFolder(dirname(path))
    return { sha256, bytes: this.#bytes }
  }

  async discard(): Promise<void> {
    await this.#file?.close()
    await rm(this.#temporary, { force: true })
  }

  async #opened(): Promise<FileHandle> {
    if (this.#file === null) {
      await mkdir(dirname(this.#temporary), { recursive: true })
      this.#file = await open(this.#temporary, 'wx')
    }
    return this.#file
  }
}

/** A rename is on the disk only when its folder is. Windows cannot open folders and does not need it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const isHash = (key: string): boolean => /^[0-9a-f]{64}$/.test(key)

function absolute(key: string): string {
  if (resolve(key) !== key) throw new Error(`not the key of a file: ${key}`)
  return key
}
