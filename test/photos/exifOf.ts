import { readExif } from '../../src/photos/headers/exif.ts'
import { readHeif } from '../../src/photos/headers/heif.ts'
import { sourceOf } from '../../src/photos/headers/source.ts'
import { exifSegment } from './compose.ts'

/** The EXIF segment of a JPEG as it stands, or the one that a HEIC's item makes in a JPEG; null if there is none. */
export async function exifOf(photo: Buffer): Promise<Buffer | null> {
  if (photo.readUInt16BE(0) !== 0xffd8) {
    const { exif } = await readHeif(sourceOf(photo))
    return exif === null ? null : Buffer.from(exifSegment(await exif.read(0, exif.size)))
  }
  const at = photo.indexOf('Exif\0\0', 0, 'latin1') - 4
  return at < 0 ? null : Buffer.from(photo.subarray(at, at + 2 + photo.readUInt16BE(at + 2)))
}

export async function orientationOf(exif: Buffer): Promise<number> {
  return (await readExif(sourceOf(exif.subarray(BLOCK))))?.orientation ?? 1
}

/** Marker, length and "Exif\0\0" before the TIFF block. */
const BLOCK = 10
const IFD0_POINTERS = [0x8769]

/**
 * The segment with the values of whole-number tags replaced where they are there, as a program does that scales or turns
 * a photo. A tag replaced by null gets a number that nobody reads.
 */
export function withTags(exif: Buffer, values: Readonly<Record<number, number | null>>): Buffer {
  const changed = Buffer.from(exif)
  const block = changed.subarray(BLOCK)
  const little = block[0] === 0x49
  const u16 = (at: number): number => (little ? block.readUInt16LE(at) : block.readUInt16BE(at))
  const u32 = (at: number): number => (little ? block.readUInt32LE(at) : block.readUInt32BE(at))
  const put = (at: number, value: number, bytes: 2 | 4): unknown =>
    little ? block.writeUIntLE(value, at, bytes) : block.writeUIntBE(value, at, bytes)
  const change = (directory: number): void => {
    for (let entry = directory + 2; entry < directory + 2 + 12 * u16(directory); entry += 12) {
      const tag = u16(entry)
      if (IFD0_POINTERS.includes(tag)) change(u32(entry + 8))
      const value = values[tag]
      if (value === null) put(entry, UNREAD, 2)
      else if (value !== undefined) put(entry + 8, value, u16(entry + 2) === 3 ? 2 : 4)
    }
  }
  change(u32(4))
  return changed
}

const UNREAD = 0xfdea
