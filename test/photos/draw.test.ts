import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { webCopy } from '../../src/photos/draw.ts'
import { photoFormat } from '../../src/photos/format.ts'
import { lookAt } from '../../src/photos/look.ts'
import { exifSegment, keepFile } from './compose.ts'
import { exifBlock, PHONE } from './composeExif.ts'
import { heic } from './composeHeic.ts'
import { openStudio } from './studio.ts'

await using studio = await openStudio()
async function thumbnailOf(bytes: Uint8Array) {
  const { files } = studio
  const { sha256 } = await keepFile(files, 'anh.jpg', bytes)
  return (await lookAt(files, sha256, ['thumbnail']))?.thumbnail ?? null
}

/** Red to the left, blue to the right. */
const halves = (width: number, height: number) => {
  const left = { create: { width: width / 2, height, channels: 3, background: 'red' } } as const
  return sharp({ create: { width, height, channels: 3, background: 'blue' } }).composite([
    { input: left, left: 0, top: 0 },
  ])
}

test('is a small WebP without the photo’s metadata', async () => {
  const made =
    (await thumbnailOf(
      await halves(1200, 900)
        .withExif({ IFD0: { Make: 'Canon' } })
        .jpeg()
        .toBuffer(),
    )) ?? Buffer.alloc(0)
  const { format, width, height, exif, icc } = await sharp(made).metadata()
  expect({ format, width, height, exif, icc }).toEqual({ format: 'webp', width: 480, height: 360 })
})

test('stands as the camera was held', async () => {
  const turned = await halves(800, 600).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const { data, info } = await sharp((await thumbnailOf(turned)) ?? undefined)
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([360, 480])
  expect(data[0]).toBeGreaterThan(200)
  expect(data.at(-1)).toBeGreaterThan(200)
})

test('a web copy says neither where nor with what the photo was taken, and the original stays as it came', async () => {
  const { files } = studio
  const encoded = await halves(4000, 3000).jpeg().toBuffer()
  const block = exifBlock({ ...PHONE, gps: true, orientation: 6 })
  const sent = Buffer.concat([encoded.subarray(0, 2), exifSegment(block), encoded.subarray(2)])
  const { sha256 } = await keepFile(files, 'anh.jpg', sent)
  const made = Buffer.from((await webCopy(files, sha256)) ?? [])
  const { format, width, height, space, exif, icc, xmp, iptc, orientation } = await sharp(made).metadata()
  expect({ format, width, height, space }).toEqual({ format: 'jpeg', width: 1200, height: 1600, space: 'srgb' })
  expect([exif, icc, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined, undefined])
  expect(made.includes('samsung')).toBe(false)
  expect(Buffer.from(await files.read(sha256)).equals(sent)).toBe(true)
})

test('a web copy is never larger than the photo, and what was see-through is white', async () => {
  const { files } = studio
  const clear = {
    create: { width: 300, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  } as const
  const { sha256 } = await keepFile(files, 'anh.png', await sharp(clear).png().toBuffer())
  const { data, info } = await sharp((await webCopy(files, sha256)) ?? undefined)
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([info.width, info.height, data[0]]).toEqual([300, 200, 255])
})

test('shows a wide-gamut photo in sRGB', async () => {
  const wide = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#00c000' } })
    .withIccProfile('p3')
    .jpeg({ quality: 100 })
    .toBuffer()
  const { data } = await sharp((await thumbnailOf(wide)) ?? undefined)
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect(Math.abs((data[1] ?? 0) - 0xc0)).toBeLessThan(8)
  expect(data[0]).toBeLessThan(12)
})

test('of a cut photo shows what there is', async () => {
  const whole = await halves(1200, 900).jpeg().toBuffer()
  expect(await thumbnailOf(whole.subarray(0, whole.length >> 1))).not.toBeNull()
})

test.each([
  ['a HEIC that nothing decodes', heic({ exif: PHONE })],
  ['a text', Buffer.from('Kính gửi Ban Biên tập')],
])('of %s there is none', async (_, bytes) => {
  expect(await thumbnailOf(bytes)).toBeNull()
})

/** A PNG of one bit a pixel: few bytes, many pixels. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, inside: Uint8Array): Buffer => {
    const named = Buffer.concat([Buffer.from(type), inside])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(inside.length, 0)
    ends.writeUInt32BE(crc32(named), 4)
    return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
  }
  const header = Buffer.from('00000000000000000100000000', 'hex')
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('of a picture with more pixels than are decoded whole there is none', async () => {
  expect(await thumbnailOf(bomb(1000, 1000))).not.toBeNull()
  expect(await thumbnailOf(bomb(10_008, 10_000))).toBeNull()
})

/** HEICs of real cameras lie beside a checkout of the project; nothing here writes one with a picture in it. */
const FOLDER = join(import.meta.dirname, '../../../shared/photos')
const heics = existsSync(FOLDER) ? (await readdir(FOLDER)).filter(name => /\.hei[cf]$/.test(name)) : []

const SMALLEST = 'samsung-s24-fe.heic'

/** Pixels of each thumbnail as held: by the container's turn, or by EXIF's where the container has none. */
const HELD: Readonly<Record<string, readonly [width: number, height: number]>> = {
  'iphone-15-pro.heic': [360, 480],
  'iphone-7-procam.heic': [360, 480],
  'samsung-s24-fe.heic': [222, 480],
}

test.each(Object.keys(HELD).filter(name => heics.includes(name)))('%s is decoded and stands as held', async name => {
  const made = await thumbnailOf(await readFile(join(FOLDER, name)))
  const { format, width, height } = await sharp(made ?? undefined).metadata()
  expect([format, width, height]).toEqual(['webp', ...(HELD[name] ?? [])])
})

test.runIf(heics.includes(SMALLEST))('a HEIC has a large view too, which says nothing of its camera', async () => {
  const { sha256 } = await keepFile(studio.files, 'anh.heic', await readFile(join(FOLDER, SMALLEST)))
  const { format, width, height, exif } = await sharp((await webCopy(studio.files, sha256)) ?? undefined).metadata()
  expect([format, width, height, exif]).toEqual(['jpeg', 739, 1600, undefined])
})

test.runIf(heics.includes(SMALLEST))('damage in one HEIC is none in the next', async () => {
  const bytes = await readFile(join(FOLDER, SMALLEST))
  for (const start of [40, 2000, 200_000]) {
    const made = await thumbnailOf(Buffer.from(bytes).fill(0xa5, start, start + 500))
    expect(made === null || photoFormat(made) === 'webp').toBe(true)
  }
  expect(await thumbnailOf(bytes)).not.toBeNull()
})
