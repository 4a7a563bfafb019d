import sharp, { type JpegOptions, type Sharp } from 'sharp'
import type { Original } from '../../src/domain.ts'
import { decodeHeic } from '../../src/photos/heic.ts'
import { CAMERA_ENCODER, facebookSegment, photoshopSegment, segment, xmpSegment } from './compose.ts'
import { exifOf, orientationOf, withTags } from './exifOf.ts'
import { scene } from './scene.ts'

/** A photo as a camera wrote it. */
export interface Source {
  readonly name: string
  readonly bytes: Buffer
  readonly exif: Buffer | null
  /** Its pixels as stored. */
  picture(): Sharp
}

export async function sourceOfPhoto(name: string, bytes: Buffer): Promise<Source> {
  const exif = await exifOf(bytes)
  if (isJpeg(bytes)) return { name, bytes, exif, picture: () => sharp(bytes) }
  const pixels = await decodeHeic(bytes)
  if (pixels === null) throw new Error(`not decoded: ${name}`)
  const { rgb, width, height } = pixels
  return { name, bytes, exif, picture: () => sharp(rgb, { raw: { width, height, channels: 3 } }) }
}

const isJpeg = (bytes: Buffer): boolean => bytes.readUInt16BE(0) === 0xffd8

/** Something that happens to a photo on its way to the editors. */
export interface Way {
  /** In words, for tables. */
  readonly kind: string
  /** What tinbai shall call it at worst, for an original; at best, for a copy. */
  readonly expected: readonly Original[]
  /** The name it comes under; the camera's own if not given. */
  readonly name?: string
  /** The file as it comes; null where that cannot happen to this photo. */
  make(photo: Source): Promise<Buffer | null>
}

const ZALO = 'z5402312345678_0123456789abcdef0123456789abcdef.jpg'
const RENAMED = 'anh 1.jpg'

/** Tables of its own, as phones and Apple's programs write: they are no evidence. */
const OWN_ENCODER: JpegOptions = { ...CAMERA_ENCODER, chromaSubsampling: '4:2:0' }

/** What leaves a photo an original: it may be doubted, never called a copy. */
export const HONEST: readonly Way[] = [
  { kind: 'as the camera wrote it', expected: ['yes', 'doubt'], make: async ({ bytes }) => bytes },
  { kind: 'under a Zalo name', name: ZALO, expected: ['yes', 'doubt'], make: async ({ bytes }) => bytes },
  {
    kind: 'place removed',
    expected: ['yes', 'doubt'],
    make: photo => withOwnExif(photo, exif => withTags(exif, { 34853: null })),
  },
  {
    kind: 'turned by its tag',
    expected: ['yes', 'doubt'],
    make: photo => withOwnExif(photo, exif => withTags(exif, { 274: 8 })),
  },
  {
    kind: 'all metadata removed',
    expected: ['doubt'],
    make: async ({ bytes }) => (isJpeg(bytes) ? stripped(bytes) : null),
  },
  {
    kind: 'all metadata removed, JFIF put back',
    expected: ['doubt'],
    make: async ({ bytes }) => (isJpeg(bytes) ? afterStart(stripped(bytes), JFIF) : null),
  },
  {
    kind: 'HEIC sent as JPEG by the phone',
    expected: ['yes', 'doubt'],
    make: async photo => (isJpeg(photo.bytes) ? null : keepingExif(photo, photo.picture(), OWN_ENCODER)),
  },
  {
    kind: 'a film or a second picture after it',
    expected: ['yes', 'doubt'],
    make: async ({ bytes }) => (isJpeg(bytes) ? Buffer.concat([bytes, Buffer.alloc(300_000, 'mpv2'), bytes]) : null),
  },
]

const JFIF = segment(0xe0, 'JFIF\0\x01\x01\x01\0\x48\0\x48\0\0')

async function withOwnExif({ bytes, exif }: Source, change: (exif: Buffer) => Buffer): Promise<Buffer | null> {
  if (exif === null || !isJpeg(bytes)) return null
  const at = bytes.indexOf(exif)
  return Buffer.concat([bytes.subarray(0, at), change(exif), bytes.subarray(at + exif.length)])
}

