import type { Link } from '../domain.ts'
import { cleanText } from '../mail/charset.ts'
import { type Attributes, fontOf, isBold, isHidden, isQuote, isTiny, keepsLines, lineAt } from './htmlStyle.ts'
import { OpenTable } from './htmlTable.ts'
import type { TagReader } from './htmlTags.ts'
import type { Page, PageBlock, PageParagraph } from './page.ts'
import { decodeParagraphs, type Run } from './runs.ts'

/** A page nests no deeper for a person; what is deeper is read flat. */
const MAX_DEPTH = 200

/** An element that is open, with what holds inside it. */
interface Frame {
  readonly silent: boolean
  readonly tiny: boolean
  readonly bold: boolean
  readonly font: string | null
  readonly pre: boolean
  readonly quoted: boolean
  /** Where its link leads. */
  readonly link: string | null
  /** It began this table. */
  readonly table: OpenTable | null
  /** It began a cell, a table or a list: where the page goes on after it. */
  readonly after: { readonly blocks: PageBlock[]; readonly list: List | null } | null
}

/** A paragraph whose text waits until all of the page is known. */
interface Draft {
  readonly paragraph: { -readonly [Key in keyof PageParagraph]: PageParagraph[Key] }
  readonly runs: readonly Run[]
  readonly pre: boolean
}

interface List {
  readonly ordered: boolean
  next: number
}

const PAGE: Frame = {
  silent: false,
  tiny: false,
  bold: false,
  font: null,
  pre: false,
  quoted: false,
  link: null,
  table: null,
  after: null,
}

/** Makes blocks of the tags and texts of a page. */
export class HtmlReader implements TagReader {
  readonly #top: PageBlock[] = []
  readonly #links = new Map<string, Link>()
  readonly #frames: Frame[] = []
  readonly #tables: OpenTable[] = []
  #frame = PAGE
  #tooDeep = 0
  #blocks = this.#top
  #list: List | null = null
  /** What stands before the next paragraph: it is the first of an item. */
  #marker = ''
  #runs: Run[] = []
  readonly #drafts: Draft[] = []
  #linkText = ''
  #spaced = false

  get depth(): number {
    return this.#frames.length + this.#tooDeep
  }

  open(name: string, attributes: Attributes): void {
    const line = lineAt(name)
    if (line !== 'inline') this.#endParagraph(line === 'spaced')
    if (name === 'br' && !this.#frame.silent) this.#endLine()
    if (this.#frames.length >= MAX_DEPTH) {
      this.#tooDeep++
      return
    }
    const outer = this.#frame
    this.#frames.push(outer)
    this.#frame = {
      silent: outer.silent || isHidden(name, attributes),
      tiny: isTiny(attributes) ?? outer.tiny,
      bold: outer.bold || isBold(name, attributes),
      font: fontOf(name, attributes) ?? outer.font,
      pre: outer.pre || keepsLines(name, attributes),
      quoted: outer.quoted || isQuote(name, attributes),
      link: name === 'a' ? (attributes.href ?? null) : outer.link,
      table: null,
      after: null,
    }
    if (name === 'a') this.#linkText = ''
    if (!this.#frame.silent) this.#begin(name, attributes)
  }

  #begin(name: string, attributes: Attributes): void {
    if (name === 'img' || name === 'v:imagedata') this.#image(attributes.src ?? '')
    else if (name === 'table') this.#beginTable()
    else if (name === 'tr') this.#tables.at(-1)?.row()
    else if (name === 'td' || name === 'th') this.#beginCell(attributes)
    else if (name === 'ul' || name === 'ol') this.#beginList(name === 'ol', attributes)
    else if (name === 'li') this.#beginItem(attributes)
  }

