import type { Document, DocumentNote, Files, MailFile } from '../domain.ts'
import { BlockWriter } from './blocks.ts'
import { type DocFile, openDoc, type Piece } from './docFile.ts'
import { type Formatted, formatAt, readCharacterFormats, readParagraphFormats } from './docFormat.ts'
import { floatingPictures, inlinePicture } from './docPictures.ts'
import { type CharacterFormat, type DocStyles, isList, LIST, readDocStyles } from './docStyles.ts'
import { FieldReader, LinkReader } from './links.ts'
import { keepPicture } from './pictures.ts'
import { TableMarks } from './tableMarks.ts'

/**
 * Word 97–2003, and 6/95 where the text stands in one piece (MS-DOC). Read as .docx is: deleted and hidden text out,
 * inserted in; text boxes after the rest, since the format keeps them there; no notes, headers or comments.
 *
 * @throws {Refused}
 */
export async function readDoc(files: Files, bytes: Uint8Array): Promise<Document> {
  const file = openDoc(bytes)
  const styles = readDocStyles(file)
  const runs = [file.body, file.boxes].map(([start, end]) => readRuns(file, styles, start, end))
  const reader = new DocReader(styles, await keepPictures(files, file, runs.flat()))
  for (const story of runs) for (const run of story) reader.run(run)
  return reader.end()
}

/** Characters that stand together and look alike, in one paragraph. */
interface DocRun {
  readonly cp: number
  readonly text: string
  readonly format: CharacterFormat
  readonly paragraph: Formatted | null
}

function readRuns(file: DocFile, styles: DocStyles, start: number, end: number): readonly DocRun[] {
  const characters = [...readCharacterFormats(file)].sort(byStart)
  const paragraphs = [...readParagraphFormats(file)].sort(byStart)
  const runs: DocRun[] = []
  for (const piece of file.pieces) {
    const until = Math.min(piece.end, end)
    for (let cp = Math.max(piece.cp, start); cp < until; ) {
      const fc = piece.fc + (cp - piece.cp) * piece.width
      const look = formatAt(characters, fc)
      const paragraph = formatAt(paragraphs, fc)
      const bytes = Math.min(look?.end ?? Number.POSITIVE_INFINITY, paragraph?.end ?? Number.POSITIVE_INFINITY) - fc
      const next = Math.min(until, cp + Math.max(1, Math.ceil(bytes / piece.width)))
      const format = styles.characters(paragraph?.style ?? 0, look?.changes ?? [])
      runs.push({ cp, text: textOf(file, piece, cp, next), format, paragraph })
      cp = next
    }
  }
  return runs
}

const byStart = (one: Formatted, other: Formatted): number => one.start - other.start

const DECODERS = { 1: new TextDecoder('windows-1252'), 2: new TextDecoder('utf-16le', { ignoreBOM: true }) }

function textOf({ word }: DocFile, { cp, fc, width }: Piece, start: number, end: number): string {
  return DECODERS[width].decode(word.slice(fc + (start - cp) * width, fc + (end - cp) * width).bytes)
}

/** Marks of special characters: a picture in the line, one that text flows around, a comment. */
const INLINE = '\u0001'
const FLOATING = '\u0008'
const COMMENT = '\u0005'

async function keepPictures(
  files: Files,
  file: DocFile,
  runs: readonly DocRun[],
): Promise<ReadonlyMap<number, MailFile>> {
  const floating = floatingPictures(file)
  const kept = new Map<number, MailFile>()
  for (const { cp, text, format } of runs) {
    for (let at = 0; at < text.length && format.special; at++) {
      const isInline = text[at] === INLINE && format.picture !== null
      const bytes = isInline
        ? inlinePicture(file, format.picture ?? 0)
        : text[at] === FLOATING
          ? floating.get(cp + at)
          : null
      const picture = bytes && (await keepPicture(files, bytes, `anh-${kept.size + 1}`))
      if (picture) kept.set(cp + at, picture)
    }
  }
  return kept
}

/** Codes of paragraph properties: in a table and how deep, the end of a row, of an inner cell and of an inner row. */
const IN_TABLE = 0x2416
const DEPTH = 0x6649
const ROW_END = 0x2417
const INNER_CELL_END = 0x244b
const INNER_ROW_END = 0x244c

