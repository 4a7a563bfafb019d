import fc from 'fast-check'
import { expect, test } from 'vitest'
import { docxOf } from '../../src/export/docx.ts'
import { documentOf, temporaryFiles } from '../attachments/opened.ts'
import { linesOf } from '../documents/lines.ts'

await using own = await temporaryFiles()

async function readBack(...texts: readonly string[]): Promise<readonly string[]> {
  const bytes = await docxOf(texts.map(text => ({ style: 'Normal', spans: [{ text, bold: false, italic: false }] })))
  return linesOf((await documentOf(own.files, 'bai.docx', bytes)).blocks)
}

test('what was written is read again, with tabs and marks', async () => {
  const texts = ['Tít <b>"đậm"</b> & \'nghiêng\'', 'Họ tên\tĐơn vị', 'Tặng 12 suất quà 👍']
  expect(await readBack(...texts)).toEqual(texts)
})

test('subheadings, lists and types of letters are those of Word', async () => {
  const plain = (text: string) => [{ text, bold: false, italic: false }]
  const bytes = await docxOf([
    { style: 'Subheading', spans: plain('Kết quả') },
    { style: 'Normal', spans: [{ text: 'Tặng', bold: true, italic: true }] },
    {
      style: 'Normal',
      spans: [
        { text: 'Tặng ', bold: false, italic: false },
        { text: 'quà', bold: true, italic: false },
      ],
    },
    { style: 'Bullet', spans: plain('Gạo') },
    { style: 'Number', spans: plain('Một') },
    { style: 'Normal', spans: plain('rồi') },
    { style: 'Number', spans: plain('Một') },
  ])
  const { blocks } = await documentOf(own.files, 'bai.docx', bytes)
  const told = blocks.map(block => (block.kind === 'paragraph' ? [block.text, block.bold, block.listed] : []))
  expect(told).toEqual([
    ['Kết quả', true, false],
    ['Tặng', true, false],
    ['Tặng quà', false, false],
    ['Gạo', false, true],
    ['Một', false, true],
    ['rồi', false, false],
    ['Một', false, true],
  ])
})

test('no text makes a file that is not read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 20, maxLength: 40 }), async texts => {
      expect(await readBack('trước', ...texts, 'sau')).toEqual(expect.arrayContaining(['trước', 'sau']))
    }),
    { numRuns: 5 },
  )
})
