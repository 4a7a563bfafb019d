import type { Check } from '../check.ts'

/** Image resources that only Photoshop's own saving writes: JPEG quality and version. 0x0404 and 0x0425 prove nothing. */
const OWN_RESOURCES = [0x0406, 0x0421]

/** Saved by Photoshop: its resources, or "Save for Web"'s `Ducky` block. */
export const photoshop: Check = {
  code: 'photo.photoshop',
  certainty: 'certain',
  find({ facts: { jpeg } }) {
    if (jpeg === null) return null
    return jpeg.hasDucky || OWN_RESOURCES.some(resource => jpeg.photoshop.includes(resource)) ? {} : null
  },
}
