import type { PhotoFacts } from '../domain.ts'

/**
 * Facts as they are looked for today. Readings are stored, and one that is older than a fact does not have it: there it
 * counts as not found, so that it is no evidence.
 */
export function upToDate(facts: PhotoFacts): PhotoFacts {
  const { jpeg, thumbnail } = facts
  return {
    ...facts,
    exif: { ...facts.exif, isScanned: facts.exif.isScanned ?? false },
    credential: facts.credential ?? null,
    profile: facts.profile ?? null,
    hasFilm: facts.hasFilm ?? false,
    jpeg:
      jpeg === null
        ? null
        : {
            ...jpeg,
            hasLibjpegLayout: jpeg.hasLibjpegLayout ?? false,
            quality: jpeg.quality ?? null,
            markers: jpeg.markers ?? '',
            pictures: jpeg.pictures ?? null,
          },
    thumbnail: thumbnail === null ? null : { ...thumbnail, hasLibjpegLayout: thumbnail.hasLibjpegLayout ?? null },
  }
}
