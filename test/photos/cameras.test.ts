import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { CAMERA_ENCODER, exifSegment } from './compose.ts'
import { exifBlock, PHONE } from './composeExif.ts'
import { COPIES, HONEST, sourceOfPhoto } from './copies.ts'
import { scene } from './scene.ts'
import { openStudio } from './studio.ts'

/** Real camera files lie beside a checkout of the project, not in it. Without them the made photos alone are judged. */
const FOLDER = join(import.meta.dirname, '../../../shared/photos')
const names = existsSync(FOLDER) ? (await readdir(FOLDER)).filter(name => /\.(jpe?g|hei[cf])$/.test(name)) : []
const jpegs = names.filter(name => name.endsWith('.jpg'))

await using studio = await openStudio()
const bytesOf = async (name: string): Promise<Buffer> => (name === MADE ? made : readFile(join(FOLDER, name)))

/** Where most headers end, in bytes. */
const HEADER = 20_000
/** The name of a photo that the test makes itself: 5.5 megapixels with a phone's camera data and thumbnail. */
const MADE = 'a made phone'
const made = await makePhoto(2720, 2040)

async function makePhoto(width: number, height: number): Promise<Buffer> {
  const picture = await scene(1, width, height).jpeg(CAMERA_ENCODER).toBuffer()
  const thumbnail = await sharp(picture).resize(160, 120).jpeg(CAMERA_ENCODER).toBuffer()
  const exif = exifSegment(exifBlock({ ...PHONE, pixelX: width, pixelY: height, thumbnail }))
  return Buffer.concat([picture.subarray(0, 2), exif, picture.subarray(2)])
}

/** Why three originals are doubts: no date, libjpeg's table with JFIF and no maker note, no maker. */
const DOUBTS: Readonly<Record<string, readonly string[]>> = {
  'nokia-3110c.jpg': ['photo.noExif'],
  'nokia-8.3.jpg': ['photo.resaved'],
  'nokia-8.3-hdr.heif': ['photo.noExif'],
}

test.each([MADE, ...names])('%s is an original', async name => {
  const { original, codes } = await studio.lookClosely(await bytesOf(name), name)
  expect([original, codes]).toEqual(name in DOUBTS ? ['doubt', DOUBTS[name]] : ['yes', []])
})

describe.each([MADE, ...jpegs])('%s', camera => {
  test.each(HONEST.map(way => [way.kind, way] as const))('%s, is no copy', async (_, { name, expected, make }) => {
    const bytes = await make(await sourceOfPhoto(camera, await bytesOf(camera)))
    if (bytes !== null) expect(expected).toContain((await studio.look(bytes, name ?? camera)).original)
  })
})

/** A phone that has libjpeg's table itself, and one that is always there. `npm run bench -- confusion` goes through all. */
const CAMERAS = ['moto-g-xt1068.jpg', MADE].filter(name => name === MADE || names.includes(name))

describe.each(CAMERAS)('a copy of %s', camera => {
  test.each(COPIES.map(way => [way.kind, way] as const))('%s, is known', async (_, { name, expected, make }) => {
    const bytes = await make(await sourceOfPhoto(camera, await bytesOf(camera)))
    expect(bytes).not.toBeNull()
    const { original, codes } = await studio.lookClosely(bytes ?? Buffer.alloc(0), name ?? camera)
    expect(expected, codes.join()).toContain(original)
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
