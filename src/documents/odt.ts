import type { Source } from '../attachments/source.ts'
import type { Document, Files, MailFile } from '../domain.ts'
import { OdtReader } from './odtReader.ts'
import { OdtStyles } from './odtStyles.ts'
import { openPackage, type Package } from './package.ts'
import { keepPicture } from './pictures.ts'
import { Refused } from './refused.ts'
import { readXml } from './xml.ts'

/**
 * OpenDocument text (ODF 1.2): LibreOffice and others. Read as .docx is: tracked deletions, hidden text, notes and
 * comments out.
 *
 * @throws {Refused}
 */
export async function readOdt(files: Files, source: Source): Promise<Document> {
  const pack = await openPackage(source)
  const manifest = Buffer.from((await pack.part('META-INF/manifest.xml')) ?? [])
  if (manifest.includes('encryption-data')) throw new Refused('encrypted')
  const styles = new OdtStyles()
  const common = await pack.part('styles.xml')
  if (common !== null) readXml(common, styles)
  const reader = new OdtReader(styles, await keepPictures(files, pack))
  readXml(await pack.needed('content.xml'), reader)
  return reader.end()
}

/** Every image of the package, by the name that the text calls it by. */
async function keepPictures(files: Files, pack: Package): Promise<ReadonlyMap<string, MailFile>> {
  const pictures = new Map<string, MailFile>()
  for (const name of pack.names) {
    const bytes = /^(pictures|media)\//.test(name) ? await pack.part(name) : null
    const picture = bytes && (await keepPicture(files, bytes, name))
    if (picture) pictures.set(name, picture)
  }
  return pictures
}
