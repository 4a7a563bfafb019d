import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { jpeg, segment } from './compose.ts'
import { PHONE } from './composeExif.ts'
import { heic } from './composeHeic.ts'
import {
  containerXmp,
  FILM,
  index,
  microVideoXmp,
  several,
  TYPES,
  withFilm,
  withSamsungFilm,
} from './composeSeveral.ts'
import { openStudio } from './studio.ts'

const studio = await openStudio()
afterAll(() => studio[Symbol.asyncDispose]())

const { stereo, preview, other } = TYPES

test.each([
  ['a stereo pair', [stereo, stereo], { count: 2, views: 2 }],
  ['a photo with a large preview', [0x030000, preview], { count: 2, views: 1 }],
  ['a photo with two previews and a gain map', [0x030000, preview, preview, other], { count: 4, views: 1 }],
] as const)('%s is told by its index, and is an original as any JPEG', async (_, types, pictures) => {
  for (const bigEndian of [false, true]) {
    const { facts, original, codes } = await studio.look(await several(types, { bigEndian }))
    expect(facts).toMatchObject({ format: 'jpeg', width: 4032, unreadable: null, hasFilm: false, jpeg: { pictures } })
    expect([original, codes]).toEqual(['yes', []])
  }
})

test('an index whose pictures a program dropped says nothing', async () => {
  const { facts, codes } = await studio.look(await several([stereo, stereo], { kept: false }))
  expect([facts.jpeg?.pictures, codes]).toEqual([null, []])
})

test('a photo alone is one picture', async () => {
  const { facts } = await studio.look(await jpeg({ exif: PHONE }))
  expect([facts.jpeg?.pictures, facts.hasFilm]).toEqual([null, false])
})

test.each([
  ['a Pixel’s container', () => withFilm(containerXmp(FILM.length))],
  ['the older MicroVideo', () => withFilm(microVideoXmp(FILM.length))],
  ['Samsung’s blocks', () => withSamsungFilm()],
  ['Samsung’s word on it', () => withSamsungFilm(Buffer.from('mpv2\0\0\0\0'))],
  ['the box of a HEIC', async () => Buffer.concat([heic({ exif: PHONE }), filmBox(FILM)])],
] as const)('the film of a motion photo is found by %s, and the photo is an original', async (_, make) => {
  const { facts, original, codes } = await studio.look(await make())
  expect([facts.hasFilm, facts.unreadable, original, codes]).toEqual([true, null, 'yes', []])
})

function filmBox(film: Buffer): Buffer {
  const head = Buffer.from('\0\0\0\0mpvd', 'latin1')
  head.writeUInt32BE(8 + film.length)
  return Buffer.concat([head, film])
}

test.each([
  ['whose film was dropped', () => withFilm(containerXmp(FILM.length), Buffer.alloc(0))],
  ['whose film is cut', () => withFilm(containerXmp(FILM.length), FILM.subarray(0, 1000))],
  ['with a gain map at its end', async () => withFilm(containerXmp(5000), Buffer.from(await jpeg()).subarray(0, 5000))],
  ['with an empty box', async () => Buffer.concat([heic({ exif: PHONE }), filmBox(Buffer.alloc(0))])],
  ['with a film that nobody names', async () => Buffer.concat([await jpeg({ exif: PHONE }), FILM])],
] as const)('a photo %s has none', async (_, make) => {
  expect((await studio.look(await make())).facts.hasFilm).toBe(false)
})

const PIXEL = join(import.meta.dirname, '../../../shared/photos/pixel-8-pro.jpg')

test.runIf(existsSync(PIXEL))('a real phone’s HDR photo holds two pictures, one of them its gain map', async () => {
  const { facts } = await studio.look(await readFile(PIXEL))
  expect([facts.jpeg?.pictures, facts.hasFilm]).toEqual([{ count: 2, views: 1 }, false])
})

test.each([
  ['that names one picture a hundred thousand times', index(Array(4000).fill(stereo), 40, 0)],
  ['that is cut', index([stereo, stereo], 9, 9).subarray(0, 30)],
  ['that is none', Buffer.alloc(60_000, 0xff)],
  ['that points past the file', index([stereo, stereo], 0xfffffff0, 9)],
])('an index %s is no harm', async (_, block) => {
  const bytes = await jpeg({ exif: PHONE, segments: [segment(0xe2, Buffer.concat([Buffer.from('MPF\0'), block]))] })
  const { facts, original } = await studio.look(bytes)
  expect([facts.unreadable, original, facts.jpeg?.pictures]).toEqual([null, 'yes', null])
})

test('no damage to what speaks of pictures and films crashes, holds it or makes a copy of an original', async () => {
  const whole = [
    await several([stereo, stereo, other]),
    await withFilm(containerXmp(FILM.length)),
    await withFilm(microVideoXmp(FILM.length)),
    await withSamsungFilm(),
    Buffer.concat([heic({ exif: PHONE }), filmBox(FILM)]),
  ]
  const hit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.uint8Array({ maxLength: 8 }) })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.array(hit, { maxLength: 6 }),
      fc.boolean(),
      async (bytes, hits, isInTail) => {
        const broken = Buffer.from(bytes)
        const from = isInTail ? bytes.length - 400 : 16
        for (const { at, bytes: put } of hits) broken.set(put, from + Math.floor(at * 380))
        expect((await studio.look(broken)).original).not.toBe('no')
      },
    ),
    { numRuns: 400 },
  )
})
