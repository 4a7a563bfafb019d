import type { Office, ReplyText, RuleId, SubmissionVerdict } from '../../src/domain.ts'
import { addressee, shortTitle, written } from './letter.ts'
import { asksAlong, missing } from './missing.ts'

/** Faults of the form itself: the blank form helps. */
const OF_THE_FORM: readonly RuleId[] = ['form.title', 'form.body', 'form.author', 'form.unit', 'form.phone']

/** "Cần bổ sung": only what is missing, why, and how to send exactly that. */
export function complete(input: {
  readonly verdict: SubmissionVerdict
  readonly name: string | null
  readonly office: Office
  readonly reference: string
}): ReplyText {
  const { verdict, office, reference } = input
  const { title } = verdict.fields
  const along = asksAlong(verdict)
  const withForm = verdict.findings.some(({ rule, asks }) => asks && OF_THE_FORM.includes(rule))
  const groups = missing(verdict)
  return written(
    {
      subject: `Cần bổ sung: ${title === null ? 'bài gửi Ban Biên tập' : shortTitle(title)} (${reference})`,
      pieces: [
        addressee(input.name),
        `Ban Biên tập đã nhận được ${title === null ? 'thư của đồng chí' : `bài “${title}”`} và xin cảm ơn. Để đăng được bài, còn thiếu:`,
        ...groups.map((group, number) =>
          groups.length === 1 ? group : { ...group, heading: `${number + 1}. ${group.heading}` },
        ),
        ...(along.length === 0 ? [] : ['Nhân tiện, đồng chí bổ sung giúp:', ...along]),
        `Đồng chí chỉ cần trả lời thư này với phần còn thiếu là đủ; phần đã gửi vẫn được giữ.${withForm ? ' Mẫu tin, bài được gửi kèm thư này để tiện dùng.' : ''}`,
      ],
      withForm,
    },
    office,
    reference,
  )
}
