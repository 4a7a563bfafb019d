import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { pngWith } from './composeCredential.ts'
import { heic } from './composeHeic.ts'
import { openStudio } from './studio.ts'

const studio = await openStudio()
afterAll(() => studio[Symbol.asyncDispose]())
const factsOf = async (bytes: Uint8Array) => (await studio.look(bytes)).facts
const PIXELS = { create: { width: 90, height: 60, channels: 3, background: '#a06040' } } as const
const png = await sharp(PIXELS).png().toBuffer()

test.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('the colour profile of a %s is named', async format => {
  const bytes = await sharp(PIXELS).withIccProfile('p3').toFormat(format).toBuffer()
  expect((await factsOf(bytes)).profile).toMatch(/P3/)
  expect((await factsOf(await sharp(PIXELS).toFormat(format).toBuffer())).profile).toBeNull()
})

/** `colr` with codes: primaries, transfer, matrix, and whether all values are used. */
function codes(primaries: number, transfer: number): Buffer {
  const bytes = Buffer.from('nclx\0\0\0\0\0\0\0', 'latin1')
  bytes.writeUInt16BE(primaries, 4)
  bytes.writeUInt16BE(transfer, 6)
  return bytes
}

/** A profile of version 2 with nothing but its name. */
function profile(name: string): Buffer {
  const text = Buffer.from(`desc\0\0\0\0\0\0\0\0${name}\0`, 'latin1')
  text.writeUInt32BE(name.length + 1, 8)
  const table = Buffer.from('\0\0\0\x01desc\0\0\0\x90\0\0\0\0', 'latin1')
  return Buffer.concat([Buffer.alloc(128), table, text])
}

test.each([
  ['codes of Display P3', [codes(12, 13)], 'Display P3'],
  ['codes of sRGB', [codes(1, 13)], 'sRGB'],
  ['codes of an HDR picture', [codes(9, 18)], 'BT.2020 HLG'],
  ['codes of nothing in particular', [codes(2, 2)], null],
  [
    'codes and a profile, which says more',
    [codes(5, 1), Buffer.concat([Buffer.from('prof'), profile('Adobe RGB')])],
    'Adobe RGB',
  ],
  ['cut codes', [codes(12, 13).subarray(0, 6)], null],
] as const)('a HEIC with %s', async (_, colours, name) => {
  expect(await factsOf(heic({ colours }))).toMatchObject({ profile: name, unreadable: null })
})

const iccp = (inside: Buffer): Buffer =>
  pngWith(png, Buffer.concat([Buffer.from('made\0\0', 'latin1'), inside]), 'iCCP')

test.each([
  ['as it should be', iccp(deflateSync(profile('Adobe RGB'))), 'Adobe RGB'],
  ['that is no deflated one', iccp(profile('Adobe RGB')), null],
  ['that is cut', iccp(deflateSync(profile('Adobe RGB')).subarray(0, 20)), null],
  ['that unfolds to a gigabyte', iccp(deflateSync(Buffer.alloc(300_000_000))), null],
  ['without a name', pngWith(png, Buffer.alloc(40, 1), 'iCCP'), null],
  ['of no bytes', pngWith(png, Buffer.alloc(0), 'iCCP'), null],
] as const)('a PNG with a profile %s is whole', async (_, bytes, name) => {
  expect(await factsOf(bytes)).toMatchObject({ width: 90, profile: name, unreadable: null })
})

test('no bytes in the place of a profile crash or hold it', async () => {
  const tiff = await sharp(PIXELS).withIccProfile('p3').tiff().toBuffer()
  const at = tiff.indexOf('acsp') - 36
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, isDeflated) => {
      const inside = Buffer.from(isDeflated ? deflateSync(bytes) : bytes)
      const damaged = Buffer.from(tiff)
      damaged.set(bytes, at)
      for (const one of [
        iccp(inside),
        damaged,
        heic({ colours: [inside, Buffer.concat([Buffer.from('prof'), inside])] }),
      ])
        expect((await factsOf(one)).width).not.toBeNull()
    }),
    { numRuns: 150 },
  )
})
