import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt } from '../../src/photos/look.ts'
import { aFormText } from '../domain.ts'
import { keepFile } from './compose.ts'
import { photographed, printed, scanned } from './pages.ts'
import { openStudio } from './studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
let page: Buffer
let banner: Buffer
let blank: Buffer

beforeAll(async () => {
  studio = await openStudio()
  const sheets = await printed(aFormText({}), 'HỘI NGHỊ\nTỔNG KẾT HOẠT ĐỘNG CÔNG ĐOÀN', ' ')
  ;[page, banner, blank] = sheets as [Buffer, Buffer, Buffer]
})
afterAll(() => studio[Symbol.asyncDispose]())

async function look(bytes: Uint8Array): Promise<boolean> {
  const { sha256 } = await keepFile(studio.files, 'anh.jpg', bytes)
  return (await lookAt(studio.files, sha256, ['page']))?.isPage ?? false
}

test('a scanned page is a page, in colour and grey, large and small, upright and lying', async () => {
  expect(await look(page)).toBe(true)
  expect(await look(await scanned(page))).toBe(true)
  expect(await look(await sharp(page).resize(800).jpeg({ quality: 60 }).toBuffer())).toBe(true)
  expect(await look(await sharp(page).rotate(90).jpeg().toBuffer())).toBe(true)
  expect(await look(await sharp(page).tiff({ compression: 'lzw' }).toBuffer())).toBe(true)
})

test('a photographed page is a page, turned by hand, badly lit, on a table', async () => {
  for (const turned of [-8, -3, 0, 4, 8]) expect(await look(await photographed(page, turned)), `${turned}°`).toBe(true)
})

test('a banner, a sheet of paper without text, stripes and grain are no page', async () => {
  expect(await look(banner)).toBe(false)
  expect(await look(await photographed(blank))).toBe(false)
  const size = { width: 1600, height: 1200, channels: 3 } as const
  const grain = { ...size, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } as const
  expect(await look(await sharp({ create: grain }).jpeg().toBuffer())).toBe(false)
  const stripes = `<svg width="1600" height="1200"><defs><pattern id="p" width="40" height="40" patternUnits="userSpaceOnUse"><rect width="40" height="40" fill="#fff"/><rect width="40" height="12"/></pattern></defs><rect width="100%" height="100%" fill="url(#p)"/></svg>`
  expect(await look(await sharp(Buffer.from(stripes)).jpeg().toBuffer())).toBe(false)
})

test('bytes that are no picture are no page', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
      expect(await look(bytes)).toBe(false)
    }),
    { numRuns: 20 },
  )
})

const cameras = join(import.meta.dirname, '../../../shared/photos')

test.runIf(existsSync(cameras))('no photo of a real camera or phone is taken for a page', async () => {
  for (const name of (await readdir(cameras)).filter(name => !name.endsWith('.tsv')))
    expect(await look(await readFile(join(cameras, name))), name).toBe(false)
})
