import type { PhotoFacts, Values } from '../../domain.ts'
import { type Check, COPY_QUALITY, hasNoCameraData } from '../check.ts'

/** Camera data in a JPEG that another program's encoder wrote. A few originals are written so (Nokia 8.3): only a doubt. */
export const resaved: Check = {
  code: 'photo.resaved',
  certainty: 'doubt',
  find({ facts }): Values | null {
    if (hasNoCameraData(facts)) return null
    if (isUnlikeThumbnail(facts)) return { sign: 'thumbnail' }
    if (isUnlikeMaker(facts)) return { sign: 'maker', make: facts.exif.make ?? '' }
    return isOfLibrary(facts) ? { sign: 'library' } : null
  },
}

/**
 * libjpeg's own table beside a thumbnail that another encoder wrote: the thumbnail stayed, the picture was written anew.
 * None of 24 originals. One phone (SM-G930V) has libjpeg's table at quality 96 beside a thumbnail with its own, both in
 * the layout of its hardware.
 */
function isUnlikeThumbnail({ jpeg, thumbnail }: PhotoFacts): boolean {
  if (jpeg === null || jpeg.ijgQuality === null || thumbnail === null) return false
  const byTable = jpeg.ijgQuality <= COPY_QUALITY && thumbnail.table === 'own'
  const byLayout = jpeg.hasLibjpegLayout && thumbnail.hasLibjpegLayout === false
  return byTable || byLayout
}

/** Makers whose cameras halve the colour across only, and write tables of their own. */
const HALVE_ACROSS = /\b(?:canon|nikon|sony|panasonic|olympus|fujifilm|pentax|ricoh)\b/i
/**
 * Apple's tables are Apple's alone, whether the camera or ImageIO wrote them, as when an iPhone sends a HEIC as JPEG.
 * Source: Amped Software, "Discover Adaptive JPEG Quantization Tables" (2020); the three iPhones in shared/photos.
 */
const OWN_TABLES = /^apple$/i

/** libjpeg's table in a photo of a maker who does not use it. */
function isUnlikeMaker({ jpeg, exif }: PhotoFacts): boolean {
  if (jpeg === null || jpeg.ijgQuality === null) return false
  const make = exif.make ?? ''
  return OWN_TABLES.test(make) || (jpeg.hasJfif && jpeg.subsampling === '4:2:0' && HALVE_ACROSS.test(make))
}

/** libjpeg's table, with its layout or with its header and no maker's note: as every program writes that uses the library. */
function isOfLibrary({ jpeg, exif }: PhotoFacts): boolean {
  if (jpeg === null || jpeg.ijgQuality === null) return false
  return (jpeg.hasLibjpegLayout && jpeg.ijgQuality <= COPY_QUALITY) || (jpeg.hasJfif && !exif.hasMakerNote)
}
