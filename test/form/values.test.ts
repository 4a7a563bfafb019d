import { expect, test } from 'vitest'
import { holderBeside, isName, personName } from '../../src/form/names.ts'
import { accountNumber, phoneNumber } from '../../src/form/numbers.ts'

test.each([
  ['0983456712', '0983456712'],
  ['0983 456 712', '0983456712'],
  ['0983.456.712', '0983456712'],
  ['0983-456-712', '0983456712'],
  ['098 345 6712', '0983456712'],
  ['(098) 345 6712', '0983456712'],
  ['+84983456712', '0983456712'],
  ['+84 983 456 712', '0983456712'],
  ['(+84) 983.456.712', '0983456712'],
  ['+84 (0) 983 456 712', '0983456712'],
  ['84983456712', '0983456712'],
  ['0084 983 456 712', '0983456712'],
  ['0983456712 / 0912345678', '0983456712'],
  ['0983456712 hoặc 0912345678', '0983456712'],
  ['0983 456 712 - 0912 345 678', '0983456712'],
  ['0983456712 – 0912345678', '0983456712'],
  ['0983456712 0912345678', '0983456712'],
  ['0983 456 712, 0209 3000 001', '0983456712'],
  ['0983456712 (Zalo)', '0983456712'],
  ['0983456712 (8h-17h)', '0983456712'],
  ['0983456712 - 24/24', '0983456712'],
  ['0983456712 (đ/c Hằng)', '0983456712'],
  ['ĐT: 0983456712', '0983456712'],
  ['O983.456.712', '0983456712'],
  ['0983456712…', '0983456712'],
  ['……0983456712……', '0983456712'],
  ['0209 3000 001', '02093000001'],
  ['(0209) 3000 001', '02093000001'],
  ['0209.3000.001 - 0983456712', '02093000001'],
  ['0281 3000 001', '02813000001'],
  ['01683456712', '01683456712'],
  ['0168 345 6712', '01683456712'],
  ['983456712', '983456712'],
  ['983.456.712', '983456712'],
  ['098345671', '098345671'],
  ['0983 4567 123', '09834567123'],
  ['0983………', null],
  ['0983', null],
  ['', null],
  ['không có', null],
  ['……', null],
])('the phone number in %j is %j', (written, digits) => {
  expect(phoneNumber(written)?.reveal() ?? null).toBe(digits)
})

test.each([
  ['8605205011234', '8605205011234'],
  ['8605 2050 11234', '8605205011234'],
  ['8605.205.011.234', '8605205011234'],
  ['8605-205-011234', '8605205011234'],
  ['8605205011234 - Agribank', '8605205011234'],
  ['8605205011234 (Agribank Bắc Kạn)', '8605205011234'],
  ['Agribank: 8605205011234', '8605205011234'],
  ['Ngân hàng Agribank chi nhánh 12, số 8605205011234', '8605205011234'],
  ['8605205011234 hoặc 0101234567', '8605205011234'],
  ['8605205011234\n0101234567', '8605205011234'],
  ['8605205011234 - 0983456712', '8605205011234'],
  ['8605 2050 11234 - 0983 456 712', '8605205011234'],
  ['0983456712 (MoMo)', '0983456712'],
  ['39510000123456', '39510000123456'],
  ['1234567890123456789', '1234567890123456789'],
  ['102001', '102001'],
  ['12345', '12345'],
  ['3951……….', null],
  ['3951', null],
  ['chưa có', null],
  ['', null],
])('the account number in %j is %j', (written, digits) => {
  expect(accountNumber(written)?.reveal() ?? null).toBe(digits)
})

test.each([
  ['8605205011234 – Agribank – Nông Thị Minh Hằng', 'Nông Thị Minh Hằng'],
  ['8605205011234, NONG THI MINH HANG, Vietcombank', 'NONG THI MINH HANG'],
  ['8605205011234\nNông Thị Minh Hằng', 'Nông Thị Minh Hằng'],
  ['8605205011234 (Nông Thị Minh Hằng)', 'Nông Thị Minh Hằng'],
  ['Nông Thị Minh Hằng: 8605205011234 Agribank', 'Nông Thị Minh Hằng'],
  ['8605205011234 mang tên Nông Thị Minh Hằng', 'Nông Thị Minh Hằng'],
  ['8605205011234 Nông Thị Minh Hằng tại Ngân hàng Agribank Ngân Sơn', 'Nông Thị Minh Hằng'],
  ['8605205011234 Agribank Ngân Sơn', null],
  ['8605205011234 tại Ngân hàng Nông nghiệp, Chợ Đồn', null],
  ['8605205011234 Ngân hàng TMCP Ngoại thương, CN Chợ Mới, Bắc Kạn', null],
  ['8605205011234 Kho bạc Nhà nước Ba Bể', null],
  ['8605205011234', null],
])('the holder beside %j is %j', (written, name) => {
  expect(holderBeside(written)).toBe(name)
})

test.each([
  ['đ/c Nông Văn K', 'Nông Văn K'],
  ['Đ/c: Nông Văn K', 'Nông Văn K'],
  ['Đồng chí Nông Văn K.', 'Nông Văn K'],
  ['ĐỒNG CHÍ NÔNG VĂN K', 'NÔNG VĂN K'],
  ['Bà Nông Thị Hằng', 'Nông Thị Hằng'],
  ['Ông Hà Văn Ông', 'Hà Văn Ông'],
  ['Cô giáo Nông Thị Hằng', 'Nông Thị Hằng'],
  ['Anh Thơ', 'Anh Thơ'],
  ['NONG THI HANG', 'NONG THI HANG'],
])('the name in %j is %j', (written, name) => {
  expect(personName(written)).toBe(name)
})

test.each([
  ['Nông Thị Minh Hằng', true],
  ['NÔNG THỊ MINH HẰNG', true],
  ['Minh Hằng', true],
  ['Hằng', false],
  ['Công đoàn cơ sở', false],
  ['Hội nghị thành công tốt đẹp', false],
  ['Một Hai Ba Bốn Năm Sáu Bảy', false],
])('%j is a name: %j', (written, is) => {
  expect(isName(written)).toBe(is)
})
