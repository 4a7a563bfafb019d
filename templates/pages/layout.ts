import { html } from 'hono/html'
import type { Editor, Office, SubmissionList } from '../../src/domain.ts'
import { explained } from './badge.ts'
import type { Html } from './html.ts'
import { mailboxBanner, mailboxLine } from './mailboxStatus.ts'
import { QUEUE, QUEUE_LISTS } from './queueLists.ts'
import { sendingBanners } from './sending.ts'
import type { Counts } from './views.ts'

export type { Html } from './html.ts'

export type Place = SubmissionList | 'other' | null

export interface Frame {
  readonly office: Office
  /** Who looks at it. */
  readonly editor: Editor
  readonly counts: Counts
  readonly now: Date
}

const LISTS: readonly { readonly place: SubmissionList | 'other'; readonly href: string; readonly name: string }[] = [
  ...QUEUE.map(place => ({ place, ...QUEUE_LISTS[place] })),
  { place: 'other', href: '/thu-khac', name: 'Thư khác' },
]

/**
 * What an open page does when something has changed. `list`: it shows the new rows · `stand`: it says that what it shows
 * has changed, where that has another stand now · null: nothing.
 */
export type Live = 'list' | { readonly stand: string } | null

/** The frame of every page. */
export function page(
  frame: Frame,
  title: string,
  here: Place,
  content: Html | readonly Html[],
  live: Live = null,
): Html {
  const { counts, editor } = frame
  const all = html`${counts.mailbox === null ? '' : mailboxBanner(counts.mailbox, frame.now)}
${sendingBanners(counts.sending)}
${counts.stuck > 0 && here !== null ? stuckBanner(counts.stuck) : ''}
${content}`
  return sheet(
    frame.office,
    title,
    html`
<nav aria-label="Danh sách"><ul>${LISTS.map(
      ({ place, href, name }) =>
        html`<li><a href="${href}"${place === here ? html` aria-current="page"` : ''}>${name}<span class="count">${counts[place]}</span></a></li>`,
    )}</ul></nav>
${counts.mailbox === null ? '' : mailboxLine(counts.mailbox, frame.now)}
<div class="me small"><a href="/trang-thai">Trạng thái</a><a href="/thiet-bi">${editor.name}</a><form method="post" action="/dang-xuat"><button class="quiet">Đăng xuất</button></form></div>`,
    html`${all}${explained(String(all))}`,
    editor.role === 'accountant' ? 'reads' : '',
    live,
  )
}

/** A page for those who have not signed in: it tells nothing about what is behind. */
export const barePage = (office: Office, title: string, content: Html): Html =>
  sheet(office, title, '', html`<div class="box narrow">${content}</div>`, '', null)

/** @param kind class of the body: `reads` shows no forms that change anything */
function sheet(office: Office, title: string, menu: Html | '', content: Html, kind: 'reads' | '', live: Live): Html {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – tinbai</title>
<link rel="stylesheet" href="/style.css">
<script src="/desk.js" type="module"></script>
<link rel="icon" href="data:,">
</head>
<body class="${kind}">
<a class="skip" href="#content">Tới nội dung</a>
<header class="top"><div class="wide">
<a class="brand" href="/">tinbai<small>${office.name}</small></a>${menu}
</div></header>
<main id="content" class="wide"${liveMark(live)}>
${content}
</main>
</body>
</html>`
}

function liveMark(live: Live): Html | string {
  if (live === null) return ''
  return live === 'list' ? html` data-live="list"` : html` data-live="stand" data-stand="${live.stand}"`
}

function stuckBanner(stuck: number): Html {
  return html`<p class="banner" role="status">${stuck} việc chưa xử lý được. <a href="/chua-xu-ly">Xem và chạy lại</a></p>`
}

/** A page that says one thing, with a way out. */
export function notice(frame: Frame, title: string, words: string): Html {
  return page(
    frame,
    title,
    null,
    html`<div class="empty"><h1>${title}</h1><p>${words}</p><p><a href="/">Về danh sách bài chờ duyệt</a></p></div>`,
  )
}

/** Shown while a submission has no verdict yet; it loads itself again. */
export const judgingPage = (frame: Frame): Html => notice(frame, 'Đang xét bài này', 'Trang sẽ tự mở lại sau giây lát.')

export const notFoundPage = (frame: Frame): Html =>
  notice(frame, 'Không tìm thấy trang', 'Trang này không có, hoặc đã được chuyển đi.')

export const errorPage = (frame: Frame): Html => notice(frame, 'Có lỗi', ERROR)

/** The same before anybody has signed in. */
export const bareErrorPage = (office: Office): Html => barePage(office, 'Có lỗi', html`<h1>Có lỗi</h1><p>${ERROR}</p>`)

const ERROR = 'Chưa mở được trang này. Xin thử lại sau ít phút; không có gì bị mất.'
