import type { MailFile, PhotoFacts } from '../domain.ts'

/** Pixels of the longer side. No camera has made a smaller picture than 320 × 240; icons and emoji end at 64. */
const ICON = 64
const LOGO = 200
const SHOWN_LOGO = 400

/** Pixels of the shorter side of lines and dividers. */
const LINE = 16

/** Banners of mail signatures: this many times as wide as high, and lower than this many pixels. */
const BANNER_RATIO = 5
const BANNER = 160

/** Formats that drawings are kept in, and no photo that was taken. */
const DRAWN = new Set(['png', 'gif', 'bmp', 'webp'])

/** Names that mail programs and designers give to pictures of signatures. */
const SIGNATURE_NAME = /^(image\d{3}|outlook-|logo|icon|banner|chu[ -_]?ky|signature|facebook|zalo|youtube)/i

/**
 * A logo, line, icon, emoji or tracking pixel: certainly no photo. Whatever a camera wrote itself into is a photo, and
 * so is everything whose size is not known.
 */
export function isDecoration(facts: PhotoFacts, file: Pick<MailFile, 'name' | 'shown'>): boolean {
  const { width, height, exif, format } = facts
  if (width === null || height === null || exif.make !== null || exif.model !== null) return false
  const long = Math.max(width, height)
  const short = Math.min(width, height)
  if (long <= ICON || short <= LINE) return true
  if (long / short >= BANNER_RATIO && short <= BANNER) return true
  if (DRAWN.has(format) && long <= LOGO) return true
  if (!file.shown || long > SHOWN_LOGO) return false
  return DRAWN.has(format) || long <= LOGO || SIGNATURE_NAME.test(file.name)
}
