import { type Check, hasNoCameraData, isOfCamera } from '../check.ts'

/**
 * No camera data, or not enough of it to know a camera by. Only a doubt: sharing without place and details removes it,
 * old phones never wrote it.
 */
export const noExif: Check = {
  code: 'photo.noExif',
  certainty: 'doubt',
  find({ facts }) {
    if (hasNoCameraData(facts)) return { data: 'none' }
    return isOfCamera(facts) ? null : { data: 'part' }
  },
}
