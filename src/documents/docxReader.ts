import type { Block, DocumentNote, MailFile } from '../domain.ts'
import type { BlockWriter } from './blocks.ts'
import { isOn, type RunProperties, readProperty, type Styles } from './docxStyles.ts'
import { FieldReader, type LinkReader } from './links.ts'
import type { Relationship } from './package.ts'
import type { Tag, XmlEvents } from './xml.ts'

/** What a story refers to, most of it by relationship ids, and where finds other than blocks go. */
export interface Story {
  readonly styles: Styles
  readonly relationships: ReadonlyMap<string, Relationship>
  readonly pictures: ReadonlyMap<string, MailFile>
  /** Documents of other formats that stand in this one (`w:altChunk`). */
  readonly chunks: ReadonlyMap<string, readonly Block[]>
  readonly links: LinkReader
  readonly notes: Set<DocumentNote>
}

/** Elements whose content is no text of the document: deleted, moved away, properties of former times, phonetics. */
const SKIPPED = new Set([
  'w:del',
  'w:moveFrom',
  'w:pPrChange',
  'w:rPrChange',
  'w:sectPrChange',
  'w:tblPrChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:rt',
])

/** Elements of a run that are a character. A soft hyphen is dropped later: in TCVN3 it is the letter "ư". */
const CHARACTERS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
  'w:softHyphen': '\u00ad',
}

/** Columns of a Word table: its own limit is 63. */
const MAX_COLUMNS = 63

interface Run {
  readonly properties: RunProperties
  style: string | null
}

/** Events of a story (`document.xml`, a header) → blocks. */
export class DocxReader implements XmlEvents {
  readonly #writer: BlockWriter
  readonly #story: Story
  readonly #fields: FieldReader
  readonly #path: string[] = []
  /** Depth of the element whose content is skipped. */
  #skipFrom = Number.POSITIVE_INFINITY
  /** Of each open paragraph, run, content control, choice: text boxes put them into one another. */
  readonly #paragraphs: { style: string | null }[] = []
  readonly #runs: Run[] = []
  readonly #hints: boolean[] = []
  readonly #choices: boolean[] = []
  /** The mark of the paragraph that ended last was deleted: it goes on in the next one. */
  #joins = false
  #rowDeleted = false

  constructor(writer: BlockWriter, story: Story) {
    this.#writer = writer
    this.#story = story
    this.#fields = new FieldReader(story.links)
  }

