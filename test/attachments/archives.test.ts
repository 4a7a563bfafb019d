import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeDocx } from '../documents/compose.ts'
import { composeJpeg, composeZip } from './compose.ts'
import { composeRar4, composeRar5, composeTar, composeTnef } from './composeArchives.ts'
import { composeCompound } from './composeCompound.ts'
import { openBytes, openWhole, temporaryFiles } from './opened.ts'
import { told } from './told.ts'

const sample = (name: string): Promise<Uint8Array> => readFile(join(import.meta.dirname, 'samples', name))

async function open(name: string, bytes: Uint8Array): Promise<readonly string[]> {
  await using own = await temporaryFiles()
  return told(await openWhole(own.files, name, bytes))
}

const FOLDER = [
  { name: 'Ảnh/1.jpg', bytes: composeJpeg() },
  { name: 'tin.docx', bytes: composeDocx(['Tít']) },
]

test('a folder of photos is the same in every archive', async () => {
  const whole = ['photo Ảnh/1.jpg', 'document tin.docx']
  expect(await open('a.rar', composeRar4(FOLDER))).toEqual(whole)
  expect(await open('a.rar', composeRar5(FOLDER))).toEqual(whole)
  expect(await open('a.tar', composeTar(FOLDER))).toEqual(whole)
  expect(await open('a.tgz', gzipSync(composeTar(FOLDER)))).toEqual(whole)
  expect(await open('a.zip', composeZip([{ name: 'b.rar', bytes: composeRar5(FOLDER) }]))).toEqual(whole)
  expect((await open('a.7z', await sample('folder.7z'))).toSorted()).toEqual(['document tin.txt', 'document Ảnh/1.txt'])
  expect((await open('a.zip', await sample('lzma.zip'))).toSorted()).toEqual(['document tin.txt', 'document Ảnh/1.txt'])
})

test('a locked archive is said to be locked', async () => {
  expect(await open('a.7z', await sample('locked-names.7z'))).toEqual(['closed (encrypted) a.7z'])
  expect((await open('a.7z', await sample('locked.7z'))).toSorted()).toEqual([
    'closed (encrypted) tin.txt',
    'closed (encrypted) Ảnh/1.txt',
  ])
  expect(await open('a.rar', composeRar4(FOLDER, true))).toEqual([
    'closed (encrypted) Ảnh/1.jpg',
    'closed (encrypted) tin.docx',
  ])
  expect(
    await open(
      'tin.docx',
      composeCompound({ EncryptedPackage: Buffer.alloc(5000), EncryptionInfo: Buffer.alloc(100) }),
    ),
  ).toEqual(['closed (encrypted) tin.docx'])
})

test('a damaged entry does not cost the others, and leaving the folder is no way out', async () => {
  const rar = Buffer.from(composeRar5([...FOLDER, { name: '../evil.jpg', bytes: composeJpeg() }]))
  rar[rar.indexOf('tin.docx') + 40] = 0xff
  expect(await open('a.rar', rar)).toEqual(['photo Ảnh/1.jpg', 'closed (damaged) tin.docx', 'unsafe evil.jpg'])
})

test('a compressed bomb stays closed', async () => {
  expect(await open('a.gz', gzipSync(Buffer.alloc(61 * 1024 * 1024)))).toEqual(['closed (tooLarge) a'])
})

test('what Outlook wraps into winmail.dat comes out under its long name', async () => {
  const tnef = composeTnef([
    { name: 'TIN~1.DOC', longName: 'Tin bài.docx', bytes: composeDocx(['Tít']) },
    { name: 'anh.jpg', bytes: composeJpeg() },
  ])
  expect(await open('winmail.dat', tnef)).toEqual(['document Tin bài.docx', 'photo anh.jpg'])
})

test('no bytes make an archive a crash', async () => {
  await using own = await temporaryFiles()
  const wholes = [
    composeRar4(FOLDER),
    composeRar5(FOLDER),
    composeTar(FOLDER),
    composeTnef(FOLDER),
    await sample('folder.7z'),
    await sample('locked.7z'),
  ]
  const change = fc.record({ at: fc.nat(10_000), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...wholes),
      fc.array(change, { maxLength: 6 }),
      fc.option(fc.nat(3000)),
      async (whole, changes, end) => {
        const bytes = Uint8Array.from(whole)
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte
        const opened = await openBytes(own.files, 'a', bytes.subarray(0, end ?? undefined))
        expect(['content', 'folder', 'mail']).toContain(opened.kind)
      },
    ),
    { numRuns: 60 },
  )
})
