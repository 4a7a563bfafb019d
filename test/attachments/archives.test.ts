import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherVolumes } from '../../src/attachments/volumes.ts'
import type { MailFile } from '../../src/domain.ts'
import { composeDocx } from '../documents/compose.ts'
import { composeJpeg, composeZip } from './compose.ts'
import { composeRar4, composeRar5, composeTar, composeTnef } from './composeArchives.ts'
import { composeCompound } from './composeCompound.ts'
import { openBytes, openEach, openWhole, temporaryFiles } from './opened.ts'
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

test('one file or a folder in .bz2 and .xz comes out under its own name', async () => {
  expect(await open('Tin bài.txt.bz2', await sample('tin.txt.bz2'))).toEqual(['document Tin bài.txt'])
  expect(await open('a.tar.xz', await sample('folder.tar.xz'))).toEqual(['document tin.txt', 'document Ảnh/1.txt'])
  expect(await open('a.bz2', await sample('bomb.bz2'))).toEqual(['closed (tooLarge) a'])
  expect(await open('a.bz2', (await sample('tin.txt.bz2')).subarray(0, 30))).toEqual(['closed (damaged) a'])
})

test('an archive that came in pieces is put together, in whatever order they came', async () => {
  await using own = await temporaryFiles()
  const pieces = (name: string, whole: Uint8Array) =>
    [0, 1, 2].map(at => {
      const size = Math.ceil(whole.length / 3)
      return { name: `${name}.00${at + 1}`, bytes: whole.subarray(at * size, (at + 1) * size) }
    })
  const zip = pieces('ảnh.zip', composeZip(FOLDER.map(file => ({ ...file, stored: true }))))
  const photo = { name: 'rieng.jpg', bytes: composeJpeg(800, 600) }
  expect(told(await openEach(own.files, [...zip.toReversed(), photo]))).toEqual([
    'photo Ảnh/1.jpg',
    'document tin.docx',
    'photo rieng.jpg',
  ])
  const seven = pieces('a.7z', await sample('folder.7z'))
  expect(told(await openEach(own.files, seven)).toSorted()).toEqual(['document tin.txt', 'document Ảnh/1.txt'])
  expect(told(await openEach(own.files, seven.slice(0, 2)))).toEqual(['closed (damaged) a.7z'])
})

test('parts belong together by the names that programs give them', () => {
  const of = (...names: readonly string[]) =>
    gatherVolumes(names.map(name => ({ name, folders: [] }) as unknown as MailFile)).map(({ first, rest }) =>
      [first, ...rest].map(({ name }) => name).join(' + '),
    )
  expect(of('a.part2.rar', 'b.jpg', 'A.part1.rar', 'a.part10.rar')).toEqual([
    'b.jpg',
    'A.part1.rar + a.part2.rar + a.part10.rar',
  ])
  expect(of('a.r01', 'a.rar', 'a.r00', 'a.zip')).toEqual(['a.rar + a.r00 + a.r01', 'a.zip'])
  expect(of('a.z01', 'a.zip')).toEqual(['a.zip + a.z01'])
  expect(of('anh.zip', 'anh.zip', 'anh.rar', 'b.part2.rar')).toEqual(['anh.zip', 'anh.zip', 'anh.rar', 'b.part2.rar'])
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
