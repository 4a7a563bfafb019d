import { type Check, hasNoCameraData } from '../check.ts'

/** Makers whose cameras halve the colour across only, and write tables of their own. */
const OWN_ENCODERS = /\b(?:canon|nikon|sony|panasonic|olympus|fujifilm|pentax|ricoh)\b/i

/** Camera data in a JPEG as libjpeg's users write it. A few originals do the same (Nokia 8.3, Kodak PIXPRO). */
export const resaved: Check = {
  code: 'photo.resaved',
  certainty: 'doubt',
  find({ facts }) {
    const { jpeg, exif } = facts
    if (jpeg === null || hasNoCameraData(facts) || !jpeg.hasJfif || jpeg.ijgQuality === null) return null
    const isForeign = jpeg.subsampling === '4:2:0' && OWN_ENCODERS.test(exif.make ?? '')
    return !exif.hasMakerNote || isForeign ? {} : null
  },
}
