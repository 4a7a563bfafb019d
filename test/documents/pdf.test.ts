import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BlockWriter } from '../../src/documents/blocks.ts'
import { readLayout, writeLayout } from '../../src/documents/pdfLayout.ts'
import type { MailFile } from '../../src/domain.ts'
import { composeJpeg } from '../attachments/compose.ts'
import { documentOf, openBytes, temporaryFiles } from '../attachments/opened.ts'
import { linesOf } from './lines.ts'

/** Lines of text at places on an A4 page, 12 points high, 6 points a letter. */
type Placed = readonly [x: number, y: number, text: string]

const HEIGHT = 842

function lines(...pages: readonly (readonly Placed[])[]): readonly string[] {
  const writer = new BlockWriter()
  const item = ([x, y, text]: Placed) => ({ x, y, text, width: text.length * 6, height: 12 })
  writeLayout(
    writer,
    readLayout(pages.map(items => ({ width: 595, height: HEIGHT, items: items.map(item), pictures: [] }))),
  )
  return linesOf(writer.end().blocks)
}

test('lines that were wrapped are one paragraph, lines that were ended are not', () => {
  const full = 'a'.repeat(60)
  expect(
    lines([
      [80, 700, full],
      [80, 685, 'hết.'],
      [80, 670, 'Đoạn hai'],
      [80, 640, 'Đoạn ba'],
    ]),
  ).toEqual([`${full} hết.`, 'Đoạn hai', 'Đoạn ba'])
})

test('a label starts a paragraph, however full the line above is', () => {
  const full = 'a'.repeat(60)
  expect(
    lines([
      [80, 700, full],
      [80, 685, '4. Tác giả: Hằng'],
      [80, 670, '…………………'],
    ]),
  ).toEqual([full, '4. Tác giả: Hằng', '…………………'])
})

test('what stands beside a label is its answer, over several lines', () => {
  expect(
    lines([
      [80, 700, 'Tiêu đề'],
      [300, 700, 'Công đoàn cơ sở'],
      [300, 685, 'trường'],
      [80, 660, 'Tác giả'],
      [300, 660, 'Hằng'],
      [80, 620, 'hết'],
    ]),
  ).toEqual(['Tiêu đề | Công đoàn cơ sở trường', 'Tác giả | Hằng', 'hết'])
})

test('a paragraph goes on over the end of a page, whose number is left out', () => {
  const full = 'a'.repeat(60)
  expect(
    lines(
      [
        [80, 100, full],
        [290, 40, 'Trang 1/2'],
      ],
      [
        [290, 800, '- 2 -'],
        [80, 760, 'hết.'],
      ],
    ),
  ).toEqual([`${full} hết.`])
})

/** A PDF of one page: its content, and a JPEG that is on it if it is given. */
function composePdf(content: string, image?: Uint8Array): Uint8Array {
  const objects: (string | Uint8Array)[][] = [
    ['<</Type/Catalog/Pages 2 0 R>>'],
    ['<</Type/Pages/Kids[3 0 R]/Count 1>>'],
    [
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>',
    ],
    [`<</Length ${content.length}>>stream\n${content}\nendstream`],
    ['<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'],
    image === undefined
      ? ['null']
      : [
          `<</Type/XObject/Subtype/Image/Width 1600/Height 1200/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length ${image.length}>>stream\n`,
          image,
          '\nendstream',
        ],
  ]
  const body = objects.flatMap((parts, number) => [`${number + 1} 0 obj\n`, ...parts, '\nendobj\n'])
  return Buffer.concat(
    ['%PDF-1.4\n', ...body, 'trailer<</Root 1 0 R/Size 7>>\n%%EOF'].map(part => Buffer.from(part as string)),
  )
}

const WORDS = 'BT /F 12 Tf 80 700 Td (Cong doan co so to chuc tham hoi doan vien om dau tai benh vien) Tj ET'

