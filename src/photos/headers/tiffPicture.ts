import { type Header, NOTHING } from './header.ts'
import { part, type Source } from './source.ts'
import { TAG } from './tags.ts'
import { type Directory, openTiff, readDirectory, type Tiff, tagNumber, tagNumbers, tagPlace } from './tiff.ts'

/** A raw file has a preview, the picture and a mask or two. */
const MOST_DIRECTORIES = 8

/**
 * The header of a file that is TIFF itself. Raw formats keep a preview in the first directory and the picture in one
 * under it: the largest counts. Its own tags are the EXIF.
 */
export async function readTiff(file: Source): Promise<Header> {
  const tiff = await openTiff(file)
  if (tiff === null) return NOTHING
  const offsets = await tagNumbers(tiff, tiff.first, TAG.subdirectories, MOST_DIRECTORIES)
  const under = await Promise.all(offsets.map(offset => readDirectory(tiff, offset)))
  const directories = [tiff.first, ...under.filter(found => found !== null)]
  const sizes = await Promise.all(directories.map(directory => sizeIn(tiff, directory)))
  const [largest] = sizes.sort((a, b) => b.width * b.height - a.width * a.height)
  const blockOf = (tag: number): Source | null => {
    const place = tagPlace(tiff.first, tag)
    return place === null ? null : part(file, place.at, place.length)
  }
  return {
    ...NOTHING,
    width: largest?.width || null,
    height: largest?.height || null,
    exif: file,
    xmp: blockOf(TAG.xmp),
    credential: blockOf(TAG.credential),
    profile: blockOf(TAG.profile),
    whole: true,
  }
}

async function sizeIn(tiff: Tiff, directory: Directory): Promise<{ readonly width: number; readonly height: number }> {
  const width = await tagNumber(tiff, directory, TAG.width)
  const height = await tagNumber(tiff, directory, TAG.height)
  return { width: width ?? 0, height: height ?? 0 }
}
