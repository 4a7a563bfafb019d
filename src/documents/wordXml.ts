import type { Document, DocumentNote, Files, MailFile } from '../domain.ts'
import { BlockWriter } from './blocks.ts'
import { readPackage } from './docx.ts'
import { DocxReader } from './docxReader.ts'
import { readStyles } from './docxStyles.ts'
import { LinkReader } from './links.ts'
import { packageOf } from './package.ts'
import { keepPicture } from './pictures.ts'
import { readXml, type Tag } from './xml.ts'

/**
 * A Word document as one XML file: of Word 2003 (WordprocessingML), or the flat form of .docx (ECMA-376 part 2, annex on
 * flat OPC). Read as .docx is.
 *
 * @throws {Refused}
 */
export function readWordXml(files: Files, bytes: Uint8Array): Promise<Document> {
  const parts = partsOf(Buffer.from(bytes).toString())
  return parts.size > 0 ? readPackage(files, packageOf(parts), async () => []) : readWord2003(files, bytes)
}

/** A part of the flat form: its name, then its XML or its bytes in base64. */
const PART = /<pkg:part\b[^>]*?\bpkg:name="([^"]*)"[^>]*>\s*<pkg:(xmlData|binaryData)\b[^>]*>(.*?)<\/pkg:\2>/gs

function partsOf(xml: string): ReadonlyMap<string, Uint8Array> {
  const parts = [...xml.matchAll(PART)].map(
    ([, name = '', kind, content = '']) =>
      [name, kind === 'xmlData' ? Buffer.from(content) : Buffer.from(content, 'base64')] as const,
  )
  return new Map(parts)
}

/** Elements that hold no text of the article, wherever they stand: Word 2003 writes them into the text. */
const APART = new Set(['w:hdr', 'w:ftr', 'w:footnote', 'w:endnote'])

async function readWord2003(files: Files, bytes: Uint8Array): Promise<Document> {
  const writer = new BlockWriter()
  const links = new LinkReader()
  const notes = new Set<DocumentNote>()
  const none = new Map<string, never>()
  const reader = new DocxReader(writer, {
    styles: readStyles(bytes),
    relationships: none,
    pictures: await keepPictures(files, bytes),
    chunks: none,
    links,
    notes,
  })
  let inBody = false
  let apart = 0
  readXml(bytes, {
    open(tag) {
      if (apart > 0 || APART.has(tag.name) || isApart(tag, notes)) apart++
      else if (inBody) reader.open(tag)
      if (tag.name === 'w:hlink') links.open(tag.get('dest'))
      inBody ||= tag.name === 'w:body'
    },
    close(name) {
      if (name === 'w:body') inBody = false
      if (name === 'w:hlink') links.close()
      if (apart > 0) apart--
      else if (inBody) reader.close(name)
    },
    text: text => (inBody && apart === 0 ? reader.text(text) : undefined),
  })
  const { blocks, converted } = writer.end()
  if (converted) notes.add('converted')
  return { blocks, links: links.found, notes: [...notes] }
}

/** Comments and tracked deletions are annotations of Word 2003, insertions as well. */
function isApart(tag: Tag, notes: Set<DocumentNote>): boolean {
  if (tag.name !== 'aml:annotation') return false
  const type = tag.get('type') ?? ''
  if (/\.(Insertion|Deletion)$/.test(type)) notes.add('trackedChanges')
  if (/\.Comment$/.test(type)) notes.add('comments')
  return /\.(Deletion|Comment)$/.test(type)
}

/** Pictures stand in base64 where they are shown first, under names by which they are called. */
async function keepPictures(files: Files, bytes: Uint8Array): Promise<ReadonlyMap<string, MailFile>> {
  const stored = new Map<string, string>()
  let name: string | null = null
  readXml(bytes, {
    open: tag => {
      name = tag.name === 'w:binData' ? tag.get('name') : null
    },
    close: () => {
      name = null
    },
    text: text => {
      if (name !== null) stored.set(name, (stored.get(name) ?? '') + text)
    },
  })
  const kept = new Map<string, MailFile>()
  for (const [called, base64] of stored) {
    const picture = await keepPicture(files, Buffer.from(base64, 'base64'), called)
    if (picture !== null) kept.set(called, picture)
  }
  return kept
}
