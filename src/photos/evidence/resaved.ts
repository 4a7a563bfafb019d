import { type Check, COPY_QUALITY, hasNoCameraData, type Judged } from '../check.ts'

/** Makers whose cameras halve the colour across only, and write tables of their own. */
const OWN_ENCODERS = /\b(?:canon|nikon|sony|panasonic|olympus|fujifilm|pentax|ricoh)\b/i

/** Camera data in a JPEG that another program's libjpeg wrote. A few originals are written so (Nokia 8.3). */
export const resaved: Check = {
  code: 'photo.resaved',
  certainty: 'doubt',
  find: photo => (hasNoCameraData(photo.facts) || !(isForeign(photo) || isUnlikeThumbnail(photo)) ? null : {}),
}

/** libjpeg's header and table, without the maker's note or in a colour sampling that the maker does not use. */
function isForeign({ facts: { jpeg, exif } }: Judged): boolean {
  if (jpeg === null || !jpeg.hasJfif || jpeg.ijgQuality === null) return false
  return !exif.hasMakerNote || (jpeg.subsampling === '4:2:0' && OWN_ENCODERS.test(exif.make ?? ''))
}

/**
 * libjpeg's table beside a thumbnail with the camera's own: the thumbnail stayed, the picture was written anew. None of
 * 24 originals; one phone (SM-G930V) has both, its picture at quality 96.
 */
function isUnlikeThumbnail({ facts: { jpeg, thumbnail } }: Judged): boolean {
  const quality = jpeg?.ijgQuality ?? null
  return quality !== null && quality <= COPY_QUALITY && thumbnail?.table === 'own'
}
