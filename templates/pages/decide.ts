import { html } from 'hono/html'
import type { EditorDecision, ListView } from '../../src/domain.ts'
import { from, fromField } from './decisions.ts'
import { type Frame, type Html, page } from './layout.ts'
import type { LetterView, SubmissionView } from './views.ts'

type Kind = Exclude<EditorDecision['kind'], 'reopen' | 'silence'>

/** A decision as it stands in the form: what was typed so far, and what is wrong with it. */
export interface DecisionForm {
  readonly kind: Kind
  /** Where the form is sent: the last part of the address. */
  readonly slug: string
  readonly stand: string
  readonly list: ListView | null
  /** The reason, or what is asked for; '' where nothing was written yet. */
  readonly words: string
  readonly link: string
  readonly on: string
  /** The letter with the words as edited; null: it is not shown yet, or nobody can be written to. */
  readonly letter: LetterView | null
  readonly sends: boolean
  /** `details` first what the letter is written from · `letter` then the letter · `preview` the letter as received. */
  readonly step: 'details' | 'letter' | 'preview'
  readonly problem: string
}

/** What is missing in a decision. */
export const PROBLEMS = {
  reason: 'Xin ghi lý do không đăng.',
  words: 'Xin ghi cần bổ sung những gì.',
  link: 'Xin ghi đường liên kết đầy đủ, bắt đầu bằng https://',
  day: 'Xin chọn ngày đăng.',
} as const

const TITLES: Readonly<Record<Kind, string>> = {
  accept: 'Duyệt bài',
  ask: 'Yêu cầu bổ sung',
  decline: 'Không đăng',
  publish: 'Đăng bài',
  answer: 'Sửa thư trả lời',
}

const SAVE: Readonly<Record<Kind, string>> = {
  accept: 'Duyệt',
  ask: 'Yêu cầu bổ sung',
  decline: 'Không đăng bài này',
  publish: 'Ghi là đã đăng',
  answer: 'Gửi thư này',
}

/** One decision with its letter, to be read and edited before it is made. */
export function decidePage(frame: Frame, view: SubmissionView, form: DecisionForm): Html {
  const { reference, verdict } = view
  const back = `/bai/${reference}${from(form.list)}`
  return page(
    frame,
    TITLES[form.kind],
    view.list,
    html`<p class="soft small tight"><a href="${back}">← ${reference}</a> · ${verdict.fields.title ?? 'Chưa có tít'}</p>
<h1>${TITLES[form.kind]}</h1>
${form.problem === '' ? '' : html`<p class="banner" role="alert">${form.problem}</p>`}
<form class="box decide" method="post" action="/bai/${reference}/${form.slug}">
<input type="hidden" name="ban" value="${form.stand}">
${fromField(form.list)}
${details(form)}
${form.step === 'details' ? '' : letterPart(form)}
<div class="buttons">${buttons(form)} <a href="${back}">Quay lại bài</a></div>
</form>`,
  )
}

function details({ kind, words, link, on, step }: DecisionForm): Html | string {
  const isAsked = step === 'details'
  switch (kind) {
    case 'ask':
      return isAsked || words !== '' ? area('loi', 'Cần bổ sung những gì?', words, 4) : ''
    case 'decline':
      return area('loi', 'Lý do không đăng (người gửi sẽ đọc)', words, 4)
    case 'publish':
      return html`<p><label>Đường liên kết của bài đã đăng<br><input type="url" name="link" required value="${link}" placeholder="https://congdoanbackan.org.vn/…"></label></p>
<p><label>Ngày đăng<br><input type="date" name="ngay" required value="${on}"></label></p>`
    case 'accept':
    case 'answer':
      return ''
  }
}

const area = (name: string, label: string, text: string, rows: number): Html =>
  html`<p><label>${label}<br><textarea name="${name}" rows="${rows}" required>${text}</textarea></label></p>`

function letterPart({ letter, sends, step, kind }: DecisionForm): Html {
  if (letter === null)
    return html`<p class="soft">Bài này không có địa chỉ nào gửi thư được, nên chỉ lưu quyết định.</p>`
  return html`${step === 'preview' ? preview(letter) : ''}
<p class="small soft">Gửi tới ${letter.to} · Tiêu đề: <strong>${letter.subject}</strong>${letter.withForm ? ' · kèm mẫu tin, bài' : ''}</p>
<p><label>Nội dung thư<br><textarea name="thu" rows="16">${letter.text}</textarea></label></p>
${kind === 'answer' ? html`<input type="hidden" name="gui" value="co">` : html`<p><label><input type="checkbox" name="gui" value="co"${sends ? html` checked` : ''}> Gửi thư báo cho người gửi</label></p>`}`
}

function preview({ to, subject, text }: LetterView): Html {
  return html`<section aria-labelledby="preview"><h2 id="preview">Người gửi sẽ nhận được</h2>
<p class="small soft tight">Tới: ${to}</p><h3>${subject}</h3><div class="letter">${text.trim()}</div></section>`
}

/** Pressing Enter in a field presses the first. */
function buttons({ kind, step, letter, list }: DecisionForm): Html {
  if (step === 'details') return html`<button name="viec" value="thu">Xem thư báo</button>`
  const next = list === null ? '' : ' và sang bài tiếp'
  return html`<button>${SAVE[kind]}${next}</button>${letter === null ? '' : html` <button class="quiet" name="viec" value="xem">Xem trước</button>`}${kind === 'decline' || kind === 'publish' ? html` <button class="quiet" name="viec" value="thu">Viết lại thư</button>` : ''}`
}
