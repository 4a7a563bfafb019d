import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOfCamera, dayOfInstant, daysIn } from '../../src/rules/days.ts'

const day = (iso: string): number => dayOfInstant(`${iso}T12:00:00+07:00`) ?? 0
const NEAR = day('2019-11-20')

test.each<readonly [text: string, days: readonly string[]]>([
  ['Ngày 18/11/2019, Công đoàn cơ sở tổ chức', ['2019-11-18']],
  ['Sáng 18-11, tại hội trường', ['2019-11-18']],
  ['ngày 18.11.2019', ['2019-11-18']],
  ['Sáng 18 tháng 11 năm 2019', ['2019-11-18']],
  ['vào ngày 18 tháng 11 vừa qua', ['2019-11-18']],
  ['ngày 18 tháng 11/2019', ['2019-11-18']],
  ['Chiều nay (18/11), đồng chí Chủ tịch', ['2019-11-18']],
  ['Chiều ngày 8/3, chị em', ['2020-03-08']],
  ['SÁNG NGÀY 18/11', ['2019-11-18']],
  ['sang ngay 18/11', ['2019-11-18']],
  ['Tối 31/12, đêm văn nghệ', ['2019-12-31']],
  ['Từ ngày 15 đến ngày 18/11, hội thao', ['2019-11-15', '2019-11-18']],
  ['trong hai ngày 17-18/11/2019', ['2019-11-17', '2019-11-18']],
  ['các ngày 16 và 17 tháng 11', ['2019-11-16', '2019-11-17']],
  ['thành lập ngày 28/7/1929 và 20/10/2015', ['2015-10-20']],
  ['ngày 18/11/19', ['2019-11-18']],
  ['hội nghị 18/11/2019 thành công', ['2019-11-18']],
  ['3/4 đoàn viên, đạt 9.8 điểm, tỉ số 2-1, 1/2 sân', []],
  ['Văn bản số 333/LĐLĐ, 12/11/QĐ, tháng 11/2019', []],
  ['ngày 31/2, ngày 45/13', []],
  ['số điện thoại 0983.456.712', []],
])('%s', (text, days) => {
  expect([...daysIn(text, NEAR)].toSorted()).toEqual(days.map(day))
})

test('a day without its year is the nearest one', () => {
  expect([...daysIn('ngày 28/12', day('2020-01-03'))]).toEqual([day('2019-12-28')])
  expect([...daysIn('ngày 5/1', day('2019-12-30'))]).toEqual([day('2020-01-05')])
})

test('the day is Vietnam’s', () => {
  expect(dayOfInstant('2019-11-17T17:00:00Z')).toBe(day('2019-11-18'))
  expect(dayOfCamera('2019-11-18T23:59:00-05:00')).toBe(day('2019-11-18'))
})

test('no text is read slowly or breaks it', () => {
  const piece = fc.constantFrom('18', '/', '11', '-', ' ', 'ngày', 'tháng', '(', '1', '2019', 'đến', '.')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 300 }), pieces => {
      for (const found of daysIn(pieces.join(''), NEAR)) expect(Number.isInteger(found)).toBe(true)
    }),
  )
})
