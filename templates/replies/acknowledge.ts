import type { ReplyText } from '../../src/domain.ts'
import { asksAlong } from './along.ts'
import { type Answered, addressee, quotedTitle, shortTitle, written } from './letter.ts'
import { received } from './received.ts'

/** "Đã nhận": what was received, and what would still help. */
export function acknowledge({ verdict, name, office, reference }: Answered): ReplyText {
  const { title } = verdict.fields
  const along = asksAlong(verdict)
  return written(
    {
      subject: `Đã nhận: ${title === null ? 'bài gửi Ban Biên tập' : shortTitle(title)} (${reference})`,
      pieces: [
        addressee(name),
        `Ban Biên tập đã nhận được bài ${title === null ? 'của đồng chí' : quotedTitle(title)}${received(verdict)}. Xin cảm ơn đồng chí và đơn vị đã cộng tác.`,
        'Bài đang chờ Ban Biên tập xem và biên tập; đồng chí không cần gửi lại. Theo quy định, nội dung tin, bài do lãnh đạo đơn vị (Ban Chấp hành công đoàn) duyệt trước khi gửi; nếu bài chưa được duyệt, xin đồng chí báo lại giúp.',
        ...(along.length === 0
          ? []
          : [['Nếu thuận tiện, xin đồng chí trả lời thư này giúp thêm:', ...along].join('\n')]),
      ],
      withForm: false,
    },
    { office, reference, fields: verdict.fields },
  )
}
