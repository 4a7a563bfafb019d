import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDecoration } from '../../src/attachments/decoration.ts'
import { keepFile } from '../../src/attachments/keep.ts'
import { openAll } from '../../src/attachments/openAll.ts'
import type { Content, PhotoFacts } from '../../src/domain.ts'
import { inspectPhoto } from '../../src/photos/inspect.ts'
import { composeDocx, composeParts, documentXml } from '../documents/compose.ts'
import { composeJpeg, composeZip } from './compose.ts'
import { openBytes, openWhole, temporaryFiles } from './opened.ts'

const hex = (bytes: string, length = 64): Uint8Array =>
  Buffer.concat([Buffer.from(bytes.replaceAll(' ', ''), 'hex'), Buffer.alloc(length)])

/** What came of one file, in a word. */
async function kindOf(name: string, bytes: Uint8Array | string, type = 'application/octet-stream'): Promise<string> {
  await using own = await temporaryFiles()
  const opened = await openBytes(own.files, name, typeof bytes === 'string' ? Buffer.from(bytes) : bytes, { type })
  if (opened.kind !== 'content') return opened.kind
  return opened.content.kind === 'closed' ? `closed: ${opened.content.why}` : opened.content.kind
}

test('a file is what its bytes are, whatever its name says', async () => {
  expect(await kindOf('tin.doc', composeDocx(['Tít']))).toBe('document')
  expect(await kindOf('anh.png', composeJpeg())).toBe('photo')
  expect(await kindOf('khong-duoi', composeJpeg())).toBe('photo')
  expect(await kindOf('tin.docx', 'Chỉ là chữ')).toBe('document')
  expect(await kindOf('tin.docx', hex('504b0304'))).toBe('closed: damaged')
  expect(await kindOf('tin.docx', composeParts({ 'word/la.xml': 'x' }))).toBe('closed: unknown')
  expect(await kindOf('tin.docx', hex('0102030405'))).toBe('closed: unknown')
  expect(await kindOf('tin.docx', '')).toBe('closed: damaged')
})

test('programs, scripts and documents with macros are set aside', async () => {
  const macros = composeParts({ 'word/document.xml': documentXml(''), 'word/vbaProject.bin': 'x' })
  expect(await kindOf('anh.jpg.exe', hex('4d5a9000'))).toBe('unsafe')
  expect(await kindOf('anh.jpg', hex('4d5a9000'))).toBe('unsafe')
  expect(await kindOf('tin.docm', macros)).toBe('unsafe')
  expect(await kindOf('tin.docx', macros)).toBe('unsafe')
  expect(await kindOf('chay.vbs', 'MsgBox "x"')).toBe('unsafe')
  expect(await kindOf('chay', '#!/bin/sh\n')).toBe('unsafe')
  expect(await kindOf('chay.jar', composeZip([{ name: 'META-INF/MANIFEST.MF', bytes: Buffer.from('x') }]))).toBe(
    'unsafe',
  )
  expect(await kindOf('loi-tat.lnk', hex('4c00000001140200'))).toBe('unsafe')
  expect(await kindOf('anh.scr', composeJpeg())).toBe('photo')
  expect(await kindOf('tin.txt', 'MZ là tên một tổ sản xuất; tệp %PDF- và ID3 chỉ được nhắc tới')).toBe('document')
})

test('what nobody here opens is known for what it is', async () => {
  expect(await kindOf('moi.ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR')).toBe('other')
  expect(await kindOf('du-lieu.xml', '<?xml version="1.0"?><a/>')).toBe('other')
  expect(
    await kindOf('sach.epub', composeZip([{ name: 'mimetype', bytes: Buffer.from('application/epub+zip') }])),
  ).toBe('other')
  expect(await kindOf('a.vcf', 'BEGIN:VCARD\r\nEND:VCARD')).toBe('other')
  expect(await kindOf('smime.p7s', hex('3082012a06092a864886f70d010702'))).toBe('other')
  expect(await kindOf('bai.mp3', hex('49443303'))).toBe('other')
  expect(await kindOf('quay.mp4', hex('00000018 66747970 6d703432'))).toBe('other')
  expect(await kindOf('quay.mov', hex('00000014 66747970 71742020'))).toBe('other')
  expect(await kindOf('bang.xlsx', composeZip([{ name: 'xl/workbook.xml', bytes: Buffer.from('x') }]))).toBe('other')
})

