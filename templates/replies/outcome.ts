import type { ReplyText } from '../../src/domain.ts'
import { asksAlong } from './along.ts'
import { type Answered, addressee, quotedTitle, shortTitle, written } from './letter.ts'

/** "Đã duyệt": the piece will be published. */
export function accepted(answered: Answered): ReplyText {
  return outcome(answered, 'Đã duyệt', [
    `${piece(answered)} đã được Ban Biên tập duyệt và sẽ được đăng trong thời gian tới. Khi đăng, Ban Biên tập sẽ gửi đường liên kết để đồng chí theo dõi.`,
    ...account(answered),
  ])
}

/** "Đã đăng": where it stands, with the link. */
export function published(answered: Answered, link: string): ReplyText {
  return outcome(answered, 'Đã đăng', [
    `${piece(answered)} đã được đăng tại:\n${link}`,
    'Xin cảm ơn đồng chí và đơn vị đã cộng tác, mong tiếp tục nhận được tin, bài của đồng chí.',
    ...account(answered),
  ])
}

/** "Về bài": not used this time, in the editor's own words. */
export function declined(answered: Answered, words: string): ReplyText {
  return outcome(answered, 'Về bài', [
    `Ban Biên tập đã xem ${lowered(piece(answered))}. Rất tiếc lần này bài chưa được sử dụng.`,
    words.trim(),
    'Xin cảm ơn đồng chí đã dành công sức viết bài, mong tiếp tục nhận được tin, bài của đồng chí và đơn vị.',
  ])
}

function outcome({ verdict, name, office, reference }: Answered, what: string, pieces: readonly string[]): ReplyText {
  const { title } = verdict.fields
  return written(
    {
      subject: `${what}: ${title === null ? 'bài gửi Ban Biên tập' : shortTitle(title)} (${reference})`,
      pieces: [addressee(name), ...pieces],
      withForm: false,
    },
    { office, reference, fields: verdict.fields },
  )
}

const piece = ({ verdict: { fields } }: Answered): string =>
  fields.title === null ? 'Bài của đồng chí' : `Bài ${quotedTitle(fields.title)}`

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

/** The royalty cannot be paid without it, and now it is due. */
function account({ verdict }: Answered): readonly string[] {
  const pay = asksAlong({ ...verdict, findings: verdict.findings.filter(({ rule }) => rule === 'pay.account') })
  return pay.length === 0 ? [] : [['Xin đồng chí trả lời thư này giúp thêm:', ...pay].join('\n')]
}
