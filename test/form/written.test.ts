import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document, FieldName } from '../../src/domain.ts'
import { FORM_ORDER } from '../../src/form/labelWords.ts'
import { readForm } from '../../src/form/read.ts'
import { document, mail, type Plain, plain, readBody, readDocument, table } from './compose.ts'

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const words = (from: readonly string[], min: number, max: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...from), { minLength: min, maxLength: max }).map(all => all.join(' '))

/** Label words stand in the middle of sentences too. */
const WORDS =
  'công đoàn|đoàn viên|tổ chức|thăm hỏi|trao quà cho|tác giả|số điện thoại|nội dung|đơn vị|tài khoản|ảnh minh chứng|hội nghị|500.000 đồng|năm 2019|(VD: quà Tết)|(theo kế hoạch)|“Tết sum vầy”|– chương trình|; kết quả|1. thăm hỏi'.split(
    '|',
  )

const starting = (word: string) => (text: string) => `${word} ${text}`
const sentence = words(WORDS, 6, 30).map(text => `Sáng nay ${text}.`)
const name = fc
  .tuple(pick('Nông', 'Hoàng', 'Lường', 'Nguyễn', 'Bế'), words(['Văn', 'Thị', 'Minh', 'Hằng', 'Thử', 'Liêm'], 1, 3))
  .map(all => all.join(' '))

