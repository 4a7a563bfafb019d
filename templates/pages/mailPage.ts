import { html, raw } from 'hono/html'
import type { Fields, MailPage, MailPagePiece, Sha256 } from '../../src/domain.ts'
import { withoutOwnNumbers, withoutOwnNumbersIn } from '../numbers.ts'
import type { Html } from './html.ts'
import { subjectText } from './words.ts'

/** A mail to be shown as its sender laid it out. */
export interface MailPageView {
  readonly subject: string
  readonly page: MailPage
  /** Of its submission: their numbers are hidden. Null where it has none. */
  readonly fields: Fields | null
  /** WebP of the pictures that came with it and can be shown. */
  readonly pictures: ReadonlyMap<Sha256, Uint8Array>
}

/**
 * The inside of a sandboxed frame. Pictures are written into it: a frame that is nobody's may ask for none.
 *
 * Markup of the pieces is what `mail/harmless.ts` left of it, and stands as it is; all else is escaped here.
 */
export function mailPage({ subject, page, fields, pictures }: MailPageView): Html {
  const { pieces, isCut, namesOthers } = page
  return sheet(
    subjectText(subject),
    html`${namesOthers ? html`<p class="tinbai">${REMOTE}</p>` : ''}${isCut ? html`<p class="tinbai">${CUT}</p>` : ''}<div>${masked(pieces, fields).map(piece => shown(piece, fields, pictures))}</div>`,
  )
}

/** In its place where there is nothing to show. */
export const noMailPage = (why: keyof typeof NONE): Html => sheet(NONE[why], html`<p class="tinbai">${NONE[why]}</p>`)

const REMOTE = 'Ảnh từ bên ngoài không được tải, để người gửi không biết thư đã được mở.'
const CUT = 'Thư rất dài nên chỉ hiện phần đầu. Xin tải thư gốc để xem hết.'
const NONE = {
  plain: 'Thư này chỉ có chữ, không có cách trình bày riêng.',
  unreadable: 'Chưa trình bày được thư này. Xin xem phần chữ, hoặc tải thư gốc.',
} as const

/** A mail is written for light paper, whatever the reader's own scheme. */
const sheet = (title: string, content: Html): Html => html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light }
body { margin: 0; padding: .8rem; background: #fff; color: #1d2329; font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere }
img { max-width: 100%; height: auto }
table { max-width: 100% }
blockquote { margin: 0 0 0 .4rem; padding-left: .8rem; border-left: 3px solid #d9dee3 }
.tinbai { margin: 0 0 .8rem; padding: .4rem .7rem; border-radius: 6px; background: #fff4de; color: #8a5200; font-size: .9rem }
.away { display: inline-block; padding: .2rem .5rem; border: 1px dashed #78828c; border-radius: 4px; color: #55606b; font-size: .85rem }
</style>
</head>
<body>${content}</body>
</html>
`

function masked(pieces: readonly MailPagePiece[], fields: Fields | null): readonly MailPagePiece[] {
  if (fields === null) return pieces
  const words = withoutOwnNumbersIn(
    pieces.map(piece => (piece.kind === 'text' ? piece.text : '')),
    fields,
  )
  return pieces.map((piece, at) => (piece.kind === 'text' ? { kind: 'text', text: words[at] ?? '' } : piece))
}

function shown(piece: MailPagePiece, fields: Fields | null, pictures: MailPageView['pictures']): Html | string {
  switch (piece.kind) {
    case 'markup':
      return raw(piece.html)
    case 'text':
      return piece.text
    case 'link':
      return link(piece.href, fields)
    case 'picture':
      return picture(piece, fields, pictures)
  }
}

/** Opened by the editor, in a window of its own that learns nothing of the desk; hovering tells where it leads. */
function link(href: string, fields: Fields | null): Html {
  const tells = [href, plain(href)].some(text => fields !== null && withoutOwnNumbers(text, fields) !== text)
  return tells ? html`<a>` : html`<a href="${href}" title="${href}" target="_blank" rel="noopener noreferrer">`
}

function plain(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch {
    // A stray percent sign: read as it stands.
    return href
  }
}

function picture(
  { sha256, alt, width, height }: Extract<MailPagePiece, { kind: 'picture' }>,
  fields: Fields | null,
  pictures: MailPageView['pictures'],
): Html {
  const words = fields === null ? alt : withoutOwnNumbers(alt, fields)
  const bytes = sha256 === null ? undefined : pictures.get(sha256)
  if (bytes === undefined) {
    const what = sha256 === null ? 'Ảnh từ bên ngoài' : 'Ảnh kèm thư'
    return html`<span class="away">${what}${words === '' ? '' : `: ${words}`}</span>`
  }
  const source = `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`
  return html`<img src="${source}" alt="${words}"${width === null ? '' : html` width="${width}"`}${height === null ? '' : html` height="${height}"`}>`
}
