import type { EvidenceCode, Values } from '../src/domain.ts'

/** The sentence for editor and contributor on each piece of evidence that a photo is no original. */
export const evidenceText: Readonly<Record<EvidenceCode, (values: Values) => string>> = {
  'photo.facebook': () => 'Ảnh tải về từ Facebook (còn dấu của Facebook).',
  'photo.messengerName': ({ app }) => `Tên tệp kiểu ${app}, không có thông tin máy ảnh: ảnh lưu từ ${app}.`,
  'photo.messengerSize': ({ long }) =>
    `Ảnh rộng ${long} px, không có thông tin máy ảnh, nén lại kiểu ứng dụng nhắn tin.`,
  'photo.small': ({ width, height }) => `Ảnh chỉ ${width}×${height} px, không có thông tin máy ảnh, đã bị thu nhỏ.`,
  'photo.editor': ({ program }) => `Ảnh đã qua phần mềm chỉnh sửa ${program}.`,
  'photo.photoshop': () => 'Ảnh được lưu lại từ Photoshop.',
  'photo.smaller': ({ cameraWidth, cameraHeight, width, height }) =>
    `Máy chụp ${cameraWidth}×${cameraHeight} nhưng tệp chỉ ${width}×${height}: ảnh đã bị cắt hoặc thu nhỏ.`,
  'photo.screenshot': () => 'Đây là ảnh chụp màn hình.',
  'photo.notCamera': ({ format, generator }) =>
    generator === undefined
      ? `Tệp ${format} không phải tệp máy ảnh tạo ra.`
      : `Ảnh do công cụ AI tạo ra (tệp tự ghi: ${generator}), không phải ảnh chụp.`,
  'photo.noExif': values => {
    if (values.data === 'part') return 'Thông tin máy ảnh không đủ (thiếu tên máy, hoặc ngày và thông số chụp).'
    if (values.data === 'scanner') return 'Ảnh quét: thông tin trong tệp là của máy quét, không phải của máy ảnh.'
    return `Không có thông tin máy ảnh${LIKENESS[String(values.like)]?.(values) ?? ''}.`
  },
  'photo.name': ({ app, editedIn }) =>
    editedIn === undefined
      ? `Tên tệp kiểu ${app} nhưng còn thông tin máy ảnh.`
      : `Tên tệp kiểu bản đã sửa trong ${editedIn}.`,
  'photo.png': ({ format }) => `Tệp ${format} có thể được chuyển từ ảnh gốc hoặc ảnh quét.`,
  'photo.developed': ({ program }) => `Ảnh xuất từ ${program}, có thể đã chỉnh.`,
  'photo.dims': ({ cameraWidth, cameraHeight, reach, width, height }) =>
    reach === undefined
      ? `Kích thước lệch thông tin máy ảnh (máy ghi ${cameraWidth}×${cameraHeight}, tệp ${width}×${height}).`
      : `Kích thước lệch thông tin máy ảnh (máy ghi khung hình ít nhất ${reach} px, tệp ${width}×${height}).`,
  'photo.thumb': ({ shows }) =>
    shows === undefined
      ? 'Khung hình khác ảnh thu nhỏ trong tệp, có thể đã cắt.'
      : 'Ảnh khác ảnh thu nhỏ mà máy để lại trong tệp, có thể đã cắt hoặc sửa.',
  'photo.progressive': () => 'Ảnh nén kiểu web.',
  'photo.resaved': ({ sign, make }) => {
    if (sign === 'thumbnail')
      return 'Có thể đã lưu lại bằng phần mềm khác (ảnh thu nhỏ trong tệp do máy tạo, ảnh chính thì không).'
    if (sign === 'maker') return `Có thể đã lưu lại bằng phần mềm khác (cách nén không phải của máy ${make}).`
    return 'Có thể đã lưu lại bằng phần mềm khác.'
  },
  'photo.lowQuality': ({ quality }) => `Ảnh nén mạnh (chất lượng JPEG khoảng ${quality}).`,
  'photo.smallForYear': ({ width, height, year }) => `Ảnh ${width}×${height} px là nhỏ so với máy chụp năm ${year}.`,
  'photo.aiEdited': () => 'Có thể đã qua công cụ AI.',
  'photo.phoneEdited': () => 'Có thể đã sửa trong máy Samsung.',
  'photo.unreadable': ({ why }) => `Không đọc được ảnh đầy đủ${REASONS[String(why)] ?? ''}.`,
}

/** What a photo without camera data looks like. */
const LIKENESS: Readonly<Record<string, (values: Values) => string>> = {
  office: () => '; mật độ điểm như ảnh lấy ra từ tệp Word',
  scan: () => '; mật độ điểm như ảnh quét',
  messenger: ({ pixels }) => `; rộng ${pixels} px, nén như ảnh gửi qua ứng dụng nhắn tin`,
}

/** Why a photo could not be read, by `Closed`. */
const REASONS: Readonly<Record<string, string>> = {
  damaged: ': tệp bị hỏng hoặc chưa tải hết',
  tooLarge: ': ảnh quá lớn',
  tooSlow: ': xử lý quá lâu',
}
