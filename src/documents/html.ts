import { Parser } from 'htmlparser2'
import type { Block, Cell, Link } from '../domain.ts'
import { cleanText } from '../mail/charset.ts'

/** An image that the page names where it stands. */
export interface HtmlImage {
  readonly kind: 'image'
  readonly src: string
}

/** A page in reading order. */
export interface Page {
  readonly blocks: readonly PageBlock[]
  readonly links: readonly Link[]
}

export type PageBlock =
  | {
      readonly kind: 'paragraph'
      readonly text: string
      readonly bold: boolean
      readonly listed: boolean
      readonly quoted: boolean
      readonly spaced: boolean
    }
  | { readonly kind: 'table'; readonly rows: readonly (readonly PageCell[])[] }
  | HtmlImage

export interface PageCell {
  readonly column: number
  readonly blocks: readonly PageBlock[]
}

/** Elements that hold no words of the page. */
const SILENT = new Set([
  'head',
  'script',
  'style',
  'title',
  'noscript',
  'template',
  'object',
  'svg',
  'math',
  'select',
  'textarea',
])

/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
/** Of these, the ones with an empty line around them. */
const SPACED = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'table', 'ul', 'ol', 'pre'])

const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(px|pt|em|%)?\s*(;|$)|mso-hide\s*:\s*all/i
const QUOTE = /gmail_quote|yahoo_quoted|moz-cite|protonmail_quote/i

/** A page nests no deeper for a person; deeper ones are read flat. */
const MAX_DEPTH = 200

/**
 * HTML of mails and of Word's "Save as web page" → paragraphs, tables, images and links. Never throws: browsers read
 * anything, and so does the parser. What is hidden from a reader is left out.
 */
export function readHtml(html: string): Page {
  const reader = new Reader()
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: text => reader.text(text),
      onclosetag: name => reader.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  parser.end(html)
  return reader.end()
}

interface Frame {
  readonly name: string
  readonly silent: boolean
  readonly bold: boolean
  readonly pre: boolean
  readonly quoted: boolean
  readonly listed: boolean
  readonly link: string | null
}

interface Open {
  readonly rows: PageCell[][]
  readonly outer: PageBlock[]
}

