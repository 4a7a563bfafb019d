import { html } from 'hono/html'
import type { MailFile } from '../../src/domain.ts'
import { otherReasonText } from '../otherReasons.ts'
import { badge } from './badge.ts'
import { takeBack } from './corrections.ts'
import { type Frame, type Html, page } from './layout.ts'
import type { MailView, OtherView } from './views.ts'
import { age, exactTime, joinText, size, subjectText } from './words.ts'

/** Where a mail stands on its submission's page. */
export const mailAnchor = (id: number): string => `thu-${id}`

/** A mail as it came: its words and its files; `splits`: it can leave its submission. */
export function mailBox(mail: MailView, splits?: 'splits'): Html {
  const { id, raw, rawBytes, subject, sender, sentAt, text, html: hasPage, files, links, joined } = mail
  const asSent = hasPage ? sentBox(id, subject) : ''
  return html`<article class="mail" id="${mailAnchor(id)}">
<h3>${subjectText(subject)}</h3>
<p class="small soft tight">${sender} · ${exactTime(sentAt)}${joined === null ? ' · không tính vào bài' : ` · ${joinText[joined] ?? joined}`}</p>
${text === '' ? html`<p class="soft">Thư không có chữ.</p>${asSent}` : html`<details><summary>Xem nội dung thư</summary><div class="letter">${text}</div>${asSent}</details>`}
${fileList(files)}${linkList(links)}
<p class="small"><a href="/tep/${raw}/thu-${id}.eml">Tải thư gốc (.eml, ${size(rawBytes)})</a></p>
${splits === undefined ? '' : html`<form method="post" action="/thu/${id}/tach-ra"><button class="quiet">Tách ra thành bài riêng</button></form>`}
</article>`
}

/** In a frame that is nobody's: it can run nothing, and reads nothing of the desk. */
function sentBox(id: number, subject: string): Html {
  const address = `/thu/${id}/nguyen-van`
  return html`<details><summary>Xem thư như người gửi trình bày</summary>
<iframe class="sent" src="${address}" sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" title="Thư như người gửi trình bày: ${subjectText(subject)}"></iframe>
<p class="small"><a href="${address}" target="_blank">Mở trong cửa sổ riêng</a></p></details>`
}

function fileList(files: readonly MailFile[]): Html {
  if (files.length === 0) return html``
  return html`<ul class="files small">${files.map(
    file =>
      html`<li><a href="/tep/${file.sha256}/${encodeURIComponent(file.name)}">${file.name}</a> <span class="soft">${size(file.bytes)}</span></li>`,
  )}</ul>`
}

/** Opened by the editor, in a window of its own that learns nothing of the desk. */
function linkList(links: MailView['links']): Html {
  if (links.length === 0) return html``
  return html`<ul class="files small">${links.map(
    ({ url, name }) =>
      html`<li><a href="${url}" target="_blank" rel="noopener noreferrer">${name || shortened(url)}</a> <span class="soft">liên kết ${new URL(url).hostname}</span></li>`,
  )}</ul>`
}

const LONGEST_SHOWN = 60
const shortened = (url: string): string => (url.length <= LONGEST_SHOWN ? url : `${url.slice(0, LONGEST_SHOWN)}…`)

/** A mail under "Thư khác", with its reason and a way back. */
export function otherPage(frame: Frame, view: OtherView): Html {
  const { id, subject, why, sender, sentAt, mail, raw, rawBytes } = view
  const title = subjectText(subject)
  return page(
    frame,
    title,
    'other',
    html`<p class="soft small tight">${sender} · <time title="${exactTime(sentAt)}">${age(sentAt, frame.now)}</time></p>
<h1>${title}</h1>
<div class="box">
<p class="tight">${badge(otherReasonText[why], `other-${why}`)}</p>
${
  mail === null
    ? html`<p>tinbai không đọc được thư này. Thư gốc vẫn được giữ nguyên.</p><p><a href="/tep/${raw}/thu-${id}.eml">Tải thư gốc (.eml, ${size(rawBytes)})</a></p>`
    : view.dismissal === null
      ? html`<p>Thư này không được trả lời. Nếu đây đúng là bài gửi đến, bấm nút dưới đây: bài sẽ được xét như mọi bài khác.</p>
<form method="post" action="/thu/${id}/la-bai"><button>Đây là bài gửi đến</button></form>`
      : dismissed(view.dismissal)
}
</div>
${mail === null ? '' : html`<section class="box" aria-labelledby="mail"><h2 id="mail">Thư gốc</h2>${mailBox({ ...mail, joined: null })}<p class="small"><a href="/thu/${id}/chay-lai">Chạy lại với quy tắc mới</a></p></section>`}`,
  )
}

const dismissed = ({ editor, at, ...dismissal }: NonNullable<OtherView['dismissal']>): Html =>
  html`<p role="status">${editor ?? 'Biên tập viên'} đã xếp bài ${dismissal.reference} vào đây lúc ${exactTime(at)}. Người gửi không được trả lời.</p>
<div>Nếu đây đúng là bài gửi đến: ${takeBack(dismissal)}</div>`
