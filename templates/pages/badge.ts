import { html } from 'hono/html'
import { explanations, weightText } from '../explanations.ts'
import type { Html } from './html.ts'

type Explanations = typeof explanations

/** What explains a badge: "reply-sent". */
export type About = {
  [Group in keyof Explanations]: `${Group}-${keyof Explanations[Group] & string}`
}[keyof Explanations]

/** The same of a finding's rule with its weight, which its badge shows by its colour. */
type AboutRule = `${Extract<About, `rule-${string}`>}-${keyof typeof weightText}`

/**
 * A few words in a pill. Pointing at it, tapping it or pressing Enter on it says what it means: without a script, for a
 * button opens what `popovertarget` names (HTML, "The popover target attributes"). The words themselves stand once on the
 * page, in {@link explained}.
 */
export const badge = (words: Html | string, about: About | AboutRule, colour: 'good' | 'bad' | '' = ''): Html =>
  button(words, about, colour === '' ? 'chip' : `chip ${colour}`)

/** The same among the words of a sentence. */
export const hint = (words: string, about: About): Html => button(words, about, 'hint')

const button = (words: Html | string, about: About | AboutRule, kind: string): Html =>
  html`<button type="button" class="${kind}" popovertarget="${about}" title="${textOf(about)}">${words}</button>`

/** The explanations of all badges in a piece of a page, each once. */
export function explained(content: string): Html {
  const abouts = new Set([...content.matchAll(/ popovertarget="([a-z]+-[\w.-]+)"/g)].map(([, about = '']) => about))
  return html`${[...abouts].map(about => html`<p popover id="${about}" class="explained">${textOf(about)}</p>`)}`
}

function textOf(about: string): string {
  const [group = '', code = '', weight = ''] = about.split('-')
  const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = explanations
  const text = texts[group]?.[code] ?? ''
  return weight === 'asks' || weight === 'notes' ? `${text} ${weightText[weight]}` : text
}
