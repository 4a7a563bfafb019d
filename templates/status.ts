import type { ServiceStatus } from '../src/domain.ts'
import { replyStateText } from './pages/replies.ts'
import { exactTime } from './pages/words.ts'

/** What `tinbai status` prints for a person. */
export function statusAsText({ mails, submissions, replies, rows, lastContact, lastReply }: ServiceStatus): string {
  const lines = [
    `Thư đã nhận: ${mails.seen} (bài gửi: ${mails.contributions}, thư khác: ${mails.others}, đang xếp: ${mails.seen - mails.filed})`,
    `Thư mới nhất: ${mails.newest === null ? 'chưa có' : exactTime(mails.newest)}`,
    `Liên lạc với hộp thư lần cuối: ${lastContact === null ? 'chưa có' : exactTime(lastContact)}`,
    `Bài: chờ duyệt ${submissions.waiting}, cần bổ sung ${submissions.incomplete}, đã duyệt ${submissions.accepted}, đã đăng ${submissions.published}, không đăng ${submissions.declined}, đang xét ${submissions.judging}`,
    `Thư trả lời gửi gần nhất: ${lastReply === null ? 'chưa có' : exactTime(lastReply)}`,
    ...Object.entries(replies).map(([state, count]) => `Thư trả lời – ${replyText(state)}: ${count}`),
    `Việc đang làm: ${rows.due}, chờ đến giờ: ${rows.waiting}, cần người xem: ${rows.stuck}`,
  ]
  return `${lines.join('\n')}\n`
}

const replyText = (state: string): string => (replyStateText as Readonly<Record<string, string>>)[state] ?? state
