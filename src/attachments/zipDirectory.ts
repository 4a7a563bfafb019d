import type { Closed } from '../domain.ts'
import { Binary } from './binary.ts'
import { MAX_ENTRIES } from './limits.ts'
import type { Source } from './source.ts'
import { zipName } from './zipNames.ts'

/** One entry of a zip, as its directory declares it. A declared size may lie; `unzip` counts. */
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

/** Signatures and lengths of the records, APPNOTE 4.3. */
const CENTRAL = 0x02014b50
const CENTRAL_BYTES = 46
const END = 0x06054b50
const END_BYTES = 22
const END_64 = 0x06064b50
const END_64_BYTES = 56
const LOCATOR_64 = 0x07064b50
const LOCATOR_64_BYTES = 20
export const LOCAL = 0x04034b50
export const LOCAL_BYTES = 30

/** The end record is followed by a comment of at most 64 KB; some mail gateways add bytes of their own. */
const TAIL_BYTES = END_BYTES + 2 * 65_536

/** So many entries are listed that litter and folders need not be counted yet; a name of 1 KB each is long. */
const MAX_LISTED = 4 * MAX_ENTRIES
const MAX_DIRECTORY_BYTES = MAX_LISTED * 1024

/** A field that says "see the zip64 extra field" (APPNOTE 4.4.8), and the number of that field. */
const SEE_ZIP64 = 0xffffffff
const ZIP64 = 0x0001

/** General purpose flags (APPNOTE 4.4.4). */
const ENCRYPTED = 1
const SIZES_FOLLOW = 8
const UTF8_NAME = 0x800

/** The file type in the Unix mode, and that of a symbolic link. */
const FILE_TYPE = 0o170000
const SYMBOLIC_LINK = 0o120000

/**
 * The entries of a zip in the order of its directory; nothing is inflated. A zip whose end is lost is listed by the
 * headers before its entries, as far as it goes.
 */
export async function listZip(source: Source): Promise<readonly ZipEntry[] | Closed> {
  const place = await findDirectory(source)
  if (place === null) return listByLocalHeaders(source)
  if (place.end - place.start > MAX_DIRECTORY_BYTES) return 'tooLarge'
  const directory = new Binary(await source.read(place.start, place.end))
  const entries: ZipEntry[] = []
  for (let at = 0; at + CENTRAL_BYTES <= directory.length && directory.u32(at) === CENTRAL; ) {
    if (entries.length === MAX_LISTED) return 'tooLarge'
    const { entry, next } = readCentral(directory, at, place.shift)
    entries.push(entry)
    at = next
  }
  return entries.length === 0 && place.end > place.start ? listByLocalHeaders(source) : entries
}

/** `shift`: bytes that something put before the zip. */
interface Directory {
  readonly start: number
  readonly end: number
  readonly shift: number
}

async function findDirectory(source: Source): Promise<Directory | null> {
  const from = Math.max(0, source.bytes - TAIL_BYTES)
  const tail = new Binary(await source.read(from, source.bytes))
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.u32(at) !== END) continue
    const [size, start] = [tail.u32(at + 12), tail.u32(at + 16)]
    if (size === SEE_ZIP64 || start === SEE_ZIP64) return findDirectory64(source, from + at)
    const shift = from + at - size - start
    if (shift >= 0) return { start: start + shift, end: from + at, shift }
  }
  return null
}

async function findDirectory64(source: Source, end: number): Promise<Directory | null> {
  const locator = new Binary(await source.read(end - LOCATOR_64_BYTES, end))
  if (locator.u32(0) !== LOCATOR_64) return null
  const at = locator.u64(8)
  const record = new Binary(await source.read(at, at + END_64_BYTES))
  if (record.u32(0) !== END_64) return null
  const start = record.u64(48)
  return { start, end: start + record.u64(40), shift: 0 }
}

function readCentral(directory: Binary, at: number, shift: number): { entry: ZipEntry; next: number } {
  const flags = directory.u16(at + 8)
  const nameEnd = at + CENTRAL_BYTES + directory.u16(at + 28)
  const extraEnd = nameEnd + directory.u16(at + 30)
  const extra = readExtra(directory.slice(nameEnd, extraEnd))
  const large = zip64Reader(extra.get(ZIP64))
  const bytes = large(directory.u32(at + 24))
  const packedBytes = large(directory.u32(at + 20))
  return {
    entry: {
      path: nameOf(directory.slice(at + CENTRAL_BYTES, nameEnd), flags, extra),
      bytes,
      packedBytes,
      method: directory.u16(at + 10),
      encrypted: (flags & ENCRYPTED) !== 0,
      symbolicLink: (directory.u16(at + 40) & FILE_TYPE) === SYMBOLIC_LINK,
      crc: directory.u32(at + 16),
      at: large(directory.u32(at + 42)) + shift,
    },
    next: extraEnd + directory.u16(at + 32),
  }
}

type Extra = ReadonlyMap<number, Binary>

const nameOf = (name: Binary, flags: number, extra: Extra): string =>
  zipName(name.bytes, (flags & UTF8_NAME) !== 0, extra)

/** The zip64 field holds, in a fixed order, only those numbers that did not fit (APPNOTE 4.5.3). */
function zip64Reader(numbers: Binary | undefined): (short: number) => number {
  let at = 0
  return short => {
    if (short !== SEE_ZIP64 || numbers === undefined || at + 8 > numbers.length) return short
    at += 8
    return numbers.u64(at - 8)
  }
}

function readExtra(extra: Binary): Extra {
  const fields = new Map<number, Binary>()
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.u16(at + 2)
    fields.set(extra.u16(at), extra.slice(at + 4, end))
    at = end
  }
  return fields
}

/** A zip that was cut: entry after entry from the start, while their headers say how long they are. */
async function listByLocalHeaders(source: Source): Promise<readonly ZipEntry[] | Closed> {
  const entries: ZipEntry[] = []
  for (let at = 0; entries.length < MAX_LISTED; ) {
    const header = new Binary(await source.read(at, at + LOCAL_BYTES))
    const flags = header.u16(6)
    const packedBytes = header.u32(18)
    const nameEnd = at + LOCAL_BYTES + header.u16(26)
    const isLost = (flags & SIZES_FOLLOW) !== 0 && packedBytes === 0
    if (header.u32(0) !== LOCAL || nameEnd === at + LOCAL_BYTES || isLost) break
    const name = new Binary(await source.read(at + LOCAL_BYTES, nameEnd))
    entries.push({
      path: nameOf(name, flags, new Map()),
      bytes: header.u32(22),
      packedBytes,
      method: header.u16(8),
      encrypted: (flags & ENCRYPTED) !== 0,
      symbolicLink: false,
      crc: header.u32(14),
      at,
    })
    at = nameEnd + header.u16(28) + packedBytes
  }
  return entries.length === 0 ? 'damaged' : entries
}
