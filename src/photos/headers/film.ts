import { latin1, type Source } from './source.ts'

/** XMP of phones stays under this. */
const LONGEST = 256 * 1024
/** Items of a container: the picture, a gain map, the film. */
const MOST_LENGTHS = 10

/** Google's older name for where the film begins, from the end of the file; the newer one is an item's length. */
const LENGTHS = /(?:MicroVideoOffset|:Length)(?:\s{0,9}=\s{0,9}["']|>\s{0,9})(\d{1,12})\b/g

/**
 * Whether the film of a motion photo stands at the end of a file, where its XMP says ("Motion Photo format 1.0",
 * developer.android.com; before it `GCamera:MicroVideo`). The film itself is looked for: programs keep XMP and drop it.
 */
export async function endsInFilm(file: Source, xmp: Source | null): Promise<boolean> {
  if (xmp === null) return false
  const packet = latin1(await xmp.read(0, LONGEST))
  for (const [, length] of packet.matchAll(LENGTHS).take(MOST_LENGTHS)) {
    if (await isFilm(file, file.size - Number(length))) return true
  }
  return false
}

/** Whether an MP4 begins there (ISO/IEC 14496-12, 4.3): a length, then `ftyp`. */
export async function isFilm(file: Source, at: number): Promise<boolean> {
  return at > 0 && latin1(await file.read(at + 4, at + 8)) === 'ftyp'
}