class Reader {
  readonly #links: Link[] = []
  readonly #frames: Frame[] = [
    { name: '', silent: false, bold: false, pre: false, quoted: false, listed: false, link: null },
  ]
  readonly #tables: Open[] = []
  readonly #top: PageBlock[] = []
  #blocks: PageBlock[] = this.#top
  #text = ''
  #plain = ''
  #spaced = false
  #linkText = ''

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const outer = this.#frame()
    if (BLOCKS.has(name)) this.#endParagraph(SPACED.has(name))
    if (!outer.silent) this.#openVisible(name, attributes)
    if (this.#frames.length > MAX_DEPTH) {
      this.#frames.push({ ...outer, name })
      return
    }
    this.#frames.push({
      name,
      silent: outer.silent || SILENT.has(name) || HIDDEN.test(attributes.style ?? ''),
      bold:
        outer.bold ||
        /^(b|strong|h[1-6])$/.test(name) ||
        /font-weight\s*:\s*(bold|[6-9]00)/i.test(attributes.style ?? ''),
      pre: outer.pre || name === 'pre' || /white-space\s*:\s*pre/i.test(attributes.style ?? ''),
      quoted: outer.quoted || isQuote(name, attributes),
      listed: name === 'li' || (outer.listed && !BLOCKS.has(name)),
      link: name === 'a' ? (attributes.href ?? null) : outer.link,
    })
    if (name === 'a') this.#linkText = ''
  }

  #openVisible(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'br') this.#endLine()
    else if (name === 'img' || name === 'v:imagedata') this.#image(attributes.src ?? '')
    else if (name === 'table') this.#openTable()
    else if (name === 'tr') this.#tables.at(-1)?.rows.push([])
    else if (name === 'td' || name === 'th') this.#openCell()
  }

  text(text: string): void {
    const frame = this.#frame()
    if (frame.silent) return
    const words = frame.pre ? text : text.replace(/[ \t\r\n\f]+/g, ' ')
    if (frame.pre && text.includes('\n')) {
      this.#preLines(text)
      return
    }
    this.#text += words
    if (!frame.bold) this.#plain += words
    this.#linkText += words
  }

  close(name: string): void {
    const at = this.#frames.findLastIndex(frame => frame.name === name)
    if (at <= 0) return
    const frame = this.#frame()
    if (name === 'a' && frame.link !== null && !frame.silent) this.#link(frame.link)
    if (BLOCKS.has(name)) this.#endParagraph(SPACED.has(name))
    this.#frames.length = at
    if (name === 'table') this.#closeTable()
    else if (name === 'td' || name === 'th') this.#blocks = this.#tables.at(-1)?.outer ?? this.#top
  }

  end(): Page {
    this.#endParagraph(false)
    while (this.#tables.length > 0) this.#closeTable()
    return { blocks: this.#top, links: this.#links }
  }

  #frame(): Frame {
    return this.#frames.at(-1) as Frame
  }

  #preLines(text: string): void {
    const [head = '', ...rest] = text.split(/\r?\n/)
    this.#text += head
    this.#plain += head
    for (const line of rest) {
      this.#endLine()
      this.#text += line
      this.#plain += line
    }
  }

  #endLine(): void {
    if (cleanText(this.#text).trim() === '') this.#spaced = true
    this.#endParagraph(false)
  }

  #endParagraph(spaced: boolean): void {
    const text = cleanText(this.#text)
      .replace(/[ \t]*\n[ \t]*/g, '\n')
      .trim()
    const { quoted, listed } = this.#frame()
    if (text !== '') {
      const bold = cleanText(this.#plain).trim() === ''
      this.#blocks.push({ kind: 'paragraph', text, bold, listed, quoted, spaced: this.#spaced })
      this.#spaced = false
    }
    this.#spaced ||= spaced
    this.#text = ''
    this.#plain = ''
  }

  #image(src: string): void {
    this.#endParagraph(false)
    this.#blocks.push({ kind: 'image', src })
  }

  #link(url: string): void {
    const text = cleanText(this.#linkText).trim()
    if (!this.#links.some(link => link.url === url)) this.#links.push({ url, text })
  }

  #openTable(): void {
    this.#tables.push({ rows: [], outer: this.#blocks })
  }

  #openCell(): void {
    const table = this.#tables.at(-1)
    if (table === undefined) return
    if (table.rows.length === 0) table.rows.push([])
    const row = table.rows.at(-1) as PageCell[]
    const blocks: PageBlock[] = []
    row.push({ column: row.length, blocks })
    this.#blocks = blocks
  }

  #closeTable(): void {
    const table = this.#tables.pop()
    if (table === undefined) return
    this.#blocks = table.outer
    const rows = table.rows.filter(row => row.some(cell => cell.blocks.length > 0))
    if (rows.length > 0) this.#blocks.push({ kind: 'table', rows })
  }
}

function isQuote(name: string, { class: classes = '', type = '' }: Readonly<Record<string, string>>): boolean {
  return name === 'blockquote' && (QUOTE.test(classes) || type.toLowerCase() === 'cite')
}

/** A page as a document's blocks; images are for whoever knows where their bytes are. */
export function asBlocks(blocks: readonly PageBlock[], picture: (src: string) => readonly Block[]): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    if (block.kind === 'image') return picture(block.src)
    if (block.kind === 'paragraph')
      return [{ kind: 'paragraph', text: block.text, bold: block.bold, listed: block.listed }]
    const cell = ({ column, blocks: inner }: PageCell): Cell => ({ column, blocks: asBlocks(inner, picture) })
    return [{ kind: 'table', rows: block.rows.map(row => row.map(cell)) }]
  })
}

/** Marks an image in {@link asText}: its source between two characters that no text holds. */
export const imageMark = (src: string): string => `\ue000${src}\ue001`

/** A page as plain text: paragraphs by empty lines where the page has space, cells by tabs, quotes by ">". */
export function asText(blocks: readonly PageBlock[]): string {
  const lines = blocks.flatMap(block => {
    if (block.kind === 'image') return [imageMark(block.src)]
    if (block.kind === 'table') return block.rows.map(row => row.map(cellText).join('\t').trimEnd())
    const text = `${block.listed ? '- ' : ''}${block.text}`
    const line = block.quoted ? text.replace(/^/gm, '> ') : text
    return block.spaced ? ['', line] : [line]
  })
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** A layout table's cell may hold a whole letter: then it stands on its own lines. */
const cellText = ({ blocks }: PageCell): string => asText(blocks)
