import { readDocument } from '../documents/read.ts'
import type { Files, MailFile } from '../domain.ts'
import { inspectPhoto } from '../photos/inspect.ts'
import { keepEntries } from './archive.ts'
import { isDecoration } from './decoration.ts'
import { openGzip } from './gzip.ts'
import type { ArchiveFormat } from './kind.ts'
import { MAX_ARCHIVE_BYTES } from './limits.ts'
import { openMsg } from './msg.ts'
import { closedFile, type Opened, openedContent } from './opened.ts'
import { openWithSevenZip } from './sevenZip.ts'
import { sniff } from './sniff.ts'
import { sourceOf } from './source.ts'
import { openTnef } from './tnef.ts'
import { isCut } from './volumes.ts'
import { UNZIPPED_METHODS, unzip } from './zip.ts'
import { listZip } from './zipDirectory.ts'

/**
 * Opens one file by its content, whatever its name says. To be called in a worker that can be killed: a file may be made
 * to take a parser's time or memory. Never throws for what strangers may send: such a file comes back `closed`.
 */
export async function openFile(files: Files, file: MailFile, rest: readonly MailFile[] = []): Promise<Opened> {
  if (rest.length > 0) return openVolumes(files, file, rest)
  const kind = await sniff(files, file)
  switch (kind.is) {
    case 'document': {
      const read = await readDocument(files, file, kind.format)
      if ('closed' in read) return closedFile(file, read.closed)
      const { document, pictures } = read
      return { kind: 'content', content: { kind: 'document', file, document, pictures: [] }, pictures }
    }
    case 'picture': {
      const facts = await inspectPhoto(files, file)
      return openedContent(isDecoration(facts, file) ? { kind: 'decoration', file } : { kind: 'photo', file, facts })
    }
    case 'archive':
      return file.bytes > MAX_ARCHIVE_BYTES ? closedFile(file, 'tooLarge') : openArchive(files, file, kind.format)
    case 'mail':
      return { kind: 'mail', raw: file }
    case 'closed':
      return closedFile(file, kind.why)
    case 'other':
    case 'unsafe':
      return openedContent({ kind: kind.is, file })
  }
}

async function openVolumes(files: Files, first: MailFile, rest: readonly MailFile[]): Promise<Opened> {
  const bytes = [first, ...rest].reduce((sum, part) => sum + part.bytes, 0)
  if (bytes > MAX_ARCHIVE_BYTES) return closedFile(first, 'tooLarge')
  if (!isCut(first)) return openWithSevenZip(files, first, rest)
  const writer = files.create()
  for (const part of [first, ...rest]) await writer.write(await files.read(part.sha256))
  return openFile(files, { ...first, name: first.name.replace(/\.\d+$/, ''), ...(await writer.keep()) })
}

type OpenArchive = (files: Files, file: MailFile) => Promise<Opened>

const ARCHIVES: Readonly<Record<ArchiveFormat, OpenArchive>> = {
  zip: openZip,
  sevenZip: openWithSevenZip,
  gzip: openGzip,
  tnef: openTnef,
  msg: openMsg,
}

const openArchive = (files: Files, file: MailFile, format: ArchiveFormat): Promise<Opened> =>
  ARCHIVES[format](files, file)

async function openZip(files: Files, file: MailFile): Promise<Opened> {
  const source = sourceOf(files, file)
  const entries = await listZip(source)
  if (typeof entries === 'string') return closedFile(file, entries)
  if (entries.some(({ method, encrypted }) => !encrypted && !UNZIPPED_METHODS.has(method)))
    return openWithSevenZip(files, file)
  return keepEntries(
    files,
    file,
    entries.map(entry => ({ ...entry, link: entry.symbolicLink, unpack: limit => unzip(source, entry, limit) })),
  )
}
