import type { Kind } from './kind.ts'
import type { Source } from './source.ts'
import { listZip } from './zip.ts'

/** What a zip is by the names in it: an office document, a program, or an archive. First match wins. */
const INSIDE: readonly (readonly [RegExp, Kind])[] = [
  // Macros of Office, programs of Java and Android.
  [/(^|\/)vbaproject\.bin$/, { is: 'unsafe' }],
  [/^(androidmanifest\.xml|meta-inf\/manifest\.mf)$/, { is: 'unsafe' }],
  [/^word\/document\d*\.xml$/, { is: 'document', format: 'docx' }],
  // Sheets and slides of Office.
  [/^(xl\/workbook|ppt\/presentation)\d*\.(xml|bin)$/, { is: 'other' }],
]

export async function sniffZip(source: Source): Promise<Kind> {
  const entries = await listZip(source)
  if (typeof entries === 'string') return { is: 'closed', why: entries }
  const names = entries.map(({ path }) => path.replaceAll('\\', '/').replace(/^\//, '').toLowerCase())
  const inside = INSIDE.find(([pattern]) => names.some(name => pattern.test(name)))
  return inside?.[1] ?? { is: 'archive', format: 'zip' }
}
