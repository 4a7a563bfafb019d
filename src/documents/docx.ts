import type { Source } from '../attachments/source.ts'
import type { Block, Document, DocumentNote, Files, MailFile } from '../domain.ts'
import { BlockWriter } from './blocks.ts'
import { DocxReader } from './docxReader.ts'
import { readStyles, type Styles } from './docxStyles.ts'
import { LinkReader } from './links.ts'
import { openPackage, type Package, type Relationship, relationshipsOf } from './package.ts'
import { keepPicture } from './pictures.ts'
import { readXml } from './xml.ts'

/** Reads a document of another format that stands in this one. Empty for what cannot be read. */
export type ReadChunk = (bytes: Uint8Array) => Promise<readonly Block[]>

/**
 * Word 2007 and later (ECMA-376, transitional and strict), read as a person sees it with all changes accepted: inserted
 * text in, deleted and hidden text out, text boxes once. Headers and footers count only where the body has no words;
 * footnotes and comments are no part of the article.
 *
 * @throws {Refused}
 */
export async function readDocx(files: Files, source: Source, readChunk: ReadChunk): Promise<Document> {
  return readPackage(files, await openPackage(source), readChunk)
}

/** The same, of a package that is open. @throws {Refused} */
export async function readPackage(files: Files, pack: Package, readChunk: ReadChunk): Promise<Document> {
  const main = await mainPart(pack)
  const related = [...(await relationshipsOf(pack, main)).values()]
  const styles = readStyles(await partOf(pack, related, 'styles'))
  const context: Context = { files, pack, styles, readChunk, links: new LinkReader(), notes: new Set() }
  const body = await readStories(context, [[main, await pack.needed(main)]])
  const hasWords = body.blocks.some(block => block.kind !== 'picture')
  const rest = await readStories(context, hasWords ? [] : await readMargins(pack, related))
  if (body.converted || rest.converted) context.notes.add('converted')
  return { blocks: [...body.blocks, ...rest.blocks], links: context.links.found, notes: [...context.notes] }
}

interface Context {
  readonly files: Files
  readonly pack: Package
  readonly styles: Styles
  readonly readChunk: ReadChunk
  readonly links: LinkReader
  readonly notes: Set<DocumentNote>
}

type Related = ReadonlyMap<string, Relationship>

/** The part that the package names as its document; its usual name where a producer forgot to say. */
async function mainPart(pack: Package): Promise<string> {
  const related = [...(await relationshipsOf(pack, '')).values()]
  return related.find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml'
}

async function partOf(pack: Package, related: readonly Relationship[], type: string): Promise<Uint8Array | null> {
  const found = related.find(relationship => relationship.type === type)
  return found === undefined ? null : pack.part(found.target)
}

/** A part's name and bytes. */
type Part = readonly [string, Uint8Array]

async function readMargins(pack: Package, related: readonly Relationship[]): Promise<readonly Part[]> {
  const margins: Part[] = []
  for (const { type, target } of related) {
    const bytes = type === 'header' || type === 'footer' ? await pack.part(target) : null
    if (bytes !== null) margins.push([target, bytes])
  }
  return margins
}

async function readStories(context: Context, parts: readonly Part[]) {
  const writer = new BlockWriter()
  for (const [part, bytes] of parts) {
    const relationships = await relationshipsOf(context.pack, part)
    const pictures = await keepPictures(context, relationships)
    const chunks = await readChunks(context, relationships)
    readXml(bytes, new DocxReader(writer, { ...context, relationships, pictures, chunks }))
  }
  return writer.end()
}

async function keepPictures({ files, pack }: Context, related: Related): Promise<ReadonlyMap<string, MailFile>> {
  const pictures = new Map<string, MailFile>()
  for (const { id, type, target, external } of related.values()) {
    const bytes = type === 'image' && !external ? await pack.part(target) : null
    const picture = bytes && (await keepPicture(files, bytes, target))
    if (picture) pictures.set(id, picture)
  }
  return pictures
}

async function readChunks({ pack, readChunk }: Context, related: Related) {
  const chunks = new Map<string, readonly Block[]>()
  for (const { id, type, target, external } of related.values()) {
    const bytes = type === 'aFChunk' && !external ? await pack.part(target) : null
    if (bytes !== null) chunks.set(id, await readChunk(bytes))
  }
  return chunks
}
