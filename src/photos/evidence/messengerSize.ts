import { type Check, hasNoCameraData, isScanDensity, isWrittenLikeCopy, MEGAPIXEL, sizeOf } from '../check.ts'

/** Long sides, in pixels, that messengers and sites scale to: general knowledge, no cameras' own among the 209 originals stripped. */
const LONG_SIDES = new Set([720, 800, 960, 1024, 1080, 1280, 1440, 1600, 1920, 2048, 2560])
/** Of a larger picture the size alone proves nothing unless it is progressive. */
const LARGE = 2.2 * MEGAPIXEL

/** No camera data, written and scaled as a messenger does. */
export const messengerSize: Check = {
  code: 'photo.messengerSize',
  certainty: 'certain',
  find({ facts }) {
    const size = sizeOf(facts)
    if (size === null || !LONG_SIDES.has(size.long)) return null
    if (!hasNoCameraData(facts) || !isWrittenLikeCopy(facts) || isScanDensity(facts)) return null
    return facts.jpeg?.progressive === true || size.area < LARGE ? { long: size.long } : null
  },
}
