import { expect, test } from 'vitest'
import { Private } from '../../src/domain.ts'
import { withoutNumbers } from '../../templates/numbers.ts'
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
