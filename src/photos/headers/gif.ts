import { type Header, NOTHING } from './header.ts'
import { type Source, viewOf } from './source.ts'

/** The byte that ends a GIF (GIF89a, 27), and how far padding may push it from the end of the file. */
const TRAILER = 0x3b
const PADDING = 64

/** The header of a GIF: its logical screen (GIF89a, 18). It holds no EXIF. */
export async function readGif(source: Source): Promise<Header> {
  const bytes = viewOf(await source.read(6, 10))
  if (bytes.byteLength < 4) return NOTHING
  const tail = await source.read(source.size - PADDING, source.size)
  return {
    ...NOTHING,
    width: bytes.getUint16(0, true) || null,
    height: bytes.getUint16(2, true) || null,
    whole: tail.includes(TRAILER),
  }
}
