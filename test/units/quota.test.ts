import { expect, test } from 'vitest'
import { quotaOf } from '../../src/units/quota.ts'

test.each([
  ['LĐLĐ huyện Ba Bể', 12],
  ['Liên đoàn Lao động thành phố Bắc Kạn', 12],
  ['LĐLĐ TP. Bắc Kạn', 12],
  ['LDLD huyen Na Ri', 12],
  ['Chủ tịch LĐLĐ huyện Chợ Mới', 12],
  ['Ban Thường vụ LĐLĐ huyện Bạch Thông', 12],
  ['Công đoàn ngành Giáo dục', 12],
  ['CĐ ngành Y tế', 12],
  ['Công đoàn cơ sở Trường Tiểu học Nà Phặc', 2],
  ['CĐCS Phòng A, LĐLĐ huyện Ngân Sơn', 2],
  ['BCH CĐCS Bệnh viện Đa khoa tỉnh', 2],
  ['Công đoàn Trường THPT Chuyên', 2],
  ['Công đoàn cơ sở cơ quan LĐLĐ tỉnh', 2],
])('%s owes %i pieces a year', (unit, inYear) => {
  expect(quotaOf(unit)).toMatchObject({ inPeriod: 1, inYear })
  expect(quotaOf(unit.normalize('NFD'))).toEqual(quotaOf(unit))
})

test.each(['Ban Công tác cơ sở LĐLĐ tỉnh', 'Văn phòng LĐLĐ tỉnh', 'Trường Mầm non Nà Phặc, LĐLĐ huyện Ngân Sơn', ''])(
  '"%s" owes no number, or none that its name tells',
  unit => expect(quotaOf(unit)).toBeNull(),
)
