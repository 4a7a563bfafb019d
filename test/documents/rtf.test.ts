import { expect, test } from 'vitest'
import type { Document } from '../../src/domain.ts'
import { documentOf, openBytes, temporaryFiles } from '../attachments/opened.ts'
import { linesOf } from './lines.ts'

async function read(
  body: string,
  head = '{\\fonttbl{\\f0\\fcharset0 Times New Roman;}{\\f1\\fcharset163 Arial;}{\\f2\\fcharset0 .VnTime;}}',
): Promise<Document> {
  await using own = await temporaryFiles()
  return await documentOf(
    own.files,
    'a.rtf',
    Buffer.from(`{\\rtf1\\ansi\\ansicpg1252\\deff0${head}\\pard\\plain ${body}}`, 'latin1'),
  )
}

const lines = async (body: string): Promise<readonly string[]> => linesOf((await read(body)).blocks)

test('a letter in Unicode is read once, whatever its fallback is', async () => {
  expect(await lines("T\\'edt\\par {\\uc1\\u272\\'d0}\\u417? v\\u7883\\'ee")).toEqual(['Tít', 'Đơ vị'])
  expect(await lines("\\uc0\\u272 on \\uc2\\u7883\\'ab\\'cdx")).toEqual(['Đon ịx'])
  expect(await lines('\\u-10179?\\u-8704?')).toEqual(['😀'])
})

test('bytes are read by the character set of their font', async () => {
  expect(await lines("\\f1 Nguy\\'ea\\'den H\\'e0 \\'f0\\'f5n v\\'e0o\\par\\f2 N\\'abng Th\\'de")).toEqual([
    'Nguyễn Hà đơn vào',
    'Nông Thị',
  ])
})

test('hidden and deleted words, notes and margins are out; the editor is told of changes', async () => {
  const { blocks, notes } = await read(
    'giữ'.replace('ữ', '\\u7919?') +
      '{\\v an}{\\deleted xoa}{\\footnote chan trang}{\\header dau}{\\*\\unknown x}{\\*\\annotation ghi chu} het\\par',
  )
  expect(linesOf(blocks)).toEqual(['giữ het'])
  expect(notes.toSorted()).toEqual(['comments', 'trackedChanges'])
})

test('rows and cells, one in another too', async () => {
  const table = '\\trowd\\pard\\intbl a\\cell b\\line c\\cell\\row\\trowd\\pard\\intbl d\\cell'
  const inner =
    '\\pard\\intbl\\itap2 e\\nestcell f\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\\pard\\intbl g\\cell\\row\\pard h\\par'
  expect(await lines(table + inner)).toEqual(['a | b\nc', 'd | e | f ¶ g', 'h'])
})

test('links are found in fields', async () => {
  const { blocks, links } = await read(
    'xem {\\field{\\*\\fldinst{HYPERLINK "https://drive.google.com/a"}}{\\fldrslt{\\ul \\u7843?nh}}}.',
  )
  expect(linesOf(blocks)).toEqual(['xem ảnh.'])
  expect(links).toEqual([{ url: 'https://drive.google.com/a', text: 'ảnh' }])
})

test('pictures are taken out in their place, as hex and as bytes', async () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex')
  const { blocks } = await read(
    `a\\par{\\pict\\pngblip 8950 4e47\n0d0a1a0a}b\\par{\\*\\shppict{\\pict\\pngblip\\bin8 ${png.toString('latin1')}}}{\\nonshppict{\\pict\\wmetafile8 00}}c`,
  )
  expect(linesOf(blocks)).toEqual(['a', '[anh-1.png]', 'b', '[anh-2.png]', 'c'])
})

test('groups deeper than any program writes are refused, a file that was cut is read as far as it goes', async () => {
  await using own = await temporaryFiles()
  const deep = await openBytes(own.files, 'a.rtf', Buffer.from(`{\\rtf1 ${'{'.repeat(100_000)}`))
  expect(deep).toMatchObject({ kind: 'content', content: { kind: 'closed', why: 'tooLarge' } })
  expect(linesOf((await documentOf(own.files, 'a.rtf', Buffer.from('{\\rtf1 {\\b Tin\\par bai'))).blocks)).toEqual([
    'Tin',
    'bai',
  ])
})
