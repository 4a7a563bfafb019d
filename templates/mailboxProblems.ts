import type { MailboxProblem } from '../src/domain.ts'

/** What keeps the inbox from being read, and what can be done about it. */
export const mailboxProblemText: Record<MailboxProblem, string> = {
  signIn:
    'Không đăng nhập được vào hộp thư: tên hoặc mật khẩu ứng dụng không còn đúng. Xin người quản trị đặt lại mật khẩu ứng dụng.',
  grant:
    'Google không còn cho phép tinbai mở hộp thư. Xin người quản trị chạy lệnh “npx tinbai gmail authorize” trên máy chạy tinbai rồi đăng nhập bằng tài khoản của hộp thư.',
  quota: 'Hộp thư đang tạm giới hạn việc tải thư.',
  folder: 'Không thấy thư mục cần đọc trong hộp thư. Xin người quản trị kiểm tra lại tên thư mục (IMAP_FOLDERS).',
  storage: 'Chưa cất được thư mới: ổ đĩa hoặc cơ sở dữ liệu đang có lỗi. Xin báo người quản trị.',
  lost: 'Chưa liên lạc được với hộp thư.',
  mute: 'Chưa liên lạc được với hộp thư.',
  refused: 'Chưa liên lạc được với hộp thư.',
  wrongSize: 'Chưa liên lạc được với hộp thư.',
}

/** New mail waits where it is. */
export const NOTHING_LOST = 'Thư mới vẫn nằm trong hộp thư và sẽ được lấy về sau, không mất thư nào.'
