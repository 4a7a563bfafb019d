import { type Header, NOTHING, withoutExifMark } from './header.ts'
import { latin1, part, type Source, viewOf } from './source.ts'

/** Animations have a chunk a frame; those after this many are not looked at. */
const MOST_CHUNKS = 1000

/** The header of a WebP (RFC 9649, 2.3–2.7): a walk over its RIFF chunks. */
export async function readWebp(source: Source): Promise<Header> {
  const riff = viewOf(await source.read(0, 12))
  const end = riff.byteLength < 12 ? 0 : 8 + riff.getUint32(4, true)
  let header: Header = { ...NOTHING, whole: end <= source.size }
  let at = 12
  for (let count = 0; at + 8 <= Math.min(end, source.size) && count < MOST_CHUNKS; count++) {
    const head = await source.read(at, at + 8)
    const length = viewOf(head).getUint32(4, true)
    const found = await READERS[latin1(head.subarray(0, 4))]?.(part(source, at + 8, length))
    header = { ...header, ...found }
    at += 8 + length + (length % 2)
  }
  return header
}

const READERS: Readonly<Record<string, (chunk: Source) => Promise<Partial<Header>>>> = {
  /** The canvas, three bytes a side less one. */
  async VP8X(chunk) {
    const bytes = viewOf(await chunk.read(4, 11))
    if (bytes.byteLength < 7) return {}
    return { width: (bytes.getUint32(0, true) & 0xffffff) + 1, height: (bytes.getUint32(3, true) >>> 8) + 1 }
  },
  /** A key frame's start code, then 14 bits a side. */
  async 'VP8 '(chunk) {
    const bytes = viewOf(await chunk.read(6, 10))
    if (bytes.byteLength < 4) return {}
    return { width: bytes.getUint16(0, true) & 0x3fff, height: bytes.getUint16(2, true) & 0x3fff }
  },
  /** A signature byte, then 14 bits a side less one. */
  async VP8L(chunk) {
    const bytes = viewOf(await chunk.read(1, 5))
    if (bytes.byteLength < 4) return {}
    const bits = bytes.getUint32(0, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  },
  async EXIF(chunk) {
    return { exif: await withoutExifMark(chunk) }
  },
  async ICCP(chunk) {
    return { profile: chunk }
  },
  async C2PA(chunk) {
    return { credential: chunk }
  },
  async 'XMP '(chunk) {
    return { xmp: chunk }
  },
}