test('a scan is said to be one, and its pages are no photos', async () => {
  await using own = await temporaryFiles()
  const scan = await documentOf(own.files, 'a.pdf', composePdf('q 595 0 0 842 0 0 cm /I Do Q', composeJpeg()))
  expect(scan).toEqual({ blocks: [], links: [], notes: ['scan'] })
})

test('photos beside text are pictures of the document', async () => {
  await using own = await temporaryFiles()
  const { blocks, notes } = await documentOf(
    own.files,
    'a.pdf',
    composePdf(`${WORDS} q 90 0 0 60 0 0 cm /I Do Q`, composeJpeg()),
  )
  expect(linesOf(blocks)).toEqual(['Cong doan co so to chuc tham hoi doan vien om dau tai benh vien', '[anh-1.jpeg]'])
  expect(notes).toEqual([])
})

test('a photo keeps its place among the paragraphs', async () => {
  await using own = await temporaryFiles()
  const line = (y: number, text: string): string => `BT /F 12 Tf 80 ${y} Td (${text}) Tj ET `
  const content =
    line(760, 'Cong doan co so to chuc tham hoi doan vien om dau') +
    'q 1 0 0 1 80 500 cm q 300 0 0 200 0 0 cm /I Do Q Q ' +
    line(484, 'Dong chi Thu trao qua cho doan vien') +
    line(440, 'Doan sau anh')
  const { blocks } = await documentOf(own.files, 'a.pdf', composePdf(content, composeJpeg()))
  expect(linesOf(blocks)).toEqual([
    'Cong doan co so to chuc tham hoi doan vien om dau',
    '[anh-1.jpeg]',
    'Dong chi Thu trao qua cho doan vien',
    'Doan sau anh',
  ])
})

test('a scan with text that was recognised on it is still a scan', async () => {
  await using own = await temporaryFiles()
  const scan = `q 595 0 0 842 0 0 cm /I Do Q ${WORDS}`
  const { blocks, notes } = await documentOf(own.files, 'a.pdf', composePdf(scan, composeJpeg()))
  expect(linesOf(blocks)).toEqual(['Cong doan co so to chuc tham hoi doan vien om dau tai benh vien'])
  expect(notes).toEqual(['scan'])
})

test('photos side by side stand above their captions', () => {
  const picture = (x: number, name: string) => ({
    ...{ x, y: 500, width: 200, height: 150 },
    file: { name } as MailFile,
  })
  const writer = new BlockWriter()
  const item = ([x, y, text]: Placed) => ({ x, y, text, width: text.length * 6, height: 12 })
  const items = (
    [
      [80, 700, 'Bài'],
      [90, 480, 'Ảnh trái'],
      [340, 480, 'Ảnh phải'],
    ] satisfies Placed[]
  ).map(item)
  const pictures = [picture(80, '1'), picture(320, '2')]
  writeLayout(writer, readLayout([{ width: 595, height: HEIGHT, items, pictures }]))
  expect(linesOf(writer.end().blocks)).toEqual(['Bài', '[1] | [2]', 'Ảnh trái | Ảnh phải'])
})

test('letters that came out of order are said to be uncertain', async () => {
  await using own = await temporaryFiles()
  const torn =
    'BT /F 12 Tf 80 700 Td (C ong d oan c o s o to chuc t ham h oi d oan v ien o m d au tai b enh v ien t inh) Tj ET'
  expect((await documentOf(own.files, 'a.pdf', composePdf(torn))).notes).toEqual(['uncertainOrder'])
})

test('a file with a password is said to be locked', async () => {
  await using own = await temporaryFiles()
  const locked = await readFile(join(import.meta.dirname, 'samples', 'locked.pdf'))
  expect(await openBytes(own.files, 'a.pdf', locked)).toMatchObject({ content: { kind: 'closed', why: 'encrypted' } })
})

test('a file that is none stays closed', async () => {
  await using own = await temporaryFiles()
  expect(await openBytes(own.files, 'a.pdf', Buffer.from('%PDF-1.4\nnothing'))).toMatchObject({
    content: { kind: 'closed', why: 'damaged' },
  })
})
