import type { PhotoFacts } from '../../domain.ts'
import { type Check, cameraSizeOf, isSameSize, sizeOf } from '../check.ts'

/** Share of the camera's pixels under which a picture was cropped or scaled; above it, firmware quirks are seen (`photo.dims`). */
export const SHARE_LEFT = 0.8

/** Fewer pixels than the camera says it took. Zero or absent sizes in EXIF say nothing. */
export const smaller: Check = {
  code: 'photo.smaller',
  certainty: 'certain',
  find({ facts }) {
    const sizes = differingSizes(facts)
    return sizes !== null && sizes.width * sizes.height < SHARE_LEFT * sizes.cameraWidth * sizes.cameraHeight
      ? sizes
      : null
  },
}

/** The size of the picture and the one its camera wrote, if they are two. In raw formats the headers name several pictures. */
export function differingSizes(facts: PhotoFacts) {
  const size = sizeOf(facts)
  const camera = cameraSizeOf(facts)
  if (size === null || camera === null || facts.format === 'tiff' || facts.format === 'dng') return null
  if (isSameSize(size, camera)) return null
  return { width: size.width, height: size.height, cameraWidth: camera.width, cameraHeight: camera.height }
}
