import type { EarlierPhoto, PhotoFacts, Reading, Seen, Sha256 } from '../src/domain.ts'
import { restsOnPixels } from '../src/photos/evidence/thumb.ts'
import { earlierAmong, type Likeness, mayBeSame } from '../src/photos/likeness.ts'
import type { Looking } from '../src/photos/look.ts'
import { placePhotos } from '../src/photos/place.ts'

/** A submission as far as its photos are compared with those of others. */
export interface Compared {
  readonly reference: string
  readonly readings: readonly Reading[]
  /** The mails it came in: articles of one mail share its photos. */
  readonly mails: readonly number[]
}

/**
 * What the service finds among all that it keeps, for the submissions at hand, so that both say the same of a photo in
 * the end. Only where pixels count is a photo decoded: where another one may be the same picture, not where each has its
 * own date, as originals have; and where its camera left a thumbnail that may show something else.
 *
 * @param submissions in the order in which they came
 * @returns of each what a verdict takes in
 */
export async function compareAll(
  submissions: readonly Compared[],
  look: Looking,
): Promise<
  readonly { readonly earlier: ReadonlyMap<Sha256, EarlierPhoto>; readonly seen: ReadonlyMap<Sha256, Seen> }[]
> {
  const placed = submissions.map(({ readings }) =>
    placePhotos(readings).map(({ file, facts }) => ({ sha256: file.sha256, takenAt: facts.exif.takenAt, facts })),
  )
  const seen = await lookAtAll(placed.flat(), look)
  const photos = placed.map(some => some.map(photo => ({ ...photo, print: seen.get(photo.sha256)?.print ?? null })))
  return submissions.map(({ mails }, at) => {
    const before = submissions.slice(0, at).flatMap(({ reference, mails: theirs }, number) => {
      const came = theirs.some(mail => mails.includes(mail)) ? [] : (photos[number] ?? [])
      return came.map(photo => ({ ...photo, reference }))
    })
    const found = (photos[at] ?? []).map(photo => [photo.sha256, earlierAmong(photo, before)] as const)
    return { seen, earlier: new Map(found.flatMap(([sha256, photo]) => (photo === null ? [] : [[sha256, photo]]))) }
  })
}

async function lookAtAll(
  photos: readonly (Omit<Likeness, 'print'> & { readonly facts: PhotoFacts })[],
  look: Looking,
): Promise<ReadonlyMap<Sha256, Seen>> {
  const seen = new Map<Sha256, Seen>()
  const worth = photos.filter(photo => restsOnPixels(photo.facts) || photos.some(other => mayBeSame(photo, other)))
  for (const sha256 of new Set(worth.map(photo => photo.sha256))) {
    // A photo that ends its worker is compared with none; the verdict stands without it.
    const one = await look(sha256, []).catch(() => null)
    if (one !== null) seen.set(sha256, one.seen)
  }
  return seen
}
