import type { Files, PhotoFormat, Publication, Sha256 } from '../src/domain.ts'
import { type DocxLine, docxOf } from '../src/export/docx.ts'
import { entryName } from '../src/export/entryName.ts'
import { type Entry, zipOf } from '../src/export/zip.ts'
import { articlePage } from '../templates/pages/article.ts'
import {
  CAPTIONS,
  captioned,
  captionsText,
  ORIGINALS,
  type PackedPhoto,
  photoName,
  UNTITLED,
  WEB_COPIES,
} from '../templates/takeAway.ts'

export interface TakeAwayEdges {
  readonly files: Files
  readonly webCopy: (sha256: Sha256) => Promise<Uint8Array | null>
}

/** What is taken away from the desk. */
export function openTakeAway(edges: TakeAwayEdges) {
  return {
    /**
     * An article as a zip, made while it is read: photos, then the texts, which say what is missing. An original goes as
     * it came or not at all: those that say where they were taken only with `places`.
     */
    takeAway(reference: string, publication: Publication, { places }: { readonly places: boolean }) {
      const name = entryName(`${reference} ${publication.title ?? ''}`)
      return { name: `${name}.zip`, zip: zipOf(entries(publication, places, edges)) }
    },
  }
}

async function* entries(
  publication: Publication,
  places: boolean,
  { files, webCopy }: TakeAwayEdges,
): AsyncGenerator<Entry> {
  const packed: PackedPhoto[] = []
  for (const [at, photo] of publication.photos.entries()) {
    const name = photoName(at, publication)
    const original = photo.hasPlace && !places ? 'keptBack' : await standing(files, photo.sha256)
    if (original === 'there')
      yield { name: `${ORIGINALS}/${name}.${endingOf(photo.format)}`, bytes: files.stream(photo.sha256) }
    // What cannot be drawn costs its web copy alone, and the captions say so.
    const drawn = await webCopy(photo.sha256).catch(() => null)
    const path = `${WEB_COPIES}/${name}.jpg`
    if (drawn !== null) yield { name: path, bytes: [drawn] }
    packed.push({ ...photo, name, original, webCopy: drawn === null ? null : path })
  }
  const name = entryName(publication.title ?? '') || UNTITLED
  yield { name: `${name}.docx`, bytes: [await docxOf(lines(publication, packed))] }
  yield { name: `${name}.html`, bytes: [Buffer.from(String(await articlePage(publication, packed)))] }
  yield { name: CAPTIONS, bytes: [Buffer.from(captionsText(publication, packed))] }
}

/** A file that is gone costs itself alone: a stream that has begun can only break the whole zip. */
const standing = (files: Files, sha256: Sha256): Promise<'there' | 'gone'> =>
  files.read(sha256, { start: 0, end: 1 }).then(
    () => 'there',
    () => 'gone',
  )

const endingOf = (format: PhotoFormat): string => (format === 'jpeg' ? 'jpg' : format)

function lines({ title, body, credit }: Publication, photos: readonly PackedPhoto[]): readonly DocxLine[] {
  return [
    ...(title === null ? [] : [line('Title', title)]),
    ...body.map(({ kind, spans }) => ({ style: STYLES[kind], spans })),
    ...(credit === null ? [] : [line('Credit', credit)]),
    ...photos.filter(({ caption }) => caption !== null).map(photo => line('Caption', captioned(photo))),
  ]
}

const STYLES = { paragraph: 'Normal', subheading: 'Subheading', bullet: 'Bullet', number: 'Number' } as const

const line = (style: DocxLine['style'], text: string): DocxLine => ({
  style,
  spans: [{ text, bold: false, italic: false }],
})
