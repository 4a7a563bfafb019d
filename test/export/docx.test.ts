import fc from 'fast-check'
import { expect, test } from 'vitest'
import { docxOf } from '../../src/export/docx.ts'
import { documentOf, temporaryFiles } from '../attachments/opened.ts'
import { linesOf } from '../documents/lines.ts'

await using own = await temporaryFiles()

async function readBack(...texts: readonly string[]): Promise<readonly string[]> {
  const bytes = await docxOf(texts.map(text => ({ style: 'Normal', text })))
  return linesOf((await documentOf(own.files, 'bai.docx', bytes)).blocks)
}

test('what was written is read again, with tabs and marks', async () => {
  const texts = ['Tít <b>"đậm"</b> & \'nghiêng\'', 'Họ tên\tĐơn vị', 'Tặng 12 suất quà 👍']
  expect(await readBack(...texts)).toEqual(texts)
})

test('no text makes a file that is not read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 20, maxLength: 40 }), async texts => {
      expect(await readBack('trước', ...texts, 'sau')).toEqual(expect.arrayContaining(['trước', 'sau']))
    }),
    { numRuns: 5 },
  )
})