class DocReader {
  readonly #styles: DocStyles
  readonly #pictures: ReadonlyMap<number, MailFile>
  readonly #writer = new BlockWriter()
  readonly #links = new LinkReader()
  readonly #fields = new FieldReader(this.#links)
  readonly #notes = new Set<DocumentNote>()
  readonly #tables = new TableMarks(this.#writer)

  constructor(styles: DocStyles, pictures: ReadonlyMap<number, MailFile>) {
    this.#styles = styles
    this.#pictures = pictures
  }

  run({ cp, text, format, paragraph }: DocRun): void {
    if (format.deleted || format.inserted) this.#notes.add('trackedChanges')
    for (let at = 0; at < text.length; at++) this.#character(text[at] ?? '', cp + at, format, paragraph)
  }

  end(): Document {
    const { blocks, converted } = this.#writer.end()
    if (converted) this.#notes.add('converted')
    return { blocks, links: this.#links.found, notes: [...this.#notes] }
  }

  #character(character: string, cp: number, format: CharacterFormat, paragraph: Formatted | null): void {
    // A deleted mark of a paragraph joins it with the next one; that of a cell still ends its cell.
    if (character === '\r' && format.deleted) return
    if (character === '\r' || character === '\u0007' || character === '\f') this.#endParagraph(character, paragraph)
    else if (character === '\u0013') this.#fields.begin()
    else if (character === '\u0014') this.#fields.separate()
    else if (character === '\u0015') this.#fields.end()
    else if (!format.deleted && !format.hidden) this.#visible(character, cp, format, paragraph)
    else if (this.#fields.inCode) this.#fields.code(character)
  }

  #visible(character: string, cp: number, format: CharacterFormat, paragraph: Formatted | null): void {
    if (this.#fields.inCode) {
      this.#fields.code(character)
      return
    }
    this.#openParagraph(paragraph)
    const picture = this.#pictures.get(cp)
    if (picture !== undefined) this.#writer.picture(picture)
    else if (format.symbol !== null) this.#write(String.fromCharCode(format.symbol.code), format, format.symbol.font)
    else if (format.special && character === COMMENT) this.#notes.add('comments')
    else if (!format.special || character >= ' ') this.#write(CHARACTERS[character] ?? character, format, format.font)
  }

  #write(text: string, { bold }: CharacterFormat, font: number): void {
    this.#writer.text(text, { font: this.#styles.font(font), bold })
    this.#links.text(text)
  }

  #openParagraph(paragraph: Formatted | null): void {
    const changes = paragraph?.changes ?? []
    this.#tables.enter(depthOf(paragraph))
    if (this.#writer.inParagraph) return
    this.#writer.openParagraph(
      changes.some(isList) ||
        (!changes.some(({ code }) => code === LIST) && this.#styles.isListed(paragraph?.style ?? 0)),
    )
  }

  #endParagraph(mark: string, paragraph: Formatted | null): void {
    const depth = depthOf(paragraph)
    const isSet = (code: number): boolean =>
      (paragraph?.changes ?? []).some(change => change.code === code && change.operand.u8(0) !== 0)
    if (depth > 0 && (isSet(ROW_END) || isSet(INNER_ROW_END))) {
      this.#tables.leave(depth)
      this.#tables.closeRow()
      return
    }
    this.#fields.endParagraph()
    this.#tables.enter(depth)
    this.#writer.closeParagraph()
    if (depth > 0 && (mark === '\u0007' || isSet(INNER_CELL_END))) this.#tables.closeCell()
  }
}

/** Marks that are a character. A soft hyphen is dropped later: in TCVN3 it is the letter "ư". */
const CHARACTERS: Readonly<Record<string, string>> = {
  '\u000b': '\n',
  '\u000e': '\n',
  '\u001e': '-',
  '\u001f': '\u00ad',
}

function depthOf(paragraph: Formatted | null): number {
  let depth = 0
  for (const { code, operand } of paragraph?.changes ?? []) {
    if (code === IN_TABLE && operand.u8(0) !== 0) depth = Math.max(depth, 1)
    if (code === DEPTH) depth = operand.u32(0)
  }
  return depth
}
