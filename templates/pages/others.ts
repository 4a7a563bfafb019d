import { html } from 'hono/html'
import type { OtherReason, OthersView } from '../../src/domain.ts'
import { otherReasonText } from '../otherReasons.ts'
import { badge } from './badge.ts'
import { type Frame, type Html, page } from './layout.ts'
import { emptyList, type Paging, pager } from './lists.ts'
import type { OtherListed, ReasonCount } from './views.ts'
import { age, exactTime, subjectText } from './words.ts'

/** What the address of "Thư khác" asks for, by default all that nobody has marked as seen: "?ly-do=bulk&xem=het". */
export function othersView(query: URLSearchParams): OthersView {
  const why = query.get('ly-do') ?? ''
  return { why: isReason(why) ? why : null, withSeen: query.get('xem') === 'het' }
}

const isReason = (text: string): text is OtherReason => Object.hasOwn(otherReasonText, text)

/** Of {@link othersView} the other way. */
export function othersQuery({ why, withSeen }: OthersView): string {
  return new URLSearchParams({
    ...(why === null ? {} : { 'ly-do': why }),
    ...(withSeen ? { xem: 'het' } : {}),
  }).toString()
}

interface Shown {
  readonly rows: readonly OtherListed[]
  readonly reasons: readonly ReasonCount[]
  /** How many mails an editor has just made pieces of; null: none was asked for. */
  readonly made: number | null
}

/** Mails that are no contributions, the doubtful ones first. */
export function otherList(frame: Frame, view: OthersView, { rows, reasons, made }: Shown, paging: Paging): Html {
  const query = othersQuery(view)
  const empty = view.withSeen ? 'Không có thư nào khác.' : 'Không có thư nào chưa xem.'
  return page(
    frame,
    'Thư khác',
    'other',
    html`${made === null ? '' : html`<p class="banner done" role="status">${madeText(made)}</p>`}<h1>Thư khác</h1><p class="soft">Những thư này không được trả lời. Thư có thể là bài gửi đến đứng trên cùng.</p>
${reasonLinks(view, reasons)}
<p class="small">${view.withSeen ? link({ ...view, withSeen: false }, 'Chỉ xem thư chưa xem') : link({ ...view, withSeen: true }, 'Xem cả thư đã xem')}</p>
${rows.length === 0 ? emptyList(empty) : html`<ul class="rows">${rows.map(row => otherRow(frame, row))}</ul>${chosenBar(view, query)}`}${pager(paging, query === '' ? '' : `${query}&`)}`,
    'list',
  )
}

const madeText = (made: number): string =>
  made === 0
    ? 'Chưa chuyển được thư nào thành bài: thư chưa được chọn, hoặc không đọc được.'
    : `Đã chuyển ${made} thư thành bài; bài sẽ hiện ở Chờ duyệt hoặc Cần bổ sung sau giây lát.`

const link = (view: OthersView, words: string): Html => html`<a href="/thu-khac?${othersQuery(view)}">${words}</a>`

/** The reasons that there are, each with its mails alone. */
function reasonLinks(view: OthersView, reasons: readonly ReasonCount[]): Html | string {
  if (reasons.length === 0) return ''
  const one = (why: OtherReason | null, words: string, count: number): Html =>
    html`<li><a href="/thu-khac?${othersQuery({ ...view, why })}"${why === view.why ? html` aria-current="true"` : ''}>${words}<span class="count">${count}</span></a></li>`
  const all = reasons.reduce((sum, { count }) => sum + count, 0)
  return html`<nav class="small" aria-label="Lý do"><ul>${one(null, 'Tất cả', all)}${reasons.map(({ why, count }) => one(why, otherReasonText[why], count))}</ul></nav>`
}

function otherRow({ now }: Frame, { id, subject, sender, sentAt, why, isSeen }: OtherListed): Html {
  const title = subjectText(subject)
  return html`<li class="pick"><input type="checkbox" form="chosen" name="thu" value="${id}" aria-label="Chọn thư: ${title}"><div>
<h2><a href="/thu/${id}">${title}</a></h2>
<p class="small soft tight">${sender} · <time datetime="${sentAt.toISOString()}" title="${exactTime(sentAt)}">${age(sentAt, now)}</time></p>
<ul class="chips"><li>${badge(otherReasonText[why], `other-${why}`, why === 'damaged' ? 'bad' : '')}</li>${isSeen ? html`<li>${badge('Đã xem', 'mail-seen', 'good')}</li>` : ''}</ul>
</div></li>`
}

/** Outside of the rows, which an accountant is to see without it. */
function chosenBar({ withSeen }: OthersView, query: string): Html {
  return html`<form id="chosen" class="buttons" method="post" action="/thu-khac?${query}"><label data-all><input type="checkbox"> Chọn cả trang</label> <span>Thư đã chọn:</span> <button class="quiet" name="viec" value="da-xem">Đánh dấu đã xem</button> ${withSeen ? html`<button class="quiet" name="viec" value="chua-xem">Đánh dấu chưa xem</button> ` : ''}<button class="quiet" name="viec" value="la-bai">Là tin bài</button></form>`
}
