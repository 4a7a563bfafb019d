import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textsOf } from '../../src/documents/blocks.ts'
import { documentOf, openBytes, temporaryFiles } from '../attachments/opened.ts'
import { linesOf } from './lines.ts'

const SAMPLES = join(import.meta.dirname, 'samples')
const samples = readdirSync(SAMPLES).filter(name => name !== 'index.tsv')
const bytesOf = (name: string): Uint8Array => readFileSync(join(SAMPLES, name))

/** The samples with the fields that a person finds in them: rows of `index.tsv`, paragraphs divided by "¶". */
const [head = [], ...rows] = readFileSync(join(SAMPLES, 'index.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map(line => line.split('\t'))
const forms = rows.map(row => Object.fromEntries(head.map((key, at) => [key, row[at] ?? ''])))

/** Wrapping, soft breaks, and how digits are grouped are not of interest here. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
const digits = (text: string): string => text.replace(/\D/g, '')

describe.each(forms)(
  '$file',
  ({ file = '', title = '', body = '', captions = '', author = '', unit = '', phone = '', accountNumber = '' }) => {
    test('every word of the form is there, each paragraph in one piece', async () => {
      await using own = await temporaryFiles()
      const texts = textsOf((await documentOf(own.files, file, bytesOf(file))).blocks).map(plain)
      for (const words of [title, author, unit, ...body.split('¶'), ...captions.split('¶')])
        expect(texts.filter(text => text.includes(plain(words)))).not.toEqual([])
      for (const number of [phone, accountNumber])
        expect(texts.some(text => digits(text).includes(number.slice(1)))).toBe(true)
    })

    test('nothing of it is broken: no lost letters, marks or names of values', async () => {
      await using own = await temporaryFiles()
      const text = textsOf((await documentOf(own.files, file, bytesOf(file))).blocks).join('\n')
      expect(text).not.toMatch(/\ufffd|undefined|NaN|\u00ad/)
      expect(text).toBe(text.normalize('NFC'))
    })
  },
)

test('of the hard file, what is deleted, hidden or in the margins is not read, and the editor is told', async () => {
  await using own = await temporaryFiles()
  const { blocks, links, notes } = await documentOf(own.files, 'hard.docx', bytesOf('hard.docx'))
  expect(textsOf(blocks).join('\n')).not.toMatch(/bị xóa|chữ ẩn|Số liệu|HUYỆN|Trang/)
  expect(links.map(({ url }) => url)).toEqual([
    'https://drive.google.com/drive/folders/ViDuAnh',
    'https://photos.app.goo.gl/ViDu',
  ])
  expect(notes).toEqual(['trackedChanges', 'comments'])
})

test.each(['tcvn3.docx', 'tcvn3.doc', 'vni.doc'])('of %s the editor is told that it was converted', async name => {
  await using own = await temporaryFiles()
  expect((await documentOf(own.files, name, bytesOf(name))).notes).toEqual(['converted'])
})

/** Written by hand, converted by LibreOffice: all that the formats can do that matters here. */
test.each(['docx', 'doc', 'odt', 'rtf'])('one document is the same in every format: .%s', async ending => {
  await using own = await temporaryFiles()
  const { blocks, links, notes } = await documentOf(own.files, 'a', bytesOf(`features.${ending}`))
  // A .doc keeps its text boxes after all other text.
  const [box, end] = ending === 'doc' ? [1, 0] : [0, 1]
  const last = [['chữ trong hộp'], ['cuối – “ngoặc” … 2.000.000đ']]
  expect(linesOf(blocks).map(line => line.replace(/\[\S+\]/g, '[ảnh]'))).toEqual([
    'Tiêu đề đậm',
    'mục một',
    'Tác giả: Nông Thị Trường',
    'kiểu đậm',
    'giữ thêm',
    'bấm vào đây và thư mục',
    'dòng một\ndòng hai\tsau tab',
    '[ảnh]',
    'chú thích một',
    '[ảnh]',
    'đoạn có ảnh trôi',
    'gộp hai | ba',
    'nhãn tiếng | một | x',
    'hai | trong 1 | trong 2 ¶ [ảnh]',
    'giữa',
    ...(last[box] ?? []),
    ...(last[end] ?? []),
  ])
  expect(blocks.flatMap(block => (block.kind === 'paragraph' && block.bold ? [block.text] : []))).toEqual([
    'Tiêu đề đậm',
    'kiểu đậm',
  ])
  expect(blocks.flatMap(block => (block.kind === 'paragraph' && block.listed ? [block.text] : []))).toEqual(['mục một'])
  expect(links).toEqual([
    { url: 'https://photos.app.goo.gl/a', text: 'bấm vào đây' },
    { url: 'https://drive.google.com/f', text: 'thư mục' },
  ])
  expect(notes.toSorted()).toEqual(['converted', 'trackedChanges'])
})

describe('no bytes make a reader crash', () => {
  const change = fc.oneof(
    fc.record({
      kind: fc.constant('flip' as const),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      byte: fc.nat(255),
    }),
    fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }),
    fc.record({
      kind: fc.constant('insert' as const),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      byte: fc.nat(255),
    }),
  )
  const changed = (
    whole: Uint8Array,
    changes: readonly { kind: 'flip' | 'cut' | 'insert'; at: number; byte: number }[],
  ): Uint8Array =>
    changes.reduce((bytes: Uint8Array, { kind, at, byte }) => {
      const place = Math.floor(at * bytes.length)
      if (kind === 'cut') return bytes.subarray(0, place)
      if (kind === 'insert')
        return Buffer.concat([bytes.subarray(0, place), Buffer.alloc(1 + (byte % 16), byte), bytes.subarray(place)])
      const flipped = Uint8Array.from(bytes)
      flipped[place] = byte
      return flipped
    }, whole)

  test.each(samples)('%s', async name => {
    await using own = await temporaryFiles()
    const whole = bytesOf(name)
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async changes => {
        const opened = await openBytes(own.files, basename(name), changed(whole, changes))
        expect(['content', 'folder', 'mail']).toContain(opened.kind)
      }),
      { numRuns: name.endsWith('.pdf') ? 15 : 30 },
    )
  })
})
