import type { Files, MailFile } from '../../domain.ts'

/** Bytes that are read where they are needed: headers cost their own length, not the file's. */
export interface Source {
  readonly size: number
  /** From `start` up to, not including, `end`, clamped to the size and to {@link LONGEST_READ}. */
  read(start: number, end: number): Promise<Uint8Array>
}

/** No header we look at is longer; the longest real one, an APP1 segment, has 64 kB. */
const LONGEST_READ = 1024 * 1024
/** JPEG headers have a median of 16 kB, 95 % of them up to 110 kB (photos.md, "Cost"): mostly one or two reads. */
const PAGE = 64 * 1024
/** Pages kept at a time: 1 MB a photo. */
const PAGES = 16

/** The bytes of a file. Neighbouring reads share a page, so a walk over small headers does not ask the store each time. */
export function openSource(files: Files, file: MailFile): Source {
  const pages = new Map<number, Promise<Uint8Array>>()
  const page = (number: number): Promise<Uint8Array> => {
    const kept = pages.get(number)
    if (kept !== undefined) return kept
    if (pages.size >= PAGES) pages.clear()
    const bytes = files.read(file.sha256, { start: number * PAGE, end: (number + 1) * PAGE })
    pages.set(number, bytes)
    return bytes
  }
  return {
    size: file.bytes,
    async read(start, end) {
      const [from, to] = clamp(file.bytes, start, end)
      const first = Math.floor(from / PAGE)
      const last = Math.floor((to - 1) / PAGE)
      if (to <= from) return new Uint8Array(0)
      if (first === last) return (await page(first)).subarray(from - first * PAGE, to - first * PAGE)
      return files.read(file.sha256, { start: from, end: to })
    },
  }
}

/** Bytes that are in memory already. */
export const sourceOf = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read: async (start, end) => bytes.subarray(...clamp(bytes.length, start, end)),
})

/** A stretch of another source, with its own offsets: the TIFF block in an APP1 segment. */
export function part(source: Source, start: number, length: number): Source {
  const size = Math.max(0, Math.min(length, source.size - start))
  return {
    size,
    async read(from, to) {
      const [first, last] = clamp(size, from, to)
      return source.read(start + first, start + last)
    },
  }
}

/** Sources one after another, as one. */
export async function joined(sources: readonly Source[], longest: number): Promise<Source> {
  const parts: Uint8Array[] = []
  let left = longest
  for (const source of sources) {
    if (left <= 0) break
    const bytes = await source.read(0, left)
    parts.push(bytes)
    left -= bytes.length
  }
  return sourceOf(Buffer.concat(parts))
}

function clamp(size: number, start: number, end: number): readonly [number, number] {
  const from = Math.max(0, Math.min(start, size))
  return [from, Math.max(from, Math.min(end, size, from + LONGEST_READ))]
}

/** For numbers in the bytes of one read. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Signatures and box names: one letter a byte. */
export const latin1 = (bytes: Uint8Array): string => bufferOf(bytes).toString('latin1')

/** Whether the bytes stand somewhere in others, by a native search. */
export const holds = (bytes: Uint8Array, signature: string): boolean => bufferOf(bytes).includes(signature, 0, 'latin1')

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
