import { html } from 'hono/html'
import {
  type Editor,
  type ListView,
  type Passage,
  type Photo,
  type Piece,
  type Sha256,
  wordsOf,
} from '../../src/domain.ts'
import { badge } from './badge.ts'
import { from, fromField } from './decisions.ts'
import { differences } from './differences.ts'
import { type Frame, type Html, page } from './layout.ts'
import { formatted } from './passages.ts'
import { thumbnail } from './photos.ts'
import type { SubmissionView, VersionRow } from './views.ts'
import { age, exactTime } from './words.ts'

/** A piece as it stands in the form. */
export interface EditForm {
  readonly piece: Piece
  /** Number of the version that it began from. */
  readonly seen: number
  readonly list: ListView | null
  /** Somebody else has saved meanwhile: nothing was lost, both are shown. */
  readonly isStale: boolean
}

/** Title, text and photos of a piece, to be changed; what was sent stays as it came. */
export function editPage(frame: Frame, view: SubmissionView, form: EditForm): Html {
  const { reference } = view
  const { piece, seen, list } = form
  const back = `/bai/${reference}${from(list)}`
  return page(
    frame,
    'Sửa bài',
    view.list,
    html`<p class="soft small tight"><a href="${back}">← ${reference}</a></p>
<h1>Sửa bài</h1>
${form.isStale && view.edited !== null ? conflict(view, view.edited, piece, frame.now) : ''}
<form class="box decide" method="post" action="/bai/${reference}/sua" data-autosave>
<input type="hidden" name="ban" value="${seen}">
${fromField(list)}
<p><label>Tít<br><input name="tit" value="${piece.title ?? ''}" autocomplete="off"></label></p>
${writing(piece)}
${arrangement(view, piece)}
<div class="buttons"><button>Lưu</button> <a href="${back}">Quay lại bài</a> <span class="small soft" data-saved role="status"></span></div>
</form>`,
  )
}

/**
 * The text with its forms for `editor.js` to be edited in; where no script runs, its words alone, and its forms along
 * with them: words that are left as they are keep theirs.
 */
function writing({ body }: Piece): Html {
  const forms = String(formatted(body, 'h2')) // nothing in it is waited for
  return html`<div data-plain><p><label>Nội dung, mỗi đoạn một dòng<br><textarea name="noi-dung" rows="18">${body.map(wordsOf).join(BLANK_LINE)}</textarea></label></p>
${body.some(isFormed) ? html`<p class="small soft">Đoạn nào để nguyên chữ thì giữ nguyên chữ đậm, chữ nghiêng, đề mục và danh sách của đoạn ấy.</p>` : ''}</div>
<input type="hidden" name="dinh-dang" value="${forms}">
<template data-editor><div class="writing"><p id="writing">Nội dung</p>
<div class="tools" role="group" aria-label="Định dạng">${TOOLS.map(
    ({ does, name, keys, told, isOn }) =>
      html`<button type="button" class="quiet" data-does="${does}" title="${told}" aria-keyshortcuts="${keys}"${isOn ? html` aria-pressed="false"` : ''}>${name}</button>\n`,
  )}</div>
<div class="article" data-writes role="textbox" aria-multiline="true" aria-labelledby="writing"></div></div></template>
<script src="/editor.js" type="module"></script>`
}

/** Between paragraphs it is how people see them apart. */
const BLANK_LINE = '\n\n'

const isFormed = ({ kind, spans }: Passage): boolean =>
  kind !== 'paragraph' || spans.some(({ bold, italic }) => bold || italic)

const TOOLS = [
  { does: 'bold', name: html`<b>Đậm</b>`, keys: 'Control+B', told: 'Chữ đậm (Ctrl+B)', isOn: true },
  { does: 'italic', name: html`<i>Nghiêng</i>`, keys: 'Control+I', told: 'Chữ nghiêng (Ctrl+I)', isOn: true },
  { does: 'heading', name: 'Đề mục', keys: 'Control+Alt+2', told: 'Đề mục trong bài (Ctrl+Alt+2)', isOn: true },
  {
    does: 'bullets',
    name: 'Danh sách',
    keys: 'Control+Shift+8',
    told: 'Danh sách gạch đầu dòng (Ctrl+Shift+8)',
    isOn: true,
  },
  { does: 'numbers', name: 'Đánh số', keys: 'Control+Shift+7', told: 'Danh sách đánh số (Ctrl+Shift+7)', isOn: true },
  { does: 'undo', name: 'Hoàn tác', keys: 'Control+Z', told: 'Bỏ thay đổi vừa rồi (Ctrl+Z)', isOn: false },
  { does: 'redo', name: 'Làm lại', keys: 'Control+Y', told: 'Làm lại điều vừa bỏ (Ctrl+Y)', isOn: false },
]

