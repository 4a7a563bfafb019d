import type { Check } from '../check.ts'
import { differingSizes, SHARE_LEFT } from './smaller.ts'

/** Another size than the camera wrote, but not clearly smaller: a small trim, or the firmware's own quirk. */
export const dims: Check = {
  code: 'photo.dims',
  certainty: 'doubt',
  find({ facts }) {
    const sizes = differingSizes(facts)
    return sizes !== null && sizes.width * sizes.height >= SHARE_LEFT * sizes.cameraWidth * sizes.cameraHeight
      ? sizes
      : null
  },
}