  open(tag: Tag): void {
    const parent = this.#path.at(-1) ?? ''
    const outer = this.#path.at(-2) ?? ''
    this.#path.push(tag.name)
    if (this.#path.length > this.#skipFrom) return
    if (parent === 'w:rPr' || parent === 'w:pPr' || parent === 'w:numPr') this.#property(tag, parent, outer)
    else if (parent === 'w:trPr') this.#rowProperty(tag)
    else if (this.#isSkipped(tag.name)) this.#skipFrom = this.#path.length
    else this.#element(tag, parent)
  }

  close(name: string): void {
    const depth = this.#path.length
    this.#path.pop()
    if (depth > this.#skipFrom) return
    if (depth === this.#skipFrom) this.#skipFrom = Number.POSITIVE_INFINITY
    else this.#end(name)
  }

  text(text: string): void {
    if (this.#path.length >= this.#skipFrom) return
    const name = this.#path.at(-1)
    if (name === 'w:instrText') this.#fields.code(text)
    else if ((name === 'w:t' || name === 'm:t') && !this.#fields.inOuterCode) this.#write(text)
  }

  #property(tag: Tag, parent: string, outer: string): void {
    const run = this.#runs.at(-1)
    if (parent === 'w:rPr' && outer === 'w:pPr') this.#markProperty(tag.name)
    else if (parent === 'w:rPr' && outer === 'w:r' && run !== undefined) {
      if (tag.name === 'w:rStyle') run.style = tag.get('val')
      else readProperty(tag, run.properties)
    } else if (tag.name === 'w:pStyle') this.#paragraphStyle(tag.get('val'))
    else if ((tag.name === 'w:numId' && tag.get('val') !== '0') || tag.name === 'w:listPr') this.#writer.markListed()
  }

  #markProperty(name: string): void {
    if (name !== 'w:del' && name !== 'w:moveFrom') return
    this.#joins = true
    this.#story.notes.add('trackedChanges')
  }

  #paragraphStyle(style: string | null): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph !== undefined) paragraph.style = style
    if (this.#story.styles.paragraph(style).listed) this.#writer.markListed()
  }

  #rowProperty(tag: Tag): void {
    if (tag.name === 'w:del') this.#rowDeleted = true
    else if (tag.name === 'w:gridBefore') this.#writer.skipColumns(columns(tag))
  }

  #isSkipped(name: string): boolean {
    if (name === 'w:ins' || name === 'w:del' || name === 'w:moveFrom' || name === 'w:moveTo')
      this.#story.notes.add('trackedChanges')
    if (SKIPPED.has(name)) return true
    if (name === 'w:sdtContent') return this.#hints.at(-1) === true
    if (name !== 'mc:Choice' && name !== 'mc:Fallback') return false
    // The same content twice, for newer and older programs: the first is read.
    const taken = this.#choices.at(-1) === true
    if (this.#choices.length > 0) this.#choices[this.#choices.length - 1] = true
    return taken
  }

  #element(tag: Tag, parent: string): void {
    const character = parent === 'w:r' ? CHARACTERS[tag.name] : undefined
    if (character !== undefined) this.#write(character)
    else if (tag.name === 'w:p') this.#openParagraph()
    else if (tag.name === 'w:r') this.#runs.push({ properties: {}, style: null })
    else if (tag.name === 'w:sym') this.#symbol(tag)
    else if (tag.name === 'w:fldChar') this.#field(tag.get('fldCharType'))
    else if (tag.name === 'w:fldSimple') this.#simpleField(tag.get('instr') ?? '')
    else if (tag.name === 'w:commentReference') this.#story.notes.add('comments')
    else if (!this.#reference(tag)) this.#structure(tag)
  }

  /** Elements that point out of the story. */
  #reference(tag: Tag): boolean {
    const { links, pictures, chunks } = this.#story
    if (tag.name === 'w:hyperlink') links.open(this.#address(tag))
    else if (tag.name === 'a:hlinkClick') links.add(this.#address(tag) ?? '', '')
    else if (tag.name === 'w:altChunk') this.#writer.insert(chunks.get(tag.get('id') ?? '') ?? [])
    else if (tag.name === 'v:textpath') this.#wordArt(tag.get('string') ?? '')
    else if (tag.name === 'a:blip' || tag.name === 'v:imagedata') {
      const picture = pictures.get(tag.get('embed') ?? tag.get('src') ?? '') ?? pictures.get(tag.get('id') ?? '')
      if (picture !== undefined) this.#writer.picture(picture)
    } else return false
    return true
  }

  /** Words drawn as a picture, often a title. */
  #wordArt(words: string): void {
    this.#writer.openBox()
    this.#writer.text(words, { font: null, bold: true })
    this.#writer.closeBox()
  }

  #address(tag: Tag): string | null {
    const relationship = this.#story.relationships.get(tag.get('id') ?? '')
    return relationship?.external ? relationship.target : null
  }

  #structure(tag: Tag): void {
    const { name } = tag
    if (name === 'w:tbl') this.#writer.openTable()
    else if (name === 'w:tr') this.#writer.openRow()
    else if (name === 'w:tc') this.#writer.openCell()
    else if (name === 'w:gridSpan') this.#writer.skipColumns(columns(tag) - 1)
    else if (name === 'w:txbxContent') this.#writer.openBox()
    else if (name === 'w:sdt') this.#hints.push(false)
    else if (name === 'w:showingPlcHdr' && this.#hints.length > 0)
      this.#hints[this.#hints.length - 1] = isOn(tag.get('val'))
    else if (name === 'mc:AlternateContent') this.#choices.push(false)
  }

  #end(name: string): void {
    if (name === 'w:p') this.#closeParagraph()
    else if (name === 'w:r') this.#runs.pop()
    else if (name === 'w:hyperlink') this.#story.links.close()
    else if (name === 'w:fldSimple') this.#fields.end()
    else if (name === 'w:tbl') this.#writer.closeTable()
    else if (name === 'w:tr') this.#closeRow()
    else if (name === 'w:tc') this.#writer.closeCell()
    else if (name === 'w:txbxContent') this.#writer.closeBox()
    else if (name === 'w:sdt') this.#hints.pop()
    else if (name === 'mc:AlternateContent') this.#choices.pop()
  }

  #openParagraph(): void {
    if (!(this.#joins && this.#writer.inParagraph)) this.#writer.openParagraph()
    this.#joins = false
    this.#paragraphs.push({ style: null })
    if (this.#story.styles.paragraph(null).listed) this.#writer.markListed()
  }

  #closeParagraph(): void {
    this.#paragraphs.pop()
    if (!this.#joins) this.#writer.closeParagraph()
  }

  #closeRow(): void {
    if (this.#rowDeleted) this.#writer.dropRow()
    if (this.#rowDeleted) this.#story.notes.add('trackedChanges')
    this.#rowDeleted = false
  }

  #field(type: string | null): void {
    if (type === 'begin') this.#fields.begin()
    else if (type === 'separate') this.#fields.separate()
    else this.#fields.end()
  }

  #simpleField(code: string): void {
    this.#fields.begin()
    this.#fields.code(code)
    this.#fields.separate()
  }

  #symbol(tag: Tag): void {
    const code = Number.parseInt(tag.get('char') ?? '', 16)
    if (code <= 0xffff) this.#write(String.fromCharCode(code), tag.get('font'))
  }

  #write(text: string, symbolFont: string | null = null): void {
    const { styles, links } = this.#story
    const run = this.#runs.at(-1)
    const { font, bold, hidden } = {
      ...styles.paragraph(this.#paragraphs.at(-1)?.style ?? null),
      ...styles.run(run?.style ?? null),
      ...run?.properties,
    }
    if (hidden) return
    this.#writer.text(text, { font: symbolFont ?? font ?? null, bold: bold ?? false })
    links.text(text)
  }
}

const columns = (tag: Tag): number =>
  Math.min(Math.max(Number.parseInt(tag.get('val') ?? '1', 10) || 0, 0), MAX_COLUMNS)
