import { type Check, hasNoCameraData } from '../check.ts'

/** No camera data. Only a doubt: sharing without place and details removes it, old phones never wrote it. */
export const noExif: Check = {
  code: 'photo.noExif',
  certainty: 'doubt',
  find: ({ facts }) => (hasNoCameraData(facts) ? {} : null),
}
