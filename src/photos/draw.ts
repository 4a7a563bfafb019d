import { crc32, deflateSync } from 'node:zlib'
import type { Sharp } from 'sharp'
import type { Files, Sha256 } from '../domain.ts'
import { FORMAT_BYTES, photoFormat } from './format.ts'
import { readExif } from './headers/exif.ts'
import { readHeif } from './headers/heif.ts'
import { sourceOf } from './headers/source.ts'
import { decodeHeic } from './heic.ts'

/** Pixels of what is decoded whole; JPEG is shrunk while it is read, up to sharp's own bound of 268 megapixels. */
const MOST_PIXELS = 100_000_000
const MOST_JPEG_PIXELS = 0x3fff ** 2

/** A picture drawn from a photo: turned as the camera was held, in sRGB, without any metadata. */
interface Drawing {
  /** Pixels of the long side at most; smaller photos are not enlarged. */
  readonly longSide: number
  readonly encode: (picture: Sharp) => Sharp
}

/** Twice what the queue page shows, for fine screens. At this quality a thumbnail has about 20 kB. */
const THUMBNAIL: Drawing = { longSide: 480, encode: picture => picture.webp({ quality: 75 }) }

/** What a site shows at full width. JPEG, because every editor, site and Facebook takes it. */
const WEB_COPY: Drawing = {
  longSide: 1600,
  encode: picture => picture.flatten({ background: 'white' }).jpeg({ quality: 85, mozjpeg: true }),
}

/**
 * A WebP of at most 480 pixels a side for the desk. Null where the photo cannot be decoded. A cut photo gives what there
 * is of it.
 *
 * @throws if there is no such file
 */
export const thumbnail = (files: Files, sha256: Sha256): Promise<Uint8Array | null> => draw(files, sha256, THUMBNAIL)

/** A JPEG of at most 1,600 pixels a side, to look at and to publish: the place where it was taken stays in the original. */
export const webCopy = (files: Files, sha256: Sha256): Promise<Uint8Array | null> => draw(files, sha256, WEB_COPY)

async function draw(files: Files, sha256: Sha256, drawing: Drawing): Promise<Uint8Array | null> {
  const bytes = await files.read(sha256)
  try {
    const format = photoFormat(bytes.subarray(0, FORMAT_BYTES))
    if (format === 'heic') return await oneAtATime(() => ofHeic(bytes, drawing))
    return await ofOther(bytes, drawing, format === 'jpeg' ? MOST_JPEG_PIXELS : MOST_PIXELS)
  } catch {
    // sharp has one kind of error for all it does not decode: other formats, damage, too many pixels.
    return null
  }
}

async function ofOther(bytes: Uint8Array, drawing: Drawing, limitInputPixels: number): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  const picture = sharp(bytes, { failOn: 'none', limitInputPixels }).autoOrient()
  return drawing.encode(reduced(picture, drawing)).toBuffer()
}

/**
 * Goes by way of a small PNG that carries what libheif leaves to others: the colour profile, and the turning where only
 * EXIF says it (seen from ProCam and a Galaxy S24).
 */
async function ofHeic(bytes: Uint8Array, drawing: Drawing): Promise<Uint8Array | null> {
  const pixels = await decodeHeic(bytes)
  if (pixels === null) return null
  const { default: sharp } = await import('sharp')
  const { rgb, width, height, profile, turned } = pixels
  const orientation = turned ? 1 : await orientationOf(bytes)
  const small = reduced(sharp(rgb, { raw: { width, height, channels: 3 } }), drawing).withMetadata({ orientation })
  const png = await small.png().toBuffer()
  const whole = sharp(profile === null ? png : withProfile(png, profile))
  return drawing.encode(whole.autoOrient()).toBuffer()
}

async function orientationOf(bytes: Uint8Array): Promise<number> {
  const { exif } = await readHeif(sourceOf(bytes))
  return (exif === null ? null : await readExif(exif))?.orientation ?? 1
}

const reduced = (picture: Sharp, { longSide }: Drawing): Sharp =>
  picture.resize(longSide, longSide, { fit: 'inside', withoutEnlargement: true })

/** Length, name and checksum around the 13 bytes of IHDR, after the signature: there the profile belongs. */
const AFTER_IHDR = 33

/** PNG 3rd edition, 11.3.2.3: a name, a zero, the method (0), the profile deflated. */
function withProfile(png: Buffer, profile: Uint8Array): Buffer {
  const inside = Buffer.concat([Buffer.from('iCCPphoto\0\0', 'latin1'), deflateSync(profile)])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(inside.length - 4, 0)
  ends.writeUInt32BE(crc32(inside), 4)
  const chunk = [ends.subarray(0, 4), inside, ends.subarray(4)]
  return Buffer.concat([png.subarray(0, AFTER_IHDR), ...chunk, png.subarray(AFTER_IHDR)])
}

let last: Promise<unknown> = Promise.resolve()

/** Work on whole pictures waits for the one before: two at once would need their memory together. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work)
  last = next.catch(() => null)
  return next
}
