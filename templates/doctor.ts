/** What `tinbai doctor` looks at. */
export type Check =
  | 'folder'
  | 'disk'
  | 'files'
  | 'database'
  | 'queue'
  | 'clock'
  | 'stuck'
  | 'imap'
  | 'imapFolders'
  | 'smtp'
  | 'alerts'
  | 'mail'
  | 'mailPlace'
  | 'mailClock'
  | 'labels'

/**
 * One line, and where something fails how to mend it.
 *
 * @param problem a code of ours, of the system or of a library; null: all is well; `notSet`: there is nothing to look at
 */
export function doctorText(check: Check, problem: string | null): string {
  const { what, mend, of } = TEXTS[check]
  if (problem === null) return `✓ ${what}`
  if (problem === 'notSet') return `– ${what}: ${of?.notSet}`
  return `✗ ${what}: có lỗi (${problem}). ${of?.[problem] ?? mend}`
}

interface Text {
  readonly what: string
  readonly mend: string
  /** What to do about one problem, where that is something else. */
  readonly of?: Readonly<Record<string, string>>
}

const APP_PASSWORD =
  'Xin kiểm tra tên đăng nhập và mật khẩu; với Gmail phải là mật khẩu ứng dụng (Tài khoản Google › Bảo mật › Xác minh 2 bước › Mật khẩu ứng dụng), không phải mật khẩu thường.'

const GRANT =
  'Google không (hoặc không còn) cho phép tinbai mở hộp thư. Xin chạy “npx tinbai gmail authorize” rồi đăng nhập bằng tài khoản của hộp thư.'

const QUOTA = 'Hộp thư đang tạm bị giới hạn. Xin chờ một ngày rồi chạy lại lệnh này.'

const TEXTS: Readonly<Record<Check, Text>> = {
  folder: {
    what: 'Thư mục dữ liệu (DATA_DIR)',
    mend: 'Xin cấp quyền đọc và ghi thư mục này cho tài khoản đang chạy tinbai, hoặc đặt DATA_DIR sang thư mục khác.',
  },
  disk: { what: 'Dung lượng ổ đĩa', mend: 'Xin giải phóng ít nhất 512 MB để không ngừng nhận thư.' },
  files: {
    what: 'Kho lưu thư và ảnh (BLOB_URL)',
    mend: 'Xin kiểm tra BLOB_URL, S3_ENDPOINT, khóa truy cập và quyền ghi; sau đó chạy lại lệnh này.',
  },
  database: {
    what: 'Cơ sở dữ liệu PostgreSQL',
    mend: 'Xin kiểm tra DATABASE_URL và xem PostgreSQL có đang chạy không; tài khoản cần quyền tạo bảng.',
  },
  queue: {
    what: 'Hàng đợi (Redis hoặc PostgreSQL)',
    mend: 'Nếu dùng Redis: Xin kiểm tra REDIS_URL và xem Redis có đang chạy không; Redis phải đặt maxmemory-policy noeviction. Nếu không: tài khoản PostgreSQL cần quyền tạo lược đồ (schema) “bullmq”.',
  },
  clock: {
    what: 'Đồng hồ của máy và của cơ sở dữ liệu',
    mend: 'Giờ của máy này và của máy chủ cơ sở dữ liệu lệch nhau hơn một phút. Xin bật đồng bộ giờ (NTP) trên cả hai máy.',
  },
  stuck: {
    what: 'Không có thư nào phải chờ người xem',
    mend: 'Có thư chưa xử lý được. Xin mở mục “Chưa xử lý” trên trang duyệt bài và bấm “Chạy lại”.',
  },
  imap: {
    what: 'Đăng nhập hộp thư (IMAP)',
    mend: 'Xin kiểm tra mạng, IMAP_HOST, IMAP_PORT và IMAP_TLS.',
    of: {
      notSet: 'chưa đặt IMAP_USER; tinbai chỉ đọc thư trong thư mục inbox của DATA_DIR.',
      signIn: `${APP_PASSWORD} Trong Gmail, mục Cài đặt › Chuyển tiếp và POP/IMAP phải bật IMAP.`,
      grant: GRANT,
      quota: QUOTA,
    },
  },
  imapFolders: {
    what: 'Thư mục cần đọc trong hộp thư',
    mend: 'Xin kiểm tra lại tên trong IMAP_FOLDERS. Với Gmail, mục Cài đặt › Nhãn phải chọn “Hiển thị trong IMAP” cho “Tất cả thư” và “Thư rác”.',
  },
  smtp: {
    what: 'Đăng nhập máy chủ gửi thư (SMTP)',
    mend: 'Xin kiểm tra mạng, SMTP_HOST, SMTP_PORT và SMTP_TLS.',
    of: {
      notSet: 'chưa đặt SMTP_HOST; thư trả lời nằm lại trong thư mục outbox của DATA_DIR.',
      signIn: APP_PASSWORD,
      grant: GRANT,
      quota: QUOTA,
    },
  },
  alerts: {
    what: 'Tài khoản gửi cảnh báo (ALERT_SMTP_…)',
    mend: 'Xin kiểm tra ALERT_SMTP_HOST, ALERT_SMTP_PORT, ALERT_SMTP_TLS và mạng.',
    of: { signIn: APP_PASSWORD },
  },
  mail: {
    what: 'Gửi một thư tới chính hộp thư và nhận lại',
    mend: 'Máy chủ gửi thư không nhận thư này. Xin kiểm tra MAIL_FROM: hộp thư phải được phép gửi với địa chỉ đó.',
    of: {
      notBack:
        'Máy chủ đã nhận thư nhưng sau 2 phút vẫn chưa thấy trong hộp thư. Xin kiểm tra SMTP và IMAP có cùng một hộp thư không, bộ lọc có xoá thư không, và IMAP_FOLDERS có đủ thư mục không.',
      quota: QUOTA,
    },
  },
  mailPlace: {
    what: 'Thư gửi đi không bị coi là thư rác',
    mend: 'Thư của chính hộp thư bị xếp vào Thư rác. Xin kiểm tra MAIL_FROM và các bản ghi SPF, DKIM của tên miền.',
  },
  mailClock: {
    what: 'Đồng hồ của máy và của hộp thư',
    mend: 'Giờ của máy này và của máy chủ thư lệch nhau hơn một phút. Xin bật đồng bộ giờ (NTP) trên máy này.',
  },
  labels: {
    what: 'Quyền gắn nhãn tinbai/… trong Gmail',
    mend: 'Gmail không cho gắn nhãn. Có thể bỏ nhãn bằng GMAIL_LABELS=off; việc đọc thư và trả lời không bị ảnh hưởng.',
  },
}

/** The mail that the doctor sends to the inbox itself. */
export function doctorMail(): { readonly subject: string; readonly text: string; readonly html: string } {
  const text = 'Thư này do lệnh “tinbai doctor” gửi để thử đường thư. Có thể xoá.'
  return { subject: 'Thư thử của tinbai', text, html: `<p>${text}</p>` }
}
