import {
  type Check,
  hasNoCameraData,
  isMessengerSize,
  isScanDensity,
  isWrittenLikeCopy,
  MEGAPIXEL,
  sizeOf,
} from '../check.ts'

/** Of a larger picture the size alone proves nothing unless it is progressive. */
const LARGE = 2.2 * MEGAPIXEL

/** No camera data, written and scaled as a messenger does. */
export const messengerSize: Check = {
  code: 'photo.messengerSize',
  certainty: 'certain',
  find({ facts }) {
    const size = sizeOf(facts)
    if (size === null || !isMessengerSize(facts)) return null
    if (!hasNoCameraData(facts) || !isWrittenLikeCopy(facts) || isScanDensity(facts)) return null
    return facts.jpeg?.progressive === true || size.area < LARGE ? { long: size.long } : null
  },
}
