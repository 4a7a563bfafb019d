import type { Fields, Office, ReplyText, SubmissionVerdict } from '../../src/domain.ts'
import { withoutNumbers, withoutOwnNumbers } from '../numbers.ts'

/** What a reply is written from. */
export interface Answered {
  readonly verdict: SubmissionVerdict
  /** Of the person it goes to, where it is known. */
  readonly name: string | null
  readonly office: Office
  readonly reference: string
}

/** A reply in pieces; both forms of the mail are made from them, so that they never say two things. */
export interface Letter {
  readonly subject: string
  /** Paragraphs, and groups with steps. */
  readonly pieces: readonly Piece[]
  readonly withForm: boolean
}

export type Piece = string | Group

/** One thing that is missing, why, and what to do about it. */
export interface Group {
  readonly heading: string
  /** A sentence or two; '' where the heading says it all. */
  readonly why: string
  /** At most three. */
  readonly steps: readonly string[]
  /** What else helps; '' for nothing. */
  readonly note: string
}

/** A letter of the board → plain text and simple HTML, without colours of its own, so that dark screens keep theirs. */
export function written(
  letter: Letter,
  { office, reference, fields }: { readonly office: Office; readonly reference: string; readonly fields: Fields },
): ReplyText {
  const closing = [`Mã bài: ${reference}`, `Trân trọng,\n${office.board}\n${contact(office)}`]
  const whole = (form: (piece: Piece) => string, between: string): string =>
    [withoutNumbers(letter.pieces.map(form).join(between), fields), ...closing.map(form)].join(between)
  return {
    subject: withoutNumbers(letter.subject, fields),
    text: `${whole(asText, '\n\n')}\n`,
    html: framed(whole(asHtml, '\n')),
    withForm: letter.withForm,
  }
}

/**
 * A letter with the words that an editor has made of it. Unchanged, it stays as it was; else paragraphs are told by blank
 * lines. The contributor's own numbers stay out of it; another, such as the editor's, is the editor's to give.
 */
export function reworded<Text extends ReplyText>(letter: Text, words: string, fields: Fields): Text {
  const text = withoutOwnNumbers(words.replaceAll('\r\n', '\n').trim(), fields)
  if (text === letter.text.trim()) return letter
  return { ...letter, text: `${text}\n`, html: plainMail(text.split(/\n{2,}/)).html }
}

/** Paragraphs → plain text and simple HTML. */
export function plainMail(paragraphs: readonly string[]): { readonly text: string; readonly html: string } {
  return {
    text: `${paragraphs.join('\n\n')}\n`,
    html: framed(paragraphs.map(piece => paragraph(escaped(piece))).join('\n')),
  }
}

const framed = (html: string): string =>
  `<div style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:40em">\n${html}\n</div>\n`

const contact = ({ site, phone }: Office): string => (phone === null ? site : `${site} · ĐT ${phone}`)

function asText(piece: Piece): string {
  if (typeof piece === 'string') return piece
  const steps = piece.steps.map((step, number) => `   ${piece.steps.length === 1 ? '→' : `${number + 1})`} ${step}`)
  return [piece.heading, piece.why, ...steps, piece.note].filter(Boolean).join('\n')
}

function asHtml(piece: Piece): string {
  if (typeof piece === 'string') return paragraph(escaped(piece))
  const steps = piece.steps.map(step => `<li>${escaped(step)}</li>`).join('')
  const list = piece.steps.length === 1 ? `<ul>${steps}</ul>` : `<ol>${steps}</ol>`
  const head = [`<strong>${escaped(piece.heading)}</strong>`, escaped(piece.why)].filter(Boolean).join('\n')
  return `${paragraph(head)}${steps === '' ? '' : list}${piece.note === '' ? '' : paragraph(escaped(piece.note))}`
}

const paragraph = (html: string): string => `<p>${html.replaceAll('\n', '<br>')}</p>`

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, mark => ESCAPES[mark] ?? mark)

/** Letters of a title that a subject line shows whole on a phone. */
const SUBJECT_TITLE = 70
/** Letters of a title in the text: three lines of a phone. */
const TEXT_TITLE = 130

/** A title for a subject line, on one line and cut at a word. */
export const shortTitle = (title: string): string => cut(title, SUBJECT_TITLE)

/** “A title” in a sentence. */
export const quotedTitle = (title: string): string => `“${cut(title, TEXT_TITLE).replace(/^[“"]|[”"]$/gu, '')}”`

function cut(text: string, most: number): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()]
  if (letters.length <= most) return letters.join('')
  return `${letters
    .slice(0, most)
    .join('')
    .replace(/[\s,;:–-]+\S*$/u, '')}…`
}

/** "đồng chí Nông Thị Minh Hằng", or just "đồng chí" where no name is known. */
export function addressee(name: string | null): string {
  return name === null || name === '' ? 'Kính gửi đồng chí,' : `Kính gửi đồng chí ${name},`
}
