import { crc32, inflateRawSync } from 'node:zlib'
import type { Closed } from '../domain.ts'
import { Binary } from './binary.ts'
import type { Source } from './source.ts'
import { LOCAL, LOCAL_BYTES, type ZipEntry } from './zipDirectory.ts'

const STORED = 0
const DEFLATED = 8

/** Methods that {@link unzip} knows; all but some special programs use these alone. */
export const UNZIPPED_METHODS: ReadonlySet<number> = new Set([STORED, DEFLATED])

/** The bytes of an entry, at most `limit` of them, checked against its CRC; or why it stays closed. */
export async function unzip(source: Source, entry: ZipEntry, limit: number): Promise<Uint8Array | Closed> {
  if (entry.encrypted) return 'encrypted'
  if (entry.bytes > limit || entry.packedBytes > limit) return 'tooLarge'
  const header = new Binary(await source.read(entry.at, entry.at + LOCAL_BYTES))
  if (header.u32(0) !== LOCAL) return 'damaged'
  const start = entry.at + LOCAL_BYTES + header.u16(26) + header.u16(28)
  const packed = await source.read(start, start + entry.packedBytes)
  if (packed.length < entry.packedBytes) return 'damaged'
  const bytes = unpack(packed, entry.method, limit)
  return typeof bytes === 'string' || crc32(bytes) === entry.crc ? bytes : 'damaged'
}

function unpack(packed: Uint8Array, method: number, limit: number): Uint8Array | Closed {
  if (method === STORED) return packed
  if (method !== DEFLATED) return 'unknown'
  try {
    return inflateRawSync(packed, { maxOutputLength: limit })
  } catch (error) {
    // zlib throws on any bytes that are not deflated data.
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'damaged'
  }
}
