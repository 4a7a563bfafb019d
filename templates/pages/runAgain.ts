import { diffWords } from 'diff'
import { html } from 'hono/html'
import { Private, type SubmissionVerdict, type Verdict } from '../../src/domain.ts'
import { evidenceText } from '../evidence.ts'
import { findingText } from '../findings.ts'
import { otherReasonText } from '../otherReasons.ts'
import { WORDS } from './differences.ts'
import { type Frame, type Html, type Place, page } from './layout.ts'
import { fieldText, ORIGINAL_TEXT } from './words.ts'

/** The kept verdict and that of today's rules side by side; what differs is marked. */
export function runAgainPage(
  frame: Frame,
  about: { readonly path: string; readonly name: string; readonly place: Place },
  { kept, today }: { readonly kept: Verdict; readonly today: Verdict },
): Html {
  const changes = diffWords(verdictText(kept), verdictText(today), WORDS)
  const isSame = changes.every(({ added, removed }) => !added && !removed)
  const before = changes.map(({ value, added, removed }) => (added ? '' : removed ? html`<del>${value}</del>` : value))
  const after = changes.map(({ value, added, removed }) => (removed ? '' : added ? html`<ins>${value}</ins>` : value))
  return page(
    frame,
    'Chạy lại với quy tắc mới',
    about.place,
    html`<p class="soft small tight"><a href="${about.path}">← ${about.name}</a></p>
<h1>Chạy lại với quy tắc mới</h1>
<p>${isSame ? 'Quy tắc hiện nay cho kết quả giống hệt kết quả đã lưu.' : 'Chỗ khác nhau được tô màu.'} <span class="soft">Trang này chỉ để xem: không lưu gì, không gửi thư nào.</span></p>
<div class="halves">
<section class="box" aria-labelledby="kept"><h2 id="kept">Kết quả đã lưu</h2><div class="changes">${before}</div></section>
<section class="box" aria-labelledby="today"><h2 id="today">Theo quy tắc hiện nay</h2><div class="changes">${after}</div></section>
</div>`,
  )
}

const verdictText = (verdict: Verdict): string =>
  verdict.kind === 'other' ? `Thư khác: ${otherReasonText[verdict.why]}` : submissionText(verdict)

function submissionText({ decision, fields, photos, findings }: SubmissionVerdict): string {
  const named = Object.entries(fieldText).flatMap(([name, label]) => {
    const value = fields[name as keyof typeof fieldText]
    return name === 'captions' ? [] : [`${label}: ${shown(value as Exclude<typeof value, readonly string[]>)}`]
  })
  const found = findings.map(finding => `– ${findingText[finding.rule](finding)}`)
  const pictures = photos.map(({ file, original, evidence, caption }) =>
    [
      `– ${file.name}: ${ORIGINAL_TEXT[original]}`,
      `   Chú thích: ${caption ?? 'chưa có'}`,
      ...evidence.map(({ code, values }) => `   ${evidenceText[code](values)}`),
    ].join('\n'),
  )
  return [
    decision === 'accept' ? 'Vào danh sách Chờ duyệt' : 'Vào danh sách Cần bổ sung',
    `\nĐiểm cần lưu ý (${findings.length})`,
    ...found,
    `\nẢnh (${photos.length})`,
    ...pictures,
    '\nThông tin trên mẫu',
    ...named,
  ].join('\n')
}

/** A number of a person is told from another by its last digits. */
function shown(value: string | Private | null): string {
  if (value === null) return 'chưa có'
  return value instanceof Private ? `•••• ${value.reveal().slice(-3)}` : value
}
