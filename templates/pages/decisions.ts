import { html } from 'hono/html'
import type { EditorDecision, ListView } from '../../src/domain.ts'
import { badge } from './badge.ts'
import type { Html } from './html.ts'
import { wayText } from './queueLists.ts'
import type { DecisionView, HistoryEntry, SubmissionView } from './views.ts'
import { day, exactTime } from './words.ts'

/** Decisions that have a page with their letter, by its address. */
export const DECISION_PAGES = {
  duyet: 'accept',
  'bo-sung': 'ask',
  'khong-dang': 'decline',
  dang: 'publish',
  'tra-loi': 'answer',
} as const

/** Decisions that are made at once. */
export const DECISION_BUTTONS = { 'mo-lai': 'reopen', 'khong-gui': 'silence' } as const

/** "?tu=cho-duyet": the list that an editor goes through. */
export const from = (way: ListView | null): string => (way === null ? '' : `?tu=${encodeURIComponent(wayText(way))}`)

/** The same in a form. */
export const fromField = (way: ListView | null): Html | string =>
  way === null ? '' : html`<input type="hidden" name="tu" value="${wayText(way)}">`

/** The keys that open the pages of decisions. */
const KEYS: Readonly<Record<keyof typeof DECISION_PAGES, string>> = {
  duyet: 'a',
  'bo-sung': 'b',
  'khong-dang': 'x',
  dang: 'd',
  'tra-loi': 't',
}

/** What an editor can decide about a submission, the likeliest first, and what was decided. */
export function decisionBar(view: SubmissionView, list: ListView | null): Html {
  const { reference, decidable, stand } = view
  const link = (slug: keyof typeof DECISION_PAGES, name: string, quiet = true): Html | string =>
    decidable.includes(DECISION_PAGES[slug])
      ? html`<a class="button${quiet ? ' quiet' : ''}" href="/bai/${reference}/${slug}${from(list)}" data-key="${KEYS[slug]}" title="Phím ${KEYS[slug]}">${name}</a>`
      : ''
  const isOpen = view.state === 'open' || view.state === 'asked'
  const asksFirst = view.list === 'incomplete' && view.state === 'open'
  return html`${standing(view)}<div class="bar" role="group" aria-label="Quyết định">
${link('duyet', 'Duyệt', asksFirst)}${link('bo-sung', 'Yêu cầu bổ sung', !asksFirst)}${link('dang', view.state === 'published' ? 'Sửa liên kết' : 'Đăng', view.state !== 'accepted')}${link('khong-dang', 'Không đăng')}
${decidable.includes('reopen') ? decideNow(reference, 'mo-lai', stand, isOpen ? 'Bỏ yêu cầu' : 'Mở lại', list) : ''}
</div>`
}

/** A button that decides at once. */
export function decideNow(
  reference: string,
  slug: keyof typeof DECISION_BUTTONS | 'tra-loi',
  stand: string,
  name: string,
  list: ListView | null,
): Html {
  return html`<form method="post" action="/bai/${reference}/${slug}"><input type="hidden" name="ban" value="${stand}">${fromField(list)}<button class="quiet">${name}</button></form>`
}

function standing({ state, stateAt, link, publishedOn, reason, hasNewMail }: SubmissionView): Html | string {
  if (state === 'open' || stateAt === null) return ''
  const words = {
    asked: html`${badge('Đã yêu cầu bổ sung', 'state-asked')} ${exactTime(stateAt)}`,
    accepted: html`${badge('Đã duyệt', 'state-accepted', 'good')} ${exactTime(stateAt)}`,
    published: html`${badge('Đã đăng', 'state-published', 'good')} ${publishedOn === null ? '' : `ngày ${day(publishedOn)}`}${link === null ? '' : html` · <a href="${link}" rel="noreferrer">${link}</a>`}`,
    declined: html`${badge('Không đăng', 'state-declined')} ${exactTime(stateAt)}`,
  }[state]
  return html`<p class="tight">${words}</p>
${reason === null ? '' : html`<p class="tight soft">${state === 'declined' ? 'Lý do' : 'Yêu cầu'}: ${reason}</p>`}
${hasNewMail ? html`<p class="banner" role="status">Có thư mới sau khi quyết định. Xin xem lại; nếu cần, bấm <em>Mở lại</em>.</p>` : ''}`
}

const DONE: Readonly<Record<EditorDecision['kind'], string>> = {
  accept: 'Đã duyệt',
  ask: 'Đã yêu cầu bổ sung',
  decline: 'Đã xếp vào Không đăng',
  publish: 'Đã ghi là đã đăng',
  reopen: 'Đã mở lại',
  answer: 'Đã cho gửi thư trả lời',
  silence: 'Sẽ không gửi thư trả lời tự động',
}

/** What was decided, in a few words. */
export const decisionText = (kind: EditorDecision['kind']): string => DONE[kind]

/** What was just done, and the way back. */
export function justDone(decision: DecisionView, now: Date, list: ListView | null): Html {
  const { act, reference, title, undoneAt } = decision
  const piece = html`<a href="/bai/${reference}${from(list)}">${title ?? reference}</a>`
  if (undoneAt !== null) return html`<div class="banner done" role="status"><span>Đã hoàn tác: ${piece}</span></div>`
  return html`<div class="banner done" role="status"><span>${DONE[act.kind]}: ${piece}.${leaves(decision, now)}</span>${undoButton(decision)}</div>`
}

/** " Thư sẽ gửi sau 42 giây." */
export function leaves({ leavesAt }: HistoryEntry, now: Date): string {
  if (leavesAt === null) return ''
  const seconds = Math.ceil((leavesAt.getTime() - now.getTime()) / 1000)
  return seconds > 0 ? ` Thư sẽ gửi sau ${seconds} giây.` : ' Thư đang được gửi.'
}

export const undoButton = ({ id, canUndo }: HistoryEntry): Html | string =>
  canUndo
    ? html`<form method="post" action="/quyet-dinh/${id}/hoan-tac"><button class="quiet">Hoàn tác</button></form>`
    : ''

/** Why something was not done. */
export const REFUSALS = {
  'da-doi':
    'Chưa lưu: bài này vừa thay đổi (có thư mới, hoặc người khác vừa quyết định). Xin xem lại bài rồi quyết định.',
  'qua-muon': 'Không hoàn tác được nữa: thư đã gửi đi, hoặc sau đó đã có quyết định khác. Có thể bấm Mở lại.',
} as const

export const refused = (why: string | undefined): Html | string =>
  why === 'da-doi' || why === 'qua-muon' ? html`<p class="banner" role="alert">${REFUSALS[why]}</p>` : ''
