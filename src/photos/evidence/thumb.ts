import type { PhotoFacts } from '../../domain.ts'
import { type Check, sizeOf } from '../check.ts'

/** Share by which the shapes of picture and thumbnail may differ: thumbnails are rounded to whole blocks. */
const SHAPE_SLACK = 0.08
/** Cameras put bars into a 4:3 thumbnail of a 3:2, 16:9 or square picture, so such a thumbnail says little. */
const CLASSIC = { shape: 4 / 3, slack: 0.02 }
/** A picture nearer to a square than this is no camera's frame but the square itself. */
const NEARLY_SQUARE = 1.25

/**
 * Correlation under which picture and thumbnail are two. Measured on the 14 camera JPEGs whose thumbnail can be compared:
 * 0.991 and more; made brighter or of more contrast 0.969; cut to 90 % of its sides 0.925 at most, but for one night shot.
 */
const ALIKE = 0.95

/** A picture of another shape than its thumbnail, or one that shows something else: perhaps cropped. */
export const thumb: Check = {
  code: 'photo.thumb',
  certainty: 'doubt',
  find({ facts, seen }) {
    if (isOfOtherShape(facts)) return {}
    return (seen?.thumbnailLikeness ?? 1) < ALIKE ? { shows: 'other' } : null
  },
}

/** Whether this check rests on what is seen: then, and only then, does the verdict need the photo decoded for it. */
export const restsOnPixels = (facts: PhotoFacts): boolean =>
  facts.format === 'jpeg' && facts.unreadable === null && facts.thumbnail?.table != null && !isOfOtherShape(facts)

/** Sides may be swapped by a rotation. */
function isOfOtherShape(facts: PhotoFacts): boolean {
  const picture = sizeOf(facts)
  const thumbnail = facts.thumbnail === null ? null : sizeOf(facts.thumbnail)
  if (picture === null || thumbnail === null || picture.short === 0 || thumbnail.short === 0) return false
  const shape = picture.long / picture.short
  const own = thumbnail.long / thumbnail.short
  const isClassic = Math.abs(own / CLASSIC.shape - 1) <= CLASSIC.slack
  return isClassic ? shape < NEARLY_SQUARE : Math.abs(own / shape - 1) > SHAPE_SLACK
}
