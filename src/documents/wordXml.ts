import type { Document, DocumentNote } from '../domain.ts'
import { BlockWriter } from './blocks.ts'
import { DocxReader } from './docxReader.ts'
import { readStyles } from './docxStyles.ts'
import { LinkReader } from './links.ts'
import { readXml } from './xml.ts'

/**
 * A Word document as one XML file: of Word 2003, and the flat form of .docx (ECMA-376 part 2, annex on flat OPC). Its
 * text is read; links and pictures, which stand elsewhere in it, are not.
 *
 * @throws {Refused}
 */
export function readWordXml(bytes: Uint8Array): Document {
  const writer = new BlockWriter()
  const links = new LinkReader()
  const notes = new Set<DocumentNote>()
  const none = new Map<string, never>()
  const reader = new DocxReader(writer, {
    styles: readStyles(null),
    relationships: none,
    pictures: none,
    chunks: none,
    links,
    notes,
  })
  // Styles, headers and notes are in the same file; the text is what is in its body.
  let inBody = false
  readXml(bytes, {
    open(tag) {
      if (inBody) reader.open(tag)
      inBody ||= tag.name === 'w:body'
    },
    close(name) {
      if (name === 'w:body') inBody = false
      if (inBody) reader.close(name)
    },
    text: text => (inBody ? reader.text(text) : undefined),
  })
  const { blocks, converted } = writer.end()
  if (converted) notes.add('converted')
  return { blocks, links: links.found, notes: [...notes] }
}
