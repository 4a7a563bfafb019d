import { type Check, hasCamera, type Judged, sizeOf } from '../check.ts'
import { isScreenshotName } from '../fileName.ts'

/** Short sides of phone screens in pixels. Cameras that fill the screen have others (4608×1976). */
const SCREENS = new Set([640, 720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1242, 1284, 1290, 1320, 1440])
/** Long side to short side from which a picture has the shape of a screen; PNG, which no camera writes, from 16:9 on. */
const SCREEN_SHAPE = { png: 1.7, other: 1.9 }

/** A picture of a phone's or computer's screen: by its name, by what the phone wrote, or by the screen's exact width and shape. */
export const screenshot: Check = {
  code: 'photo.screenshot',
  certainty: 'certain',
  find: photo => (isNamed(photo) || isCommented(photo) || isScreenSized(photo) ? {} : null),
}

const isNamed = ({ facts, name }: Judged): boolean => isScreenshotName(name) && !hasCamera(facts.exif)

/** iOS writes it. */
const isCommented = ({ facts }: Judged): boolean => facts.exif.userComment === 'Screenshot'

/** Not for HEIC: its EXIF may be where we do not find it. */
function isScreenSized({ facts }: Judged): boolean {
  const size = sizeOf(facts)
  if (size === null || facts.format === 'heic' || hasCamera(facts.exif) || facts.exif.takenAt !== null) return false
  const shape = facts.format === 'png' ? SCREEN_SHAPE.png : SCREEN_SHAPE.other
  return SCREENS.has(size.short) && size.long / size.short >= shape
}
