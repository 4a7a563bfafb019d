import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { documentOf, openBytes, openWhole, temporaryFiles } from '../attachments/opened.ts'
import { documentXml, relationshipsXml } from './compose.ts'
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
  expect((await read('a.txt', iconv.encode(WORDS, 'utf-16le', { addBOM: false }))).lines).toEqual([WORDS])
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

const PNG = 'iVBORw0KGgoAAAANSUhEUgAABAAAAAMACAIAAAA='

test('a document of Word 2003 as one XML file is read, its margins, notes and deletions are not', async () => {
  const text = (words: string): string => `<w:r><w:t>${words}</w:t></w:r>`
  const change = (type: string, inner: string): string =>
    `<aml:annotation aml:id="0" w:type="Word.${type}"><aml:content>${inner}</aml:content></aml:annotation>`
  const old =
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>' +
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml"' +
    ' xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">' +
    '<w:styles><w:style w:type="paragraph" w:styleId="a" w:default="on"><w:rPr><w:b/></w:rPr></w:style></w:styles><w:body><wx:sect>' +
    `<w:p>${text('Tít')}</w:p><w:p>${change('Insertion', text('thêm'))}${change('Deletion', '<w:r><w:delText>xóa</w:delText></w:r>')}` +
    `<w:r><w:footnote><w:p>${text('chú thích cuối trang')}</w:p></w:footnote></w:r></w:p>` +
    `<w:p>${change('Comment', `<w:p>${text('góp ý')}</w:p>`)}<w:hlink w:dest="https://photos.app.goo.gl/a">${text('ảnh')}</w:hlink></w:p>` +
    `<w:p><w:r><w:pict><w:binData w:name="wordml://1.png">${PNG}</w:binData><v:shape><v:imagedata src="wordml://1.png"/></v:shape></w:pict></w:r></w:p>` +
    `<w:sectPr><w:hdr><w:p>${text('đầu trang')}</w:p></w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>`
  await using own = await temporaryFiles()
  const { blocks, links, notes } = await documentOf(own.files, 'tin.doc', Buffer.from(old))
  expect(linesOf(blocks)).toEqual(['Tít', 'thêm', 'ảnh', '[1.png]'])
  expect(blocks[0]).toMatchObject({ bold: true })
  expect(links).toEqual([{ url: 'https://photos.app.goo.gl/a', text: 'ảnh' }])
  expect(notes).toEqual(['trackedChanges', 'comments'])
})

test('a .docx as one XML file is read like any other', async () => {
  const part = (name: string, content: string): string => `<pkg:part pkg:name="${name}">${content}</pkg:part>`
  const xml = (content: string): string => `<pkg:xmlData>${content}</pkg:xmlData>`
  const body =
    '<w:p><w:r><w:t>Nội dung</w:t></w:r></w:p><w:p><w:r><w:drawing><a:blip r:embed="a"/></w:drawing></w:r></w:p>'
  const flat =
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>' +
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">' +
    part('/_rels/.rels', xml(relationshipsXml([{ id: 'm', type: 'officeDocument', target: 'word/document.xml' }]))) +
    part('/word/document.xml', xml(documentXml(body).replace(/^<\?xml[^>]*>/, ''))) +
    part('/word/_rels/document.xml.rels', xml(relationshipsXml([{ id: 'a', type: 'image', target: 'media/1.png' }]))) +
    part('/word/media/1.png', `<pkg:binaryData>${PNG}</pkg:binaryData>`) +
    '</pkg:package>'
  expect((await read('tin.xml', Buffer.from(flat))).lines).toEqual(['Nội dung', '[1.png]'])
})

test('an OpenDocument text as one XML file is read, deleted text in its place is not', async () => {
  const flat =
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"' +
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"' +
    ' office:mimetype="application/vnd.oasis.opendocument.text"><office:master-styles><text:p>đầu trang</text:p></office:master-styles>' +
    '<office:body><office:text><text:tracked-changes><text:changed-region text:id="c"><text:deletion/></text:changed-region></text:tracked-changes>' +
    '<text:p>Giữ <text:change-start text:change-id="c"/>xóa <text:change-end text:change-id="c"/>hết</text:p>' +
    `<text:p><draw:frame><draw:image><office:binary-data>${PNG}</office:binary-data></draw:image></draw:frame></text:p>` +
    '</office:text></office:body></office:document>'
  const { lines, notes } = await read('tin.fodt', Buffer.from(flat))
  expect(lines).toEqual(['Giữ hết', '[anh-1.png]'])
  expect(notes).toEqual(['trackedChanges'])
})