const filled: fc.Arbitrary<Plain> = fc.record({
  title: words(['trao', 'quà', 'cho', 'đoàn', 'viên', 'khó', 'khăn', '2019', '“Tết”', 'giỏi'], 3, 14).map(
    starting('Đoàn viên'),
  ),
  body: fc.array(sentence, { minLength: 1, maxLength: 4 }),
  captions: fc.uniqueArray(
    words(['trao', 'quà', 'tặng', 'đoàn', 'viên', 'hội', 'nghị'], 4, 10).map(starting('Đồng chí')),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  author: name,
  unit: fc
    .tuple(
      pick('Công đoàn cơ sở Trường', 'CĐCS Phòng', 'LĐLĐ huyện', 'Trạm Y tế'),
      words(['Nà', 'Phặc', 'Ba', 'Bể', 'số', '2'], 1, 4),
    )
    .map(all => all.join(' ')),
  phone: fc.stringMatching(/^0[35789]\d{8}$/),
  accountNumber: fc.stringMatching(/^[1-9]\d{7,14}$/),
  accountHolder: name.map(text => text.toUpperCase()),
})

const LABELS: Readonly<Record<FieldName, readonly string[]>> = {
  title: ['Tít tin, bài', 'Tiêu đề', 'Tít bài', 'Tên bài viết', 'Tên tin, bài'],
  body: ['Nội dung bài viết', 'Nội dung', 'Nội dung tin, bài'],
  captions: ['Chú thích ảnh', 'Chú thích', 'Chú thích hình ảnh', 'Chú thích cho ảnh'],
  author: ['Tác giả', 'Người viết', 'Họ và tên tác giả', 'Tác giả bài viết'],
  unit: ['Đơn vị công tác', 'Đơn vị', 'Nơi công tác', 'Cơ quan, đơn vị công tác'],
  phone: ['Số điện thoại', 'SĐT', 'Điện thoại liên hệ', 'ĐT'],
  accountNumber: ['Số tài khoản của tác giả', 'STK', 'Số TK', 'Số tài khoản ngân hàng'],
  accountHolder: ['Tên chủ tài khoản', 'Chủ tài khoản', 'Chủ TK', 'Họ tên chủ tài khoản'],
}

const EXAMPLES: Readonly<Record<FieldName, string>> = {
  title: '(VD: Công đoàn cơ sở phòng A tổ chức tặng quà đoàn viên có hoàn cảnh khó khăn…)',
  body: '(Toàn bộ nội dung của tin, bài viết)…………..',
  captions: '(VD: Đồng chí Nông Văn B chủ tịch công đoàn cơ sở trao quà cho đoàn viên Phạm Thị X)',
  author: '(VD: Nông Văn K)',
  unit: '(VD: Công đoàn cơ sở Phòng A)',
  phone: '(VD: 0983………)',
  accountNumber: '(VD: 3951……….)',
  accountHolder: '(VD: Nông Văn K)',
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII']

/** How a form is written. */
interface Style {
  readonly fields: readonly FieldName[]
  readonly labels: Readonly<Record<FieldName, string>>
  readonly answers: Readonly<Record<FieldName, readonly string[]>>
}

const numbers = pick<(place: number) => string>(
  () => '',
  place => `${place + 1}. `,
  place => `${place + 1}) `,
  place => `${place + 1}/ `,
  place => `(${place + 1}) `,
  place => `${place + 1}.`,
  place => `${ROMAN[place]}. `,
  place => `${'abcdefgh'[place]}) `,
  () => '- ',
  () => '+ ',
)
const captionMarks = pick<(place: number) => string>(
  () => '',
  place => `Ảnh ${place + 1}: `,
  place => `${place + 1}/ `,
  place => `${place + 1}. `,
  place => `Hình ${place + 1} - `,
  () => '- ',
)
const phones = pick<(digits: string) => string>(
  digits => digits,
  digits => digits.replace(/^(\d{4})(\d{3})/, '$1 $2 '),
  digits => digits.replace(/^(\d{4})(\d{3})/, '$1.$2.'),
  digits => digits.replace(/^0/, '+84 '),
  digits => `${digits} (Zalo)`,
)
const accounts = pick<(digits: string) => string>(
  digits => digits,
  digits => digits.replace(/(\d{4})(?=\d)/g, '$1 '),
  digits => `${digits} – Agribank Bắc Kạn`,
  digits => `${digits} tại Ngân hàng BIDV chi nhánh Bắc Kạn`,
)
const orders: fc.Arbitrary<readonly FieldName[]> = pick(
  FORM_ORDER,
  [...FORM_ORDER.slice(3), ...FORM_ORDER.slice(0, 3)],
  [...FORM_ORDER.slice(0, 2), ...FORM_ORDER.slice(3), 'captions'],
)

const style = (values: Plain): fc.Arbitrary<Style> =>
  fc
    .record({
      fields: orders,
      number: numbers,
      word: fc.tuple(...FORM_ORDER.map(field => pick(...LABELS[field]))),
      cased: pick(
        (text: string) => text,
        (text: string) => text.toUpperCase(),
      ),
      example: fc.boolean(),
      caption: captionMarks,
      phone: phones,
      account: accounts,
    })
    .map(({ fields, number, word, cased, example, caption, phone, account }) => ({
      fields,
      labels: labelled(field => {
        const named = cased(word[FORM_ORDER.indexOf(field)] ?? '')
        return `${number(fields.indexOf(field))}${named}${example ? ` ${EXAMPLES[field]}` : ''}`
      }),
      answers: {
        title: [values.title ?? ''],
        body: values.body,
        captions: values.captions.map((text, place) => `${caption(place)}${text}`),
        author: [values.author ?? ''],
        unit: [values.unit ?? ''],
        phone: [phone(values.phone ?? '')],
        accountNumber: [account(values.accountNumber ?? '')],
        accountHolder: [values.accountHolder ?? ''],
      },
    }))

const labelled = (label: (field: FieldName) => string): Style['labels'] => ({
  title: label('title'),
  body: label('body'),
  captions: label('captions'),
  author: label('author'),
  unit: label('unit'),
  phone: label('phone'),
  accountNumber: label('accountNumber'),
  accountHolder: label('accountHolder'),
})

const written = filled.chain(values => fc.record({ values: fc.constant(values), form: style(values) }))

const onLines = ({ fields, labels, answers }: Style, mark: string): readonly string[] =>
  fields.flatMap(field => [`${labels[field]}${mark}${answers[field][0]}`, ...answers[field].slice(1)])

const underLabels = ({ fields, labels, answers }: Style): readonly string[] =>
  fields.flatMap(field => [labels[field], ...answers[field]])

const LAYOUTS: readonly (readonly [string, (form: Style) => Document])[] = [
  ['label and answer on a line', form => document(...onLines(form, ': '))],
  ['answers under the labels', form => document(...underLabels(form))],
  [
    'answers after Shift+Enter',
    form => document(...form.fields.map(field => [form.labels[field], ...form.answers[field]].join('\n'))),
  ],
  ['two columns', form => document(table(...form.fields.map(field => [form.labels[field], form.answers[field]])))],
  [
    'label and answer in a cell',
    form => document(table(...form.fields.map(field => [[form.labels[field], ...form.answers[field]]]))),
  ],
  [
    'answers in the row below',
    form => document(table(...form.fields.flatMap(field => [[form.labels[field]], [form.answers[field]]]))),
  ],
  [
    'a column of numbers and a header row',
    form =>
      document(
        table(
          ['STT', 'Nội dung', 'Trả lời'],
          ...form.fields.map((field, place) => [String(place + 1), form.labels[field], form.answers[field]]),
        ),
      ),
  ],
  [
    'dotted lines around the answers',
    form =>
      document(
        ...form.fields.flatMap(field => [`${form.labels[field]}: ……………`, ...form.answers[field], '……………………………']),
      ),
  ],
]

test.each(LAYOUTS)('a form gives back what was written: %s', (_, layout) => {
  fc.assert(
    fc.property(written, ({ values, form }) => {
      expect(readDocument(layout(form))).toEqual(values)
      expect(readDocument(changed(layout(form), text => text.normalize('NFD')))).toEqual(values)
      expect(readDocument(changed(layout(form), withoutMarks))).toEqual(changed(values, withoutMarks))
    }),
    { numRuns: 60 },
  )
})

/** Every string in it changed. */
const changed = <T>(value: T, change: (text: string) => string): T => JSON.parse(change(JSON.stringify(value)))

const withoutMarks = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')

test.each([
  ['dots', '.'],
  ['ellipses', '…'],
  ['spaces', ' '],
  ['tabs', '\t'],
  ['brackets', '('],
  ['examples', '(VD: '],
  ['commas', ', '],
  ['labels', 'Số điện thoại: '],
  ['numbers', '1. '],
  ['captions', ' Ảnh 1: '],
  ['digits', '0983 '],
  ['capitals', 'A '],
  ['lines', 'Nông Văn\n'],
  ['lines of labels', 'Tác giả:\n'],
])('a text of very many %s is read', (_, piece) => {
  const own = piece.repeat(200_000 / piece.length)
  expect(readForm([mail(`1. Tít: Đoàn viên\n2. Nội dung: ${own}`), mail(own)]).fields.title).toContain('Đoàn viên')
})

test('a form typed in a mail gives back what was written', () => {
  fc.assert(
    fc.property(written, pick(': ', ' : ', ':', '\t'), fc.boolean(), ({ values, form }, mark, greets) => {
      const letter = greets ? ['Kính gửi Ban Biên tập!', 'Em xin gửi bài ạ.', ''] : []
      const closing = greets ? ['', 'Trân trọng cảm ơn!'] : []
      expect(readBody(...letter, ...onLines(form, mark), ...closing)).toEqual(values)
    }),
    { numRuns: 100 },
  )
})

test('no text crashes the reader, and what it gives is in the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    pick(...FORM_ORDER.flatMap(field => LABELS[field])),
    pick(':', '\n', '\t', '(VD: ', ')', '…………', '1. ', '0983456712', 'Tin, ảnh:', 'Kính gửi', '\n\n', ' - '),
    sentence,
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const own = pieces.join('')
      const { fields } = readForm([mail(own)])
      const letters = (text: string): string => text.normalize('NFC').replace(/[\s\u00a0]+/gu, '')
      for (const value of [fields.title, fields.unit, fields.accountHolder, ...fields.captions]) {
        if (value !== null) expect(letters(own)).toContain(letters(value))
      }
      expect(plain(fields).phone ?? '').toMatch(/^\d*$/)
      expect(plain(fields).accountNumber ?? '').toMatch(/^\d*$/)
    }),
    { numRuns: 300 },
  )
})
