import type { PhotoFacts, Values } from '../../domain.ts'
import { type Check, sizeOf, TRIM } from '../check.ts'
import { differingSizes, SHARE_LEFT } from './smaller.ts'

/** Another size than the camera wrote, but not clearly smaller: a small trim, a firmware's quirk, or scaled by a mail program. */
export const dims: Check = {
  code: 'photo.dims',
  certainty: 'doubt',
  find: ({ facts }) => slightlyOther(facts) ?? outgrown(facts),
}

function slightlyOther(facts: PhotoFacts): Values | null {
  const sizes = differingSizes(facts)
  if (sizes === null) return null
  return sizes.width * sizes.height >= SHARE_LEFT * sizes.cameraWidth * sizes.cameraHeight ? sizes : null
}

/** Mail programs that scale a photo bring the camera's size up to date, not what else speaks of it. */
function outgrown(facts: PhotoFacts): Values | null {
  const size = sizeOf(facts)
  const { reach } = facts.exif
  if (size === null || reach === null || facts.format === 'tiff' || facts.format === 'dng') return null
  return reach > size.long + TRIM && differingSizes(facts) === null
    ? { reach, width: size.width, height: size.height }
    : null
}
