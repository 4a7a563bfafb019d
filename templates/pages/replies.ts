import { html } from 'hono/html'
import type { ReplyProblem } from '../../src/domain.ts'
import { badge } from './badge.ts'
import { type Frame, type Html, page } from './layout.ts'
import { emptyList, type Paging, pager } from './lists.ts'
import type { ReplyRow, ReplyState } from './views.ts'
import { age, exactTime } from './words.ts'

export const replyStateText: Record<ReplyState, string> = {
  draft: 'Bản nháp – chưa bật gửi thư',
  queued: 'Đang chờ gửi',
  kept: 'Đã lưu trong thư mục outbox – chưa có máy chủ gửi thư',
  sending: 'Đang gửi',
  sent: 'Đã gửi',
  unsure: 'Chưa rõ đã gửi hay chưa',
  failed: 'Không gửi được',
  bounced: 'Thư trả lời không tới được',
  withdrawn: 'Đã thu hồi, không gửi',
}

export const replyProblemText: Record<ReplyProblem, string> = {
  noSuchAddress: 'địa chỉ người nhận không tồn tại',
  mailboxFull: 'hộp thư người nhận đã đầy',
  refused: 'máy chủ thư từ chối',
  busy: 'máy chủ thư tạm thời chưa nhận',
  quota: 'hộp thư đã hết lượt gửi trong ngày',
  signIn: 'máy chủ gửi thư không nhận mật khẩu',
  grant: 'Google không còn cho phép gửi thư',
  unreachable: 'chưa liên lạc được với máy chủ gửi thư',
  tooMany: 'tạm dừng vì quá nhiều thư trong một giờ',
  tooManyToReader: 'hôm nay đã gửi người này nhiều thư',
  tooManyInThread: 'giờ này đã trả lời bài này nhiều lần',
  lineLost: 'mất kết nối khi đang gửi',
  interrupted: 'phần mềm dừng khi đang gửi',
}

const BAD: readonly ReplyState[] = ['unsure', 'failed', 'bounced']

/** What became of a reply, and why: "Không gửi được: hộp thư người nhận đã đầy (552 5.2.2)". */
export function replyState({ state, problem, answer }: Pick<ReplyRow, 'state' | 'problem' | 'answer'>): Html {
  const why = problem === null ? '' : `: ${replyProblemText[problem]}`
  const words = `${replyStateText[state]}${why}${answer === null ? '' : ` (${answer})`}`
  return html`<p class="tight">${badge(words, `reply-${state}`, BAD.includes(state) ? 'bad' : '')}</p>`
}

/** What an editor can do about it; nothing where there is nothing to decide. */
export function replyDecision({ id, state }: Pick<ReplyRow, 'id' | 'state'>): Html {
  if (state === 'failed')
    return html`<form method="post" action="/thu-tra-loi/${id}/gui-lai"><button>Gửi lại</button></form>`
  if (state !== 'unsure') return html``
  return html`<p class="small">Xin mở thư mục <em>Đã gửi</em> của hộp thư: nếu thấy thư này, bấm <em>Đã gửi</em>; nếu không thấy, bấm <em>Gửi lại</em>.</p>
<div class="buttons"><form method="post" action="/thu-tra-loi/${id}/da-gui"><button>Đã gửi</button></form>
<form method="post" action="/thu-tra-loi/${id}/gui-lai"><button>Gửi lại</button></form></div>`
}

/** Replies that have not arrived, or not yet. */
export function replyList(frame: Frame, rows: readonly ReplyRow[], paging: Paging): Html {
  const list =
    rows.length === 0
      ? emptyList('Mọi thư trả lời đều đã gửi xong.')
      : html`<ul class="rows">${rows.map(row => replyRow(frame, row))}</ul>`
  return page(
    frame,
    'Thư trả lời cần xem',
    null,
    html`<h1>Thư trả lời cần xem</h1><p class="soft">Thư đang chờ sẽ tự gửi đi. Không có thư nào bị mất.</p>${list}${pager(paging)}`,
  )
}

function replyRow({ now }: Frame, row: ReplyRow): Html {
  return html`<li class="plain"><div>
<h2><a href="/bai/${row.reference}">${row.subject}</a></h2>
<p class="small soft tight">Gửi tới ${row.recipient} · <time datetime="${row.changedAt.toISOString()}" title="${exactTime(row.changedAt)}">${age(row.changedAt, now)}</time></p>
${replyState(row)}
${replyDecision(row)}
</div></li>`
}
