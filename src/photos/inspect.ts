import type { Closed, Files, MailFile, PhotoFacts, PhotoFormat } from '../domain.ts'
import { FORMAT_BYTES, photoFormat } from './format.ts'
import { readBmp } from './headers/bmp.ts'
import { readCredential } from './headers/credential.ts'
import { NO_EXIF, readExif } from './headers/exif.ts'
import { endsInFilm } from './headers/film.ts'
import { readGif } from './headers/gif.ts'
import type { Header } from './headers/header.ts'
import { readHeif } from './headers/heif.ts'
import { readJpeg } from './headers/jpeg.ts'
import { readPng } from './headers/png.ts'
import { profileName } from './headers/profile.ts'
import { openSource, type Source } from './headers/source.ts'
import { readTiff } from './headers/tiffPicture.ts'
import { readTrailer, type Trailer } from './headers/trailer.ts'
import { readWebp } from './headers/webp.ts'
import { NO_XMP, readXmp, tellsPlace } from './headers/xmp.ts'

/**
 * What the headers of a photo say; nothing is decoded and only the pieces that are needed are read. A damaged photo
 * gives what could be read, and `unreadable` says so.
 *
 * @throws if the file's bytes are no photo by {@link photoFormat}: the caller knows that before
 */
export async function inspectPhoto(files: Files, file: MailFile): Promise<PhotoFacts> {
  const source = openSource(files, file)
  const format = photoFormat(await source.read(0, FORMAT_BYTES))
  if (format === null) throw new Error(`no photo: ${file.sha256}`)
  const header = await READERS[format](source)
  const block = header.exif === null ? NO_EXIF : await readExif(header.exif)
  const exif = block ?? NO_EXIF
  const trailer = format === 'jpeg' || format === 'heic' ? await readTrailer(source) : NO_TRAILER
  return {
    format,
    width: header.width,
    height: header.height,
    orientation: exif.orientation,
    exif: { ...exif.facts, hasGps: exif.facts.hasGps || (header.xmp !== null && (await tellsPlace(header.xmp))) },
    xmp: header.xmp === null ? NO_XMP : await readXmp(header.xmp),
    credential: header.credential === null ? null : await readCredential(header.credential),
    jpeg: header.jpeg,
    thumbnail: exif.thumbnail,
    density: header.density,
    profile: header.profile === null ? header.colours : await profileName(header.profile),
    trailer: trailer.isEdited ? 'samsungEdited' : null,
    hasFilm: header.hasFilm || trailer.hasFilm || (await endsInFilm(source, header.xmp)),
    unreadable: block === null ? 'damaged' : closedBy(header),
  }
}

/** Of a format that no phone appends to. */
const NO_TRAILER: Trailer = { isEdited: false, hasFilm: false }

const READERS: Readonly<Record<PhotoFormat, (source: Source) => Promise<Header>>> = {
  jpeg: readJpeg,
  heic: readHeif,
  avif: readHeif,
  png: readPng,
  webp: readWebp,
  gif: readGif,
  bmp: readBmp,
  tiff: readTiff,
  dng: readTiff,
}

/** What libvips opens at most (0x3FFF squared); the largest phone cameras make 200 MP. */
const MOST_PIXELS = 0x3fff ** 2

function closedBy({ width, height, whole }: Header): Closed | null {
  if (width !== null && height !== null && width * height > MOST_PIXELS) return 'tooLarge'
  return width === null || height === null || !whole ? 'damaged' : null
}
