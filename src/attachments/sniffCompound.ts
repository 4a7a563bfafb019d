import { openCompound } from './compound.ts'
import type { Kind } from './kind.ts'
import { MAX_ENTRY_BYTES } from './limits.ts'
import type { Source } from './source.ts'

/** What a compound file is by the streams in it. First match wins. */
const INSIDE: readonly (readonly [RegExp, Kind])[] = [
  // A .docx or .xlsx with a password is wrapped into one of these.
  [/^EncryptedPackage$/, { is: 'closed', why: 'encrypted' }],
  [/^__properties_version1\.0$/, { is: 'archive', format: 'msg' }],
  [/(^|\/)(_VBA_PROJECT|_VBA_PROJECT_CUR|VBA)(\/|$)/i, { is: 'unsafe' }],
  [/^WordDocument$/, { is: 'document', format: 'doc' }],
  [/^(Workbook|Book|PowerPoint Document|VisioDocument)$/, { is: 'other' }],
  // An installer's database.
  [/^\u4840/, { is: 'unsafe' }],
]

export async function sniffCompound(source: Source): Promise<Kind> {
  if (source.bytes > MAX_ENTRY_BYTES) return { is: 'closed', why: 'tooLarge' }
  const paths = openCompound(await source.read(0, source.bytes))?.paths ?? []
  if (paths.length === 0) return { is: 'closed', why: 'damaged' }
  const inside = INSIDE.find(([pattern]) => paths.some(path => pattern.test(path)))
  return inside?.[1] ?? { is: 'closed', why: 'unknown' }
}
