/** What `tinbai doctor` looks at. */
export type Check = 'folder' | 'disk' | 'files' | 'redis' | 'database' | 'clock' | 'stuck'

/** How one check went; `problem` is a code of the system or library. */
export interface DoctorReport {
  readonly check: Check
  readonly problem: string | null
}

/** One line, and where something fails how to mend it. */
export function doctorText({ check, problem }: DoctorReport): string {
  const { what, mend } = TEXTS[check]
  return problem === null ? `✓ ${what}` : `✗ ${what}: có lỗi (${problem}). ${mend}`
}

const TEXTS: Readonly<Record<Check, { readonly what: string; readonly mend: string }>> = {
  folder: {
    what: 'Thư mục dữ liệu (DATA_DIR)',
    mend: 'Xin cấp quyền đọc và ghi thư mục này cho tài khoản đang chạy tinbai, hoặc đặt DATA_DIR sang thư mục khác.',
  },
  disk: { what: 'Dung lượng ổ đĩa', mend: 'Xin giải phóng ít nhất 512 MB để không ngừng nhận thư.' },
  files: {
    what: 'Kho lưu thư và ảnh (BLOB_URL)',
    mend: 'Xin kiểm tra BLOB_URL, S3_ENDPOINT, khóa truy cập và quyền ghi; sau đó chạy lại lệnh này.',
  },
  redis: {
    what: 'Hàng đợi (Redis)',
    mend: 'Xin kiểm tra REDIS_URL và xem Redis có đang chạy không; Redis phải đặt maxmemory-policy noeviction.',
  },
  database: {
    what: 'Cơ sở dữ liệu PostgreSQL',
    mend: 'Xin kiểm tra DATABASE_URL và xem PostgreSQL có đang chạy không; tài khoản cần quyền tạo bảng.',
  },
  clock: {
    what: 'Đồng hồ của máy',
    mend: 'Giờ của máy này và của máy chủ cơ sở dữ liệu lệch nhau hơn một phút. Xin bật đồng bộ giờ (NTP) trên cả hai máy.',
  },
  stuck: {
    what: 'Không có thư nào phải chờ người xem',
    mend: 'Có thư chưa xử lý được. Xin mở mục “Chưa xử lý” trên trang duyệt bài và bấm “Chạy lại”.',
  },
}
