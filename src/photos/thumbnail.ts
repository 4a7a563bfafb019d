import type { Files, Sha256 } from '../domain.ts'

/** Pixels of the long side: twice what the queue page shows, for fine screens. */
const LONG_SIDE = 480
/** WebP quality at which a thumbnail of this size has about 20 kB. */
const QUALITY = 75

/**
 * A WebP of at most 480 pixels a side: turned as the camera was held, in sRGB, without metadata. Null where the photo
 * cannot be decoded. A cut photo gives what there is of it.
 *
 * @throws if there is no such file
 */
export async function thumbnail(files: Files, sha256: Sha256): Promise<Uint8Array | null> {
  const bytes = await files.read(sha256)
  const { default: sharp } = await import('sharp')
  try {
    return await sharp(bytes, { failOn: 'none' })
      .autoOrient()
      .resize(LONG_SIDE, LONG_SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer()
  } catch {
    // sharp has one kind of error for all it cannot decode: other formats, damage, more than 268 megapixels.
    return null
  }
}
