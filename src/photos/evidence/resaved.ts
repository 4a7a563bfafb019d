import { type Check, hasNoCameraData } from '../check.ts'

/** Makers whose cameras halve the colour across only, and write tables of their own. */
const OWN_ENCODERS = /\b(?:canon|nikon|sony|panasonic|olympus|fujifilm|pentax|ricoh)\b/i

/**
 * Camera data in a JPEG as libjpeg's users write it, but not as this camera does: without its maker note, in a colour
 * sampling that its maker does not use, or beside a thumbnail with the camera's own table. A few originals are written
 * so (Nokia 8.3).
 */
export const resaved: Check = {
  code: 'photo.resaved',
  certainty: 'doubt',
  find({ facts }) {
    const { jpeg, exif, thumbnail } = facts
    if (jpeg === null || hasNoCameraData(facts) || !jpeg.hasJfif || jpeg.ijgQuality === null) return null
    const isForeign = jpeg.subsampling === '4:2:0' && OWN_ENCODERS.test(exif.make ?? '')
    return !exif.hasMakerNote || isForeign || thumbnail?.table === 'own' ? {} : null
  },
}
