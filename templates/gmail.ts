/** What a person is asked to do so that tinbai may open the inbox. */
export const askAsText = (account: string, address: string): string =>
  `\
1. Mở địa chỉ dưới đây bằng trình duyệt và đăng nhập bằng tài khoản ${account}:

${address}

2. Nếu Google báo “Google chưa xác minh ứng dụng này”: bấm Nâng cao, rồi bấm “Đi tới …”.
3. Đánh dấu vào ô cho phép “Đọc, soạn, gửi và xoá vĩnh viễn tất cả email trong Gmail”, rồi bấm Tiếp tục.

Nếu trình duyệt ở trên một máy khác, trang cuối cùng sẽ không mở được. Khi đó xin sao chép cả địa chỉ của trang ấy
(bắt đầu bằng http://127.0.0.1) và dán vào đây, rồi bấm Enter.
`

export const notAnAddress = 'Đó chưa phải là địa chỉ của trang cuối cùng. Xin sao chép lại và dán vào đây.\n'

export const grantedAsText = (account: string): string =>
  `Đã xong: tinbai được phép mở hộp thư ${account}. Nếu tinbai đang chạy, thư sẽ được đọc tiếp trong vài phút, không cần khởi động lại.\n`

/** What the browser shows in the end. */
export const GRANTED_PAGE = `<!doctype html>
<html lang="vi"><meta charset="utf-8"><title>tinbai</title>
<p>tinbai đã nhận câu trả lời của Google. Xin đóng trang này và xem tiếp ở cửa sổ dòng lệnh.</p>`

/** Why it did not work, and what to do. */
export const notGranted = {
  /** `access_denied` and its kin (RFC 6749 §4.1.2.1). */
  refused: (code: string): string =>
    `Google chưa cho phép (${code}). Xin chạy lại lệnh này và bấm Cho phép, bằng đúng tài khoản của hộp thư.`,
  otherAccount: (account: string): string =>
    `Gmail không nhận đăng nhập của ${account}. Xin chạy lại lệnh này, chọn đúng tài khoản ${account} và đánh dấu ô cho phép đọc và gửi thư. Nếu là Google Workspace, người quản trị phải bật IMAP.`,
} as const
