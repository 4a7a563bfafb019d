import { html } from 'hono/html'
import { type FieldName, type ListView, Private, type PrivateField } from '../../src/domain.ts'
import { findingText } from '../findings.ts'
import { noteText } from '../notes.ts'
import { withoutOwnNumbers } from '../numbers.ts'
import { badge, hint } from './badge.ts'
import { besidesBox } from './besides.ts'
import { type Correctable, dismiss, overrule, overruledList } from './corrections.ts'
import { decideNow, decisionBar, from, justDone, refused } from './decisions.ts'
import { claimLine, editedLine } from './edit.ts'
import { historyBox } from './history.ts'
import { type Frame, type Html, page } from './layout.ts'
import { mailBox } from './mail.ts'
import { formatted } from './passages.ts'
import { pageList, photoBox } from './photos.ts'
import { hrefOf, QUEUE_LISTS } from './queueLists.ts'
import { replyDecision, replyState } from './replies.ts'
import { takeAwayBox } from './takeAway.ts'
import { fieldPlace } from './texts.ts'
import type { DecisionView, LetterView, MailView, ReplyView, SubmissionView } from './views.ts'
import { why } from './why.ts'
import { age, exactTime, fieldText } from './words.ts'

/** What stands on the page beside the submission itself. */
export interface Aside {
  /** The automatic reply as it would be written now; null: none is still to be written. */
  readonly waiting: LetterView | null
  /** What the editor has just decided, perhaps about the submission before. */
  readonly made: DecisionView | null
  /** The list that the editor goes through. */
  readonly list: ListView | null
  readonly refusal: string | undefined
  /** The number that the editor has asked for. */
  readonly revealed: PrivateField | null
}

/** One submission: the article, its photos, what to mind, the reply, and what was really sent. */
export function submissionPage(frame: Frame, view: SubmissionView, aside: Aside): Html {
  const { reference, verdict, lastMailAt, piece } = view
  const corrects = { ...view, way: aside.list }
  const title = piece.title ?? 'Chưa có tít'
  return page(
    frame,
    title,
    view.list,
    html`${aside.list === null ? '' : html`<p class="small tight"><a href="${hrefOf(aside.list)}" data-key="u">← ${QUEUE_LISTS[aside.list.list].name}</a></p>`}${refused(aside.refusal)}${aside.made === null ? '' : justDone(aside.made, frame.now, aside.list)}<p class="soft small tight">${reference} · ${view.sender} · <time datetime="${lastMailAt.toISOString()}" title="${exactTime(lastMailAt)}">${age(lastMailAt, frame.now)}</time></p>
<h1>${title}</h1>
${decisionBar(view, aside.list)}
<div class="buttons claim">${claimLine(view, frame.editor, frame.now)}${dismiss(corrects)}</div>
${findings(view, corrects)}
<div class="columns">
<div>
<section class="box" aria-labelledby="article"><h2 id="article">Nội dung bài viết</h2>${editedLine(view)}<div class="article">${body(view)}</div><p><a class="button quiet" href="/bai/${reference}/sua${from(aside.list)}" data-key="s" title="Phím s">Sửa bài, ảnh</a></p></section>
${photoBox(corrects)}
<section class="box" aria-labelledby="mails"><h2 id="mails">Thư gốc (${view.mails.length})</h2>${view.mails.map(mail => mailBox({ ...mail, text: withoutOwnNumbers(mail.text, verdict.fields) }, isOneOfSeveral(mail, view) ? 'splits' : undefined))}${mergeForm(view)}</section>
</div>
<div>
<section class="box" aria-labelledby="fields"><h2 id="fields">Thông tin trên mẫu</h2>${fieldList(view, aside.revealed)}<p class="small"><a href="/bai/${reference}/da-doc">Xem chỗ máy đã đọc</a> · <a href="/bai/${reference}/chay-lai">Chạy lại với quy tắc mới</a></p></section>
${besidesBox(view)}
${takeAwayBox(view)}
${replyBox(view, aside)}
${historyBox(view, frame.now)}
</div>
</div>`,
    { stand: `${view.stand}.${view.edited?.number ?? 0}` },
  )
}

function body({ piece, verdict: { pages } }: SubmissionView): Html {
  if (piece.body.length > 0) return formatted(piece.body, 'h3')
  return html`<p class="missing">Chưa thấy nội dung bài viết dưới dạng chữ.</p>
${pages.length === 0 ? '' : html`<p>Bài gửi dạng ảnh chụp hoặc bản quét:</p>${pageList(pages)}`}`
}

