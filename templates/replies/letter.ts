import type { Office, ReplyText } from '../../src/domain.ts'

/** A reply in pieces; both forms of the mail are made from them, so that they never say two things. */
export interface Letter {
  readonly subject: string
  /** Paragraphs, and groups with steps. */
  readonly pieces: readonly Piece[]
  readonly withForm: boolean
}

export type Piece = string | Group

/** One thing that is missing, and what to do about it. */
export interface Group {
  readonly heading: string
  /** At most three. */
  readonly steps: readonly string[]
}

/** A letter of the board → plain text and simple HTML, without colours of its own, so that dark screens keep theirs. */
export function written(letter: Letter, office: Office, reference: string): ReplyText {
  const closing = [`Mã bài: ${reference}`, `Trân trọng,\n${office.board}\n${office.site}`]
  const all: readonly Piece[] = [...letter.pieces, ...closing]
  return {
    subject: letter.subject,
    text: `${all.map(asText).join('\n\n')}\n`,
    html: `<div style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:40em">\n${all.map(asHtml).join('\n')}\n</div>\n`,
    withForm: letter.withForm,
  }
}

function asText(piece: Piece): string {
  if (typeof piece === 'string') return piece
  return [piece.heading, ...piece.steps.map((step, number) => `   ${number + 1}) ${step}`)].join('\n')
}

function asHtml(piece: Piece): string {
  if (typeof piece === 'string') return `<p>${escaped(piece).replaceAll('\n', '<br>')}</p>`
  const steps = piece.steps.map(step => `<li>${escaped(step)}</li>`).join('')
  return `<p><strong>${escaped(piece.heading)}</strong></p>${steps === '' ? '' : `<ol>${steps}</ol>`}`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, mark => ESCAPES[mark] ?? mark)

/** The longest title that a subject line shows whole on a phone. */
const SHORT_TITLE = 70

/** A title cut at a word. */
export function shortTitle(title: string): string {
  if (title.length <= SHORT_TITLE) return title
  return `${title.slice(0, SHORT_TITLE).replace(/\s+\S*$/u, '')}…`
}

/** "đồng chí Nông Thị Minh Hằng", or just "đồng chí" where no name is known. */
export function addressee(name: string | null): string {
  return name === null || name === '' ? 'Kính gửi đồng chí,' : `Kính gửi đồng chí ${name},`
}
