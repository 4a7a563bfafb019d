import { readTags, type TagReader } from '../documents/htmlTags.ts'
import { type Passage, type Span, wordsOf } from '../domain.ts'

/**
 * Plain text, a paragraph a line. A line that stood among `before` keeps the form that it had there: who edits without a
 * script sees only words, and takes nobody's headings away.
 */
export function passagesOf(text: string, before: readonly Passage[] = []): readonly Passage[] {
  const known = new Map(before.map(passage => [wordsOf(passage), passage]))
  return text.split(/\r?\n/).flatMap(line => {
    const passage: Passage = { kind: 'paragraph', spans: tidy([{ text: line, bold: false, italic: false }]) }
    return passage.spans.length === 0 ? [] : [known.get(wordsOf(passage)) ?? passage]
  })
}

/**
 * HTML from an editor's browser → passages. Only words and the few forms of a {@link Passage} come out, whatever was
 * posted: nothing of the HTML itself is kept. A line break begins another passage of the same kind. Never throws.
 */
export function readPassages(html: string): readonly Passage[] {
  const reader = new PassageReader()
  readTags(html, reader)
  return reader.end()
}

/** What holds for the words within an element. */
interface Frame {
  readonly kind: Passage['kind']
  /** What its items are. */
  readonly items: 'bullet' | 'number'
  readonly bold: boolean
  readonly italic: boolean
  readonly silent: boolean
}

const PAGE: Frame = { kind: 'paragraph', items: 'bullet', bold: false, italic: false, silent: false }

/** Elements that no words stand beside: they begin and end a passage. */
const BLOCK =
  /^(?:address|article|aside|blockquote|br|caption|center|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6r]|header|li|main|nav|ol|p|pre|section|t(?:able|body|d|foot|h|head|r)|ul)$/

/** Elements whose text is no words for a reader. */
const SILENT = /^(?:iframe|math|noscript|object|option|script|select|style|svg|template|textarea|title)$/

class PassageReader implements TagReader {
  readonly #passages: Passage[] = []
  readonly #outer: Frame[] = []
  #frame = PAGE
  #spans: Span[] = []

  get depth(): number {
    return this.#outer.length
  }

  open(name: string): void {
    if (BLOCK.test(name)) this.#endPassage()
    const outer = this.#frame
    this.#outer.push(outer)
    this.#frame = {
      kind: kindOf(name, outer),
      items: name === 'ol' ? 'number' : name === 'ul' ? 'bullet' : outer.items,
      bold: outer.bold || name === 'b' || name === 'strong',
      italic: outer.italic || name === 'i' || name === 'em',
      silent: outer.silent || SILENT.test(name),
    }
  }

  text(text: string): void {
    const { bold, italic, silent } = this.#frame
    if (!silent) this.#spans.push({ text, bold, italic })
  }

  close(name: string): void {
    if (BLOCK.test(name)) this.#endPassage()
    this.#frame = this.#outer.pop() ?? PAGE
  }

  end(): readonly Passage[] {
    this.#endPassage()
    return this.#passages
  }

  #endPassage(): void {
    const { kind } = this.#frame
    const spans = kind === 'subheading' ? this.#spans.map(span => ({ ...span, bold: false })) : this.#spans
    const kept = tidy(spans)
    if (kept.length > 0) this.#passages.push({ kind, spans: kept })
    this.#spans = []
  }
}

function kindOf(name: string, { kind, items }: Frame): Passage['kind'] {
  if (/^h[1-6]$/.test(name)) return 'subheading'
  return name === 'li' ? items : kind
}

/** What stands between words, and marks that nobody sees: the database keeps no NUL. */
const BETWEEN = /[\s\p{Cc}]+/gu
const UNSEEN = /[\u200b\ufeff]/g

/** Spans as a {@link Passage} has them. */
function tidy(spans: readonly Span[]): readonly Span[] {
  const kept: { readonly words: string[]; readonly bold: boolean; readonly italic: boolean }[] = []
  let isAfterSpace = true
  for (const { text, bold, italic } of spans) {
    const spaced = text.replace(UNSEEN, '').replace(BETWEEN, ' ')
    const words: string = isAfterSpace ? spaced.trimStart() : spaced
    if (words === '') continue
    isAfterSpace = words.endsWith(' ')
    const last = kept.at(-1)
    if (last?.bold === bold && last.italic === italic) last.words.push(words)
    else kept.push({ words: [words], bold, italic })
  }
  return kept.flatMap(({ words, ...type }, at) => {
    const text = words.join('').normalize('NFC')
    const told = at === kept.length - 1 ? text.trimEnd() : text
    return told === '' ? [] : [{ text: told, ...type }]
  })
}
