import type { Files, Look, Sha256, Wanted } from '../domain.ts'
import { cameraThumbnail, likenessToThumbnail } from './cameraThumbnail.ts'
import { decoded, smaller } from './decode.ts'
import { THUMBNAIL_SIDE, thumbnailOf } from './draw.ts'
import { FORMAT_BYTES, photoFormat } from './format.ts'
import { PAGE_SIDE, showsPage } from './page.ts'
import { printOf } from './print.ts'
import { squareOf } from './square.ts'

/** Looks at a photo; null where it cannot be decoded. */
export type Looking = (sha256: Sha256, wanted: readonly Wanted[]) => Promise<Look | null>

/**
 * All that the pixels of a photo give, by one decode. Null where it cannot be decoded. To be called in a worker.
 *
 * A page is looked for in a larger view, so only where it is wanted: on 19 camera JPEGs a view of 1,000 pixels takes
 * 57 ms, one of 480 pixels 36 ms.
 *
 * @throws if there is no such file
 */
export async function lookAt(files: Files, sha256: Sha256, wanted: readonly Wanted[]): Promise<Look | null> {
  const photo = await openPhoto(files, sha256, wanted.includes('page') ? PAGE_SIDE : THUMBNAIL_SIDE)
  if (photo === null) return null
  const { view, ofCamera } = photo
  const isPage = wanted.includes('page') ? await showsPage(view) : null
  const picture = isPage === null ? view : await smaller(view, THUMBNAIL_SIDE)
  return {
    seen: {
      print: printOf(await squareOf(picture.clone())),
      thumbnailLikeness: ofCamera === null ? null : await likenessToThumbnail(ofCamera, picture),
    },
    thumbnail: wanted.includes('thumbnail') ? await thumbnailOf(picture) : null,
    isPage,
  }
}

/** Its bytes are let go here: what is held while the rest is worked on is freed late, of many photos in a row all at once. */
async function openPhoto(files: Files, sha256: Sha256, longSide: number) {
  const bytes = await files.read(sha256)
  const isJpeg = photoFormat(bytes.subarray(0, FORMAT_BYTES)) === 'jpeg'
  const ofCamera = isJpeg ? await cameraThumbnail(bytes) : null
  const view = await decoded(bytes, longSide)
  return view === null ? null : { view, ofCamera }
}
