import type { Content, PlacedPhoto, Reading, Sha256 } from '../domain.ts'
import { besideInDocument, besideInMail } from './beside.ts'

/**
 * All photos of a submission in the order sent, each file once. A file that came both separately and pasted counts as
 * sent separately, and keeps the words that stand beside it in the article. Logos and other decorations are left out.
 *
 * @param readings the submission's mails in the order sent
 */
export function placePhotos(readings: readonly Reading[]): readonly PlacedPhoto[] {
  const all = readings.flatMap(({ contents }) => photosAmong(contents))
  const separate = new Set(all.filter(({ sent }) => sent === 'separately').map(({ file }) => file.sha256))
  const placed = new Map<Sha256, PlacedPhoto>()
  for (const photo of all) {
    const { sha256 } = photo.file
    if (photo.sent === 'separately' || !separate.has(sha256)) {
      placed.set(sha256, placed.get(sha256) ?? photo)
    }
  }
  return [...placed.values()].map(photo => ({ ...photo, beside: photo.beside ?? besideAnyOf(all, photo.file.sha256) }))
}

/**
 * Apple Mail shows every photo in the text of its mail: beside an article that came as a document such a photo was sent
 * separately. Where the mail's text is the article, it stands in the article.
 */
function photosAmong(contents: readonly Content[]): readonly PlacedPhoto[] {
  const apart = contents.some(({ kind }) => kind === 'document')
  return contents.flatMap(content => photosIn(content, apart))
}

function photosIn(content: Content, apart: boolean): readonly PlacedPhoto[] {
  switch (content.kind) {
    case 'photo':
      return [
        {
          file: content.file,
          facts: content.facts,
          sent: content.file.shown && !apart ? 'inArticle' : 'separately',
          beside: besideInMail(content.file),
        },
      ]
    case 'document':
      return pastedIn(content)
    case 'mail':
      return photosAmong(content.contents)
    case 'decoration':
    case 'closed':
    case 'unsafe':
    case 'other':
      return []
  }
}

function pastedIn({ document, pictures }: Extract<Content, { kind: 'document' }>): readonly PlacedPhoto[] {
  const beside = besideInDocument(document)
  return pictures
    .filter(picture => picture.kind === 'photo')
    .map(({ file, facts }) => ({ file, facts, sent: 'inArticle', beside: beside.get(file.sha256) ?? null }))
}

const besideAnyOf = (photos: readonly PlacedPhoto[], sha256: Sha256): string | null =>
  photos.find(({ file, beside }) => file.sha256 === sha256 && beside !== null)?.beside ?? null
