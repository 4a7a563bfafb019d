import { crc32, inflateRawSync } from 'node:zlib'
import type { Closed } from '../domain.ts'
import { MAX_ENTRIES } from './limits.ts'
import type { Source } from './source.ts'
import { zipName } from './zipNames.ts'

/** One entry of a zip, as its directory declares it. A declared size may lie; {@link unzip} counts. */
export interface ZipEntry {
  /** With the separators and dots it was given: a label, never a path. */
  readonly path: string
  readonly bytes: number
  readonly packedBytes: number
  /** APPNOTE 4.4.5: 0 stored, 8 deflated, others are rare. */
  readonly method: number
  readonly encrypted: boolean
  readonly symbolicLink: boolean
  readonly crc: number
  /** Where its local header stands in the file. */
  readonly at: number
}

/** Signatures, APPNOTE 4.3. */
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50

const STORED = 0
const DEFLATED = 8

/** Methods that {@link unzip} knows; all but some special programs use these alone. */
export const UNZIPPED_METHODS: ReadonlySet<number> = new Set([STORED, DEFLATED])

const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
const END_BYTES = 22
const LOCATOR_64_BYTES = 20

/** The end record is followed by a comment of at most 64 KB; some mail gateways add bytes of their own. */
const TAIL_BYTES = END_BYTES + 2 * 65_536

/** Entries are read at all up to this, so that litter and folders need not be counted yet. */
const MAX_LISTED = 4 * MAX_ENTRIES
const MAX_DIRECTORY_BYTES = MAX_LISTED * 1024

/** A field that says "see the zip64 extra field" (APPNOTE 4.4.8). */
const SEE_ZIP64 = 0xffffffff
const ZIP64 = 0x0001

/**
 * The entries of a zip in the order of its directory; nothing is inflated. A zip whose end is lost is listed by the
 * headers before its entries, as far as it goes.
 */
export async function listZip(source: Source): Promise<readonly ZipEntry[] | Closed> {
  const place = await findDirectory(source)
  if (place === null) return listByLocalHeaders(source)
  if (place.end - place.start > MAX_DIRECTORY_BYTES) return 'tooLarge'
  const directory = view(await source.read(place.start, place.end))
  const entries: ZipEntry[] = []
  for (let at = 0; at + CENTRAL_BYTES <= directory.byteLength && directory.getUint32(at, true) === CENTRAL; ) {
    if (entries.length === MAX_LISTED) return 'tooLarge'
    const { entry, next } = readCentral(directory, at, place.shift)
    entries.push(entry)
    at = next
  }
  return entries.length === 0 && place.end > place.start ? listByLocalHeaders(source) : entries
}

/** The bytes of an entry, at most `limit` of them, checked against its CRC; or why it stays closed. */
export async function unzip(source: Source, entry: ZipEntry, limit: number): Promise<Uint8Array | Closed> {
  if (entry.encrypted) return 'encrypted'
  if (entry.bytes > limit || entry.packedBytes > limit) return 'tooLarge'
  const header = view(await source.read(entry.at, entry.at + LOCAL_BYTES))
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL) return 'damaged'
  const start = entry.at + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true)
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

/** `shift`: bytes that something put before the zip. */
interface Directory {
  readonly start: number
  readonly end: number
  readonly shift: number
}

async function findDirectory(source: Source): Promise<Directory | null> {
  const from = Math.max(0, source.bytes - TAIL_BYTES)
  const tail = view(await source.read(from, source.bytes))
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue
    const size = tail.getUint32(at + 12, true)
    const start = tail.getUint32(at + 16, true)
    if (size === SEE_ZIP64 || start === SEE_ZIP64) return findDirectory64(source, from + at)
    const shift = from + at - size - start
    if (shift >= 0) return { start: start + shift, end: from + at, shift }
  }
  return null
}

