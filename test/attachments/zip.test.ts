import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Content } from '../../src/domain.ts'
import { composeDocx } from '../documents/compose.ts'
import { composeJpeg, composeZip, type ZipPart } from './compose.ts'
import { openBytes, openWhole, temporaryFiles } from './opened.ts'
import { told } from './told.ts'

async function open(parts: readonly ZipPart[]): Promise<readonly Content[]> {
  await using own = await temporaryFiles()
  return await openWhole(own.files, 'anh.zip', composeZip(parts))
}

const photo = (name: string | Uint8Array, more: Partial<ZipPart> = {}): ZipPart => ({
  name,
  bytes: composeJpeg(),
  ...more,
})

test('a folder of photos and an article come out in their order, with the folder they lay in', async () => {
  const contents = await open([
    photo('Ảnh/1.jpg'),
    photo('Ảnh/2.jpg', { stored: true }),
    { name: 'tin.docx', bytes: composeDocx(['Tít']) },
  ])
  expect(told(contents)).toEqual(['photo Ảnh/1.jpg', 'photo Ảnh/2.jpg', 'document tin.docx'])
})

test('names are read in every way that programs write them', async () => {
  const name = (bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes)
  const contents = await open([
    photo('anh\\1.jpg'),
    photo(Buffer.from('Ảnh lễ hội.jpg'.normalize('NFD'))),
    // "Ảnh.jpg" and "Đ.jpg" in windows-1258, "é.jpg" in code page 437.
    photo(name([0x41, 0xd2, 0x6e, 0x68, 0x2e, 0x6a, 0x70, 0x67])),
    photo(name([0xd0, 0x2e, 0x6a, 0x70, 0x67])),
    photo(name([0x82, 0x2e, 0x6a, 0x70, 0x67])),
  ])
  expect(told(contents)).toEqual([
    'photo anh/1.jpg',
    'photo Ảnh lễ hội.jpg',
    'photo Ảnh.jpg',
    'photo Đ.jpg',
    'photo é.jpg',
  ])
})

test('what macOS and Windows leave behind is no content', async () => {
  const contents = await open([
    photo('1.jpg'),
    photo('__MACOSX/._1.jpg'),
    photo('._1.jpg'),
    photo('Thumbs.db'),
    photo('a/desktop.ini'),
    photo('.DS_Store'),
  ])
  expect(told(contents)).toEqual(['photo 1.jpg'])
})

test('an entry that wants out of its folder is set aside, its neighbours are used', async () => {
  const contents = await open([
    photo('good1.jpg'),
    photo('../evil.jpg'),
    photo('a\\..\\..\\evil.jpg'),
    photo('link', { unixMode: 0o120777 }),
    photo('/good2.jpg'),
  ])
  expect(told(contents)).toEqual([
    'photo good1.jpg',
    'photo good2.jpg',
    'unsafe evil.jpg',
    'unsafe a/evil.jpg',
    'unsafe link',
  ])
})

test('one entry that is locked, broken or of an unknown method costs the others nothing', async () => {
  const contents = await open([
    photo('1.jpg'),
    photo('khoa.jpg', { flags: 1 }),
    photo('hong.jpg', { crc: 7 }),
    photo('la.jpg', { method: 77 }),
    photo('2.jpg'),
  ])
  expect(told(contents)).toEqual([
    'photo 1.jpg',
    'photo 2.jpg',
    'closed (encrypted) khoa.jpg',
    'closed (damaged) hong.jpg',
    'closed (unknown) la.jpg',
  ])
})

test('a bomb is closed, whether it says its size or lies about it', async () => {
  const zeros = Buffer.alloc(61 * 1024 * 1024)
  const contents = await open([
    { name: 'bom.bmp', bytes: zeros.subarray(0, 30_000_000) },
    { name: 'doi.bmp', bytes: zeros, declared: 1000 },
    photo('1.jpg'),
  ])
  expect(told(contents)).toEqual(['photo 1.jpg', 'closed (tooLarge) bom.bmp', 'closed (tooLarge) doi.bmp'])
})

test('archives in archives are opened to a depth, and no deeper', async () => {
  const wrap = (name: string, bytes: Uint8Array): ZipPart => ({ name, bytes })
  const two = composeZip([wrap('b.zip', composeZip([photo('2.jpg')]))])
  const three = composeZip([wrap('c.zip', two)])
  expect(told(await open([wrap('a.zip', composeZip([photo('1.jpg')]))]))).toEqual(['photo 1.jpg'])
  expect(told(await open([wrap('d.zip', three)]))).toEqual(['closed (tooLarge) c.zip'])
})

test('an archive of more files than anybody sends stays closed', async () => {
  const contents = await open(Array.from({ length: 501 }, (_, number) => photo(`${number}.jpg`)))
  expect(told(contents)).toEqual(['closed (tooLarge) anh.zip'])
})

test('a zip that was cut still gives its whole entries', async () => {
  await using own = await temporaryFiles()
  const zip = composeZip([photo('1.jpg', { stored: true }), photo('2.jpg', { stored: true })])
  const contents = await openWhole(own.files, 'a.zip', zip.subarray(0, composeJpeg().length * 2 + 60))
  expect(told(contents)).toEqual(['photo 1.jpg', 'closed (damaged) 2.jpg'])
})

test('bytes before and after a zip do not matter', async () => {
  await using own = await temporaryFiles()
  const zip = composeZip([photo('1.jpg')])
  const contents = await openWhole(own.files, 'a.zip', Buffer.concat([zip, Buffer.from('--chan-thu--\n')]))
  expect(told(contents)).toEqual(['photo 1.jpg'])
})

test('no bytes make a zip a crash', async () => {
  await using own = await temporaryFiles()
  const whole = composeZip([
    photo('Ảnh/1.jpg'),
    { name: 'tin.docx', bytes: composeDocx(['Tít', { rows: [[['a'], ['b']]] }]) },
  ])
  const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.option(fc.nat(whole.length)),
      async (changes, end) => {
        const bytes = Uint8Array.from(whole)
        for (const { at, byte } of changes) bytes[at] = byte
        const opened = await openBytes(own.files, 'a.zip', bytes.subarray(0, end ?? undefined))
        expect(['content', 'folder', 'mail']).toContain(opened.kind)
      },
    ),
    { numRuns: 150 },
  )
})
