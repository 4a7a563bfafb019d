import type { PhotoFacts, PhotoFormat } from '../../domain.ts'
import { type Check, hasNoCameraData, isScanDensity, MEGAPIXEL, sizeOf } from '../check.ts'

/** Formats that no camera writes. */
export const MADE_BY_PROGRAMS: ReadonlySet<PhotoFormat> = new Set(['png', 'webp', 'gif', 'bmp'])

/** A PNG of this size may be a lossless conversion of a camera's picture. */
const CAMERA_SIZED = 8 * MEGAPIXEL

/** A format no camera writes, and no camera data in it. */
export const notCamera: Check = {
  code: 'photo.notCamera',
  certainty: 'certain',
  find: ({ facts }) => (isNoPhotograph(facts) ? { format: facts.format.toUpperCase() } : null),
}

/** Not a PNG that may be a conversion or a scan. */
export function isNoPhotograph(facts: PhotoFacts): boolean {
  if (!MADE_BY_PROGRAMS.has(facts.format) || !hasNoCameraData(facts)) return false
  const mayBeConverted = (sizeOf(facts)?.area ?? 0) >= CAMERA_SIZED || isScanDensity(facts)
  return !(facts.format === 'png' && mayBeConverted)
}