async function findDirectory64(source: Source, end: number): Promise<Directory | null> {
  const locator = view(await source.read(end - LOCATOR_64_BYTES, end))
  if (locator.byteLength < LOCATOR_64_BYTES || locator.getUint32(0, true) !== LOCATOR_64) return null
  const at = Number(locator.getBigUint64(8, true))
  const record = view(await source.read(at, at + 56))
  if (record.byteLength < 56 || record.getUint32(0, true) !== END_64) return null
  const start = Number(record.getBigUint64(48, true))
  return { start, end: start + Number(record.getBigUint64(40, true)), shift: 0 }
}

function readCentral(directory: DataView, at: number, shift: number): { entry: ZipEntry; next: number } {
  const flags = directory.getUint16(at + 8, true)
  const nameEnd = at + CENTRAL_BYTES + directory.getUint16(at + 28, true)
  const extraEnd = nameEnd + directory.getUint16(at + 30, true)
  const extra = readExtra(slice(directory, nameEnd, extraEnd))
  const large = zip64Reader(extra.get(ZIP64))
  const bytes = large(directory.getUint32(at + 24, true))
  const packedBytes = large(directory.getUint32(at + 20, true))
  return {
    entry: {
      path: zipName(slice(directory, at + CENTRAL_BYTES, nameEnd), (flags & 0x800) !== 0, extra),
      bytes,
      packedBytes,
      method: directory.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      // The upper half of the external attributes is the Unix mode; 0o120000 is S_IFLNK.
      symbolicLink: (directory.getUint16(at + 40, true) & 0o170000) === 0o120000,
      crc: directory.getUint32(at + 16, true),
      at: large(directory.getUint32(at + 42, true)) + shift,
    },
    next: extraEnd + directory.getUint16(at + 32, true),
  }
}

/** The zip64 field holds, in a fixed order, only those numbers that did not fit (APPNOTE 4.5.3). */
function zip64Reader(field: Uint8Array | undefined): (short: number) => number {
  const numbers = view(field ?? new Uint8Array())
  let at = 0
  return short => {
    if (short !== SEE_ZIP64 || at + 8 > numbers.byteLength) return short
    at += 8
    return Number(numbers.getBigUint64(at - 8, true))
  }
}

function readExtra(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>()
  const extra = view(bytes)
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const end = at + 4 + extra.getUint16(at + 2, true)
    fields.set(extra.getUint16(at, true), bytes.subarray(at + 4, end))
    at = end
  }
  return fields
}

/** A zip that was cut: entry after entry from the start, while their headers say how long they are. */
async function listByLocalHeaders(source: Source): Promise<readonly ZipEntry[] | Closed> {
  const entries: ZipEntry[] = []
  for (let at = 0; entries.length < MAX_LISTED; ) {
    const header = view(await source.read(at, at + LOCAL_BYTES))
    if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL) break
    const flags = header.getUint16(6, true)
    const nameEnd = at + LOCAL_BYTES + header.getUint16(26, true)
    const packedBytes = header.getUint32(18, true)
    // Bit 3: the sizes follow the data, so nothing says where the next entry starts.
    if (nameEnd === at + LOCAL_BYTES || ((flags & 8) !== 0 && packedBytes === 0)) break
    entries.push({
      path: zipName(await source.read(at + LOCAL_BYTES, nameEnd), (flags & 0x800) !== 0, new Map()),
      bytes: header.getUint32(22, true),
      packedBytes,
      method: header.getUint16(8, true),
      encrypted: (flags & 1) !== 0,
      symbolicLink: false,
      crc: header.getUint32(14, true),
      at,
    })
    at = nameEnd + header.getUint16(28, true) + packedBytes
  }
  return entries.length === 0 ? 'damaged' : entries
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Clamped: lengths in a damaged directory may point past its end. */
function slice(of: DataView, start: number, end: number): Uint8Array {
  const from = Math.min(start, of.byteLength)
  return new Uint8Array(of.buffer, of.byteOffset + from, Math.max(0, Math.min(end, of.byteLength) - from))
}
