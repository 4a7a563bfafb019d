import type { ReplyText } from '../../src/domain.ts'
import { type Answered, addressee, type Group, quotedTitle, shortTitle, written } from './letter.ts'
import { missing } from './missing.ts'

/** The last word of a request that nobody answered: the piece is set aside, not thrown away. */
export function close({ verdict, name, office, reference }: Answered): ReplyText {
  const { title } = verdict.fields
  const still = missing(verdict, { address: office.addresses[0] ?? office.site, reference })
  return written(
    {
      subject: `Tạm gác: ${title === null ? 'bài gửi Ban Biên tập' : shortTitle(title)} (${reference})`,
      pieces: [
        addressee(name),
        `Ban Biên tập chưa nhận được phần bổ sung cho ${title === null ? 'bài của đồng chí' : `bài ${quotedTitle(title)}`} (${still.map(nameOf).join(', ')}), nên xin tạm gác bài lại và không nhắc thêm.`,
        'Bài không bị hủy, những gì đồng chí đã gửi vẫn được giữ nguyên. Bất cứ lúc nào đồng chí trả lời thư này kèm phần còn thiếu, Ban Biên tập sẽ xem tiếp ngay.',
      ],
      withForm: false,
    },
    { office, reference, fields: verdict.fields },
  )
}

/** "đơn vị công tác của tác giả", without what it is needed for. */
function nameOf({ heading }: Group): string {
  const [what = ''] = heading.split(',')
  return `${what.charAt(0).toLowerCase()}${what.slice(1)}`
}
