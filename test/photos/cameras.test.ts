import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import type { Original } from '../../src/domain.ts'
import { CAMERA_ENCODER, exifSegment } from './compose.ts'
import { exifBlock, PHONE } from './composeExif.ts'
import { openStudio } from './studio.ts'

/** Real camera files lie beside a checkout of the project, not in it. Without them the made photos alone are judged. */
const FOLDER = join(import.meta.dirname, '../../../shared/photos')
const names = existsSync(FOLDER) ? (await readdir(FOLDER)).filter(name => /\.(jpe?g|hei[cf])$/.test(name)) : []
const jpegs = names.filter(name => name.endsWith('.jpg'))

await using studio = await openStudio()
const bytesOf = async (name: string): Promise<Buffer> => (name === MADE ? made : readFile(join(FOLDER, name)))

/** Where most headers end, in bytes. */
const HEADER = 20_000
/** The name of a photo that the test makes itself: noise of 8 megapixels with a phone's camera data. */
const MADE = 'a made phone'
const made = await makePhoto(3264, 2448)

async function makePhoto(width: number, height: number): Promise<Buffer> {
  const noise = {
    create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', sigma: 20 } },
  } as const
  const picture = await sharp(noise).jpeg(CAMERA_ENCODER).toBuffer()
  return withExif(picture, exifSegment(exifBlock({ ...PHONE, pixelX: width, pixelY: height })))
}

/** Why three originals are doubts: no date, libjpeg's table with JFIF and no maker note, no maker. */
const DOUBTS: Readonly<Record<string, readonly string[]>> = {
  'nokia-3110c.jpg': ['photo.noExif'],
  'nokia-8.3.jpg': ['photo.resaved'],
  'nokia-8.3-hdr.heif': ['photo.noExif'],
}

test.each([MADE, ...names])('%s is an original', async name => {
  const { original, codes } = await studio.look(await bytesOf(name), name)
  expect([original, codes]).toEqual(name in DOUBTS ? ['doubt', DOUBTS[name]] : ['yes', []])
})

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

test.each([MADE, ...jpegs])('%s without metadata, or under a messenger’s name, is at most a doubt', async name => {
  const bytes = await bytesOf(name)
  expect((await studio.look(stripped(bytes), name)).original).toBe('doubt')
  expect((await studio.look(bytes, 'z5402312345678_0123456789abcdef0123456789abcdef.jpg')).original).toBe('doubt')
})

/** The EXIF segment of a camera's file, as it stands. */
function exifOf(bytes: Buffer): Buffer {
  const at = bytes.indexOf('Exif\0\0', 0, 'latin1') - 4
  return bytes.subarray(at, at + 2 + bytes.readUInt16BE(at + 2))
}

/** A copy that carries the camera's EXIF unchanged. */
function withExif(copy: Buffer, exif: Uint8Array): Buffer {
  return Buffer.concat([copy.subarray(0, 2), exif, copy.subarray(2)])
}

const inside = (picture: Sharp, long: number): Sharp => picture.resize(long, long, { fit: 'inside' })

interface CopyKind {
  readonly name: string
  readonly expected: Original
  copy(original: Buffer): Promise<Buffer>
}

const ZALO = 'z5402312345678_0123456789abcdef0123456789abcdef.jpg'
const jpegCopy =
  (long: number, quality: number, progressive = false) =>
  (original: Buffer): Promise<Buffer> =>
    inside(sharp(original), long).jpeg({ quality, progressive }).toBuffer()

/** What photos.md measured ("made copies"), as far as a few cameras can show it. */
const COPIES: Readonly<Record<string, CopyKind>> = {
  'Zalo, 1280': { name: ZALO, expected: 'no', copy: jpegCopy(1280, 80) },
  'Zalo, 1280, renamed': { name: 'anh 1.jpg', expected: 'no', copy: jpegCopy(1280, 80) },
  'Zalo HD, 2048': { name: ZALO, expected: 'no', copy: jpegCopy(2048, 85) },
  'Zalo HD, 2048, renamed: a miss': { name: 'anh 1.jpg', expected: 'doubt', copy: jpegCopy(2048, 85) },
  'WhatsApp, 1600, renamed': { name: 'anh 1.jpg', expected: 'no', copy: jpegCopy(1600, 75) },
  'Messenger, 960': { name: 'received_1234567890123.jpeg', expected: 'no', copy: jpegCopy(960, 70) },
  'Facebook, 2048, renamed': { name: 'anh 1.jpg', expected: 'no', copy: jpegCopy(2048, 85, true) },
  'out of a Word file': {
    name: 'image1.jpeg',
    expected: 'doubt',
    copy: original => inside(sharp(original), 1430).withMetadata({ density: 220 }).jpeg({ quality: 85 }).toBuffer(),
  },
  'resized, EXIF kept': {
    name: 'DSC_0001.jpg',
    expected: 'no',
    copy: async original => withExif(await jpegCopy(1200, 90)(original), exifOf(original)),
  },
  'cropped, EXIF kept': {
    name: 'DSC_0001.jpg',
    expected: 'no',
    async copy(original) {
      const { width, height } = await sharp(original).metadata()
      const region = { left: 8, top: 8, width: Math.floor(width * 0.7), height: Math.floor(height * 0.8) }
      return withExif(await sharp(original).extract(region).jpeg({ quality: 90 }).toBuffer(), exifOf(original))
    },
  },
  'screenshot of a phone': {
    name: 'anh.png',
    expected: 'no',
    copy: original => sharp(original).resize(1080, 2400).png({ compressionLevel: 1 }).toBuffer(),
  },
  'PNG, 1080': {
    name: 'anh.png',
    expected: 'no',
    copy: original => inside(sharp(original), 1080).png({ compressionLevel: 1 }).toBuffer(),
  },
}

/** A phone of 4:3 and a camera of 3:2, each with the size of its picture in EXIF; and one that is always there. */
const CAMERAS = ['iphone-7.jpg', 'canon-eos-1300d.jpg', MADE].filter(name => name === MADE || names.includes(name))

describe.each(CAMERAS)('a copy of %s', camera => {
  test.each(Object.entries(COPIES))('%s', async (_, { name, expected, copy }) => {
    const { original, codes } = await studio.look(await copy(await bytesOf(camera)), name)
    expect(original, codes.join()).toBe(expected)
  })
})

test('a stretch of zeros or ones anywhere in a header never makes a copy of an original', async () => {
  const length = fc.integer({ min: 16, max: 2000 })
  const place = fc.double({ min: 0, max: 1, noNaN: true })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(MADE, ...names),
      place,
      length,
      fc.constantFrom(0, 255),
      async (name, at, long, byte) => {
        const bytes = Buffer.from(await bytesOf(name))
        const start = 32 + Math.floor(at * Math.min(bytes.length, HEADER))
        bytes.fill(byte, start, Math.min(start + long, bytes.length))
        expect((await studio.look(bytes, name)).original).not.toBe('no')
      },
    ),
    { numRuns: 100 },
  )
})
