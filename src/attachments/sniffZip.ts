import type { Kind } from './kind.ts'
import type { Source } from './source.ts'
import { unzip } from './zip.ts'
import { listZip, type ZipEntry } from './zipDirectory.ts'

/** What a zip is by the names in it: an office document, a program, or an archive. First match wins. */
const INSIDE: readonly (readonly [RegExp, Kind])[] = [
  // Macros of Office and of OpenDocument, programs of Java and Android.
  [/(^|\/)vbaproject\.bin$|^basic\/[^/]+\/(?!(script|dialog)-l[bc]\.xml)./, { is: 'unsafe' }],
  [/^(androidmanifest\.xml|meta-inf\/manifest\.mf)$/, { is: 'unsafe' }],
  [/^word\/document\d*\.xml$/, { is: 'document', format: 'docx' }],
  // Sheets and slides of Office.
  [/^(xl\/workbook|ppt\/presentation)\d*\.(xml|bin)$/, { is: 'other' }],
]

/** OpenDocument says what it is in a part of this name (ODF 1.2 part 3, §3.3); a text, or a template for one. */
const OPEN_DOCUMENT = 'mimetype'
const OPEN_DOCUMENT_TEXT = /^application\/vnd\.(oasis\.opendocument|sun\.xml)\.(text|writer)/
const MAX_TYPE_BYTES = 200

export async function sniffZip(source: Source): Promise<Kind> {
  const entries = await listZip(source)
  if (typeof entries === 'string') return { is: 'closed', why: entries }
  const names = entries.map(({ path }) => path.replaceAll('\\', '/').replace(/^\//, '').toLowerCase())
  const inside = INSIDE.find(([pattern]) => names.some(name => pattern.test(name)))
  if (inside !== undefined) return inside[1]
  const type = entries[names.indexOf(OPEN_DOCUMENT)]
  if (type !== undefined) return sniffOpenDocument(source, type)
  // A package of an office program that we do not know, or a damaged one: its parts are no files of anybody.
  return names.includes('[content_types].xml') ? { is: 'closed', why: 'unknown' } : { is: 'archive', format: 'zip' }
}

async function sniffOpenDocument(source: Source, entry: ZipEntry): Promise<Kind> {
  const bytes = await unzip(source, entry, MAX_TYPE_BYTES)
  if (typeof bytes === 'string') return { is: 'closed', why: bytes }
  const type = Buffer.from(bytes).toString('latin1')
  if (OPEN_DOCUMENT_TEXT.test(type)) return { is: 'document', format: 'odt' }
  return /^application\//.test(type) ? { is: 'other' } : { is: 'archive', format: 'zip' }
}
