/**
 * A compound file (MS-CFB), the container of .doc, .xls, .ppt, .msg and encrypted Office files. Chains that lead
 * outside of the file, or in a circle, end there.
 */
export interface Compound {
  /** "WordDocument", "Macros/VBA/dir": storages and streams, in the order of the directory. */
  readonly paths: readonly string[]
  /** The bytes of a stream, as many of its declared bytes as are there; null if there is no such stream. */
  stream(path: string): Uint8Array | null
}

const HEADER_BYTES = 512
const ENTRY_BYTES = 128

/** Sector numbers from here on are marks: end of chain, free, of the allocation table itself. */
const LAST_SECTOR = 0xfffffff9
const NO_ENTRY = 0xffffffff

/** Entries of a directory: an Outlook mail with many recipients has some thousands. */
const MAX_PATHS = 20_000
const MAX_PATH_DEPTH = 12

const STREAM = 2

interface Entry {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

/** Null for bytes that are no compound file. */
export function openCompound(bytes: Uint8Array): Compound | null {
  if (bytes.length < HEADER_BYTES) return null
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [shift, miniShift] = [header.getUint16(30, true), header.getUint16(32, true)]
  if (header.getUint32(0) !== 0xd0cf11e0 || (shift !== 9 && shift !== 12) || miniShift !== 6) return null
  const sector = (number: number): Uint8Array => bytes.subarray((number + 1) << shift, (number + 2) << shift)
  const table = readTable(header, sector)
  const read = (start: number): Uint8Array => join(chain(table, start, bytes.length >> shift).map(sector))
  const entries = readEntries(read(header.getUint32(48, true)))
  const miniTable = numbersOf(read(header.getUint32(60, true)))
  const miniCutoff = header.getUint32(56, true)
  const miniStream = read(entries[0]?.start ?? NO_ENTRY)
  const miniSector = (number: number): Uint8Array => miniStream.subarray(number << miniShift, (number + 1) << miniShift)
  const found = pathsOf(entries)
  return {
    paths: [...found.keys()],
    stream(path) {
      const entry = found.get(path)
      if (entry === undefined || entry.type !== STREAM) return null
      const isMini = entry.size < miniCutoff
      const whole = isMini
        ? join(chain(miniTable, entry.start, miniStream.length >> miniShift).map(miniSector))
        : read(entry.start)
      return whole.subarray(0, entry.size)
    },
  }
}

/** The allocation table: its sectors are listed in the header, and then in sectors of their own. */
function readTable(header: DataView, sector: (number: number) => Uint8Array): Uint32Array {
  const parts: number[] = []
  for (let at = 76; at < HEADER_BYTES; at += 4) parts.push(header.getUint32(at, true))
  const seen = new Set<number>()
  for (let next = header.getUint32(68, true); next <= LAST_SECTOR && !seen.has(next); ) {
    seen.add(next)
    const numbers = numbersOf(sector(next))
    parts.push(...numbers.subarray(0, -1))
    next = numbers.at(-1) ?? NO_ENTRY
  }
  return numbersOf(join(parts.filter(number => number <= LAST_SECTOR).map(sector)))
}

function chain(table: Uint32Array, start: number, limit: number): readonly number[] {
  const numbers: number[] = []
  for (let next = start; next <= LAST_SECTOR && numbers.length <= limit; next = table[next] ?? NO_ENTRY)
    numbers.push(next)
  return numbers
}

function readEntries(directory: Uint8Array): readonly Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const entries: Entry[] = []
  for (let at = 0; at + ENTRY_BYTES <= directory.length && entries.length < MAX_PATHS; at += ENTRY_BYTES) {
    const nameBytes = Math.min(Math.max(view.getUint16(at + 64, true) - 2, 0), 62)
    entries.push({
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + nameBytes)),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    })
  }
  return entries
}

/** Siblings form a tree, children hang below: each entry once, whatever a damaged directory says. */
function pathsOf(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>()
  const seen = new Set<number>()
  const waiting = [{ number: entries[0]?.child ?? NO_ENTRY, folder: '', depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { number, folder, depth } = next
    const entry = entries[number]
    if (entry === undefined || seen.has(number) || depth > MAX_PATH_DEPTH) continue
    seen.add(number)
    const path = folder + entry.name
    found.set(path, entry)
    waiting.push({ number: entry.right, folder, depth }, { number: entry.left, folder, depth })
    waiting.push({ number: entry.child, folder: `${path}/`, depth: depth + 1 })
  }
  return found
}

function numbersOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, at) => view.getUint32(at * 4, true))
}

const join = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)
