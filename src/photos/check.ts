import type { Certainty, EvidenceCode, PhotoFacts, Seen, Values } from '../domain.ts'

/** A photo as it is judged: what its headers say, the name it came under, and what its pixels show if it has been drawn. */
export interface Judged {
  readonly facts: PhotoFacts
  readonly name: string
  readonly seen: Seen | null
}

/** One piece of evidence that a photo is no original. */
export interface Check {
  readonly code: EvidenceCode
  /** `certain`: only a copy carries it. */
  readonly certainty: Certainty
  /** What fills its sentence in `templates/evidence.ts`; null if the evidence is not there. */
  find(photo: Judged): Values | null
}

/** "None" of photos.md: nothing that a camera writes. Orientation, colour space and size alone are no camera data. */
export function hasNoCameraData({ exif }: PhotoFacts): boolean {
  return !hasCamera(exif) && exif.takenAt === null && !exif.hasMakerNote
}

export const hasCamera = ({ make, model }: PhotoFacts['exif']): boolean => make !== null || model !== null

/** What makes an original known: a camera's name, and when or how it took the picture. */
export const isOfCamera = ({ exif }: PhotoFacts): boolean =>
  hasCamera(exif) && (exif.takenAt !== null || exif.exposureTime !== null || exif.iso !== null)

/** Pixels of a photo; null if its headers do not say. */
export interface Size {
  readonly width: number
  readonly height: number
  readonly long: number
  readonly short: number
  readonly area: number
}

export function sizeOf({ width, height }: Pick<PhotoFacts, 'width' | 'height'>): Size | null {
  if (width === null || height === null) return null
  return { width, height, long: Math.max(width, height), short: Math.min(width, height), area: width * height }
}

/** Pixels of a side that no camera's picture has: a longer one is damage. */
const LONGEST_SIDE = 0x7fff

/** The picture size that the camera wrote into EXIF; null if absent, zero or impossible. */
export function cameraSizeOf({ exif }: PhotoFacts): Size | null {
  const size = sizeOf({ width: exif.pixelX || null, height: exif.pixelY || null })
  return size === null || size.long > LONGEST_SIDE ? null : size
}

/** A lossless rotation swaps the sides and trims each to whole blocks of 16 pixels. */
export const TRIM = 16

/** Whether two sizes are one, but for a lossless rotation. */
export function isSameSize(a: Size, b: Size): boolean {
  return Math.abs(a.long - b.long) <= TRIM && Math.abs(a.short - b.short) <= TRIM
}

export const MEGAPIXEL = 1_000_000

/** Messengers and sites write libjpeg's own tables at these qualities and below; so does no stripped original of 209. */
export const COPY_QUALITY = 95

/**
 * Whether a JPEG is written as messengers and sites do: progressive, or libjpeg's own table with halved colour. Only
 * with this are size and absence of camera data evidence: old 1–2 MP cameras have tables of their own (photos.md).
 */
export function isWrittenLikeCopy({ jpeg }: PhotoFacts): boolean {
  if (jpeg === null) return false
  const isIjg = jpeg.ijgQuality !== null && jpeg.ijgQuality <= COPY_QUALITY
  return jpeg.progressive || (isIjg && jpeg.subsampling === '4:2:0')
}

/** Long sides, in pixels, that messengers and sites scale to: general knowledge, no cameras' own among the 209 originals stripped. */
const MESSENGER_SIDES = new Set([720, 800, 960, 1024, 1080, 1280, 1440, 1600, 1920, 2048, 2560])

export const isMessengerSize = (facts: PhotoFacts): boolean => MESSENGER_SIDES.has(sizeOf(facts)?.long ?? 0)

/** Dots an inch from which a picture is taken for a scan: screens and messengers say 72 or 96. */
const SCAN_DENSITY = 150

export const isScanDensity = ({ density }: PhotoFacts): boolean =>
  density !== null && Math.round(density) >= SCAN_DENSITY

/** Word scales pictures to 220 dots an inch when it saves, to 330 where told to; scanners know neither. */
const OFFICE_DENSITIES = new Set([220, 330])

export const isOfficeDensity = ({ density }: PhotoFacts): boolean => OFFICE_DENSITIES.has(Math.round(density ?? 0))

/** IPTC digital source types that the file names, as names or whole URLs. */
export function sourceTypesOf({ xmp, credential }: PhotoFacts): readonly string[] {
  return [xmp.digitalSourceType ?? [], credential?.sourceTypes ?? []].flat()
}
