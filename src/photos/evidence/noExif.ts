import type { PhotoFacts } from '../../domain.ts'
import {
  type Check,
  hasNoCameraData,
  isMessengerSize,
  isOfCamera,
  isOfficeDensity,
  isScanDensity,
  isWrittenLikeCopy,
  sizeOf,
} from '../check.ts'
import { isOfScanner } from '../programs.ts'

/**
 * No camera data, or not enough of it to know a camera by, or a scanner's. Only a doubt: sharing without place and
 * details removes it, old phones never wrote it. Where the file looks like something in particular, `like` says so.
 */
export const noExif: Check = {
  code: 'photo.noExif',
  certainty: 'doubt',
  find({ facts }) {
    if (isOfScanner(facts)) return { data: 'scanner' }
    if (hasNoCameraData(facts)) return { data: 'none', ...likeness(facts) }
    return isOfCamera(facts) ? null : { data: 'part' }
  },
}

function likeness(facts: PhotoFacts): { readonly like: string; readonly pixels: number } | null {
  const pixels = sizeOf(facts)?.long ?? 0
  if (isOfficeDensity(facts)) return { like: 'office', pixels }
  if (isScanDensity(facts)) return { like: 'scan', pixels }
  return isMessengerSize(facts) && isWrittenLikeCopy(facts) ? { like: 'messenger', pixels } : null
}
