import type { HealthProblem } from '../src/domain.ts'

/** What is wrong, and what whoever looks after the service can do. */
export const healthText: Record<HealthProblem, string> = {
  database:
    'Không kết nối được cơ sở dữ liệu PostgreSQL. Thư vẫn còn nguyên trong hộp thư và sẽ được đọc tiếp khi cơ sở dữ liệu hoạt động trở lại.',
  queue: 'Không kết nối được hàng đợi (Redis). Công việc sẽ tự chạy tiếp khi hàng đợi hoạt động trở lại.',
  disk: 'Ổ đĩa sắp đầy. Xin giải phóng dung lượng để không ngừng nhận thư.',
  mailbox:
    'Đã lâu không liên lạc được với hộp thư. Xin kiểm tra mạng và quyền vào hộp thư; lệnh “npx tinbai doctor” nói rõ vì sao.',
}
