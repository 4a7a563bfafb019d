import { expect, test } from 'vitest'
import type { Document } from '../../src/domain.ts'
import { composeJpeg } from '../attachments/compose.ts'
import { documentOf, openBytes, openWhole, temporaryFiles } from '../attachments/opened.ts'
import {
  composeDocx,
  composeParts,
  type DocxExtras,
  type DocxPart,
  documentXml,
  paragraph,
  relationshipsXml,
  run,
} from './compose.ts'
import { linesOf } from './lines.ts'

async function read(parts: readonly DocxPart[], extras: DocxExtras = {}): Promise<Document> {
  await using own = await temporaryFiles()
  return await documentOf(own.files, 'tin.docx', composeDocx(parts, extras))
}

async function lines(...parts: DocxPart[]): Promise<readonly string[]> {
  return linesOf((await read(parts)).blocks)
}

const xml = (value: string): DocxPart => ({ xml: value })

test('a label and its answer after Shift+Enter stay two lines', async () => {
  expect(await lines('4. Tác giả (VD: Nông Văn K)\nNông Thị Minh', 'a\tb')).toEqual([
    '4. Tác giả (VD: Nông Văn K)\nNông Thị Minh',
    'a\tb',
  ])
})

test('decomposed letters and odd spaces come out plain', async () => {
  expect(await lines('Ta\u0301c gia\u0309:\u00a0Hoa\u200b\ufeff')).toEqual(['Tác giả: Hoa'])
})

test('a title in a text box is there once, for old and for new programs', async () => {
  const box = `<w:txbxContent>${paragraph(run('Tít'))}</w:txbxContent>`
  const both =
    `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice>` +
    `<mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`
  expect(await lines(xml(paragraph(`<w:r>${both}</w:r>`)), 'Nội dung')).toEqual(['Tít', 'Nội dung'])
  const bare = `<w:drawing><wps:txbx>${box}</wps:txbx></w:drawing>`
  expect(await lines(xml(paragraph(`<w:r>${bare}</w:r>${run('Nội dung')}`)))).toEqual(['Tít', 'Nội dung'])
})

test('signs of symbol fonts are bullets, in an old font they are letters', async () => {
  const sign = (font: string, char: string): string => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`
  const old = run('Th\uf0de', '<w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>')
  expect(
    await lines(xml(paragraph(sign('Wingdings', 'F0D8') + run(' một'))), xml(paragraph(old + sign('.VnTime', 'F0B5')))),
  ).toEqual(['• một', 'Thịà'])
})

test('a title drawn as WordArt is read', async () => {
  const art = '<w:r><w:pict><v:shape><v:textpath string="Tít &quot;nghệ thuật&quot;"/></v:shape></w:pict></w:r>'
  expect(await lines(xml(paragraph(art)), 'Nội dung')).toEqual(['Tít "nghệ thuật"', 'Nội dung'])
})

test('of tracked changes the new text is read, and the editor is told', async () => {
  const { blocks, notes } = await read([
    xml(
      paragraph(
        `${run('Đã ')}<w:del>${run('cũ')}</w:del><w:ins>${run('mới')}</w:ins>` +
          `<w:moveFrom>${run(' đi')}</w:moveFrom><w:moveTo>${run(' đến')}</w:moveTo>`,
      ),
    ),
  ])
  expect(linesOf(blocks)).toEqual(['Đã mới đến'])
  expect(notes).toEqual(['trackedChanges'])
})

test('a deleted paragraph mark joins two paragraphs, a deleted row is gone', async () => {
  const joined = paragraph(run('Một '), '<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>') + paragraph(run('câu.'))
  const row = (text: string, properties: string): string =>
    `<w:tr>${properties}<w:tc>${paragraph(run(text))}</w:tc></w:tr>`
  const table = `<w:tbl>${row('giữ', '')}${row('bỏ', '<w:trPr><w:del/></w:trPr>')}</w:tbl>`
  expect(await lines(xml(joined), xml(table))).toEqual(['Một câu.', 'giữ'])
})

test('hidden text is not read, whether the run or its style hides it', async () => {
  const styles =
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style></w:styles>'
  const { blocks } = await read(
    [
      xml(
        paragraph(
          run('thấy') + run(' ẩn', '<w:rPr><w:vanish/></w:rPr>') + run(' ẩn', '<w:rPr><w:rStyle w:val="An"/></w:rPr>'),
        ),
      ),
      xml(paragraph(run('hiện lại', '<w:rPr><w:vanish w:val="0"/></w:rPr>'))),
      xml(paragraph(run('đậm theo kiểu'), '<w:pPr><w:pStyle w:val="Dam"/></w:pPr>')),
    ],
    { files: { 'word/styles.xml': styles }, relationships: [{ id: 's', type: 'styles', target: 'styles.xml' }] },
  )
  expect(blocks).toEqual([
    { kind: 'paragraph', text: 'thấy', bold: false, listed: false },
    { kind: 'paragraph', text: 'hiện lại', bold: false, listed: false },
    { kind: 'paragraph', text: 'đậm theo kiểu', bold: true, listed: false },
  ])
})

test('a content control gives what was typed, not its hint to click there', async () => {
  const control = (properties: string, text: string): string =>
    `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${paragraph(run(text))}</w:sdtContent></w:sdt>`
  expect(
    await lines(xml(control('', '4. Tác giả: Hằng')), xml(control('<w:showingPlcHdr/>', 'Click here to enter text.'))),
  ).toEqual(['4. Tác giả: Hằng'])
})

test('an automatic number is marked, and is in no text', async () => {
  const { blocks } = await read([{ text: 'Tít tin, bài:', listed: true, bold: true }])
  expect(blocks).toEqual([{ kind: 'paragraph', text: 'Tít tin, bài:', bold: true, listed: true }])
})

test('merged cells keep the columns of the others', async () => {
  const cell = (text: string, properties = ''): string =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text === '' ? '' : run(text))}</w:tc>`
  const { blocks } = await read([
    xml(
      `<w:tbl><w:tr>${cell('đầu', '<w:gridSpan w:val="2"/>')}${cell('cuối')}</w:tr>` +
        `<w:tr>${cell('nhãn', '<w:vMerge w:val="restart"/>')}${cell('một')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('hai')}</w:tr></w:tbl>`,
    ),
  ])
  const [table] = blocks
  const columns = table?.kind === 'table' ? table.rows.map(row => row.map(({ column }) => column)) : []
  expect(columns).toEqual([[0, 2], [0, 1], [1]])
})

