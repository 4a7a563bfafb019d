import { type Check, hasNoCameraData, MEGAPIXEL, sizeOf } from '../check.ts'

/** From these years on, no camera or phone in the originals makes a smaller picture by itself. */
const CAMERA = { since: 2012, area: 2.0 * MEGAPIXEL }
const PHONE = { since: 2013, area: 2.4 * MEGAPIXEL }

const PHONE_MAKERS =
  /\b(?:apple|samsung|google|huawei|honor|xiaomi|redmi|oppo|realme|vivo|oneplus|htc|lge?|motorola|nokia|hmd|asus|zte|lenovo|meizu|blackberry|microsoft|bkav|vsmart|mobiistar|itel|tecno|infinix)\b/i

/** A picture too small for its year: mail programs offer to shrink photos and keep their camera data. */
export const smallForYear: Check = {
  code: 'photo.smallForYear',
  certainty: 'doubt',
  find({ facts }) {
    const size = sizeOf(facts)
    if (size === null || facts.exif.takenAt === null || hasNoCameraData(facts)) return null
    const usual = PHONE_MAKERS.test(facts.exif.make ?? '') ? PHONE : CAMERA
    const year = Number(facts.exif.takenAt.slice(0, 4))
    return year >= usual.since && size.area < usual.area ? { width: size.width, height: size.height, year } : null
  },
}
