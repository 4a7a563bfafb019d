import type { JpegFacts } from '../../domain.ts'
import { latin1, part, type Source } from './source.ts'

/** What the container of any format says; the blocks inside it are read by `exif.ts` and `xmp.ts`. */
export interface Header {
  /** Pixels as stored. */
  readonly width: number | null
  readonly height: number | null
  /** The TIFF block that holds the EXIF tags. */
  readonly exif: Source | null
  readonly xmp: Source | null
  /** The manifest store of a content credential (C2PA). */
  readonly credential: Source | null
  readonly jpeg: JpegFacts | null
  /** Dots an inch. */
  readonly density: number | null
  /** The colour profile (ICC). */
  readonly profile: Source | null
  /** Name of the colours where the container has codes for them. */
  readonly colours: string | null
  /** The container holds a film beside the picture. */
  readonly hasFilm: boolean
  /** The picture's bytes reach to its own end. */
  readonly whole: boolean
}

/** A header of which nothing could be read. */
export const NOTHING: Header = {
  width: null,
  height: null,
  exif: null,
  xmp: null,
  credential: null,
  jpeg: null,
  density: null,
  profile: null,
  colours: null,
  hasFilm: false,
  whole: false,
}

const CENTIMETRES_AN_INCH = 2.54
const METRES_AN_INCH = 0.0254

/** pHYs and BMP count dots a metre; 0 says nothing. */
export const dotsOfMetre = (dots: number): number | null => (dots > 0 ? dots * METRES_AN_INCH : null)

/** JFIF 1.02: unit 1 is the inch, 2 the centimetre, 0 a mere ratio. */
export function dotsOfJfif(unit: number, dots: number): number | null {
  if (dots === 0) return null
  if (unit === 1) return dots
  return unit === 2 ? dots * CENTIMETRES_AN_INCH : null
}

/** The TIFF block of EXIF, with or without the six bytes that JPEG puts before it. */
export async function withoutExifMark(block: Source): Promise<Source> {
  const marked = latin1(await block.read(0, 6)) === 'Exif\0\0'
  return marked ? part(block, 6, block.size) : block
}