/** Every APPn and comment away, as a program does that strips metadata. */
function stripped(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let at = 2
  for (; bytes[at + 1] !== 0xda; ) {
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    const marker = bytes[at + 1] ?? 0
    if (!(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe) kept.push(bytes.subarray(at, end))
    at = end
  }
  return Buffer.concat([...kept, bytes.subarray(at)])
}

const afterStart = (bytes: Buffer, ...segments: readonly Uint8Array[]): Buffer =>
  Buffer.concat([bytes.subarray(0, 2), ...segments, bytes.subarray(2)])

/** A JPEG of a picture with the camera's EXIF where most libraries put it, after a JFIF header. libvips writes none. */
async function keepingExif(photo: Source, picture: Sharp, encoder: JpegOptions, sized = false): Promise<Buffer> {
  const { data, info } = await picture.jpeg(encoder).toBuffer({ resolveWithObject: true })
  if (photo.exif === null) return data
  const exif = sized ? withTags(photo.exif, { 40962: info.width, 40963: info.height }) : photo.exif
  return afterStart(data, JFIF, exif)
}

const inside = (picture: Sharp, long: number): Sharp =>
  picture.resize(long, long, { fit: 'inside', withoutEnlargement: true })

/** Scaled, turned upright and written anew without metadata: messengers and sites. */
function scaled(kind: string, name: string, long: number, encoder: JpegOptions, expected: readonly Original[]): Way {
  return {
    kind,
    name,
    expected,
    async make(photo) {
      const orientation = photo.exif === null ? 1 : await orientationOf(photo.exif)
      const upright = await inside(photo.picture(), long)
        .withMetadata({ orientation })
        .png({ compressionLevel: 1 })
        .toBuffer()
      return sharp(upright).autoOrient().jpeg(encoder).toBuffer()
    },
  }
}

const resaved = (quality: number): Way => ({
  kind: `full size, EXIF kept, re-saved at ${quality}`,
  expected: ['doubt', 'no'],
  make: photo => keepingExif(photo, photo.picture(), { quality }),
})

const mailed = (long: number): Way => ({
  kind: `resized to ${long}, EXIF kept and its sizes updated`,
  expected: ['doubt', 'no'],
  make: photo => keepingExif(photo, inside(photo.picture(), long), { quality: 85 }, true),
})

/** Cut to a share of its sides, about its middle. */
async function cut(photo: Source, share: number): Promise<Buffer> {
  const { width, height } = await photo.picture().metadata()
  const [across, down] = [Math.floor(width * share), Math.floor(height * share)]
  const region = { left: (width - across) >> 1, top: (height - down) >> 1, width: across, height: down }
  return keepingExif(photo, photo.picture().extract(region), OWN_ENCODER, true)
}

async function cropped(photo: Source, sized: boolean): Promise<Buffer> {
  const { width, height } = await photo.picture().metadata()
  const region = { left: 8, top: 8, width: Math.floor(width * 0.7), height: Math.floor(height * 0.8) }
  return keepingExif(photo, photo.picture().extract(region), { quality: 90 }, sized)
}

/** What makes a copy of a photo: at best `no`; `yes` is a miss. */
export const COPIES: readonly Way[] = [
  scaled('Zalo 1280, its name', ZALO, 1280, { quality: 80 }, ['no']),
  scaled('Zalo 1280, renamed', RENAMED, 1280, { quality: 80 }, ['no']),
  scaled('Zalo HD 2048, its name', ZALO, 2048, { quality: 85 }, ['no']),
  scaled('Zalo HD 2048, renamed', RENAMED, 2048, { quality: 85 }, ['doubt', 'no']),
  scaled('Facebook 2048 in passes, renamed', RENAMED, 2048, { quality: 85, progressive: true }, ['no']),
  {
    ...scaled('', RENAMED, 1440, { quality: 85 }, ['no']),
    kind: 'Facebook with its mark, renamed',
    make: async photo =>
      afterStart(await inside(photo.picture(), 1440).jpeg({ quality: 85 }).toBuffer(), facebookSegment()),
  },
  scaled('Messenger 960, its name', 'received_1234567890123.jpeg', 960, { quality: 70 }, ['no']),
  scaled('Messenger 960, renamed', RENAMED, 960, { quality: 70 }, ['no']),
  scaled('WhatsApp 1600, its name', 'IMG-20240501-WA0003.jpg', 1600, { quality: 75 }, ['no']),
  scaled('WhatsApp 1600, renamed', RENAMED, 1600, { quality: 75 }, ['no']),
  scaled('Viber 1280, its name', 'viber_image_2024-05-01_08-30-00-123.jpg', 1280, { quality: 80 }, ['no']),
  scaled('Telegram 1280, its name', 'photo_2024-05-01_08-30-00.jpg', 1280, { quality: 87 }, ['no']),
  scaled('Telegram 1280, renamed', RENAMED, 1280, { quality: 87 }, ['no']),
  {
    kind: 'resized to 1200, EXIF kept',
    expected: ['doubt', 'no'],
    make: photo => keepingExif(photo, inside(photo.picture(), 1200), { quality: 90 }),
  },
  ...[2560, 1600, 1280, 640].map(mailed),
  {
    kind: 'iOS Mail 1280: Apple’s tables, sizes updated',
    expected: ['doubt', 'no'],
    make: photo => keepingExif(photo, inside(photo.picture(), 1280), OWN_ENCODER, true),
  },
  ...[70, 75, 80, 85, 90, 92, 95].map(resaved),
  {
    kind: 'full size, EXIF kept without JFIF, re-saved at 90',
    expected: ['doubt', 'no'],
    async make(photo) {
      if (photo.exif === null) return null
      return afterStart(await photo.picture().jpeg({ quality: 90 }).toBuffer(), photo.exif)
    },
  },
  {
    kind: 'full size, metadata gone, re-saved at 90',
    name: RENAMED,
    expected: ['doubt', 'no'],
    make: async photo => photo.picture().jpeg({ quality: 90 }).toBuffer(),
  },
  { kind: 'cropped, EXIF kept', expected: ['doubt', 'no'], make: photo => cropped(photo, false) },
  { kind: 'cropped, EXIF kept and its sizes updated', expected: ['doubt', 'no'], make: photo => cropped(photo, true) },
  ...[0.9, 0.8, 0.6].map(
    (share): Way => ({
      kind: `cut to ${share} of its sides with tables of its own, EXIF kept and its sizes updated`,
      expected: ['doubt', 'no'],
      make: photo => cut(photo, share),
    }),
  ),
  {
    kind: 'another picture under its EXIF, with tables of its own',
    expected: ['doubt', 'no'],
    async make(photo) {
      const { width, height } = await photo.picture().metadata()
      return keepingExif(photo, scene(7, width, height), OWN_ENCODER)
    },
  },
  {
    kind: 'edited in Snapseed, EXIF kept',
    expected: ['no'],
    async make(photo) {
      const bytes = await keepingExif(photo, photo.picture(), { quality: 95 }, true)
      return afterStart(bytes, xmpSegment('<x xmp:CreatorTool="Snapseed 2.0"/>'))
    },
  },
  {
    kind: 'edited in Photoshop, EXIF kept',
    expected: ['no'],
    async make(photo) {
      const bytes = await keepingExif(photo, photo.picture(), { ...CAMERA_ENCODER }, true)
      return afterStart(bytes, photoshopSegment({ 1030: Buffer.alloc(7) }))
    },
  },
  {
    kind: 'screenshot of a phone, PNG',
    name: 'anh.png',
    expected: ['no'],
    make: async photo => photo.picture().resize(1080, 2400).png({ compressionLevel: 1 }).toBuffer(),
  },
  {
    kind: 'screenshot of a phone, JPEG',
    name: 'anh.jpg',
    expected: ['no'],
    make: async photo => photo.picture().resize(1080, 2400).jpeg({ quality: 90 }).toBuffer(),
  },
  {
    kind: 'PNG of 1080',
    name: 'anh.png',
    expected: ['doubt', 'no'],
    make: async photo => inside(photo.picture(), 1080).png({ compressionLevel: 1 }).toBuffer(),
  },
  {
    kind: 'out of a Word file, 1430 at 220 dpi',
    name: 'image1.jpeg',
    expected: ['doubt', 'no'],
    async make(photo) {
      const bytes = await inside(photo.picture(), 1430).jpeg({ quality: 85 }).toBuffer()
      return afterStart(bytes, segment(0xe0, 'JFIF\0\x01\x01\x01\0\xdc\0\xdc\0\0'))
    },
  },
]
