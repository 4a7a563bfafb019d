import type { ReplyText, RuleId, SubmissionVerdict } from '../../src/domain.ts'
import { asksAlong } from './along.ts'
import { type Answered, addressee, quotedTitle, shortTitle, written } from './letter.ts'
import { missing } from './missing.ts'
import { received } from './received.ts'

/**
 * "Cần bổ sung": only what is missing, why, and how to send exactly that.
 *
 * @param words what an editor asks for beyond the rules
 */
export function complete({ verdict, name, office, reference }: Answered, words = ''): ReplyText {
  const { title } = verdict.fields
  const along = asksAlong(verdict)
  const groups = missing(verdict, { address: office.addresses[0] ?? office.site, reference })
  const withForm = lacksForm(verdict)
  return written(
    {
      subject: `Cần bổ sung: ${title === null ? 'bài gửi Ban Biên tập' : shortTitle(title)} (${reference})`,
      pieces: [
        addressee(name),
        `Ban Biên tập đã nhận được ${title === null ? 'thư của đồng chí' : `bài ${quotedTitle(title)}`}${received(verdict)}, xin chân thành cảm ơn. Để đăng được bài, xin đồng chí bổ sung giúp:`,
        ...groups.map((group, number) =>
          groups.length === 1 ? group : { ...group, heading: `${number + 1}. ${group.heading}` },
        ),
        ...(words.trim() === '' ? [] : [words.trim()]),
        ...(along.length === 0 ? [] : [['Nếu thuận tiện, xin đồng chí giúp thêm:', ...along].join('\n')]),
        `Đồng chí trả lời thư này chỉ với phần còn thiếu là đủ; phần đã gửi vẫn được giữ nguyên.${withForm ? ' Mẫu tin, bài có kèm theo đây để đồng chí tiện dùng.' : ''}`,
      ],
      withForm,
    },
    { office, reference, fields: verdict.fields },
  )
}

const FIELDS: readonly RuleId[] = ['form.title', 'form.author', 'form.unit', 'form.phone']

/** The form itself is the problem: the article is missing, or several of its fields. One line needs no form. */
function lacksForm({ findings }: SubmissionVerdict): boolean {
  const asked = findings.filter(({ asks }) => asks)
  return asked.some(({ rule }) => rule === 'form.body') || asked.filter(({ rule }) => FIELDS.includes(rule)).length >= 2
}
