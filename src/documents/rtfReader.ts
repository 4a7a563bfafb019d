import type { Document, DocumentNote, MailFile } from '../domain.ts'
import { BlockWriter } from './blocks.ts'
import { FieldReader, LinkReader } from './links.ts'
import { decodeRun, type RtfFont } from './rtfFonts.ts'
import type { RtfToken } from './rtfTokens.ts'
import { CHARACTERS, KNOWN_STARRED, QUIET, SILENT, SYMBOLS } from './rtfWords.ts'
import { TableMarks } from './tableMarks.ts'

/**
 * What the words of a group are: text, names of fonts, a field's code, a picture's bytes in hex, or nothing. In a
 * `quiet` group there are no words either, but inner groups may hold some.
 */
type Target = 'text' | 'fonts' | 'code' | 'picture' | 'nothing' | 'quiet'

/** A group's properties; an inner group starts with those of the outer one. */
interface Group {
  target: Target
  font: number
  bold: boolean
  hidden: boolean
  deleted: boolean
  /** How many characters after `\u` are its fallback. */
  fallback: number
  /** What its end ends besides. */
  ends: 'field' | 'box' | 'picture' | null
}

/** Pieces of RTF → blocks. Pictures are handed out ({@link takePicture}) and given back as files ({@link place}). */
export class RtfReader {
  readonly #writer = new BlockWriter()
  readonly #links = new LinkReader()
  readonly #fields = new FieldReader(this.#links)
  readonly #notes = new Set<DocumentNote>()
  readonly #groups: Group[] = []
  readonly #fonts = new Map<number, RtfFont>()
  /** One for the text and one for each open text box. */
  readonly #tables: TableMarks[] = [new TableMarks(this.#writer)]
  #group: Group = {
    target: 'text',
    font: 0,
    bold: false,
    hidden: false,
    deleted: false,
    fallback: 1,
    ends: null,
  }
  #page: number | null = null
  #usualFont = 0
  #inTable = false
  #tableDepth = 0
  #listed = false
  /** Bytes of text that wait for their neighbours: a letter may be more than one. */
  #bytes: number[] = []
  /** Fallback characters still to be left out. */
  #leaveOut = 0
  #starred = false
  #hex: string[] = []
  #picture: Uint8Array | null = null
  #pictureReady = false
  pictures = 0

  get depth(): number {
    return this.#groups.length
  }

  take(token: RtfToken): void {
    if (token.kind !== 'byte' && token.kind !== 'text') this.#flush()
    const starred = this.#starred
    this.#starred = false
    if (token.kind === 'open') this.#open()
    else if (token.kind === 'close') this.#close()
    else if (token.kind === 'word') this.#word(token.word, token.number, starred)
    else if (token.kind === 'symbol') this.#symbol(token.symbol)
    else if (token.kind === 'byte') this.#addBytes([token.byte])
    else if (token.kind === 'binary') this.#binary(token.bytes)
    else this.#text(token.text)
  }

  /** The picture whose group has just ended; null if none has. */
  takePicture(): Uint8Array | null {
    if (!this.#pictureReady) return null
    this.#pictureReady = false
    this.pictures++
    const picture = this.#picture ?? Buffer.from(this.#hex.join('').replace(/[^0-9a-f]/gi, ''), 'hex')
    this.#hex = []
    this.#picture = null
    return picture
  }

  place(file: MailFile): void {
    this.#openParagraph()
    this.#writer.picture(file)
  }

  end(): Document {
    this.#flush()
    const { blocks, converted } = this.#writer.end()
    if (converted) this.#notes.add('converted')
    return { blocks, links: this.#links.found, notes: [...this.#notes] }
  }

  #open(): void {
    this.#leaveOut = 0
    this.#groups.push(this.#group)
    this.#group = { ...this.#group, ends: null }
  }

  #close(): void {
    const { ends } = this.#group
    this.#leaveOut = 0
    if (ends === 'field') this.#fields.end()
    if (ends === 'picture') this.#pictureReady = true
    if (ends === 'box') {
      this.#tables.at(-1)?.leave(0)
      this.#tables.pop()
      this.#writer.closeBox()
    }
    this.#group = this.#groups.pop() ?? { ...this.#group, ends: null }
  }

  #word(word: string, number: number | null, starred: boolean): void {
    if (this.#destination(word, starred)) return
    if (this.#group.target === 'fonts') this.#fontWord(word, number)
    else if (this.#group.target === 'text') this.#textWord(word, number)
    else if (word === 'uc') this.#group.fallback = number ?? 1
  }

  /** A word may say what its group is. */
  #destination(word: string, starred: boolean): boolean {
    const group = this.#group
    if (word === 'annotation' || word === 'chatn') this.#notes.add('comments')
    if (word === 'listtext' || word === 'pntext') this.#listed = true
    if (group.target === 'nothing') return true
    if (word === 'pict') {
      group.target = 'picture'
      group.ends = 'picture'
    } else if (SILENT.has(word) || (starred && !KNOWN_STARRED.has(word))) group.target = 'nothing'
    else if (QUIET.has(word)) group.target = 'quiet'
    else if (word === 'ud' || word === 'fldrslt') this.#result(word)
    else if (word === 'fonttbl') group.target = 'fonts'
    else if (word === 'fldinst') group.target = 'code'
    else if (word === 'field') {
      this.#fields.begin()
      group.ends = 'field'
    } else if ((word === 'shptxt' || word === 'dptxbxtext') && group.ends === null) this.#openBox()
    else return false
    return true
  }

  #result(word: string): void {
    if (word === 'fldrslt') this.#fields.separate()
    this.#group.target = 'text'
  }

  #openBox(): void {
    this.#writer.openBox()
    this.#tables.push(new TableMarks(this.#writer))
    Object.assign(this.#group, { target: 'text', ends: 'box' })
    this.#startParagraph()
  }

  #fontWord(word: string, number: number | null): void {
    if (word === 'f') {
      this.#group.font = number ?? 0
      this.#fonts.set(this.#group.font, { name: '', charset: null })
    } else if (word === 'fcharset') {
      const font = this.#fonts.get(this.#group.font)
      if (font !== undefined) font.charset = number
    }
  }

  #textWord(word: string, number: number | null): void {
    const character = CHARACTERS[word]
    if (character !== undefined) this.#character(character)
    else if (word === 'u') this.#unicode(number ?? 0)
    else if (!this.#look(word, number)) this.#structure(word, number)
  }

  /** How the words that follow look. */
  #look(word: string, number: number | null): boolean {
    const group = this.#group
    if (word === 'f') group.font = number ?? 0
    else if (word === 'b') group.bold = number !== 0
    else if (word === 'v') group.hidden = number !== 0
    else if (word === 'deleted') group.deleted = number !== 0
    else if (word === 'plain')
      Object.assign(group, { font: this.#usualFont, bold: false, hidden: false, deleted: false })
    else if (word === 'uc') group.fallback = number ?? 1
    else if (word === 'deff') this.#usualFont = group.font = number ?? 0
    else if (word === 'ansicpg') this.#page = number
    else return false
    if (word === 'deleted') this.#notes.add('trackedChanges')
    return true
  }

  #structure(word: string, number: number | null): void {
    if (word === 'revised') this.#notes.add('trackedChanges')
    else if (word === 'pard') this.#startParagraph()
    else if (word === 'intbl') this.#inTable = true
    else if (word === 'itap') this.#tableDepth = Math.max(number ?? 0, 0)
    else if (word === 'ls') this.#listed = number !== 0
    else if (word === 'par' || word === 'page' || word === 'sect' || word === 'column') this.#endParagraph()
    else if (word === 'cell' || word === 'nestcell')
      this.#endCell(word === 'cell' ? 1 : Math.max(this.#depthInTables(), 2))
    else if (word === 'row' || word === 'nestrow') this.#endRow(word === 'row' ? 1 : Math.max(this.#depthInTables(), 2))
  }

  #startParagraph(): void {
    this.#inTable = false
    this.#tableDepth = 0
    this.#listed = false
  }

  #depthInTables(): number {
    return this.#inTable ? Math.max(this.#tableDepth, 1) : this.#tableDepth
  }

  #openParagraph(): void {
    this.#tables.at(-1)?.enter(this.#depthInTables())
    if (!this.#writer.inParagraph) this.#writer.openParagraph()
    if (this.#listed) this.#writer.markListed()
  }

  #endParagraph(): void {
    // The mark of a deleted paragraph joins it with the next one.
    if (!this.#group.deleted) this.#writer.closeParagraph()
  }

  #endCell(depth: number): void {
    this.#tables.at(-1)?.enter(depth)
    this.#writer.closeParagraph()
    this.#tables.at(-1)?.closeCell()
  }

  #endRow(depth: number): void {
    this.#tables.at(-1)?.leave(depth)
    this.#tables.at(-1)?.closeRow()
  }

  #symbol(symbol: string): void {
    if (symbol === '*') this.#starred = true
    else if (symbol === '\n' || symbol === '\r') this.#structure('par', null)
    else if (SYMBOLS[symbol] !== undefined) this.#character(SYMBOLS[symbol])
  }

  #text(text: string): void {
    const { target } = this.#group
    if (target === 'picture') this.#hex.push(text)
    else if (target === 'fonts') this.#fontName(text)
    else if (target === 'text' || target === 'code') this.#addBytes([...Buffer.from(text, 'latin1')])
  }

  #fontName(text: string): void {
    const font = this.#fonts.get(this.#group.font)
    if (font !== undefined) font.name += text.replace(/;.*$/s, '').trimStart()
  }

  #binary(bytes: Uint8Array): void {
    if (this.#group.target === 'picture') this.#picture = bytes
  }

  #addBytes(bytes: readonly number[]): void {
    const left = bytes.slice(this.#leaveOut)
    this.#leaveOut = Math.max(0, this.#leaveOut - bytes.length)
    if (this.#group.target === 'text' || this.#group.target === 'code') for (const byte of left) this.#bytes.push(byte)
  }

  #flush(): void {
    if (this.#bytes.length === 0) return
    this.#write(decodeRun(this.#bytes, this.#fonts.get(this.#group.font), this.#page))
    this.#bytes = []
  }

  #character(character: string): void {
    if (this.#leaveOut > 0) this.#leaveOut--
    else if (this.#group.target === 'text' || this.#group.target === 'code') this.#write(character)
  }

  #unicode(number: number): void {
    this.#leaveOut = this.#group.fallback
    this.#write(String.fromCharCode(number & 0xffff))
  }

  #write(text: string): void {
    const { target, hidden, deleted, bold, font } = this.#group
    if (target === 'code') this.#fields.code(text)
    else if (!hidden && !deleted) {
      this.#openParagraph()
      this.#writer.text(text, { font: this.#fonts.get(font)?.name ?? null, bold })
      this.#links.text(text)
    }
  }
}
