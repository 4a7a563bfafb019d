import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { ALIKE_BITS, bandsOf, isCopy, type Likeness, probesOf } from '../../src/photos/likeness.ts'
import { keepFile } from './compose.ts'
import { scene } from './scene.ts'
import { openStudio } from './studio.ts'

await using studio = await openStudio()

async function printed(bytes: Uint8Array, takenAt: string | null = null): Promise<Likeness> {
  const { sha256 } = await keepFile(studio.files, 'anh.jpg', bytes)
  return { sha256, takenAt, print: (await studio.see(bytes))?.print ?? null }
}

const original = await scene(1).jpeg({ quality: 95 }).toBuffer()

const COPIES: Readonly<Record<string, (photo: Sharp) => Sharp>> = {
  'a smaller picture': photo => photo.resize(640).jpeg({ quality: 80 }),
  'a tiny one of low quality': photo => photo.resize(320).jpeg({ quality: 50 }),
  'a progressive one': photo => photo.jpeg({ quality: 85, progressive: true }),
  'another format': photo => photo.png(),
  'a brighter one': photo => photo.modulate({ brightness: 1.15, saturation: 1.2 }).jpeg(),
  'one without colours': photo => photo.greyscale().jpeg(),
}

test.each(Object.entries(COPIES))('%s is known for a copy', async (_, copied) => {
  const copy = await copied(sharp(original)).toBuffer()
  expect(isCopy(await printed(original), await printed(copy))).toBe(true)
})

test('a picture that lies on its side in the file is known by how it was held', async () => {
  const lying = await sharp(original).rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  expect(isCopy(await printed(original), await printed(lying))).toBe(true)
})

test('thirty other pictures are none of them copies of another', async () => {
  const others: Likeness[] = []
  for (let seed = 0; seed < 30; seed++) others.push(await printed(await scene(seed).jpeg().toBuffer()))
  for (const [at, one] of others.entries())
    for (const other of others.slice(0, at)) expect(isCopy(one, other)).toBe(false)
})

test('frames of one scene with dates of their own are photos of their own', async () => {
  const [first, second] = ['2019-11-18T08:30:00', '2019-11-18T08:30:01+07:00']
  const again = await sharp(original).jpeg({ quality: 90 }).toBuffer()
  expect(isCopy(await printed(original, first), await printed(again, second))).toBe(false)
  expect(isCopy(await printed(original, first), await printed(again, null))).toBe(true)
  expect(isCopy(await printed(original, first), await printed(again, `${first}+07:00`))).toBe(true)
})

test.each(['black', 'white', '#7f7f7f'])('an empty %s frame has nothing to be known by', async background => {
  const empty = await sharp({ create: { width: 800, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer()
  expect((await printed(empty)).print).toBeNull()
})

test('whatever few bits differ, the index looks where the other print is', () => {
  const bit = fc.constantFrom('0', '1')
  const given = fc.record({
    print: fc.array(bit, { minLength: 64, maxLength: 64 }),
    flipped: fc.uniqueArray(fc.nat(63), { maxLength: ALIKE_BITS }),
  })
  fc.assert(
    fc.property(given, ({ print, flipped }) => {
      const other = print.map((one, at) => (flipped.includes(at) ? String(1 - Number(one)) : one)).join('')
      const probes = probesOf(print.join(''))
      expect(bandsOf(other).some((band, at) => probes[at]?.includes(band))).toBe(true)
    }),
  )
})
