import type { PhotoFormat } from '../domain.ts'

/** Bytes from the start of a file that are enough to know any format; DNG needs its first IFD to tell it from TIFF. */
export const FORMAT_BYTES = 4096

/**
 * What a file is by its first bytes, whatever its name says; null if it is no picture we know.
 *
 * @param head the first {@link FORMAT_BYTES}, or all bytes of a shorter file
 */
export function photoFormat(head: Uint8Array): PhotoFormat | null {
  if (starts(head, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  const text = latin1(head, 0, 16)
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif'
  if (text.slice(4, 8) === 'ftyp') return heifFormat(head)
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return hasDngVersion(head) ? 'dng' : 'tiff'
  return isBmp(head) ? 'bmp' : null
}

/** HEVC brands of ISO/IEC 23008-12 B.4; `mif1` and `msf1` name the structure only, so the other brands decide first. */
const HEVC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs'])
const AV1_BRANDS = new Set(['avif', 'avis'])
const STRUCTURE_BRANDS = new Set(['mif1', 'mif2', 'msf1'])

/** The `ftyp` box: its own size, the main brand, a version, then the brands it is compatible with. */
function heifFormat(head: Uint8Array): PhotoFormat | null {
  const end = Math.min(view(head).getUint32(0), head.length)
  const brands = [latin1(head, 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(head, at, at + 4))
  const first = brands[0] ?? ''
  if (AV1_BRANDS.has(first)) return 'avif'
  if (HEVC_BRANDS.has(first)) return 'heic'
  if (!brands.some(brand => STRUCTURE_BRANDS.has(brand))) return null
  return brands.some(brand => AV1_BRANDS.has(brand)) && !brands.some(brand => HEVC_BRANDS.has(brand)) ? 'avif' : 'heic'
}

/** DNG specification 1.7: a TIFF whose first IFD has DNGVersion. */
const DNG_VERSION = 0xc612

function hasDngVersion(head: Uint8Array): boolean {
  if (head.length < 8) return false
  const bytes = view(head)
  const little = head[0] === 0x49
  const directory = bytes.getUint32(4, little)
  if (directory + 2 > head.length) return false
  const tags = bytes.getUint16(directory, little)
  for (let at = directory + 2, left = tags; left > 0 && at + 12 <= head.length; at += 12, left--) {
    if (bytes.getUint16(at, little) === DNG_VERSION) return true
  }
  return false
}

/** Sizes of the headers that may follow a BMP's own 14 bytes: "BM" alone begins many a text. */
const BMP_HEADERS = new Set([12, 40, 52, 56, 64, 108, 124])

function isBmp(head: Uint8Array): boolean {
  return starts(head, [0x42, 0x4d]) && head.length >= 26 && BMP_HEADERS.has(view(head).getUint32(14, true))
}

const starts = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte)

const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end))

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
