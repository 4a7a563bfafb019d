import type { Closed, Finding, Photo, RuleId, SubmissionVerdict } from '../../src/domain.ts'
import { evidenceText } from '../evidence.ts'
import { closedText, listed } from '../findings.ts'
import type { Group } from './letter.ts'

/** Where an answer goes that is begun as a new mail, as sharing from a phone's album does. */
export interface Place {
  readonly address: string
  readonly reference: string
}

/** What is missing, grouped: fields of one line together, then one group for each other rule, in the order of the findings. */
export function missing(verdict: SubmissionVerdict, place: Place): readonly Group[] {
  const asking = verdict.findings.filter(({ asks }) => asks)
  const lines = asking.filter(({ rule }) => rule in LINES)
  const isWholeForm = lines.length >= 2 && asking.some(({ rule }) => rule === 'form.body')
  const others = asking.flatMap(finding => {
    const words = isWholeForm && finding.rule === 'form.body' ? undefined : WORDS[finding.rule]
    return words === undefined ? [] : [words({ finding, verdict, place })]
  })
  if (isWholeForm) return [WHOLE_FORM, ...others]
  return [...(lines.length === 0 ? [] : [ofLines(lines)]), ...others]
}

/** The article and more: the blank form, which goes along, says it all. */
const WHOLE_FORM: Group = {
  heading: 'Bài viết theo mẫu',
  why: 'Thư đã tới nhưng chưa thấy nội dung bài.',
  steps: ['Điền mẫu kèm theo thư này (tít, nội dung, tác giả, đơn vị, số điện thoại) rồi đính kèm vào thư trả lời.'],
  note: '',
}

/** Fields that are answered with one line. */
const LINES: Partial<Record<RuleId, { readonly what: string; readonly why: string; readonly label: string }>> = {
  'form.title': { what: 'Tít tin, bài', why: '', label: 'Tít' },
  'form.author': { what: 'Tên tác giả', why: '', label: 'Tác giả' },
  'form.unit': { what: 'Đơn vị công tác của tác giả', why: 'để tính chỉ tiêu tin, bài cho đơn vị', label: 'Đơn vị' },
  'form.phone': { what: 'Số điện thoại', why: 'để Ban Biên tập liên hệ khi cần', label: 'Điện thoại' },
}

function ofLines(findings: readonly Finding[]): Group {
  const lines = findings.flatMap(({ rule }) => LINES[rule] ?? [])
  const answers = lines.map(({ label }) => `“${label}: …”`).join(', ')
  const [only] = lines
  if (lines.length === 1 && only !== undefined)
    return {
      heading: only.why === '' ? only.what : `${only.what}, ${only.why}`,
      why: '',
      steps: [`Trả lời thư này, ghi một dòng: ${answers}.`],
      note: '',
    }
  return {
    heading: 'Thông tin theo mẫu',
    why: `Còn thiếu: ${lines.map(({ what }) => lowered(what)).join('; ')}.`,
    steps: [`Trả lời thư này, ghi mỗi mục một dòng: ${answers}.`],
    note: '',
  }
}

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

interface Asked {
  readonly finding: Finding
  readonly verdict: SubmissionVerdict
  readonly place: Place
}

/** How to send originals, for phones and computers. Sharing opens a new mail: our code brings it back. */
const howToSendOriginals = ({ place: { address, reference } }: Asked): readonly string[] => [
  'Mở Bộ sưu tập/Ảnh trên máy đã chụp (máy ảnh: mở thẻ nhớ trên máy tính).',
  'Chọn ảnh, bấm Chia sẻ rồi chọn Gmail (iPhone hỏi cỡ ảnh: chọn “Cỡ thật”).',
  `Trả lời thư này, chỉ cần đính kèm ảnh; nếu máy mở thư mới, xin gửi về ${address} và ghi ${reference} ở tiêu đề.`,
]

