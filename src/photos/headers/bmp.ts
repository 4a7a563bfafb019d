import { dotsOfMetre, type Header, NOTHING } from './header.ts'
import { type Source, viewOf } from './source.ts'

/** The first header, of OS/2, has sides of two bytes; all later ones of four, a negative height for rows from the top. */
const OS2_HEADER = 12
const LONGEST = 54

/** The header of a BMP (BITMAPFILEHEADER, BITMAPINFOHEADER). A file size of 0 is common and says nothing. */
export async function readBmp(source: Source): Promise<Header> {
  const bytes = viewOf(await source.read(0, LONGEST))
  if (bytes.byteLength < 26) return NOTHING
  const whole = bytes.getUint32(2, true) <= source.size
  if (bytes.getUint32(14, true) === OS2_HEADER) {
    return { ...NOTHING, width: bytes.getUint16(18, true) || null, height: bytes.getUint16(20, true) || null, whole }
  }
  const width = Math.abs(bytes.getInt32(18, true)) || null
  const height = Math.abs(bytes.getInt32(22, true)) || null
  return {
    ...NOTHING,
    width,
    height,
    density: bytes.byteLength < 46 ? null : dotsOfMetre(bytes.getInt32(38, true)),
    whole,
  }
}
