import type { Sharp } from 'sharp'
import type { Files, Sha256 } from '../domain.ts'
import { decoded } from './decode.ts'

/** Pixels of a side: twice what the queue page shows, for fine screens. */
export const THUMBNAIL_SIDE = 480

/** A WebP for the desk, without any metadata. At this quality a thumbnail has about 20 kB. */
export const thumbnailOf = (picture: Sharp): Promise<Uint8Array> =>
  picture
    .clone()
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toBuffer()

/** What a site shows at full width. */
const WEB_SIDE = 1600

/**
 * A JPEG of at most 1,600 pixels a side, to look at and to publish: the place where it was taken stays in the original.
 * JPEG, because every editor, site and Facebook takes it. Made when an editor asks for it, by a decode of its own: of
 * most photos nobody does, and to make it of all of them costs several times a thumbnail. Null where the photo cannot be
 * decoded.
 *
 * @throws if there is no such file
 */
export async function webCopy(files: Files, sha256: Sha256): Promise<Uint8Array | null> {
  const picture = await decoded(await files.read(sha256), WEB_SIDE)
  if (picture === null) return null
  return picture.flatten({ background: 'white' }).jpeg({ quality: 85, mozjpeg: true }).toBuffer()
}
