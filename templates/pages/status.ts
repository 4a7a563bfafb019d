import { html } from 'hono/html'
import type { HealthProblem, ServiceStatus } from '../../src/domain.ts'
import { healthText } from '../health.ts'
import { badge } from './badge.ts'
import { type Frame, type Html, page } from './layout.ts'
import { age, exactTime, size } from './words.ts'

/** How the service is, in plain words: what is wrong, what came and went last, what waits, how much room is left. */
export function statusPage(
  frame: Frame,
  problems: readonly HealthProblem[],
  status: ServiceStatus,
  freeBytes: number,
): Html {
  return page(
    frame,
    'Trạng thái hệ thống',
    null,
    html`<h1>Trạng thái hệ thống</h1>
${problems.length === 0 ? html`<p>${badge('Mọi việc đều chạy bình thường.', 'system-well', 'good')}</p>` : problems.map(problem => html`<p class="banner" role="alert">${healthText[problem]}</p>`)}
<div class="box after">${figures(status, freeBytes, frame.now)}</div>`,
  )
}

function figures({ mails, rows, lastContact, lastReply }: ServiceStatus, freeBytes: number, now: Date): Html {
  const time = (then: Date | null): Html =>
    then === null ? html`chưa có` : html`<span title="${exactTime(then)}">${age(then, now)}</span>`
  return html`<dl>
<dt>Thư đọc gần nhất</dt><dd>${time(mails.newest)}</dd>
${lastContact === null ? '' : html`<dt>Liên lạc với hộp thư gần nhất</dt><dd>${time(lastContact)} · <a href="/hop-thu">xem hộp thư</a></dd>`}
<dt>Thư trả lời gửi gần nhất</dt><dd>${time(lastReply)} · <a href="/thu-tra-loi">thư trả lời cần xem</a></dd>
<dt>Việc đang làm</dt><dd>${rows.due}</dd>
<dt>Việc chờ đến giờ</dt><dd>${rows.waiting}</dd>
<dt>Việc chưa xử lý được</dt><dd>${rows.stuck === 0 ? html`0` : html`<a href="/chua-xu-ly">${rows.stuck}</a>`}</dd>
<dt>Chỗ trống trên ổ đĩa</dt><dd>${size(freeBytes)}</dd>
</dl>`
}