  #beginTable(): void {
    const table = new OpenTable()
    this.#frame = { ...this.#frame, table, after: { blocks: this.#blocks, list: this.#list } }
    this.#tables.push(table)
  }

  #beginCell(attributes: Attributes): void {
    const table = this.#tables.at(-1)
    if (table === undefined) return
    this.#frame = { ...this.#frame, after: { blocks: this.#blocks, list: this.#list } }
    this.#blocks = table.cell(attributes)
    this.#list = null
  }

  #beginList(ordered: boolean, { start }: Attributes): void {
    this.#frame = { ...this.#frame, after: { blocks: this.#blocks, list: this.#list } }
    this.#list = { ordered, next: Number.parseInt(start ?? '1', 10) || 1 }
  }

  #beginItem({ value }: Attributes): void {
    if (this.#list?.ordered !== true) {
      this.#marker = '- '
      return
    }
    const number = Number.parseInt(value ?? '', 10) || this.#list.next
    this.#list.next = number + 1
    this.#marker = `${number}. `
  }

  text(text: string): void {
    if (this.#frame.silent || this.#frame.tiny) return
    const [first = '', ...lines] = this.#frame.pre ? text.split(/\r?\n/) : [text.replace(/[ \t\r\n\f]+/g, ' ')]
    this.#words(first)
    for (const line of lines) {
      this.#endLine()
      this.#words(line)
    }
  }

  #words(text: string): void {
    const { font, bold } = this.#frame
    const last = this.#runs.at(-1)
    if (last?.font === font && last.bold === bold) last.text += text
    else this.#runs.push({ text, font, bold })
    if (this.#frame.link !== null) this.#linkText += text
  }

  close(name: string): void {
    if (name === 'a') this.#endLink()
    const line = lineAt(name)
    if (line !== 'inline') this.#endParagraph(line === 'spaced')
    if (this.#tooDeep > 0) {
      this.#tooDeep--
      return
    }
    const { table, after } = this.#frame
    if (name === 'li') this.#marker = ''
    this.#frame = this.#frames.pop() ?? PAGE
    if (after !== null) {
      this.#blocks = after.blocks
      this.#list = after.list
    }
    if (table !== null) this.#endTable(table)
  }

  #endTable(table: OpenTable): void {
    this.#tables.pop()
    const closed = table.close()
    if (closed !== null) this.#blocks.push(closed)
  }

  end(): Page {
    this.#endParagraph(false)
    const texts = decodeParagraphs(this.#drafts.map(({ runs }) => runs))
    let converted = false
    for (const [at, { paragraph, runs, pre }] of this.#drafts.entries()) {
      const text = texts[at] ?? ''
      converted ||= text !== textOf(runs)
      paragraph.text = pre ? clean(text) : clean(text).replace(/ {2,}/g, ' ')
    }
    return { blocks: this.#top, links: [...this.#links.values()], converted }
  }

  #endLine(): void {
    if (clean(textOf(this.#runs)) === '') this.#spaced = true
    this.#endParagraph(false)
  }

  #endParagraph(spaced: boolean): void {
    const runs = this.#runs
    if (clean(textOf(runs)) !== '') {
      const bold = runs.every(run => run.bold || clean(run.text) === '')
      const { quoted, pre } = this.#frame
      const paragraph = {
        kind: 'paragraph',
        text: '',
        bold,
        marker: this.#marker,
        quoted,
        spaced: this.#spaced,
      } as const
      this.#blocks.push(paragraph)
      this.#drafts.push({ paragraph, runs, pre })
      this.#spaced = false
      this.#marker = ''
    }
    this.#spaced ||= spaced
    this.#runs = []
  }

  #image(src: string): void {
    this.#endParagraph(false)
    this.#blocks.push({ kind: 'image', src })
  }

  /** Of two links to one place the one with words counts: the other is its picture. */
  #endLink(): void {
    const url = this.#frame.link
    if (url === null || this.#frame.silent || (this.#links.get(url)?.text ?? '') !== '') return
    this.#links.set(url, { url, text: cleanText(this.#linkText).replace(/\s+/g, ' ').trim() })
  }
}

const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('')

const clean = (text: string): string => cleanText(text).trim()
