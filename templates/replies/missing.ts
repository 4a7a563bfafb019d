import type { Closed, Evidence, Finding, Photo, RuleId, SubmissionVerdict } from '../../src/domain.ts'
import { evidenceText } from '../evidence.ts'
import { closedText, listed } from '../findings.ts'
import type { Group } from './letter.ts'

/** What to do about each rule that can ask. Rules that never ask are not here. */
type Asking = Extract<
  RuleId,
  | 'form.title'
  | 'form.body'
  | 'form.author'
  | 'form.unit'
  | 'form.phone'
  | 'form.captions'
  | 'photos.none'
  | 'photos.inArticle'
  | 'photos.notOriginal'
  | 'attachment.unreadable'
>

const SEND_ORIGINALS = [
  'Mở Bộ sưu tập (Ảnh) trên chính máy đã chụp.',
  'Chọn ảnh, bấm Chia sẻ rồi chọn Gmail (iPhone hỏi cỡ ảnh: chọn “Cỡ thật”).',
  'Gửi ảnh trong thư trả lời thư này, đính kèm riêng từng ảnh.',
]

const WORDS: Record<Asking, (finding: Finding, verdict: SubmissionVerdict) => Group> = {
  'form.title': () => ({ heading: 'Tít (tên) của tin, bài', steps: ['Trả lời thư này, ghi một dòng: “Tít: …”.'] }),
  'form.body': () => ({
    heading: 'Nội dung bài viết: thư chưa có bài, hoặc tệp bài không đọc được',
    steps: ['Đính kèm tệp Word của bài, hoặc chép toàn bộ nội dung vào thư trả lời.'],
  }),
  'form.author': () => ({ heading: 'Tên tác giả', steps: ['Trả lời thư này, ghi một dòng: “Tác giả: …”.'] }),
  'form.unit': () => ({
    heading: 'Đơn vị công tác của tác giả (để tính chỉ tiêu tin, bài cho đơn vị)',
    steps: ['Trả lời thư này, ghi một dòng: “Đơn vị: …”.'],
  }),
  'form.phone': () => ({
    heading: 'Số điện thoại liên hệ',
    steps: ['Trả lời thư này, ghi một dòng: “Điện thoại: …”.'],
  }),
  'form.captions': ({ values }) => ({
    heading: `Chú thích cho ${values.photos} ảnh: ai, đang làm gì, ở đâu`,
    steps: ['Trả lời thư này, mỗi ảnh một dòng: “Ảnh 1: …”, “Ảnh 2: …”.'],
  }),
  'photos.none': () => ({ heading: 'Ảnh minh họa: thư chưa có ảnh nào', steps: SEND_ORIGINALS }),
  'photos.inArticle': () => ({
    heading: 'Ảnh gửi riêng: ảnh chèn trong bài đã bị thu nhỏ, không dùng để đăng được',
    steps: SEND_ORIGINALS,
  }),
  'photos.notOriginal': (_, verdict) => ({
    heading: `Ảnh gốc: ${spoiltText(verdict)}`,
    steps: [
      ...SEND_ORIGINALS.slice(0, 2),
      `${SEND_ORIGINALS[2]}${namesMessenger(verdict) ? ' Nếu chỉ còn ảnh trên Zalo, xin hỏi người chụp gửi ảnh gốc.' : ' Nếu không còn ảnh gốc, xin hỏi người chụp.'}`,
    ],
  }),
  'attachment.unreadable': ({ files, values }) => ({
    heading: `Tệp ${listed(files)} không mở được: ${closedText[values.why as Closed] ?? closedText.unknown}`,
    steps: [
      'Mở thử tệp trên máy của đồng chí; bỏ mật khẩu nếu có.',
      'Gửi lại bài dạng Word và đính kèm riêng từng ảnh, trong thư trả lời thư này.',
    ],
  }),
}

/** What is missing, a group for each, in the order of the findings. */
export function missing(verdict: SubmissionVerdict): readonly Group[] {
  const asking = verdict.findings.filter(({ asks }) => asks)
  return asking.flatMap(finding => {
    if (finding.rule === 'form.body' && asking.some(({ rule }) => rule === 'attachment.unreadable')) return []
    const words = WORDS[finding.rule as Asking]
    return words === undefined ? [] : [words(finding, verdict)]
  })
}

/** What is asked along, never on its own: the account for the royalty, the text of a scan, a caption or a name. */
export function asksAlong({ findings }: SubmissionVerdict): readonly string[] {
  return findings
    .filter(({ asks }) => !asks)
    .flatMap(finding => {
      const words = ALONG[finding.rule]?.(finding)
      return words === undefined ? [] : [`– ${words}`]
    })
}

const ACCOUNT: Readonly<Record<string, string>> = {
  number: 'số tài khoản của tác giả',
  holder: 'tên chủ tài khoản',
  'number holder': 'số tài khoản và tên chủ tài khoản',
}

const ALONG: Partial<Record<RuleId, (finding: Finding) => string>> = {
  'pay.account': ({ values }) => `${ACCOUNT[String(values.missing)]}, để trả nhuận bút khi bài được đăng.`,
  'form.author': () => 'tên tác giả.',
  'form.phone': () => 'số điện thoại liên hệ.',
  'form.captions': ({ values }) =>
    `chú thích cho những ảnh còn thiếu (mới có ${values.captions} chú thích cho ${values.photos} ảnh).`,
  'attachment.scan': () => 'tệp Word của bài, vì bài gửi dạng bản chụp thì phải gõ lại.',
}

/** The photos and why, as the editor reads it; three at most, a phone's screen holds no more. */
function spoiltText({ photos }: SubmissionVerdict): string {
  const spoilt = photos.filter(({ original }) => original === 'no')
  const shown = spoilt.slice(0, 3).map(photo => `${photo.file.name} (${reason(photo)})`)
  const more = spoilt.length > 3 ? ` và ${spoilt.length - 3} ảnh khác` : ''
  return `ảnh ${shown.join(', ')}${more} là bản đã nén hoặc chỉnh sửa`
}

function reason({ evidence }: Photo): string {
  const certain = evidence.find(({ certainty }: Evidence) => certainty === 'certain')
  if (certain === undefined) return 'không phải ảnh gốc'
  const text = evidenceText[certain.code](certain.values).replace(/\.$/, '')
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

/** "Zalo" is said only where the evidence says it. */
const namesMessenger = ({ photos }: SubmissionVerdict): boolean =>
  photos.some(({ evidence }) =>
    evidence.some(({ code, values }) => code === 'photo.messengerName' && Object.values(values).includes('Zalo')),
  )
