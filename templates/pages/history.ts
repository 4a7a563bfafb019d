import { html } from 'hono/html'
import type { ReplyKind } from '../../src/domain.ts'
import { correctionText, takeBack } from './corrections.ts'
import { decisionText, leaves, undoButton } from './decisions.ts'
import type { Html } from './html.ts'
import { mailAnchor } from './mail.ts'
import { replyStateText } from './replies.ts'
import type { HistoryEntry, MailView, ReplyView, SubmissionView, VersionRow } from './views.ts'
import { exactTime, fieldText, joinText, subjectText } from './words.ts'

/** All that has happened to a submission, the newest first: mails that came, letters that went, what editors did. */
export function historyBox({ history, mails, replies, versions }: SubmissionView, now: Date): Html {
  const entries = [
    ...history.map(entry => ({ at: entry.at, what: actLine(entry, now) })),
    ...versions.map(version => ({ at: version.at, what: versionLine(version) })),
    ...replies.map(reply => ({ at: reply.changedAt, what: replyLine(reply) })),
    ...mails.map(mail => ({ at: mail.sentAt, what: mailLine(mail) })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime())
  return html`<section class="box" aria-labelledby="history"><h2 id="history">Lịch sử của bài</h2><ul class="history small">${entries.map(
    ({ at, what }) =>
      html`<li><time class="soft" datetime="${at.toISOString()}">${exactTime(at)}</time> · ${what}</li>`,
  )}</ul></section>`
}

const mailLine = ({ id, subject, sender, files, joined }: MailView): Html =>
  html`Nhận thư <a href="#${mailAnchor(id)}">${subjectText(subject)}</a> của ${sender}${files.length === 0 ? '' : `, ${files.length} tệp`}${joined === null ? '' : html` <span class="soft">(${joinText[joined] ?? joined})</span>`}`

const LETTERS: Readonly<Record<ReplyKind, string>> = {
  acknowledge: 'Thư báo đã nhận bài',
  complete: 'Thư đề nghị bổ sung',
  remind: 'Thư nhắc bổ sung',
  close: 'Thư báo tạm gác bài',
  accepted: 'Thư báo bài được duyệt',
  published: 'Thư báo bài đã đăng',
  declined: 'Thư báo không đăng',
}

const replyLine = ({ kind, state }: ReplyView): Html =>
  html`${LETTERS[kind]} <span class="soft">(${replyStateText[state]})</span>`

const versionLine = ({ number, editor }: VersionRow): Html => html`Lưu bản sửa số ${number}${by(editor)}`

function actLine(entry: HistoryEntry, now: Date): Html {
  const { undoneAt, undoneBy, editor } = entry
  return html`${actText(entry)}${by(editor)}.${leaves(entry, now)}
${undoneAt === null ? undo(entry) : html` <span class="soft">(${undoneBy === null ? '' : `${undoneBy} `}đã hoàn tác)</span>`}`
}

const by = (editor: string | null): string => (editor === null ? '' : ` · ${editor}`)

function actText({ act }: HistoryEntry): string {
  if (act.kind === 'split') return `Tách một thư của ${act.from} thành ${act.to}`
  if (act.kind === 'merge') return `Gộp ${act.from} vào ${act.to}`
  if (act.kind === 'reveal') return `Xem ${fieldText[act.field].toLowerCase()}`
  if (act.kind === 'correct')
    return act.correction.kind === 'finding'
      ? `Máy nhầm: ${correctionText(act.correction)}`
      : correctionText(act.correction)
  return decisionText(act.kind)
}

const undo = (entry: HistoryEntry): Html | string =>
  entry.act.kind === 'split' || entry.act.kind === 'merge' || entry.act.kind === 'correct'
    ? takeBack(entry)
    : undoButton(entry)