function findings(view: SubmissionView, corrects: Correctable): Html {
  const { findings: found, notes: read } = view.verdict
  const asks = found.filter(finding => finding.asks)
  const notes = found.filter(finding => !finding.asks)
  const list = (some: typeof found): Html =>
    html`<ul class="findings">${some.map(finding => html`<li>${findingText[finding.rule](finding)}${finding.certainty === 'doubt' ? html` ${hint('(chưa chắc)', 'finding-doubt')}` : ''} ${why(finding, view)} ${overrule(finding, corrects)}</li>`)}</ul>`
  return html`<section class="box" aria-labelledby="findings">
${asks.length > 0 ? html`<h2 id="findings">Cần bổ sung</h2>${list(asks)}` : html`<h2 id="findings">Điểm cần lưu ý</h2>`}
${asks.length > 0 && notes.length > 0 ? html`<h2>Lưu ý thêm</h2>` : ''}
${notes.length > 0 ? list(notes) : ''}
${read.length > 0 ? html`<ul class="findings">${read.map(note => html`<li>${noteText(note)}</li>`)}</ul>` : ''}
${found.length + read.length === 0 ? html`<p class="tight">${badge('Không có điểm nào.', 'finding-none', 'good')}</p>` : ''}
${overruledList(corrects)}
</section>`
}

const isOneOfSeveral = (mail: MailView, { mails }: SubmissionView): boolean =>
  mail.joined !== null && mails.filter(({ joined }) => joined !== null).length > 1

/** A piece that is only a part of another. */
function mergeForm({ reference, near }: SubmissionView): Html {
  return html`<details><summary>Gộp vào bài khác</summary>
<form method="post" action="/bai/${reference}/gop">
<p><label>Mã bài <input name="vao" required list="near" placeholder="BK-2026-0042" autocomplete="off"></label> <button>Gộp</button></p>
<datalist id="near">${near.map(({ reference: other, title }) => html`<option value="${other}">${title ?? 'Chưa có tít'}</option>`)}</datalist>
<p class="small soft">Thư và ảnh của bài này sẽ chuyển sang bài kia. Có thể hoàn tác.</p>
</form></details>`
}

const SHOWN: readonly FieldName[] = ['author', 'unit', 'phone', 'accountNumber', 'accountHolder']

function fieldList({ reference, verdict: { fields } }: SubmissionView, revealed: PrivateField | null): Html {
  const value = (name: FieldName): Html => {
    const known = fields[name]
    if (known === null) return html`<span class="missing">Chưa có</span>`
    if (!(known instanceof Private)) return html`${known}`
    return name === revealed ? html`${known.reveal()}` : masked(known, `/bai/${reference}/hien/${name}`)
  }
  return html`<dl>${SHOWN.map(name => html`<dt><a href="${fieldPlace(reference, name)}" title="Xem chỗ máy đã đọc">${fieldText[name]}</a></dt><dd>${value(name)}</dd>`)}</dl>
${fields.captions.length === 0 ? '' : html`<details><summary>Chú thích ảnh (${fields.captions.length})</summary><ol>${fields.captions.map(caption => html`<li>${caption}</li>`)}</ol></details>`}`
}

/** Numbers are personal data: the last digits tell whose it is, the whole is shown when asked for, and that is noted. */
const masked = (number: Private, action: string): Html =>
  html`<form class="own inline" method="post" action="${action}">•••• ${number.reveal().slice(-3)} <button class="quiet">Hiện số</button></form>`

function replyBox(view: SubmissionView, { waiting, list }: Aside): Html {
  const { replies, replyDue } = view
  const [newest, ...older] = replies
  return html`<section class="box" aria-labelledby="reply"><h2 id="reply">Thư trả lời</h2>
${waiting === null || replyDue === null ? '' : waitingReply(view, waiting, replyDue, list)}
${newest === undefined ? (waiting === null ? html`<p class="soft">Không có thư trả lời.</p>` : '') : reply(newest)}
${older.length === 0 ? '' : html`<details><summary>Các thư trước (${older.length})</summary>${older.map(reply)}</details>`}
</section>`
}

/** The automatic reply before it is written: when, why not yet, and what an editor can do about it. */
function waitingReply(
  { reference, stand }: SubmissionView,
  letter: LetterView,
  due: Date,
  list: ListView | null,
): Html {
  return html`<p class="tight">${badge('Sắp gửi', 'reply-waiting')}</p>
<p class="small">Sẽ viết lúc ${exactTime(due)}: chờ xem người gửi còn gửi tiếp không. Nếu viết ngay, thư sẽ như sau.</p>
<div class="buttons">${decideNow(reference, 'tra-loi', stand, 'Gửi ngay', list)}<a class="button quiet" href="/bai/${reference}/tra-loi${from(list)}">Sửa</a>${decideNow(reference, 'khong-gui', stand, 'Không gửi', list)}</div>
<h3>${letter.subject}</h3>
<div class="letter">${letter.text.trim()}</div>`
}

function reply(view: ReplyView): Html {
  const { recipient, subject, text, withForm, changedAt } = view
  return html`${replyState(view)}
${replyDecision(view)}
<p class="small soft">Gửi tới ${recipient} · ${exactTime(changedAt)}${withForm ? ' · kèm mẫu tin, bài' : ''}</p>
<h3>${subject}</h3>
<div class="letter">${text}</div>`
}
