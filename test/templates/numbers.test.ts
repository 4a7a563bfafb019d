import { expect, test } from 'vitest'
import { Private } from '../../src/domain.ts'
import { readPassages } from '../../src/submission/passages.ts'
import { bodyWithoutNumbers, withoutNumbers } from '../../templates/numbers.ts'
import { formatted } from '../../templates/pages/passages.ts'
import { FIELDS } from '../domain.ts'

const hidden = (text: string, own: Partial<typeof FIELDS> = {}) => withoutNumbers(text, { ...FIELDS, ...own })

test.each(['0983456712', '0983 456 712', '+84 983.456.712', 'O983-456-712', '(0983) 456 – 712', '09 8345 6712'])(
  'the phone of the form, spelled %s, is hidden',
  spelled => {
    expect(hidden(`ĐT: ${spelled}, Bắc Kạn`)).toMatch(/^ĐT: (\+84 |\()?•••, Bắc Kạn$/)
  },
)

test('an account that begins like a phone leaves no digit behind', () => {
  expect(hidden('STK 0912345678 901', { accountNumber: new Private('0912345678901') })).toBe('STK •••')
  expect(hidden('STK 0983456712345', { accountNumber: new Private('0983456712345') }), 'its own phone').toBe('STK •••')
})

test.each(['0912.345.678', '+84 912 345 678', '84912345678', '038 123 45 67'])('%s of somebody else too', number => {
  expect(hidden(`Liên hệ ${number}.`)).toBe('Liên hệ •••.')
})

test.each([
  'ngày 05.10.2019 30 đoàn viên',
  'ngày 05-08-2019 20h',
  '84.398.123.456 đồng',
  'Nghị quyết 02/NQ-TW ngày 12/6/2021',
  'đường dây nóng 1900 6868',
  'năm 2019, 2020',
])('"%s" stays', text => {
  expect(hidden(text)).toBe(text)
})

const hiddenIn = (html: string) => String(formatted(bodyWithoutNumbers(readPassages(html), FIELDS), 'h2')).trim()

test.each([
  ['<p>Gọi 0912 <strong>345</strong> 678 nhé</p>', '<p>Gọi ••• nhé</p>'],
  ['<p>Gọi <strong>0912</strong><em>345678</em> nhé</p>', '<p>Gọi <strong>•••</strong> nhé</p>'],
  ['<p>STK 8605<strong>205</strong>112233, gọi <em>0983</em>.456.712</p>', '<p>STK •••, gọi <em>•••</em></p>'],
  ['<ul><li>Gọi 0983</li><li>456 712</li><li>Quà</li></ul>', '<ul><li>Gọi •••</li><li>Quà</li></ul>'],
  ['<p>0983456712</p><p>0912345678, Bắc Kạn</p>', '<p>•••</p>\n<p>•••, Bắc Kạn</p>'],
])('a number is hidden also where it goes on in another type or line: %s', (html, told) => {
  expect(hiddenIn(html)).toBe(told)
})

test('what is no number keeps its type and its place', () => {
  const html = '<h2>Ngày <em>05.10.2019</em></h2>\n<p>Tặng <strong>30</strong> suất</p>'
  expect(hiddenIn(html)).toBe(html)
})
