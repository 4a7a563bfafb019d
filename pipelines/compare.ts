import type { EarlierPhoto, Reading, Seen, Sha256 } from '../src/domain.ts'
import { earlierAmong, type Likeness, mayBeSame } from '../src/photos/likeness.ts'
import { placePhotos } from '../src/photos/place.ts'
import type { Isolation } from '../src/run/isolate.ts'
import { drawThumbnail, look } from './draw.ts'

/** A submission as far as its photos are compared with those of others. */
export interface Compared {
  readonly reference: string
  readonly readings: readonly Reading[]
  /** The mails it came in: articles of one mail share its photos. */
  readonly mails: readonly number[]
}

/**
 * What the service finds among all that it keeps, for the submissions at hand. A photo is decoded only where another one
 * may be the same picture: not where each has its own date, as originals have. What else its pixels show is a doubt that
 * the service adds after the first verdict.
 *
 * @param submissions in the order in which they came
 * @returns of each what a verdict takes in
 */
export async function compareAll(
  submissions: readonly Compared[],
  isolation: Isolation,
): Promise<
  readonly { readonly earlier: ReadonlyMap<Sha256, EarlierPhoto>; readonly seen: ReadonlyMap<Sha256, Seen> }[]
> {
  const placed = submissions.map(({ readings }) =>
    placePhotos(readings).map(({ file, facts }) => ({ sha256: file.sha256, takenAt: facts.exif.takenAt })),
  )
  const seen = await lookAtAll(placed.flat(), isolation)
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
  photos: readonly Omit<Likeness, 'print'>[],
  isolation: Isolation,
): Promise<ReadonlyMap<Sha256, Seen>> {
  const seen = new Map<Sha256, Seen>()
  const worth = photos.filter(photo => photos.some(other => mayBeSame(photo, other)))
  for (const sha256 of new Set(worth.map(photo => photo.sha256))) {
    // A photo that ends its worker is compared with none; the verdict stands without it.
    const one = await drawThumbnail(sha256, isolation).then(drawn => look(sha256, drawn, isolation), nothing)
    if (one !== null) seen.set(sha256, one)
  }
  return seen
}

const nothing = (): null => null
