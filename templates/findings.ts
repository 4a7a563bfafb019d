import type { Closed, Finding, RuleId } from '../src/domain.ts'

/** Names in a sentence: "anh1.jpg, anh2.jpg và 3 tệp khác". */
export function listed(names: readonly string[], most = 3): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most).join(', ')} và ${names.length - most} tệp khác`
}

/** Why a file stays closed, in words. */
export const closedText: Record<Closed, string> = {
  encrypted: 'có đặt mật khẩu',
  damaged: 'bị hỏng hoặc gửi chưa trọn',
  tooLarge: 'quá lớn nên không mở',
  tooSlow: 'mở mãi không xong nên đã dừng',
  unknown: 'thuộc loại không đọc được',
}

const pieces: Readonly<Record<string, string>> = {
  number: 'số tài khoản',
  holder: 'tên chủ tài khoản',
  'number holder': 'số tài khoản và tên chủ tài khoản',
}

/** What the day of a photo does not fit. */
const misfits: Readonly<Record<string, string>> = {
  mail: 'xa ngày gửi bài, có thể là ảnh cũ hoặc đồng hồ máy ảnh sai',
  article: 'trước ngày nêu trong bài khá lâu, có thể là ảnh cũ hoặc đồng hồ máy ảnh sai',
  later: 'sau ngày gửi bài, có thể đồng hồ máy ảnh sai',
}

/** The sentence for each rule, for the editor. */
export const findingText: Record<RuleId, (finding: Finding) => string> = {
  'form.title': () => 'Chưa có tít tin, bài.',
  'form.body': ({ certainty }) =>
    certainty === 'certain' ? 'Chưa có nội dung bài viết.' : 'Chưa thấy nội dung bài viết dưới dạng chữ.',
  'form.author': () => 'Chưa ghi tác giả.',
  'form.unit': () => 'Chưa ghi đơn vị công tác.',
  'form.phone': () => 'Chưa ghi số điện thoại.',
  'form.captions': ({ values }) =>
    values.captions === 0
      ? `${values.photos} ảnh đều chưa có chú thích.`
      : `Mới có ${values.captions} chú thích cho ${values.photos} ảnh.`,
  'pay.account': ({ values }) => `Chưa có ${pieces[String(values.missing)] ?? 'thông tin tài khoản'} để trả nhuận bút.`,
  'photos.none': ({ certainty }) =>
    certainty === 'certain' ? 'Không có ảnh nào gửi kèm.' : 'Chưa thấy ảnh; thư bị lỗi nên có thể ảnh đã thất lạc.',
  'photos.inArticle': ({ values, asks }) =>
    asks
      ? `${values.photos} ảnh được chèn trong bài, không có ảnh nào gửi riêng.`
      : `${values.photos} ảnh được chèn trong bài (ngoài các ảnh gửi riêng).`,
  'photos.notOriginal': ({ files, asks }) =>
    asks ? `Ảnh gửi riêng đều không phải ảnh gốc: ${listed(files)}.` : `Có ảnh không phải ảnh gốc: ${listed(files)}.`,
  'photos.link': ({ files }) => `Ảnh nằm ở liên kết, cần mở xem: ${listed(files)}.`,
  'photos.duplicate': ({ files, values, certainty }) =>
    certainty === 'certain'
      ? `Ảnh đã được gửi trước đây, ở bài ${values.references}: ${listed(files)}.`
      : `Ảnh giống ảnh đã gửi trước đây, ở bài ${values.references}: ${listed(files)}.`,
  'photos.date': ({ files, values }) =>
    `Ngày chụp ghi trong ảnh (${vietnameseDate(String(values.taken))}) ${misfits[String(values.than)] ?? misfits.mail}: ${listed(files)}.`,
  'attachment.unreadable': ({ files, values }) =>
    files.length === 0
      ? 'Thư bị lỗi trên đường gửi, có thể thiếu phần; hãy xem thư gốc.'
      : `Không mở được ${listed(files)}: ${closedText[values.why as Closed] ?? closedText.unknown}.`,
  'attachment.scan': ({ files }) => `Bài gửi dạng bản chụp hoặc bản quét, chưa có tệp chữ: ${listed(files)}.`,
  'attachment.unsafe': ({ files }) => `Tệp có thể chứa mã độc, đã để riêng và không mở: ${listed(files)}.`,
  'mail.maybe': () => 'Có thể là bài gửi đến, nhưng chưa đủ dấu hiệu để chắc chắn.',
  'mail.sender': () => 'Gmail báo địa chỉ người gửi có thể bị giả mạo. Chưa trả lời thư này.',
}

/** "2019-11-18" → "18/11/2019". */
function vietnameseDate(day: string): string {
  return day.split('-').reverse().join('/')
}
