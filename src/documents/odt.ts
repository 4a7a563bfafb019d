import type { Source } from '../attachments/source.ts'
import type { Document, Files, MailFile } from '../domain.ts'
import { OdtReader } from './odtReader.ts'
import { OdtStyles } from './odtStyles.ts'
import { openPackage, type Package } from './package.ts'
import { keepPicture } from './pictures.ts'
import { Refused } from './refused.ts'
import { readXml, type Tag } from './xml.ts'

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

/**
 * OpenDocument text as one XML file (ODF 1.2 part 1, §2.2.1): its images stand in base64 where they are shown.
 *
 * @throws {Refused}
 */
export async function readFlatOdt(files: Files, bytes: Uint8Array): Promise<Document> {
  const images: string[] = []
  let inImage = false
  readXml(bytes, {
    open(tag) {
      inImage = tag.name === 'office:binary-data'
      if (tag.name === 'draw:image') images.push('')
    },
    close: () => {
      inImage = false
    },
    text: text => {
      if (inImage && images.length > 0) images[images.length - 1] += text
    },
  })
  const pictures = new Map<string, MailFile>()
  for (const [number, base64] of images.entries()) {
    const picture = await keepPicture(files, Buffer.from(base64, 'base64'), `anh-${number + 1}`)
    if (picture !== null) pictures.set(imageKey(number), picture)
  }
  const reader = new OdtReader(new OdtStyles(), pictures)
  let shown = 0
  const open = (tag: Tag): void => {
    const href = tag.name === 'draw:image' ? imageKey(shown++) : null
    reader.open(href === null ? tag : { name: tag.name, get: () => href })
  }
  readXml(bytes, { open, close: name => reader.close(name), text: text => reader.text(text) })
  return reader.end()
}

const imageKey = (number: number): string => `image-${number}`

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