test('a mail is known as one by its type, its name or its fields, an article about a mail is not', async () => {
  const mail = 'Received: by x\r\nFrom: a@b.vn\r\nSubject: Tin\r\n\r\nChào'
  expect(await kindOf('thu.eml', 'From: a@b.vn\r\n\r\nChào')).toBe('mail')
  expect(await kindOf('ATT1', 'Subject: x\r\n\r\nChào', 'message/rfc822')).toBe('mail')
  expect(await kindOf('ATT1', mail)).toBe('mail')
  expect(await kindOf('tin.txt', 'Từ: Công đoàn\r\nNgày: 1\r\n\r\nChào')).toBe('document')
})

test('an attached mail comes with its own files, and mails in mails end somewhere', async () => {
  await using own = await temporaryFiles()
  const forwarded = (inner: string): string =>
    `From: a@b.vn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b${inner.length}\r\n\r\n` +
    `--b${inner.length}\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b${inner.length}--\r\n`
  const innermost =
    'From: c@d.vn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\nContent-Type: image/jpeg; name=1.jpg\r\n' +
    `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(composeJpeg()).toString('base64')}\r\n--z--\r\n`
  const depths = (contents: readonly Content[]): unknown =>
    contents.map(content =>
      content.kind === 'mail' ? [content.mail.from?.address, depths(content.contents)] : content.kind,
    )
  expect(depths(await openWhole(own.files, 'a.eml', Buffer.from(forwarded(innermost))))).toEqual([
    ['a@b.vn', [['c@d.vn', ['photo']]]],
  ])
  const deep = forwarded(forwarded(forwarded(innermost)))
  expect(depths(await openWhole(own.files, 'a.eml', Buffer.from(deep)))).toEqual([
    ['a@b.vn', [['a@b.vn', [['a@b.vn', ['closed']]]]]],
  ])
})

test('a file whose opening fails is closed, and the next one is opened', async () => {
  await using own = await temporaryFiles()
  const list = [
    await keepFile(own.files, composeJpeg(), { name: '1.jpg' }),
    await keepFile(own.files, composeJpeg(800, 600), { name: '2.jpg' }),
  ]
  const contents = await openAll(
    list,
    async file => ({
      kind: 'content',
      content: file.name === '1.jpg' ? { kind: 'closed', file, why: 'tooSlow' } : { kind: 'other', file },
      pictures: [],
    }),
    async () => null,
  )
  expect(contents.map(({ kind }) => kind)).toEqual(['closed', 'other'])
})

test('logos, lines and icons are no photos; whatever a camera made is one', async () => {
  await using own = await temporaryFiles()
  const facts = async (width: number, height: number): Promise<PhotoFacts> =>
    inspectPhoto(own.files, await keepFile(own.files, composeJpeg(width, height), { name: 'a.jpg' }))
  const plain = await facts(640, 480)
  const of = (changes: Partial<PhotoFacts>, shown = false, name = 'a.jpg'): boolean =>
    isDecoration({ ...plain, ...changes }, { name, shown })
  expect(of({ width: 1, height: 1, format: 'gif' })).toBe(true)
  expect(of({ width: 600, height: 3, format: 'png' })).toBe(true)
  expect(of({ width: 700, height: 100 })).toBe(true)
  expect(of({ width: 180, height: 180, format: 'png' })).toBe(true)
  expect(of({ width: 300, height: 280, format: 'png' }, true)).toBe(true)
  expect(of({ width: 300, height: 280 }, true, 'image001.jpg')).toBe(true)
  expect(of({ width: 300, height: 280 }, true)).toBe(false)
  expect(of({ width: 300, height: 280, format: 'png' })).toBe(false)
  expect(of({ width: 1280, height: 960 }, true, 'image001.jpg')).toBe(false)
  expect(of({ width: 160, height: 120 })).toBe(false)
  expect(of({ width: null, height: null })).toBe(false)
  expect(of({ width: 60, height: 40, exif: { ...plain.exif, make: 'Canon' } })).toBe(false)
})

test('no bytes under any name make opening a crash', async () => {
  await using own = await temporaryFiles()
  const starts = [
    '',
    '504b0304',
    '504b0506',
    'd0cf11e0a1b11ae1',
    '7b5c727466',
    '25504446',
    '526172211a07',
    '377abcaf271c',
    '1f8b08',
    '789f3e22',
    'ffd8ff',
    '30820100',
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.uint8Array({ maxLength: 600 }),
      fc.string({ maxLength: 12 }),
      async (start, rest, name) => {
        const opened = await openBytes(own.files, name, Buffer.concat([Buffer.from(start, 'hex'), rest]))
        expect(['content', 'folder', 'mail']).toContain(opened.kind)
      },
    ),
    { numRuns: 200 },
  )
})