const WORDS: Partial<Record<RuleId, (asked: Asked) => Group>> = {
  'form.body': () => ({
    heading: 'Nội dung bài viết',
    why: 'Thư đã tới nhưng chưa thấy nội dung bài.',
    steps: ['Trả lời thư này, đính kèm tệp Word của bài hoặc chép toàn bộ nội dung vào thư.'],
    note: '',
  }),
  'form.captions': ({ finding: { values } }) => ({
    heading: 'Chú thích ảnh',
    why: values.photos === 1 ? 'Ảnh chưa có chú thích.' : `${values.photos} ảnh chưa có chú thích.`,
    steps: [
      values.photos === 1
        ? 'Trả lời thư này, ghi một dòng: “Ảnh 1: ai, đang làm gì, ở đâu”.'
        : 'Trả lời thư này, mỗi ảnh một dòng: “Ảnh 1: ai, đang làm gì, ở đâu”, “Ảnh 2: …”.',
    ],
    note: '',
  }),
  'photos.none': asked => ({
    heading: 'Ảnh minh họa',
    why: `Thư chưa có ảnh. Xin gửi ảnh gốc${asked.verdict.fields.captions.length === 0 ? ', mỗi ảnh kèm một dòng chú thích' : ''}:`,
    steps: howToSendOriginals(asked),
    note: '',
  }),
  'photos.inArticle': asked => ({
    heading: 'Ảnh gửi riêng',
    why: 'Ảnh chèn trong bài bị phần mềm thu nhỏ nên khó đăng. Xin gửi ảnh gốc thành tệp riêng:',
    steps: howToSendOriginals(asked),
    note: '',
  }),
  'photos.notOriginal': asked => ({
    heading: 'Ảnh gốc',
    why: `${spoiltText(asked.verdict)} Xin gửi lại ảnh gốc:`,
    steps: howToSendOriginals(asked),
    note: namesZalo(asked.verdict)
      ? 'Nếu chỉ còn ảnh trên Zalo, xin hỏi người chụp gửi ảnh gốc.'
      : 'Nếu trong máy không còn ảnh gốc, xin hỏi người chụp gửi giúp.',
  }),
  'attachment.unreadable': ({ finding: { files, values }, verdict }) => ({
    heading: 'Tệp chưa mở được',
    why: `Ban Biên tập chưa mở được tệp ${listed(files)}: tệp ${closedText[values.why as Closed] ?? closedText.unknown}.`,
    steps: [howToOpen(files, values.why as Closed), `Trả lời thư này, đính kèm ${whatWasInside(verdict)}.`],
    note: '',
  }),
}

/** Outlook's own wrapping: who sent it sees ordinary files there. */
const howToOpen = (files: readonly string[], why: Closed): string =>
  files.some(name => /^winmail.*\.dat$/i.test(name))
    ? 'Trong Outlook, chọn định dạng thư là HTML hoặc Văn bản thường (không chọn Rich Text).'
    : HOW_TO_OPEN[why]

const HOW_TO_OPEN: Record<Closed, string> = {
  encrypted: 'Mở tệp trên máy của đồng chí và bỏ mật khẩu (tệp nén thì giải nén).',
  damaged: 'Mở thử tệp trên máy của đồng chí; nếu không mở được, xin lấy lại từ bản lưu.',
  tooLarge: 'Tách ra nhiều thư, mỗi thư dưới 25 MB, hoặc đưa lên Google Drive và gửi liên kết.',
  tooSlow: 'Mở tệp trên máy của đồng chí và lưu lại thành tệp mới.',
  unknown: 'Mở tệp trên máy của đồng chí và lưu lại thành tệp thông dụng (Word, JPEG).',
}

/** Only what has not come otherwise. */
function whatWasInside({ fields, photos }: SubmissionVerdict): string {
  const article = fields.body === null ? ['bài dạng Word (.docx)'] : []
  const originals = photos.some(({ facts }) => facts.unreadable === null) ? [] : ['riêng từng tệp ảnh gốc']
  return [...article, ...originals].join(' và ') || 'tệp đó'
}

/** More names do not fit a phone's screen. */
const MOST_NAMED = 3

/** "Ảnh a.jpg, b.jpg là bản đã nén hoặc chỉnh sửa (lý do)."; a reason that several photos share is said once. */
function spoiltText({ photos }: SubmissionVerdict): string {
  const spoilt = photos.filter(({ original }) => original === 'no')
  const byReason = Map.groupBy(spoilt.slice(0, MOST_NAMED), reason)
  const named = [...byReason].map(([why, some]) => `${some.map(({ file }) => file.name).join(', ')} (${why})`)
  const more = spoilt.length > MOST_NAMED ? ` và ${spoilt.length - MOST_NAMED} ảnh khác` : ''
  const [first] = byReason
  if (byReason.size > 1 || first === undefined) return `Ảnh ${named.join('; ')}${more} là bản đã nén hoặc chỉnh sửa.`
  const names = first[1].map(({ file }) => file.name).join(', ')
  return `Ảnh ${names}${more} là bản đã nén hoặc chỉnh sửa (${first[0]}).`
}

function reason({ evidence }: Photo): string {
  const certain = evidence.find(({ certainty }) => certainty === 'certain')
  if (certain === undefined) return 'không phải ảnh gốc'
  return lowered(evidenceText[certain.code](certain.values).replace(/\.$/, ''))
}

/** "Zalo" is said only where the evidence says it. */
const namesZalo = ({ photos }: SubmissionVerdict): boolean =>
  photos.some(({ evidence }) =>
    evidence.some(({ code, values }) => code === 'photo.messengerName' && Object.values(values).includes('Zalo')),
  )
