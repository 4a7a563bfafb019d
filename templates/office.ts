import type { Office } from '../src/domain.ts'

/** The federation this was made for. Another office gives its own in the file that `OFFICE` names. */
export const officeOfBacKan: Office = {
  name: 'LĐLĐ tỉnh Bắc Kạn',
  board: 'Ban Biên tập Trang thông tin điện tử LĐLĐ tỉnh Bắc Kạn',
  site: 'congdoanbackan.org.vn',
  addresses: ['congdoanbk@gmail.com'],
  prefix: 'BK',
  phone: '0209 3875 281',
  holidays: [],
}
