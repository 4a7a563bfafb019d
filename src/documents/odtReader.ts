import type { Document, DocumentNote, MailFile } from '../domain.ts'
import { BlockWriter } from './blocks.ts'
import { LinkReader } from './links.ts'
import type { OdtProperties, OdtStyles } from './odtStyles.ts'
import type { Tag, XmlEvents } from './xml.ts'

/** Elements whose content is no text of the document: deleted text, comments, notes, margins, descriptions, forms. */
const SKIPPED = new Set([
  'text:tracked-changes',
  'office:annotation',
  'text:note',
  'text:ruby-text',
  'title',
  'desc',
  'office:binary-data',
  'office:forms',
  'office:master-styles',
  'text:hidden-text',
  'text:hidden-paragraph',
])

/** Shapes that hold text of their own. */
const BOXES = new Set(['draw:text-box', 'draw:custom-shape', 'draw:rect', 'draw:ellipse', 'draw:polygon', 'draw:path'])

/** Columns of a table, and spaces in a row, that one element may stand for. */
const MAX_REPEATED = 100

/** Events of `content.xml` → blocks. */
export class OdtReader implements XmlEvents {
  readonly #styles: OdtStyles
  readonly #pictures: ReadonlyMap<string, MailFile>
  readonly #writer = new BlockWriter()
  readonly #links = new LinkReader()
  readonly #notes = new Set<DocumentNote>()
  #depth = 0
  #skipFrom = Number.POSITIVE_INFINITY
  /** Looks of the open paragraphs and spans, innermost last. */
  readonly #looks: OdtProperties[] = []
  #lists = 0
  /** The change that is being read, and those that are deletions: where deleted text stands in its place, it goes. */
  #change: string | null = null
  readonly #deletions = new Set<string>()
  #deleting = 0
  /** Whether the open frame has shown one of its images: the others are the same in other formats. */
  #shown = false

  constructor(styles: OdtStyles, pictures: ReadonlyMap<string, MailFile>) {
    this.#styles = styles
    this.#pictures = pictures
  }

  open(tag: Tag): void {
    this.#depth++
    if (this.#depth > this.#skipFrom) {
      this.#trackedChange(tag)
      return
    }
    if (this.#isSkipped(tag)) this.#skipFrom = this.#depth
    else this.#element(tag)
    this.#styles.open(tag)
  }

  close(name: string): void {
    const depth = this.#depth--
    if (depth > this.#skipFrom) return
    if (depth === this.#skipFrom) this.#skipFrom = Number.POSITIVE_INFINITY
    else this.#end(name)
    this.#styles.close(name)
  }

  text(text: string): void {
    // White space in the file is layout of the file: what counts has elements (ODF 1.2 part 1, §6.1.2).
    if (this.#depth < this.#skipFrom && this.#looks.length > 0) this.#write(text.replace(/[ \t\r\n]+/g, ' '))
  }

  end(): Document {
    const { blocks, converted } = this.#writer.end()
    if (converted) this.#notes.add('converted')
    return { blocks, links: this.#links.found, notes: [...this.#notes] }
  }

  #trackedChange(tag: Tag): void {
    if (tag.name === 'text:changed-region') {
      this.#notes.add('trackedChanges')
      this.#change = tag.get('id')
    } else if (tag.name === 'text:deletion' && this.#change !== null) this.#deletions.add(this.#change)
  }

  #isDeletion(tag: Tag): boolean {
    return this.#deletions.has(tag.get('change-id') ?? '')
  }

  #isSkipped(tag: Tag): boolean {
    if (tag.name === 'office:annotation') this.#notes.add('comments')
    return SKIPPED.has(tag.name) || (tag.name === 'text:section' && tag.get('display') === 'none')
  }

  #element(tag: Tag): void {
    const { name } = tag
    if (name === 'text:p' || name === 'text:h') this.#openParagraph(tag)
    else if (name === 'text:span')
      this.#looks.push({ ...this.#looks.at(-1), ...this.#styles.of('text', tag.get('style-name')) })
    else if (name === 'text:s') this.#write(' '.repeat(repeated(tag.get('c'))))
    else if (name === 'text:tab') this.#write('\t')
    else if (name === 'text:line-break') this.#write('\n')
    else if (name === 'text:a') this.#links.open(tag.get('href'))
    else if (name === 'text:list') this.#lists++
    else if (name === 'text:change-start' && this.#isDeletion(tag)) this.#deleting++
    else if (name === 'text:change-end' && this.#isDeletion(tag)) this.#deleting--
    else if (name === 'draw:frame') this.#shown = false
    else if (name === 'draw:image') this.#image(tag)
    else if (BOXES.has(name)) this.#writer.openBox()
    else this.#table(tag)
  }

  #table(tag: Tag): void {
    const { name } = tag
    if (name === 'table:table') this.#writer.openTable()
    else if (name === 'table:table-row') this.#writer.openRow()
    else if (name === 'table:table-cell') this.#writer.openCell()
    else if (name === 'table:covered-table-cell') {
      this.#writer.openCell()
      this.#writer.skipColumns(repeated(tag.get('number-columns-repeated')) - 1)
    }
  }

  #end(name: string): void {
    if (name === 'text:p' || name === 'text:h') this.#closeParagraph()
    else if (name === 'text:span') this.#looks.pop()
    else if (name === 'text:a') this.#links.close()
    else if (name === 'text:list') this.#lists--
    else if (BOXES.has(name)) this.#writer.closeBox()
    else if (name === 'table:table') this.#writer.closeTable()
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#writer.closeCell()
  }

  #openParagraph(tag: Tag): void {
    this.#looks.push(this.#styles.of('paragraph', tag.get('style-name')))
    this.#writer.openParagraph(this.#lists > 0)
  }

  #closeParagraph(): void {
    this.#looks.pop()
    this.#writer.closeParagraph()
  }

  #image(tag: Tag): void {
    const picture = this.#pictures.get((tag.get('href') ?? '').replace(/^\.\//, '').toLowerCase())
    if (picture === undefined || this.#shown) return
    this.#shown = true
    this.#writer.picture(picture)
  }

  #write(text: string): void {
    const look = this.#looks.at(-1)
    if (look === undefined || look.hidden || this.#deleting > 0) return
    this.#writer.text(text, { font: look.font ?? null, bold: look.bold ?? false })
    this.#links.text(text)
  }
}

const repeated = (value: string | null): number =>
  Math.min(Math.max(Number.parseInt(value ?? '1', 10) || 1, 1), MAX_REPEATED)
