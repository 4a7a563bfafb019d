import { type Check, hasNoCameraData } from '../check.ts'

/** Economy modes (Olympus C40Z) and drones go this low, phones and cameras do not by themselves. */
const LOW = 80

/** Camera data, but compressed hard with libjpeg's own table. */
export const lowQuality: Check = {
  code: 'photo.lowQuality',
  certainty: 'doubt',
  find({ facts }) {
    const quality = facts.jpeg?.ijgQuality ?? null
    return quality !== null && quality <= LOW && !hasNoCameraData(facts) ? { quality } : null
  },
}
