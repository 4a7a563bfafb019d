import { openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { AwsClient } from 'aws4fetch'
import type { Files, FileWriter } from '../domain.ts'
import { IncomingFile } from './incoming.ts'

/** A bucket of S3, or of a service that speaks like it. */
export interface Bucket {
  /** Address of the bucket and the prefix in it, with a slash at the end: "https://s3.example.org/tinbai/blobs/". */
  readonly address: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Only temporary keys have one. */
  readonly sessionToken: string | null
}

/** A 25 MB mail at 10 Mbit/s takes 20 s; a server that says nothing for this long is gone. */
const ANSWER_MILLISECONDS = 60_000
const RETRIES = 3

/**
 * A bucket of files named by their SHA-256. A file comes in on the local disk, where it gets its name, and is put into
 * the bucket in one request with its hash, which the server checks: a file is whole or not there.
 *
 * @param spool a local folder for files that are on their way
 */
export function openBucket(bucket: Bucket, spool: string): Files {
  const client = new AwsClient({
    ...bucket,
    sessionToken: bucket.sessionToken ?? '',
    service: 's3',
    retries: RETRIES,
  })

  async function ask(key: string, init: RequestInit): Promise<Response> {
    if (!/^[0-9a-f]{64}$/.test(key)) throw new Error(`not the key of a file: ${key}`)
    const signal = AbortSignal.timeout(ANSWER_MILLISECONDS)
    const response = await client.fetch(`${bucket.address}${key}`, { ...init, signal })
    if (response.ok || response.status === NOTHING_THERE) return response
    await response.body?.cancel()
    throw Object.assign(new Error(`The bucket answered ${response.status} for ${key}`), {
      code: `S3_${response.status}`,
    })
  }

  async function put(sha256: string, path: string): Promise<void> {
    const headers = { 'X-Amz-Content-Sha256': sha256, 'Content-Type': 'application/octet-stream' }
    await (await ask(sha256, { method: 'PUT', headers, body: await openAsBlob(path) })).body?.cancel()
  }

  return {
    async read(key, range) {
      if (range !== undefined && range.end <= range.start) return new Uint8Array()
      const headers = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end - 1}` }
      const response = await ask(key, { headers })
      return response.status === NOTHING_THERE ? new Uint8Array() : new Uint8Array(await response.arrayBuffer())
    },
    async *stream(key) {
      yield* (await ask(key, {})).body ?? []
    },
    create: () => new BucketWriter(spool, put),
  }
}

/** The range begins behind the end of the file (RFC 9110 §15.5.17). */
const NOTHING_THERE = 416

class BucketWriter implements FileWriter {
  readonly #incoming: IncomingFile
  readonly #put: (sha256: string, path: string) => Promise<void>

  constructor(spool: string, put: (sha256: string, path: string) => Promise<void>) {
    this.#incoming = new IncomingFile(spool)
    this.#put = put
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#incoming.write(bytes)
  }

  async keep(): Promise<{ sha256: string; bytes: number }> {
    const { path, sha256, bytes } = await this.#incoming.end(false)
    try {
      await this.#put(sha256, path)
      return { sha256, bytes }
    } finally {
      await rm(path, { force: true })
    }
  }

  discard(): Promise<void> {
    return this.#incoming.discard()
  }
}
