import type { OtherReason, Photo, RuleId, SubmissionList, SubmissionState } from '../src/domain.ts'
import type { ReplyState } from './pages/views.ts'

/** What each badge of the desk means, for whoever points at it. */
export const explanations = {
  original: {
    yes: 'Tệp có dấu hiệu là ảnh lấy thẳng từ máy chụp, đăng được.',
    doubt: 'Chưa đủ dấu hiệu để biết đây có phải ảnh gốc không; lý do ghi ngay dưới. Ảnh vẫn được nhận.',
    no: 'Ảnh đã bị nén, chỉnh sửa hoặc chụp lại; lý do ghi ngay dưới. Nếu máy nhầm, xin bấm “Ảnh này đạt”.',
  } satisfies Record<Photo['original'], string>,

  photo: {
    inArticle: 'Ảnh nằm trong tệp bài viết hoặc trong thư, không gửi thành tệp riêng nên có thể đã bị thu nhỏ.',
    unused: 'Biên tập viên đã chọn không đăng ảnh này. Có thể đổi lại ở phần sửa bài.',
    published: 'Bài trước có ảnh này đã được đăng. Xin cân nhắc trước khi đăng lại.',
  },

  rule: {
    'form.title': 'Mục 1 của mẫu: không thấy tít ở thư, ở tệp hay ở tiêu đề thư.',
    'form.body': 'Mục 2 của mẫu: không thấy phần chữ của bài ở thư hay ở các tệp.',
    'form.author': 'Mục 4 của mẫu: không thấy tên tác giả ở thư hay ở các tệp.',
    'form.unit': 'Mục 5 của mẫu: không thấy đơn vị công tác ở thư hay ở các tệp.',
    'form.phone': 'Mục 6 của mẫu: không thấy số điện thoại ở thư hay ở các tệp.',
    'form.captions': 'Mục 3 của mẫu: mỗi ảnh cần một chú thích cụ thể, rõ ràng.',
    'pay.account': 'Mục 7 và 8 của mẫu, chỉ cần để trả nhuận bút: thiếu vẫn đăng được bài.',
    'photos.none': 'Bài nào cũng cần ảnh minh họa, gửi thành tệp riêng.',
    'photos.inArticle': 'Ảnh cần gửi thành tệp riêng: ảnh chèn vào bài thường bị thu nhỏ.',
    'photos.notOriginal': 'Quy định là ảnh gốc, không nén, không chỉnh sửa. Lý do của từng ảnh ghi dưới ảnh ấy.',
    'photos.link': 'Ảnh gửi bằng đường liên kết, máy chưa lấy về được. Xin mở liên kết để xem.',
    'photos.duplicate': 'Ảnh trùng hoặc rất giống ảnh của một bài đã gửi trước. Hai ảnh đặt cạnh nhau ở trang của bài.',
    'photos.date': 'So ngày chụp ghi trong tệp với ngày gửi và ngày nêu trong bài. Đồng hồ máy ảnh cũng có thể sai.',
    'attachment.unreadable': 'Có tệp gửi kèm không mở được, nên có thể còn phần máy chưa đọc.',
    'attachment.scan': 'Bài ở dạng ảnh chụp hoặc bản quét nên máy không đọc được chữ.',
    'attachment.unsafe': 'Tệp thuộc loại chạy được trên máy tính. Xin đừng mở nếu không chắc ai gửi.',
    'mail.maybe': 'Thư có vài dấu hiệu của tin, bài nhưng chưa đủ chắc. Xin mở xem.',
    'mail.sender': 'Thư có thể không phải do người ghi tên gửi. Xin xem kỹ trước khi trả lời hay đăng.',
  } satisfies Record<RuleId, string>,

  finding: {
    doubt: 'Máy thấy dấu hiệu nhưng chưa đủ chắc nên không hỏi người gửi. Xin xem lại.',
    none: 'Máy đã so với mẫu và quy định về ảnh, không thấy điểm nào thiếu.',
  },

  row: {
    longWait: 'Bài đã chờ duyệt lâu, tính từ thư mới nhất của bài.',
    claimed: 'Một biên tập viên đã nhận bài này. Vẫn có thể mở xem, hoặc nhận thay ở trang của bài.',
    mine: 'Các biên tập viên khác thấy đồng chí đang làm bài này.',
    newMail: 'Người gửi gửi thêm thư sau khi bài đã được quyết định. Xin mở xem lại.',
  },

  list: {
    waiting: 'Bài đang chờ biên tập viên xem và quyết định.',
    incomplete: 'Bài còn thiếu, đang chờ người gửi bổ sung.',
    accepted: 'Bài đã duyệt, chưa ghi là đã đăng.',
    published: 'Bài đã đăng; đường liên kết ghi ở trang của bài.',
    declined: 'Bài không được đăng; lý do ghi ở trang của bài.',
  } satisfies Record<SubmissionList, string>,

  state: {
    asked: 'Biên tập viên đã xin người gửi bổ sung. Khi có thư mới, bài sẽ được xét lại.',
    accepted: 'Biên tập viên đã duyệt. Đăng xong, xin ghi lại liên kết và ngày đăng.',
    published: 'Bài được tính vào chỉ tiêu của đơn vị theo ngày đăng này.',
    declined: 'Biên tập viên đã quyết định không đăng. Có thể mở lại bài.',
  } satisfies Record<Exclude<SubmissionState, 'open'>, string>,

  reply: {
    waiting: 'Thư trả lời tự động chưa viết: còn chờ xem người gửi có gửi thêm không.',
    draft: 'Thư đã viết nhưng không gửi, vì phần mềm chưa được bật gửi thư.',
    queued: 'Thư đang đợi đến lượt và sẽ tự gửi đi.',
    kept: 'Chưa cài máy chủ gửi thư nên thư được lưu thành tệp trên máy chủ.',
    sending: 'Thư đang được chuyển cho máy chủ gửi thư.',
    sent: 'Máy chủ gửi thư đã nhận thư này để chuyển cho người nhận.',
    unsure: 'Mất kết nối giữa lúc gửi. Máy không tự gửi lại, để người nhận không nhận hai thư giống nhau.',
    failed: 'Máy chủ không nhận thư này. Người nhận chưa nhận được gì.',
    bounced: 'Thư đã đi nhưng bị trả về. Người nhận chưa nhận được gì.',
    withdrawn: 'Thư được giữ lại trước khi kịp đi: bài có thay đổi, hoặc biên tập viên không cho gửi.',
  } satisfies Record<ReplyState | 'waiting', string>,

  other: {
    autoReply: 'Máy của người gửi tự trả lời, như báo đi vắng; không phải thư do người viết.',
    bounce: 'Máy chủ thư báo có thư không tới được người nhận.',
    list: 'Thư gửi cho cả một nhóm hoặc danh sách, không gửi riêng Ban Biên tập.',
    bulk: 'Thư gửi cho nhiều người cùng lúc, như bản tin hay quảng cáo.',
    robot: 'Thư do một hệ thống tự gửi, như thông báo đăng nhập.',
    ours: 'Thư đi từ chính địa chỉ của Ban Biên tập.',
    spam: 'Hộp thư đã xếp thư này vào mục thư rác.',
    invitation: 'Thư mời dự họp, hội nghị hay sự kiện; không thấy tin, bài kèm theo.',
    officialLetter: 'Văn bản hành chính; không thấy tin, bài kèm theo.',
    conversation: 'Thư hỏi đáp, trao đổi; không thấy tin, bài kèm theo.',
    noSign: 'Không thấy mẫu, phần bài viết hay ảnh như của một tin, bài.',
    maybe: 'Có vài dấu hiệu của tin, bài nhưng chưa đủ chắc. Xin mở xem rồi quyết định.',
    damaged: 'Thư bị hỏng trên đường gửi. Thư gốc vẫn được giữ nguyên để tải về.',
    tooLarge: 'Thư vượt cỡ mà phần mềm tải về. Xin mở thẳng trong hộp thư.',
    editor: 'Một biên tập viên đã xếp thư này vào đây.',
  } satisfies Record<OtherReason, string>,

  mail: {
    seen: 'Một biên tập viên đã xem thư này, nên bình thường thư không hiện trong danh sách.',
    fetching: 'Phần mềm tự tải lại thư này; thư vẫn còn nguyên trong hộp thư.',
  },

  system: {
    well: 'Hộp thư, cơ sở dữ liệu và việc gửi thư đều không có lỗi.',
    here: 'Đây là trình duyệt đồng chí đang dùng.',
  },
} as const

/** Findings have one of two weights, which their badge shows by its colour. */
export const weightText = {
  asks: 'Màu đỏ: điểm cần người gửi bổ sung.',
  notes: 'Màu vàng: chỉ để biên tập viên lưu ý.',
} as const
