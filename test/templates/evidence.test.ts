import { expect, test } from 'vitest'
import type { EvidenceCode, Values } from '../../src/domain.ts'
import { evidenceText } from '../../templates/evidence.ts'

const SENTENCES: Readonly<Record<EvidenceCode, readonly [values: Values, sentence: string]>> = {
  'photo.facebook': [{}, 'Ảnh tải về từ Facebook (còn dấu của Facebook).'],
  'photo.messengerName': [{ app: 'Zalo' }, 'Tên tệp kiểu Zalo, không có thông tin máy ảnh: ảnh lưu từ Zalo.'],
  'photo.messengerSize': [
    { long: 1280 },
    'Ảnh rộng 1280 px, không có thông tin máy ảnh, nén lại kiểu ứng dụng nhắn tin.',
  ],
  'photo.small': [{ width: 900, height: 675 }, 'Ảnh chỉ 900×675 px, không có thông tin máy ảnh, đã bị thu nhỏ.'],
  'photo.editor': [{ program: 'Snapseed 2.0' }, 'Ảnh đã qua phần mềm chỉnh sửa Snapseed 2.0.'],
  'photo.photoshop': [{}, 'Ảnh được lưu lại từ Photoshop.'],
  'photo.smaller': [
    { cameraWidth: 4032, cameraHeight: 3024, width: 1600, height: 1200 },
    'Máy chụp 4032×3024 nhưng tệp chỉ 1600×1200: ảnh đã bị cắt hoặc thu nhỏ.',
  ],
  'photo.screenshot': [{}, 'Đây là ảnh chụp màn hình.'],
  'photo.notCamera': [{ format: 'PNG' }, 'Tệp PNG không phải tệp máy ảnh tạo ra.'],
  'photo.noExif': [{ data: 'none' }, 'Không có thông tin máy ảnh.'],
  'photo.name': [{ app: 'Zalo' }, 'Tên tệp kiểu Zalo nhưng còn thông tin máy ảnh.'],
  'photo.png': [{ format: 'PNG' }, 'Tệp PNG có thể được chuyển từ ảnh gốc hoặc ảnh quét.'],
  'photo.developed': [{ program: 'Lightroom' }, 'Ảnh xuất từ Lightroom, có thể đã chỉnh.'],
  'photo.dims': [
    { cameraWidth: 4032, cameraHeight: 3024, width: 3900, height: 3000 },
    'Kích thước lệch thông tin máy ảnh (máy ghi 4032×3024, tệp 3900×3000).',
  ],
  'photo.thumb': [{}, 'Khung hình khác ảnh thu nhỏ trong tệp, có thể đã cắt.'],
  'photo.progressive': [{}, 'Ảnh nén kiểu web.'],
  'photo.resaved': [{}, 'Có thể đã lưu lại bằng phần mềm khác.'],
  'photo.lowQuality': [{ quality: 75 }, 'Ảnh nén mạnh (chất lượng JPEG khoảng 75).'],
  'photo.smallForYear': [
    { width: 1600, height: 1200, year: 2024 },
    'Ảnh 1600×1200 px là nhỏ so với máy chụp năm 2024.',
  ],
  'photo.aiEdited': [{}, 'Có thể đã qua công cụ AI.'],
  'photo.phoneEdited': [{}, 'Có thể đã sửa trong máy Samsung.'],
  'photo.unreadable': [{ why: 'damaged' }, 'Không đọc được ảnh đầy đủ: tệp bị hỏng hoặc chưa tải hết.'],
}

test.each(Object.entries(SENTENCES))('%s in words', (code, [values, sentence]) => {
  expect(evidenceText[code as EvidenceCode](values)).toBe(sentence)
})

test('a frame that other camera data speak of is named', () => {
  expect(evidenceText['photo.dims']({ reach: 4032, width: 1280, height: 960 })).toBe(
    'Kích thước lệch thông tin máy ảnh (máy ghi khung hình ít nhất 4032 px, tệp 1280×960).',
  )
})

test.each([
  [{ data: 'part' }, 'Thông tin máy ảnh không đủ (thiếu tên máy, hoặc ngày và thông số chụp).'],
  [{ data: 'scanner' }, 'Ảnh quét: thông tin trong tệp là của máy quét, không phải của máy ảnh.'],
  [
    { data: 'none', like: 'office', pixels: 1430 },
    'Không có thông tin máy ảnh; mật độ điểm như ảnh lấy ra từ tệp Word.',
  ],
  [{ data: 'none', like: 'scan', pixels: 2480 }, 'Không có thông tin máy ảnh; mật độ điểm như ảnh quét.'],
  [
    { data: 'none', like: 'messenger', pixels: 2048 },
    'Không có thông tin máy ảnh; rộng 2048 px, nén như ảnh gửi qua ứng dụng nhắn tin.',
  ],
])('photo.noExif says what is missing and what it looks like: %o', (values: Values, sentence) => {
  expect(evidenceText['photo.noExif'](values)).toBe(sentence)
})

test.each([
  [{ sign: 'library' }, 'Có thể đã lưu lại bằng phần mềm khác.'],
  [{ sign: 'maker', make: 'Apple' }, 'Có thể đã lưu lại bằng phần mềm khác (cách nén không phải của máy Apple).'],
  [
    { sign: 'thumbnail' },
    'Có thể đã lưu lại bằng phần mềm khác (ảnh thu nhỏ trong tệp do máy tạo, ảnh chính thì không).',
  ],
])('photo.resaved says what it goes by: %o', (values: Values, sentence) => {
  expect(evidenceText['photo.resaved'](values)).toBe(sentence)
})

test('a generator that the file names is named', () => {
  expect(evidenceText['photo.notCamera']({ generator: 'Adobe Firefly' })).toBe(
    'Ảnh do công cụ AI tạo ra (tệp tự ghi: Adobe Firefly), không phải ảnh chụp.',
  )
})

test('the name of an edited copy says what edited it', () => {
  expect(evidenceText['photo.name']({ editedIn: 'iPhone' })).toBe('Tên tệp kiểu bản đã sửa trong iPhone.')
})

test('a picture that its camera’s thumbnail does not show is told from one of another shape', () => {
  expect(evidenceText['photo.thumb']({ shows: 'other' })).toBe(
    'Ảnh khác ảnh thu nhỏ mà máy để lại trong tệp, có thể đã cắt hoặc sửa.',
  )
})
