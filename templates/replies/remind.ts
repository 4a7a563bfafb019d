import type { ReplyText } from '../../src/domain.ts'
import { type Answered, addressee, quotedTitle, shortTitle, written } from './letter.ts'
import { missing } from './missing.ts'

/** One friendly reminder: what is missing still, as it was asked the first time. */
export function remind({ verdict, name, office, reference }: Answered): ReplyText {
  const { title } = verdict.fields
  return written(
    {
      subject: `Nhắc bổ sung: ${title === null ? 'bài gửi Ban Biên tập' : shortTitle(title)} (${reference})`,
      pieces: [
        addressee(name),
        `Mấy hôm trước, Ban Biên tập có gửi thư xin bổ sung cho ${title === null ? 'bài của đồng chí' : `bài ${quotedTitle(title)}`} mà chưa nhận được hồi âm. Để bài sớm được đăng, xin nhắc lại phần còn thiếu:`,
        ...missing(verdict, { address: office.addresses[0] ?? office.site, reference }),
        'Nếu đồng chí đã gửi rồi, xin trả lời thư này một dòng để Ban Biên tập tìm lại giúp. Xin cảm ơn đồng chí.',
      ],
      withForm: false,
    },
    { office, reference, fields: verdict.fields },
  )
}
