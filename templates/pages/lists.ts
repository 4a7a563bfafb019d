import { html } from 'hono/html'
import { type Finding, type ListView, LONG_WAIT_DAYS, type SubmissionList } from '../../src/domain.ts'
import { findingText } from '../findings.ts'
import { badge } from './badge.ts'
import { from, justDone } from './decisions.ts'
import { type Frame, type Html, page } from './layout.ts'
import { thumbnail } from './photos.ts'
import { QUEUE_LISTS, queryOf } from './queueLists.ts'
import type { DecisionView, ListedRow, StuckRow } from './views.ts'
import { age, exactTime } from './words.ts'

/** Where a list stands: its page, and whether there is another. */
export interface Paging {
  readonly page: number
  readonly more: boolean
}

/**
 * One list of submissions.
 *
 * @param made what was just decided by somebody who has reached the list's end
 * @param done pieces that were decided today; null: the list is not the one of the day's work
 */
export function submissionList(
  frame: Frame,
  view: ListView,
  rows: readonly ListedRow[],
  paging: Paging,
  { made, done }: { readonly made: DecisionView | null; readonly done: number | null },
): Html {
  const { list } = view
  const { name, empty } = QUEUE_LISTS[list]
  const query = queryOf(view)
  const shown =
    rows.length === 0
      ? emptyList(query === '' ? empty : 'Không có bài nào như đang lọc.')
      : html`<ul class="rows">${rows.map(row => submissionRow(frame, row, view))}</ul>`
  return page(
    frame,
    name,
    list,
    html`${made === null ? '' : justDone(made, frame.now, null)}<h1>${name}</h1>${done === null ? '' : todayLine(done, frame.counts.waiting)}${searchBox('')}${filters(view)}${shown}${pager(paging, query === '' ? '' : `${query}&`)}${KEYS}`,
    'list',
  )
}

/** "Hôm nay đã xong 4, còn 7". Nothing before the first is done: the menu tells how many wait. */
function todayLine(done: number, left: number): Html | string {
  if (done === 0) return ''
  return html`<p class="small today"><label>Hôm nay đã xong ${done}, còn ${left} <progress value="${done}" max="${done + left}"></progress></label></p>`
}

/** Submissions of any list that have the words. */
export function foundList(frame: Frame, words: string, rows: readonly ListedRow[], paging: Paging): Html {
  const shown =
    rows.length === 0
      ? emptyList(words === '' ? 'Xin gõ tít, đơn vị, tác giả hoặc mã bài.' : 'Không thấy bài nào có những chữ này.')
      : html`<ul class="rows">${rows.map(row => submissionRow(frame, row, null))}</ul>`
  const query = `tim=${encodeURIComponent(words)}&`
  return page(frame, 'Tìm bài', null, html`<h1>Tìm bài</h1>${searchBox(words)}${shown}${pager(paging, query)}`)
}

const KEYS = html`<p class="small soft keys">Phím tắt: <kbd>j</kbd> <kbd>k</kbd> chuyển bài, <kbd>Enter</kbd> mở bài, <kbd>/</kbd> tìm; trong bài: <kbd>a</kbd> duyệt, <kbd>b</kbd> yêu cầu bổ sung, <kbd>x</kbd> không đăng, <kbd>d</kbd> đăng, <kbd>s</kbd> sửa, <kbd>u</kbd> về danh sách.</p>`

const searchBox = (words: string): Html =>
  html`<form class="search" role="search" action="/tim"><label for="tim">Tìm bài</label> <input id="tim" data-key="/" type="search" name="tim" value="${words}" placeholder="Tít, đơn vị, tác giả, mã bài"> <button class="quiet">Tìm</button></form>`

/** Which of a list are shown, and the order; open while something is chosen. */
function filters(view: ListView): Html {
  const { unit, month, findings, claimed, oldestFirst } = view
  const choice = (name: string, label: string, options: readonly (readonly [string, string, boolean])[]): Html =>
    html`<label>${label} <select name="${name}">${options.map(([value, text, isChosen]) => html`<option value="${value}"${isChosen ? html` selected` : ''}>${text}</option>`)}</select></label>`
  return html`<details class="filters"${queryOf(view) === '' ? '' : html` open`}><summary>Lọc và xếp</summary><form action="${QUEUE_LISTS[view.list].href}">
<label>Đơn vị <input name="don-vi" value="${unit}" autocomplete="off"></label>
<label>Tháng <input type="month" name="thang" value="${month}" placeholder="2026-11"></label>
${choice('luu-y', 'Điểm lưu ý', [
  ['', 'Tất cả', findings === null],
  ['co', 'Có điểm lưu ý', findings === 'some'],
  ['khong', 'Không có điểm nào', findings === 'none'],
])}
${choice('ai', 'Người làm', [
  ['', 'Tất cả', claimed === null],
  ['toi', 'Bài tôi đang làm', claimed === 'mine'],
  ['chua', 'Chưa ai nhận', claimed === 'nobody'],
])}
${choice('xep', 'Thứ tự', [
  ['', 'Mới nhất trước', !oldestFirst],
  ['cu', 'Chờ lâu nhất trước', oldestFirst],
])}
<button class="quiet">Lọc</button>${queryOf(view) === '' ? '' : html` <a href="${QUEUE_LISTS[view.list].href}">Bỏ lọc</a>`}</form></details>`
}

