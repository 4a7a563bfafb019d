import { expect, test } from 'vitest'
import type { FieldName, Reading } from '../../src/domain.ts'
import { readForm } from '../../src/form/read.ts'
import { seenTexts } from '../../src/form/texts.ts'
import { aDocument, aFormText, aReading, TITLE } from '../domain.ts'

/** "Mau.docx: 5. Đơn vị công tác: …" for each line on which the field stands, or its label. */
const linesOf = (readings: readonly Reading[], field: FieldName, by: 'says' | 'asks') =>
  seenTexts(readings, readForm(readings).fields).flatMap(({ file, lines }) =>
    lines
      .filter(line => (by === 'says' ? line.says.includes(field) : line.asks === field))
      .map(({ text }) => `${file?.name ?? 'mail'}: ${text}`),
  )

const form = aDocument(aFormText({ unit: '' }), 'Mau.docx')

test('what was read stands where it was read, in whichever spelling', () => {
  const readings = [aReading({ text: 'Em gọi từ số +84 983 456 712, gửi bài.' }, [form])]
  expect(linesOf(readings, 'title', 'says')).toEqual([`Mau.docx: 1. Tít tin, bài: ${TITLE}`])
  expect(linesOf(readings, 'phone', 'says')).toEqual([
    'mail: Em gọi từ số +84 983 456 712, gửi bài.',
    'Mau.docx: 6. Số điện thoại: 0983456712',
  ])
  expect(linesOf(readings, 'body', 'says')).toHaveLength(3)
  expect(linesOf(readings, 'author', 'says'), 'who holds the account as well').toEqual([
    'Mau.docx: 4. Tác giả: Nông Thị Minh Hằng',
  ])
})

test('what is missing is asked for by its empty label', () => {
  const readings = [aReading({}, [form])]
  expect(linesOf(readings, 'unit', 'says')).toEqual([])
  expect(linesOf(readings, 'unit', 'asks')).toEqual(['Mau.docx: 5. Đơn vị công tác:'])
})

test('a document in an attached mail is looked through as well', () => {
  const inner = aReading({ text: 'Bài kèm theo.' }, [form])
  const file = { ...form.file, name: 'thu.eml' }
  const readings = [aReading({}, [{ kind: 'mail', file, ...inner }])]
  expect(linesOf(readings, 'author', 'says')).toContain('Mau.docx: 4. Tác giả: Nông Thị Minh Hằng')
})
