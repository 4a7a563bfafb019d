import type { JpegFacts } from '../../domain.ts'
import { part, type Source, viewOf } from './source.ts'
import { TAG } from './tags.ts'
import { openTiff, tagBytes } from './tiff.ts'

/** Real files hold two or three. */
const MOST_PICTURES = 16
/** Bytes: attribute, size and offset of four each, numbers of two entries that it depends on. */
const ENTRY = 16
/** Upper byte of an entry's type: one of several views of the scene, a panorama's, a stereo pair's or from more angles. */
const VIEW = 0x02

/**
 * The pictures of a JPEG that holds several, by its index (CIPA DC-007-2021, 5.2: a TIFF block in APP2, the offsets count
 * from its start). Most that have one hold a single photo with what its camera made beside it, a larger preview or the
 * gain map of an HDR picture. Only pictures that are there count: programs keep the index and drop what it names. Null
 * where there is but one.
 *
 * @param at where the index begins in the file
 */
export async function readPictures(file: Source, at: number, length: number): Promise<JpegFacts['pictures']> {
  const index = await openTiff(part(file, at, length))
  if (index === null) return null
  const entries = viewOf(await tagBytes(index, index.first, TAG.pictures, MOST_PICTURES * ENTRY))
  const found = new Map([[0, false]])
  for (let entry = 0; entry + ENTRY <= entries.byteLength; entry += ENTRY) {
    const offset = entries.getUint32(entry + 8, index.little)
    const isView = ((entries.getUint32(entry, index.little) >>> 16) & 0xff) === VIEW
    if (offset === 0 || (await isJpeg(file, at + offset))) found.set(offset, isView)
  }
  const [, ...others] = found.values()
  return others.length === 0 ? null : { count: found.size, views: 1 + others.filter(isView => isView).length }
}

async function isJpeg(file: Source, at: number): Promise<boolean> {
  const [first, second, third] = await file.read(at, at + 3)
  return first === 0xff && second === 0xd8 && third === 0xff
}