/** `way` null: rows of several lists, each with its own. */
function submissionRow({ now }: Frame, row: ListedRow, way: ListView | null): Html {
  const { reference, verdict, lastMailAt, sender, hasNewMail, claimedBy, editedTitle } = row
  const { fields, photos, findings } = verdict
  const pictures = photos.filter(({ copyOf }) => copyOf === null)
  const people = [fields.unit, fields.author].filter(Boolean).join(' · ') || sender
  return html`<li>
<div>${thumbnail(pictures[0] ?? null)}</div>
<div>
<h2><a href="/bai/${reference}${from(way)}">${editedTitle ?? fields.title ?? 'Chưa có tít'}</a></h2>
<p class="small tight">${people}</p>
<p class="small soft tight"><time datetime="${lastMailAt.toISOString()}" title="${exactTime(lastMailAt)}">${age(lastMailAt, now)}</time> · ${pictures.length === 0 ? 'không có ảnh' : `${pictures.length} ảnh`} · ${reference}</p>
${badgeList([
  ...(row.list === 'waiting' ? waitBadge(lastMailAt, now) : []),
  ...(claimedBy === null ? [] : [badge(`${claimedBy} đang làm`, 'row-claimed')]),
  ...(way === null ? [badge(QUEUE_LISTS[row.list].name, `list-${row.list}`)] : []),
  ...(hasNewMail ? [badge('Có thư mới sau khi quyết định', 'row-newMail', 'bad')] : []),
  ...(UNDECIDED.includes(row.list) ? findingBadges(findings) : []),
])}
</div>
</li>`
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

function waitBadge(since: Date, now: Date): readonly Html[] {
  const days = (now.getTime() - since.getTime()) / DAY_MILLISECONDS
  return days > LONG_WAIT_DAYS ? [badge(`chờ ${Math.floor(days)} ngày`, 'row-longWait', 'bad')] : []
}

const badgeList = (badges: readonly Html[]): Html | string =>
  badges.length === 0 ? '' : html`<ul class="chips">${badges.map(one => html`<li>${one}</li>`)}</ul>`

/** Lists of which the findings still matter. */
const UNDECIDED: readonly SubmissionList[] = ['waiting', 'incomplete']

/** What is asked comes first; the rest are notes. */
function findingBadges(findings: readonly Finding[]): readonly Html[] {
  if (findings.length === 0) return [badge('Không có điểm cần lưu ý', 'finding-none', 'good')]
  const ordered = [...findings.filter(({ asks }) => asks), ...findings.filter(({ asks }) => !asks)]
  return ordered.map(finding => {
    const { rule, asks } = finding
    return badge(findingText[rule](finding), `rule-${rule}-${asks ? 'asks' : 'notes'}`, asks ? 'bad' : '')
  })
}

const STUCK: Record<StuckRow['pipeline'], string> = {
  mail: 'Thư chưa đọc được',
  submission: 'Bài chưa xét được',
  photos: 'Ảnh chưa so được của bài',
  reply: 'Thư trả lời chưa gửi được',
  reminder: 'Chưa nhắc được người gửi của bài',
  digest: 'Chưa gửi được thư buổi sáng cho biên tập viên',
  signInLink: 'Chưa gửi được đường dẫn đăng nhập cho biên tập viên',
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

export function pager({ page: number, more }: Paging, query = ''): Html {
  if (number === 0 && !more) return html``
  return html`<nav class="pages" aria-label="Trang"><span>${number > 0 ? html`<a href="?${query}trang=${number}">← Mới hơn</a>` : ''}</span><span>${more ? html`<a href="?${query}trang=${number + 2}">Cũ hơn →</a>` : ''}</span></nav>`
}
