import type { Finding, Office, ReplyText, SubmissionVerdict } from '../../src/domain.ts'
import { addressee, shortTitle, written } from './letter.ts'
import { asksAlong } from './missing.ts'

/** "Đã nhận": what was received, and what would still help. */
export function acknowledge(input: {
  readonly verdict: SubmissionVerdict
  readonly name: string | null
  readonly office: Office
  readonly reference: string
}): ReplyText {
  const { verdict, office, reference } = input
  const title = verdict.fields.title ?? 'bài của đồng chí'
  const along = asksAlong(verdict)
  return written(
    {
      subject: `Đã nhận: ${shortTitle(title)} (${reference})`,
      pieces: [
        addressee(input.name),
        `Ban Biên tập đã nhận được bài “${title}”${withPhotos(verdict)}. Cảm ơn đồng chí và đơn vị đã cộng tác.`,
        'Ban Biên tập sẽ xem xét, biên tập; đồng chí không cần gửi lại. Bài gửi về xin bảo đảm đã được lãnh đạo đơn vị duyệt nội dung.',
        ...(along.length === 0 ? [] : ['Nếu thuận tiện, đồng chí trả lời thư này để bổ sung giúp:', ...along]),
      ],
      withForm: false,
    },
    office,
    reference,
  )
}

function withPhotos({ photos, findings }: SubmissionVerdict): string {
  if (photos.length > 0) return ` kèm ${photos.length} ảnh`
  return findings.some(({ rule }: Finding) => rule === 'photos.link') ? ' và liên kết tới ảnh' : ''
}
