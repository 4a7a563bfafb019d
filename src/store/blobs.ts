import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Files, FileWriter, Sha256 } from '../domain.ts'
import { IncomingFile } from './incoming.ts'

/**
 * A folder of files named by their SHA-256, spread over 256 folders. A file is whole or not there: it is written
 * under another name, brought to the disk and renamed. A key that is an absolute path is that file, so that `inspect`
 * reads a mail where it lies.
 *
 * @param durable wait for the disk before a file counts as kept. Off only where nothing is stored (`inspect`).
 */
export function openBlobs(folder: string, durable = true): Files {
  const pathOf = (key: string): string => (isHash(key) ? pathOfBlob(folder, key) : absolute(key))
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
    create: () => new BlobWriter(folder, durable),
  }
}

const pathOfBlob = (folder: string, sha256: Sha256): string => join(folder, sha256.slice(0, 2), sha256)

class BlobWriter implements FileWriter {
  readonly #folder: string
  readonly #durable: boolean
  readonly #incoming: IncomingFile

  constructor(folder: string, durable: boolean) {
    this.#folder = folder
    this.#durable = durable
    this.#incoming = new IncomingFile(folder)
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#incoming.write(bytes)
  }

  async keep(): Promise<{ sha256: string; bytes: number }> {
    const { path, sha256, bytes } = await this.#incoming.end(this.#durable)
    const place = pathOfBlob(this.#folder, sha256)
    await mkdir(dirname(place), { recursive: true })
    await rename(path, place)
    if (this.#durable) await syncFolder(dirname(place))
    return { sha256, bytes }
  }

  discard(): Promise<void> {
    return this.#incoming.discard()
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
