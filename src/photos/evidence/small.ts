import { type Check, hasNoCameraData, isScanDensity, isWrittenLikeCopy, MEGAPIXEL, sizeOf } from '../check.ts'

/** No stripped original of 209 that is written like a copy is smaller. */
const SMALL = 1.6 * MEGAPIXEL

/** No camera data, written like a copy and smaller than any camera of the last twenty years makes. */
export const small: Check = {
  code: 'photo.small',
  certainty: 'certain',
  find({ facts }) {
    const size = sizeOf(facts)
    if (size === null || size.area >= SMALL) return null
    if (!hasNoCameraData(facts) || !isWrittenLikeCopy(facts) || isScanDensity(facts)) return null
    return { width: size.width, height: size.height }
  },
}
