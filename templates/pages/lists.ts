import { html } from 'hono/html'
import type { Finding } from '../../src/domain.ts'
import { findingText } from '../findings.ts'
import { otherReasonText } from '../otherReasons.ts'
import { type Frame, type Html, page } from './layout.ts'
import { thumbnail } from './photos.ts'
import type { OtherRow, StuckRow, SubmissionRow } from './views.ts'
import { age, exactTime } from './words.ts'

/** Where a list stands: its page, and whether there is another. */
export interface Paging {
  readonly page: number
  readonly more: boolean
}

const HEADINGS = {
  waiting: { title: 'Chờ duyệt', empty: 'Không có bài nào đang chờ duyệt.' },
  incomplete: { title: 'Cần bổ sung', empty: 'Không có bài nào đang chờ bổ sung.' },
} as const

/** The list of submissions in one state. */
export function submissionList(
  frame: Frame,
  state: 'waiting' | 'incomplete',
  rows: readonly SubmissionRow[],
  paging: Paging,
): Html {
  const { title, empty } = HEADINGS[state]
  const list =
    rows.length === 0 ? emptyList(empty) : html`<ul class="rows">${rows.map(row => submissionRow(frame, row))}</ul>`
  return page(frame, title, state, html`<h1>${title}</h1>${list}${pager(paging)}`)
}

function submissionRow({ now }: Frame, { reference, verdict, lastMailAt, sender }: SubmissionRow): Html {
  const { fields, photos, findings } = verdict
  const pictures = photos.filter(({ copyOf }) => copyOf === null)
  const people = [fields.unit, fields.author].filter(Boolean).join(' · ') || sender
  return html`<li>
<div>${thumbnail(pictures[0] ?? null)}</div>
<div>
<h2><a href="/bai/${reference}">${fields.title ?? 'Chưa có tít'}</a></h2>
<p class="small tight">${people}</p>
<p class="small soft tight"><time datetime="${lastMailAt.toISOString()}" title="${exactTime(lastMailAt)}">${age(lastMailAt, now)}</time> · ${pictures.length === 0 ? 'không có ảnh' : `${pictures.length} ảnh`} · ${reference}</p>
${chips(findings)}
</div>
</li>`
}

/** What is asked comes first; the rest are notes. */
function chips(findings: readonly Finding[]): Html {
  if (findings.length === 0) return html`<ul class="chips"><li class="chip good">Không có điểm cần lưu ý</li></ul>`
  const ordered = [...findings.filter(({ asks }) => asks), ...findings.filter(({ asks }) => !asks)]
  return html`<ul class="chips">${ordered.map(
    finding => html`<li class="chip${finding.asks ? ' bad' : ''}">${findingText[finding.rule](finding)}</li>`,
  )}</ul>`
}

/** Mails that are no contributions, the doubtful ones first. */
export function otherList(frame: Frame, rows: readonly OtherRow[], paging: Paging): Html {
  const list =
    rows.length === 0
      ? emptyList('Không có thư nào khác.')
      : html`<ul class="rows">${rows.map(
          row => html`<li class="plain"><div>
<h2><a href="/thu/${row.id}">${row.subject || '(không có tiêu đề)'}</a></h2>
<p class="small soft tight">${row.sender} · <time datetime="${row.sentAt.toISOString()}" title="${exactTime(row.sentAt)}">${age(row.sentAt, frame.now)}</time></p>
<ul class="chips"><li class="chip${row.why === 'damaged' ? ' bad' : ''}">${otherReasonText[row.why]}</li></ul>
</div></li>`,
        )}</ul>`
  return page(
    frame,
    'Thư khác',
    'other',
    html`<h1>Thư khác</h1><p class="soft">Những thư này không được trả lời. Thư có thể là bài gửi đến đứng trên cùng.</p>${list}${pager(paging)}`,
  )
}

const STUCK: Record<StuckRow['pipeline'], string> = {
  mail: 'Thư chưa đọc được',
  submission: 'Bài chưa xét được',
  photos: 'Ảnh chưa so được của bài',
  reply: 'Thư trả lời chưa gửi được',
}

/** Rows that failed too often, each with a button. */
export function stuckList(frame: Frame, rows: readonly StuckRow[]): Html {
  const list =
    rows.length === 0
      ? emptyList('Mọi thư đều đã được xử lý.')
      : html`<ul class="rows">${rows.map(
          ({ pipeline, id, problem, raw }) => html`<li class="plain"><div>
<h2>${STUCK[pipeline]} số ${id}</h2>
<p class="small soft tight">Mã lỗi: ${problem}.${raw === null ? '' : html` <a href="/tep/${raw}/thu-${id}.eml">Tải thư gốc (.eml)</a>`}</p>
<form method="post" action="/chua-xu-ly/${pipeline}/${id}"><button>Chạy lại</button></form>
</div></li>`,
        )}</ul>`
  return page(
    frame,
    'Chưa xử lý được',
    null,
    html`<h1>Chưa xử lý được</h1><p class="soft">Thư gốc vẫn được giữ nguyên; các thư khác vẫn chạy bình thường.</p>${list}`,
  )
}

export const emptyList = (words: string): Html => html`<div class="box empty">${words}</div>`

export function pager({ page: number, more }: Paging): Html {
  if (number === 0 && !more) return html``
  return html`<nav class="pages" aria-label="Trang"><span>${number > 0 ? html`<a href="?trang=${number}">← Mới hơn</a>` : ''}</span><span>${more ? html`<a href="?trang=${number + 2}">Cũ hơn →</a>` : ''}</span></nav>`
}
