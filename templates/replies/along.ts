import type { Finding, RuleId, SubmissionVerdict } from '../../src/domain.ts'

/** What is asked along, never on its own: the account for the royalty, the text of a scan, a caption or a name. */
export function asksAlong({ findings }: SubmissionVerdict): readonly string[] {
  const words = findings.flatMap(finding => (finding.asks ? [] : (ALONG[finding.rule]?.(finding) ?? [])))
  return words.map((line, number) => `– ${line}${number === words.length - 1 ? '.' : ';'}`)
}

const ACCOUNT: Readonly<Record<string, string>> = {
  number: 'số tài khoản của tác giả',
  holder: 'tên chủ tài khoản',
  'number holder': 'số tài khoản và tên chủ tài khoản của tác giả',
}

const certainly = (words: string) => (finding: Finding) => (finding.certainty === 'certain' ? [words] : [])

const ALONG: Partial<Record<RuleId, (finding: Finding) => readonly string[]>> = {
  'form.author': certainly('cho biết tên tác giả'),
  'form.phone': certainly('cho biết số điện thoại liên hệ'),
  'form.captions': finding =>
    certainly(
      `gửi chú thích cho các ảnh còn lại (mới có ${finding.values.captions} chú thích cho ${finding.values.photos} ảnh)`,
    )(finding),
  'pay.account': finding =>
    certainly(
      `cho biết ${ACCOUNT[String(finding.values.missing)] ?? 'thông tin tài khoản'}, để trả nhuận bút khi bài được đăng`,
    )(finding),
  'attachment.scan': () => ['gửi tệp Word của bài, vì bài đang ở dạng bản chụp, bản quét'],
  'photos.link': () => ['mở quyền xem cho liên kết ảnh, nếu chưa mở (chọn “Bất kỳ ai có đường liên kết”)'],
}