test('links of all three kinds are found, with the words a person sees', async () => {
  const field =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://photos.app.goo.gl/a" </w:instrText></w:r>' +
    `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('ảnh')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
  const { blocks, links } = await read(
    [
      xml(paragraph(`<w:hyperlink r:id="l">${run('thư mục')}</w:hyperlink> ${field}`)),
      'xem https://drive.google.com/x.',
    ],
    { relationships: [{ id: 'l', type: 'hyperlink', target: 'https://drive.google.com/f?a=1&b=2', external: true }] },
  )
  expect(linesOf(blocks)).toEqual(['thư mụcảnh', 'xem https://drive.google.com/x.'])
  expect(links).toEqual([
    { url: 'https://drive.google.com/f?a=1&b=2', text: 'thư mục' },
    { url: 'https://photos.app.goo.gl/a', text: 'ảnh' },
    { url: 'https://drive.google.com/x', text: 'https://drive.google.com/x' },
  ])
})

test('pictures stand between the paragraphs that they stand between', async () => {
  await using own = await temporaryFiles()
  const docx = composeDocx([
    'trước',
    { picture: composeJpeg() },
    'chú thích',
    { rows: [[[{ picture: composeJpeg(2000, 1000), name: 'b.jpg' }, 'hai']]] },
  ])
  const [content] = await openWhole(own.files, 'tin.docx', docx)
  expect(content?.kind === 'document' && linesOf(content.document.blocks)).toEqual([
    'trước',
    '[image1.jpeg]',
    'chú thích',
    '[b.jpg] ¶ hai',
  ])
  expect(content?.kind === 'document' && content.pictures.map(({ kind, file }) => [kind, file.name])).toEqual([
    ['photo', 'image1.jpeg'],
    ['photo', 'b.jpg'],
  ])
})

test('a picture and its caption in one paragraph are told apart', async () => {
  await using own = await temporaryFiles()
  const drawing = '<w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r>'
  const docx = composeDocx(
    [
      xml(paragraph(`${drawing}${run('\nchú thích')}`)),
      xml(paragraph(`${run('câu đầu')}${drawing}${run(' câu sau')}`)),
    ],
    {
      files: { 'word/media/a.png': Buffer.from('89504e470d0a1a0a', 'hex') },
      relationships: [{ id: 'p', type: 'image', target: 'media/a.png' }],
    },
  )
  expect(linesOf((await documentOf(own.files, 'a.docx', docx)).blocks)).toEqual([
    '[a.png]',
    'chú thích',
    'câu đầu câu sau',
    '[a.png]',
  ])
})

test('text of an old font is converted, and the editor is told', async () => {
  const { blocks, notes } = await read([
    { text: '4. T¸c gi¶: N«ng ThÞ Minh H»ng', font: '.VnTime' },
    { text: 'n«ng thÞ minh h»ng', font: '.VnTimeH' },
    { text: '5. Ñôn vò coâng taùc', font: 'VNI-Times' },
    'Công đoàn cơ sở',
  ])
  expect(linesOf(blocks)).toEqual([
    '4. Tác giả: Nông Thị Minh Hằng',
    'NÔNG THỊ MINH HẰNG',
    '5. Đơn vị công tác',
    'Công đoàn cơ sở',
  ])
  expect(notes).toEqual(['converted'])
})

test('an old font whose text is Unicode already changes nothing', async () => {
  const { blocks, notes } = await read([{ text: 'Đồng chí có quà và sách', font: '.VnTime' }])
  expect(linesOf(blocks)).toEqual(['Đồng chí có quà và sách'])
  expect(notes).toEqual([])
})

test('headers and footers count only where the body has no words', async () => {
  const header = documentXml('')
    .replaceAll('w:document', 'w:hdr')
    .replace(/<w:body>.*<\/w:body>/, paragraph(run('LĐLĐ huyện')))
  const extras = {
    files: { 'word/header1.xml': header },
    relationships: [{ id: 'h', type: 'header', target: 'header1.xml' }],
  }
  expect(linesOf((await read(['Nội dung'], extras)).blocks)).toEqual(['Nội dung'])
  expect(linesOf((await read([''], extras)).blocks)).toEqual(['LĐLĐ huyện'])
})

test('a document in a document is read in its place', async () => {
  const extras = {
    files: {
      'word/chunk.html': '<html><body><p>từ trang web</p></body></html>',
      'word/in.docx': composeDocx(['từ tệp khác']),
    },
    relationships: [
      { id: 'c', type: 'aFChunk', target: 'chunk.html' },
      { id: 'd', type: 'aFChunk', target: '/word/in.docx' },
    ],
  }
  const { blocks } = await read(['đầu', xml('<w:altChunk r:id="c"/><w:altChunk r:id="d"/>'), 'cuối'], extras)
  expect(linesOf(blocks)).toEqual(['đầu', 'từ trang web', 'từ tệp khác', 'cuối'])
})

test('other prefixes, the strict form and missing parts are all the same document', async () => {
  await using own = await temporaryFiles()
  const strict = documentXml(paragraph(run('Nội dung')))
    .replace(
      'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
      'http://purl.oclc.org/ooxml/wordprocessingml/main',
    )
    .replaceAll('w:', 'ns0:')
    .replace('xmlns:w=', 'xmlns:ns0=')
  const bytes = composeParts({ 'word/document.xml': strict })
  expect(linesOf((await documentOf(own.files, 'a.docx', bytes)).blocks)).toEqual(['Nội dung'])
  const renamed = composeParts({
    '_rels/.rels': relationshipsXml([{ id: 'm', type: 'officeDocument', target: '/word/document2.xml' }]),
    'word\\document2.xml': documentXml(paragraph(run('Nội dung'))),
  })
  expect(linesOf((await documentOf(own.files, 'a.doc', renamed)).blocks)).toEqual(['Nội dung'])
})

test('a damaged picture does not cost the article', async () => {
  await using own = await temporaryFiles()
  const docx = Buffer.from(
    composeDocx(['Nội dung', { picture: Buffer.from('89504e470d0a1a0a0000', 'hex'), name: 'x.png' }]),
  )
  const packed = docx.indexOf('word/media/x.png') + 'word/media/x.png'.length
  docx.fill(0xff, packed, packed + 4)
  expect(linesOf((await documentOf(own.files, 'a.docx', docx)).blocks)).toEqual(['Nội dung'])
})

test('what would hurt a reader is refused by name: entities, depth, a part that inflates to more than any document', async () => {
  await using own = await temporaryFiles()
  const why = async (document: string): Promise<unknown> => {
    const opened = await openBytes(own.files, 'a.docx', composeParts({ 'word/document.xml': document }))
    return opened.kind === 'content' && opened.content.kind === 'closed' ? opened.content.why : opened
  }
  expect(
    await why(
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${documentXml(paragraph('<w:r><w:t>&a;</w:t></w:r>'))}`,
    ),
  ).toBe('damaged')
  expect(await why(documentXml('<w:tbl><w:tr><w:tc>'.repeat(20_000)))).toBe('tooLarge')
  expect(await why(documentXml(paragraph(run('a'.repeat(30_000_000)))))).toBe('tooLarge')
  expect(await why('<w:document')).toBe('damaged')
})
