import { type Check, sizeOf } from '../check.ts'

/** Share by which the shapes of picture and thumbnail may differ: thumbnails are rounded to whole blocks. */
const SHAPE_SLACK = 0.08
/** Cameras put bars into a 4:3 thumbnail of a 3:2, 16:9 or square picture, so such a thumbnail says little. */
const CLASSIC = { shape: 4 / 3, slack: 0.02 }
/** A picture nearer to a square than this is no camera's frame but the square itself. */
const NEARLY_SQUARE = 1.25

/** A picture of another shape than its thumbnail: perhaps cropped. Sides may be swapped by a rotation. */
export const thumb: Check = {
  code: 'photo.thumb',
  certainty: 'doubt',
  find({ facts }) {
    const picture = sizeOf(facts)
    const thumbnail = facts.thumbnail === null ? null : sizeOf(facts.thumbnail)
    if (picture === null || thumbnail === null || picture.short === 0 || thumbnail.short === 0) return null
    const shape = picture.long / picture.short
    const own = thumbnail.long / thumbnail.short
    const isClassic = Math.abs(own / CLASSIC.shape - 1) <= CLASSIC.slack
    return (isClassic ? shape < NEARLY_SQUARE : Math.abs(own / shape - 1) > SHAPE_SLACK) ? {} : null
  },
}
