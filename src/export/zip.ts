import { type PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** A file in a zip. */
export interface Entry {
  /** With "/" between folders; fit for every system, see `entryName`. */
  readonly name: string
  readonly bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

/**
 * Photos do not get smaller, and a text is small. They are compressed nevertheless: a file whose size is told only after
 * it must be, for a reader that goes from front to back (Java's ZipInputStream) to find its end.
 */
const FASTEST = 1

/**
 * A zip that is made while it is read, and not before: each entry is asked for when the one before has gone out, and what
 * it holds is read no faster than the zip is. Who stops reading closes them. An entry that throws ends the zip with its error.
 */
export async function* zipOf(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream as PassThrough // the types know less of it
  const closed = new AbortController()
  output.once('close', () => closed.abort())
  fill(zip, entries, closed.signal).catch(error => output.destroy(error))
  yield* output
}

async function fill(zip: ZipFile, entries: AsyncIterable<Entry>, signal: AbortSignal): Promise<void> {
  for await (const { name, bytes } of entries) {
    const content = Readable.from(bytes, { signal })
    zip.addReadStream(content, name, { compressionLevel: FASTEST })
    await finished(content)
  }
  zip.end()
}
