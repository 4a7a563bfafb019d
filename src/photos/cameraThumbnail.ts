import type { Region, Sharp } from 'sharp'
import { readExifThumbnail } from './headers/exif.ts'
import { readJpeg } from './headers/jpeg.ts'
import { sourceOf } from './headers/source.ts'
import { isPlain, SIDE, squareOf } from './square.ts'

/** Cameras' thumbnails have up to 512×384 pixels; a larger picture there is none. */
const MOST_PIXELS = 1_000_000

/** The thumbnail that a camera left in the EXIF of a JPEG, a copy of its bytes; null if there is none. */
export async function cameraThumbnail(photo: Uint8Array): Promise<Uint8Array | null> {
  const { exif } = await readJpeg(sourceOf(photo))
  return (exif === null ? null : await readExifThumbnail(exif))?.slice() ?? null
}

/**
 * How much a picture shows what the thumbnail shows that its camera left: the correlation of their grey levels, from
 * −1 to 1 for the same picture. The best counts, however either is turned or mirrored, and with or without the bars that
 * cameras put into a thumbnail of another shape.
 *
 * @param decoded the picture, small
 * @returns null where the thumbnail cannot be decoded, or the picture is too plain to be known by
 */
export async function likenessToThumbnail(thumbnail: Uint8Array, decoded: Sharp): Promise<number | null> {
  const { width, height } = await decoded.metadata()
  const picture = await squareOf(decoded.clone())
  if (isPlain(picture)) return null
  const likeness = (await squaresOf(thumbnail, width / height)).flatMap(square =>
    TURNS.map(turn => correlation(picture, square, turn)),
  )
  return likeness.length === 0 ? null : Math.max(...likeness)
}

/** The thumbnail without its bars: those of a picture of this shape, lying or standing, or none. */
async function squaresOf(bytes: Uint8Array, shape: number): Promise<readonly Uint8Array[]> {
  const { default: sharp } = await import('sharp')
  const thumbnail = sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS })
  try {
    const whole = await thumbnail.metadata()
    const frames = [shape, 1 / shape, whole.width / whole.height].map(frame => middleOf(whole, frame))
    return await Promise.all(frames.map(frame => squareOf(thumbnail.clone().extract(frame))))
  } catch {
    // sharp has one kind of error for all it does not decode.
    return []
  }
}

/** The largest part of a shape (width by height) in the middle of a picture. */
function middleOf(whole: { readonly width: number; readonly height: number }, shape: number): Region {
  const width = Math.max(1, Math.min(whole.width, Math.round(whole.height * shape)))
  const height = Math.max(1, Math.min(whole.height, Math.round(whole.width / shape)))
  return { left: (whole.width - width) >> 1, top: (whole.height - height) >> 1, width, height }
}

/** Where a pixel of a square lies when it is turned or mirrored: the eight ways of EXIF's orientation. */
const TURNS = [false, true].flatMap(swapped =>
  [0, SIDE - 1].flatMap(acrossFrom =>
    [0, SIDE - 1].map(downFrom => (x: number, y: number): number => {
      const [across, down] = swapped ? [y, x] : [x, y]
      return Math.abs(down - downFrom) * SIDE + Math.abs(across - acrossFrom)
    }),
  ),
)

/** Pearson's; 0 where either is of one grey. */
function correlation(a: Uint8Array, b: Uint8Array, turn: (x: number, y: number) => number): number {
  const mean = (square: Uint8Array): number => square.reduce((sum, level) => sum + level, 0) / square.length
  const [middleA, middleB] = [mean(a), mean(b)]
  let [together, ofA, ofB] = [0, 0, 0]
  for (const [at, level] of a.entries()) {
    const one = level - middleA
    const other = (b[turn(at % SIDE, Math.floor(at / SIDE))] ?? 0) - middleB
    together += one * other
    ofA += one * one
    ofB += other * other
  }
  return together / Math.sqrt(ofA * ofB || 1)
}
