import type { OtherReason } from '../src/domain.ts'

/** Why a mail stands under "Thư khác", for the editor. */
export const otherReasonText: Record<OtherReason, string> = {
  autoReply: 'Thư trả lời tự động',
  bounce: 'Thông báo thư không gửi được',
  list: 'Thư của nhóm hoặc danh sách nhận tin',
  bulk: 'Bản tin, thư quảng cáo gửi hàng loạt',
  robot: 'Thông báo do máy gửi',
  ours: 'Thư của chính Ban Biên tập',
  spam: 'Nghi thư rác',
  invitation: 'Giấy mời, thư mời',
  officialLetter: 'Công văn, thông báo, kế hoạch',
  conversation: 'Thư trao đổi, hỏi đáp',
  noSign: 'Không có dấu hiệu là bài gửi đến',
  maybe: 'Có thể là bài gửi đến',
  damaged: 'Không đọc được thư này',
  tooLarge: 'Thư quá lớn, xin mở trong hộp thư',
  editor: 'Biên tập viên xác định không phải tin, bài',
}
