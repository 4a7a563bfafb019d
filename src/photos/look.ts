import type { Files, Seen, Sha256 } from '../domain.ts'
import { likenessToThumbnail } from './cameraThumbnail.ts'
import { FORMAT_BYTES, photoFormat } from './format.ts'
import { printOf } from './print.ts'
import { squareOf } from './square.ts'

/** EXIF stands among the first segments, each of 64 kB at most. */
const HEAD = 256 * 1024

/**
 * What the pixels of a photo show. To be called in a worker.
 *
 * @param thumbnail as drawn by `draw.ts`, so that the photo itself is decoded once
 */
export async function lookAt(files: Files, sha256: Sha256, thumbnail: Uint8Array): Promise<Seen> {
  const { default: sharp } = await import('sharp')
  const drawn = sharp(thumbnail)
  const head = await files.read(sha256, { start: 0, end: HEAD })
  const isJpeg = photoFormat(head.subarray(0, FORMAT_BYTES)) === 'jpeg'
  return {
    print: printOf(await squareOf(drawn.clone())),
    thumbnailLikeness: isJpeg ? await likenessToThumbnail(head, drawn) : null,
  }
}
