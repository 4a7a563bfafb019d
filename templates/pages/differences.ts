import { type Change, diffArrays, diffWords } from 'diff'
import { html } from 'hono/html'
import type { Passage, Piece, Span } from '../../src/domain.ts'
import type { Html } from './html.ts'
import { typed } from './passages.ts'

/** Vietnamese words, by which texts are compared. */
export const WORDS = { intlSegmenter: new Intl.Segmenter('vi', { granularity: 'word' }) }

/** The words that went and came, those that stand in another type, the photos and captions that changed. */
export function differences(before: Piece, after: Piece): Html {
  return html`<h3>${changed(before.title ?? '', after.title ?? '')}</h3>
<div class="article changes">${changedBody(before.body, after.body)}</div>
${captionsOf(before) === captionsOf(after) ? '' : html`<h3>Ảnh và chú thích</h3><div class="changes">${changed(captionsOf(before), captionsOf(after))}</div>`}`
}

const captionsOf = ({ photos }: Piece): string =>
  photos.map(({ caption }) => `– ${caption ?? 'Chưa có chú thích'}`).join('\n')

const changed = (before: string, after: string): readonly Html[] => diffWords(before, after, WORDS).map(changeText)

function changeText({ value, added, removed }: Change): Html {
  if (added) return html`<ins>${value}</ins>`
  return removed ? html`<del>${value}</del>` : html`${value}`
}

/** Word by word, each in its type: a word that has become bold went plain and came bold. */
const changedBody = (before: readonly Passage[], after: readonly Passage[]): readonly Html[] =>
  diffArrays(signs(before), signs(after), { comparator: isSame }).map(({ value, added, removed }) => {
    if (!added && !removed) return html`${value.map(typed)}`
    const [words, space] = apart(value)
    return added ? html`<ins>${words.map(typed)}</ins>${space}` : html`<del>${words.map(typed)}</del>${space}`
  })

/** What is compared: words with the space behind them, ends of lines, and what shows the kind of a line. */
function signs(body: readonly Passage[]): Span[] {
  return body.flatMap(({ kind, spans }, at) => [
    ...(at === 0 ? [] : [plain('\n')]),
    ...(kind === 'paragraph' ? [] : [plain(KIND_MARKS[kind])]),
    ...spans.flatMap(span => wordsIn(span.text).map(text => ({ ...span, text }))),
  ])
}

/** Items are not counted here: one more would change all that follow. */
const KIND_MARKS = { subheading: '[Đề mục] ', bullet: '– ', number: '[Đánh số] ' }

const plain = (text: string): Span => ({ text, bold: false, italic: false })

function wordsIn(text: string): readonly string[] {
  const words: string[] = []
  for (const { segment } of WORDS.intlSegmenter.segment(text)) {
    if (segment === ' ' && words.length > 0) words.push(`${words.pop()} `)
    else words.push(segment)
  }
  return words
}

/** Words are the same also where another sign than a space follows now. */
const isSame = (one: Span, other: Span): boolean =>
  one.bold === other.bold && one.italic === other.italic && withoutSpace(one) === withoutSpace(other)

const withoutSpace = ({ text }: Span): string => text.replace(/ $/, '')

/** The space behind what was changed is not marked with it. */
function apart(value: readonly Span[]): readonly [words: readonly Span[], space: string] {
  const last = value.at(-1)
  if (last?.text.endsWith(' ') !== true) return [value, '']
  return [[...value.slice(0, -1), { ...last, text: withoutSpace(last) }], ' ']
}
