import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { documentOf, openBytes, openWhole, temporaryFiles } from '../attachments/opened.ts'
import { linesOf } from './lines.ts'
import { toTcvn3 } from './oldFonts.ts'

const WORDS = 'Công đoàn cơ sở Trường Tiểu học tổ chức thăm hỏi đoàn viên ốm đau, động viên đồng chí sớm hồi phục.'

async function read(name: string, bytes: Uint8Array) {
  await using own = await temporaryFiles()
  const { blocks, notes, links } = await documentOf(own.files, name, bytes)
  return { lines: linesOf(blocks), notes, links }
}

test('plain text is read in every charset that offices use', async () => {
  const marks = Buffer.from(WORDS.normalize('NFC'))
  expect((await read('a.txt', marks)).lines).toEqual([WORDS])
  expect((await read('a.txt', Buffer.concat([Buffer.from('efbbbf', 'hex'), marks]))).lines).toEqual([WORDS])
  expect((await read('a.txt', iconv.encode(WORDS, 'utf-16le', { addBOM: true }))).lines).toEqual([WORDS])
  expect((await read('a.txt', iconv.encode(WORDS, 'utf-16be', { addBOM: true }))).lines).toEqual([WORDS])
  expect((await read('a.txt', windows1258(WORDS))).lines).toEqual([WORDS])
  const old = await read('a.txt', Buffer.from(toTcvn3(WORDS), 'latin1'))
  expect(old).toMatchObject({ lines: [WORDS], notes: ['converted'] })
})

/** windows-1258 writes tones as marks after their letters. */
function windows1258(text: string): Uint8Array {
  const apart = text
    .normalize('NFD')
    .replace(/([aeouAEOU])\u0306|([aeoAEO])\u0302|([ouOU])\u031b/g, found => found.normalize('NFC'))
  const swapped = apart.replace(
    /([aeiouyAEIOUY])([\u0300\u0301\u0303\u0309\u0323]+)([\u0302\u0306\u031b])/g,
    (_, letter, tone, mark) => `${(letter + mark).normalize('NFC')}${tone}`,
  )
  return iconv.encode(swapped, 'windows-1258')
}

test('every line is a paragraph, whatever ends it', async () => {
  expect((await read('a.txt', Buffer.from('Tít\r\n\r\n  Nội dung\rHết\n'))).lines).toEqual(['Tít', 'Nội dung', 'Hết'])
})

test('a web page, Word’s kind too, is read by its content', async () => {
  const page =
    '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="utf-8"><title>x</title></head><body>' +
    '<table><tr><td>1. Tít tin, bài</td><td>Tít</td></tr></table><p class=MsoNormal>Nội dung <a href="https://drive.google.com/a">ảnh</a></p></body></html>'
  expect(await read('tin.doc', Buffer.from(page))).toEqual({
    lines: ['1. Tít tin, bài | Tít', 'Nội dung ảnh'],
    notes: [],
    links: [{ url: 'https://drive.google.com/a', text: 'ảnh' }],
  })
})

test('a web page in one file brings its pictures', async () => {
  await using own = await temporaryFiles()
  const png = 'iVBORw0KGgoAAAANSUhEUgAABAAAAAMACAIAAAA='
  const page = [
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary="x"; type="text/html"',
    '',
    '--x',
    'Content-Location: file:///C:/tin.htm',
    'Content-Type: text/html; charset="utf-8"',
    '',
    '<html><body><p>Tít</p><img src="tin_files/image001.png"><p>chú thích</p></body></html>',
    '--x',
    'Content-Location: file:///C:/tin_files/image001.png',
    'Content-Transfer-Encoding: base64',
    'Content-Type: image/png',
    '',
    png,
    '--x--',
  ].join('\r\n')
  const [content] = await openWhole(own.files, 'tin.doc', Buffer.from(page))
  expect(content?.kind === 'document' && linesOf(content.document.blocks)).toEqual([
    'Tít',
    '[image001.png]',
    'chú thích',
  ])
  expect(content?.kind === 'document' && content.pictures.map(({ kind }) => kind)).toEqual(['photo'])
})

test('a picture written into a page is one of its pictures', async () => {
  const page =
    '<html><body><img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAABAAAAAMACAIAAAA="><p>chú thích</p></body></html>'
  expect((await read('tin.html', Buffer.from(page))).lines).toEqual(['[anh.png]', 'chú thích'])
})

test('a document larger than any article stays closed', async () => {
  await using own = await temporaryFiles()
  const opened = await openBytes(own.files, 'a.txt', Buffer.alloc(26 * 1024 * 1024, 'a '))
  expect(opened).toMatchObject({ kind: 'content', content: { kind: 'closed', why: 'tooLarge' } })
})

test('a Word document as one XML file is read, its margins are not', async () => {
  const old =
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>' +
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>Tít</w:t></w:r></w:p></w:body></w:wordDocument>'
  expect((await read('tin.doc', Buffer.from(old))).lines).toEqual(['Tít'])
  const part = (root: string, text: string): string =>
    `<pkg:part><pkg:xmlData><w:${root}><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:${root}></pkg:xmlData></pkg:part>`
  const flat =
    '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"' +
    ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${part('hdr', 'đầu trang')}${part('body', 'Nội dung')}</pkg:package>`
  expect((await read('tin.xml', Buffer.from(flat))).lines).toEqual(['Nội dung'])
})
