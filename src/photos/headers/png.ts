import { inflateSync } from 'node:zlib'
import { dotsOfMetre, type Header, NOTHING, withoutExifMark } from './header.ts'
import { latin1, part, type Source, sourceOf, viewOf } from './source.ts'

/** Encoders write pieces of 8 kB and more: this is a picture of over 150 MB. */
const MOST_CHUNKS = 20_000

/** The header of a PNG (PNG 3rd edition, 5.3): EXIF and XMP may stand after the picture, so the walk goes to its end. */
export async function readPng(source: Source): Promise<Header> {
  const header = await walk(source)
  return header.profile === null ? header : { ...header, profile: await inflated(header.profile) }
}

async function walk(source: Source): Promise<Header> {
  let header = NOTHING
  let at = 8
  for (let count = 0; count < MOST_CHUNKS; count++) {
    const head = await source.read(at, at + 8)
    if (head.length < 8) return header
    const length = viewOf(head).getUint32(0)
    const type = latin1(head.subarray(4))
    if (type === 'IEND') return { ...header, whole: true }
    header = { ...header, ...(await READERS[type]?.(part(source, at + 8, length))) }
    at += 12 + length
  }
  return header
}

const READERS: Readonly<Record<string, (chunk: Source) => Promise<Partial<Header>>>> = {
  async IHDR(chunk) {
    const bytes = viewOf(await chunk.read(0, 8))
    if (bytes.byteLength < 8) return {}
    return { width: bytes.getUint32(0) || null, height: bytes.getUint32(4) || null }
  },
  async pHYs(chunk) {
    const bytes = await chunk.read(0, 9)
    return bytes[8] === 1 ? { density: dotsOfMetre(viewOf(bytes).getUint32(0)) } : {}
  },
  async eXIf(chunk) {
    return { exif: await withoutExifMark(chunk) }
  },
  async iCCP(chunk) {
    return { profile: chunk }
  },
  async caBX(chunk) {
    return { credential: chunk }
  },
  /** Keyword, compression flag and method, language, translated keyword, then the text. */
  async iTXt(chunk) {
    const head = latin1(await chunk.read(0, 100))
    const found = /^XML:com\.adobe\.xmp\0\0\0[^\0]*\0[^\0]*\0/.exec(head)
    return found === null ? {} : { xmp: part(chunk, found[0].length, chunk.size) }
  },
}

/** A name, a zero and the method stand before the profile (PNG 3rd edition, 11.3.2.3). */
const LONGEST_NAME = 79
/** Real profiles have some hundreds of bytes, printers' up to a megabyte. */
const LONGEST_PROFILE = 1024 * 1024

async function inflated(chunk: Source): Promise<Source | null> {
  const bytes = await chunk.read(0, LONGEST_PROFILE)
  const name = bytes.subarray(0, LONGEST_NAME + 1).indexOf(0)
  try {
    return sourceOf(inflateSync(bytes.subarray(name + 2), { maxOutputLength: LONGEST_PROFILE }))
  } catch {
    // Damaged, or larger than any profile: the photo counts as one that names none.
    return null
  }
}