function conflict({ reference, piece: theirs }: SubmissionView, saved: VersionRow, mine: Piece, now: Date): Html {
  return html`<section class="box" role="alert" aria-labelledby="conflict"><h2 id="conflict">Chưa lưu: ${saved.editor} vừa lưu một bản khác</h2>
<p>Lưu ${age(saved.at, now)}. Bản đồng chí đang sửa vẫn còn nguyên ở dưới; bấm Lưu thì bản này thay bản kia, bản kia vẫn xem lại được ở <a href="/bai/${reference}/thay-doi" target="_blank">Các bản đã lưu</a>.</p>
<h3>Bản của ${saved.editor} so với bản đang sửa</h3>
${differences(theirs, mine)}</section>`
}

/** Photos in their order, the first is the cover; those that are not used stand last. */
function arrangement({ verdict, sent }: SubmissionView, piece: Piece): Html | string {
  if (sent.photos.length === 0) return ''
  const left = sent.photos.filter(photo => !isUsed(piece, photo.sha256))
  const photo = (sha256: Sha256): Photo | null => verdict.photos.find(({ file }) => file.sha256 === sha256) ?? null
  return html`<fieldset><legend>Ảnh</legend>
<p class="small soft">Ảnh đứng đầu là ảnh bìa. Ảnh bỏ đánh dấu thì không dùng khi đăng.</p>
<ol class="arrange" data-arrange>${[...piece.photos, ...left].map(
    ({ sha256, caption }, at) => html`<li>
<input type="hidden" name="anh" value="${sha256}"><div class="grip">${thumbnail(photo(sha256))}</div>
<div><p class="tight"><label>Thứ tự <input type="number" name="thu-tu" value="${at + 1}" min="1" max="999" class="short"></label>
<label><input type="checkbox" name="dung" value="${sha256}"${isUsed(piece, sha256) ? html` checked` : ''}> Dùng ảnh này</label></p>
<label>Chú thích<br><textarea name="chu-thich" rows="2">${caption ?? ''}</textarea></label>
<button type="button" class="quiet" data-swaps hidden>Đổi chú thích với ảnh dưới</button>
<p class="small soft tight">${photo(sha256)?.file.name ?? ''}</p></div></li>`,
  )}</ol></fieldset>`
}

const isUsed = ({ photos }: Piece, sha256: Sha256): boolean => photos.some(photo => photo.sha256 === sha256)

/** What was changed since a piece was sent, or since a version, and all versions. */
export function changesPage(
  frame: Frame,
  view: SubmissionView,
  { since, before }: { readonly since: VersionRow | null; readonly before: Piece },
): Html {
  const { reference, piece, versions } = view
  return page(
    frame,
    'Những chỗ đã sửa',
    view.list,
    html`<p class="soft small tight"><a href="/bai/${reference}">← ${reference}</a></p>
<h1>Những chỗ đã sửa</h1>
<section class="box"><h2>So với ${since === null ? 'bản người gửi' : `bản ${since.editor} lưu lúc ${exactTime(since.at)}`}</h2>
${differences(before, piece)}</section>
<section class="box" aria-labelledby="versions"><h2 id="versions">Các bản đã lưu</h2>
<ul class="history">${versions.map(version => versionLine(reference, version, version.number !== versions[0]?.number))}
<li>${versions.length === 0 ? 'Bản người gửi' : html`<a href="?">Bản người gửi</a>`}${versions.length === 0 ? '' : useAgain(reference, 0)}</li></ul></section>`,
  )
}

const versionLine = (reference: string, { number, at, editor }: VersionRow, isOld: boolean): Html =>
  html`<li>${isOld ? html`<a href="?ban=${number}">${exactTime(at)}</a>` : exactTime(at)} · ${editor}${isOld ? useAgain(reference, number) : html` <span class="soft">(bản đang dùng)</span>`}</li>`

const useAgain = (reference: string, number: number): Html =>
  html` <form method="post" action="/bai/${reference}/ban/${number}"><button class="quiet">Dùng lại bản này</button></form>`

/** Who works on a submission, and taking it on or leaving it. */
export function claimLine({ reference, claim }: SubmissionView, editor: Editor, now: Date): Html {
  const act = (slug: string, name: string): Html =>
    html`<form method="post" action="/bai/${reference}/${slug}"><button class="quiet">${name}</button></form>`
  if (claim === null) return act('nhan', 'Nhận bài này')
  if (claim.editor === editor.id)
    return html`${badge('Đồng chí đang làm bài này', 'row-mine', 'good')}${act('tha', 'Thả ra')}`
  return html`${badge(`${claim.name} đang làm bài này, từ ${age(claim.at, now)}`, 'row-claimed')}${act('nhan', 'Nhận thay')}`
}

/** What was edited, where a piece no longer stands as it was sent. */
export function editedLine({ reference, edited, revision }: SubmissionView): Html | string {
  if (edited === null) return ''
  const isOlder = edited.revision < revision
  return html`<p class="small soft">Bài đã được ${edited.editor} sửa lúc ${exactTime(edited.at)}. <a href="/bai/${reference}/thay-doi">Xem chỗ đã sửa</a></p>
${isOlder ? html`<p class="small missing">Sau bản sửa này người gửi đã gửi thêm thư: xin xem có gì cần đưa vào bài không.</p>` : ''}`
}
