import type { EarlierPhoto, Print, Sha256 } from '../domain.ts'

/** What two photos are compared by. */
export interface Likeness {
  readonly sha256: Sha256
  /** Null: not made yet, or the picture cannot be decoded or is too plain. */
  readonly print: Print | null
  /** As the camera wrote it; null if it is not known. */
  readonly takenAt: string | null
}

/**
 * Bits in which a copy differs at most: resizing, recompressing and brightening change up to 6 (`print.ts`). Frames of
 * one scene without their dates differ little more, and each of them is a photo of its own.
 */
const COPY_BITS = 6

/** Bits up to which an earlier photo is shown beside a new one; also finds what was slightly cut. Only ever a doubt. */
export const ALIKE_BITS = 10

export const isCopy = (a: Likeness, b: Likeness): boolean => mayBeSame(a, b) && bitsBetween(a, b) <= COPY_BITS

/** How many bits lie between two photos that may be one; null if they are not alike. */
function alikeness(a: Likeness, b: Likeness): number | null {
  const bits = mayBeSame(a, b) ? bitsBetween(a, b) : Number.POSITIVE_INFINITY
  return bits <= ALIKE_BITS ? bits : null
}

/** Of the photos that came before the same file in the first submission that brought it, else the one most like it. */
export function earlierAmong(
  photo: Likeness,
  before: readonly (Likeness & { readonly reference: string })[],
): EarlierPhoto | null {
  const same = before.find(({ sha256 }) => sha256 === photo.sha256)
  if (same !== undefined) return { sha256: same.sha256, reference: same.reference }
  const alike = before.flatMap(other => {
    const bits = alikeness(photo, other)
    return bits === null ? [] : [{ bits, sha256: other.sha256, reference: other.reference }]
  })
  const [nearest] = alike.toSorted((a, b) => a.bits - b.bits)
  return nearest === undefined ? null : { sha256: nearest.sha256, reference: nearest.reference }
}

/** A copy keeps its camera's date or loses it: photos of two moments are two photos, however alike. */
export function mayBeSame(a: Omit<Likeness, 'print'>, b: Omit<Likeness, 'print'>): boolean {
  const [one, other] = [momentOf(a.takenAt), momentOf(b.takenAt)]
  return a.sha256 !== b.sha256 && (one === null || other === null || one === other)
}

/** "2019-11-18T08:30:00": the local time without its offset, which some programs drop. */
export const momentOf = (takenAt: string | null): string | null => takenAt?.slice(0, 19) ?? null

function bitsBetween({ print: a }: Likeness, { print: b }: Likeness): number {
  if (a === null || b === null) return Number.POSITIVE_INFINITY
  return [...a].filter((bit, at) => bit !== b[at]).length
}

/** Pieces of a print that are looked up: two prints within {@link ALIKE_BITS} have one that differs in 2 bits or less. */
const BANDS = 4
const BAND_BITS = 16
const BAND_FLIPS = Math.floor(ALIKE_BITS / BANDS)

/** The bands of a print as numbers, each of which an index holds. A band takes every fourth bit. */
export function bandsOf(print: Print): readonly number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    const bits = [...print].filter((_, at) => at % BANDS === band).join('')
    return Number.parseInt(bits, 2)
  })
}

/** For each band all that it may be in a print within {@link ALIKE_BITS} of this one: one of them at least is. */
export const probesOf = (print: Print): readonly (readonly number[])[] =>
  bandsOf(print).map(band => FLIPS.map(flip => band ^ flip))

/** Masks of at most {@link BAND_FLIPS} bits. */
const FLIPS = Array.from({ length: 1 << BAND_BITS }, (_, mask) => mask).filter(mask => onesIn(mask) <= BAND_FLIPS)

function onesIn(mask: number): number {
  return mask === 0 ? 0 : (mask & 1) + onesIn(mask >>> 1)
}
