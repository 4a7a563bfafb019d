import type { Original, PlacedPhoto, Seen, Sha256 } from '../domain.ts'
import { sizeOf } from './check.ts'
import { isCopy, type Likeness } from './likeness.ts'

const RANK: Record<Original, number> = { yes: 2, doubt: 1, no: 0 }

/**
 * Photos of a submission that are copies of another one in it → that other one, which stands first: the original before
 * a doubtful file before a copy, then the one with more pixels, then with more bytes, then the one sent first.
 *
 * @param seen of the photos that have been drawn; the others are nobody's copy
 */
export function copiesAmong(
  photos: readonly (PlacedPhoto & { readonly original: Original })[],
  seen: ReadonlyMap<Sha256, Seen>,
): ReadonlyMap<Sha256, Sha256> {
  const ranked = photos.toSorted(
    (a, b) =>
      RANK[b.original] - RANK[a.original] ||
      (sizeOf(b.facts)?.area ?? 0) - (sizeOf(a.facts)?.area ?? 0) ||
      b.file.bytes - a.file.bytes,
  )
  const firsts: Likeness[] = []
  const copies = new Map<Sha256, Sha256>()
  for (const { file, facts } of ranked) {
    const photo = { sha256: file.sha256, print: seen.get(file.sha256)?.print ?? null, takenAt: facts.exif.takenAt }
    const first = firsts.find(other => isCopy(photo, other))
    if (first === undefined) firsts.push(photo)
    else copies.set(photo.sha256, first.sha256)
  }
  return copies
}
