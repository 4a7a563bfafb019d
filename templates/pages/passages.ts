import { html } from 'hono/html'
import type { Passage, Span } from '../../src/domain.ts'
import { grouped } from '../passages.ts'
import type { Html } from './html.ts'

/** An article as HTML, without attributes. @param heading the tag of its subheadings, by what stands above them */
export function formatted(body: readonly Passage[], heading: 'h2' | 'h3'): Html {
  return html`${grouped(body).map(group => {
    const [{ kind, spans }] = group
    if (kind === 'bullet') return html`<ul>${items(group)}</ul>\n`
    if (kind === 'number') return html`<ol>${items(group)}</ol>\n`
    if (kind === 'paragraph') return html`<p>${spans.map(typed)}</p>\n`
    return heading === 'h2' ? html`<h2>${spans.map(typed)}</h2>\n` : html`<h3>${spans.map(typed)}</h3>\n`
  })}`
}

const items = (group: readonly Passage[]): readonly Html[] =>
  group.map(({ spans }) => html`<li>${spans.map(typed)}</li>`)

/** Words in their type. */
export function typed({ text, bold, italic }: Span): Html {
  const words = italic ? html`<em>${text}</em>` : html`${text}`
  return bold ? html`<strong>${words}</strong>` : words
}
