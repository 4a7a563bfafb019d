import type { Sharp } from 'sharp'

/** Pixels of the long side at which lines of a printed page are 8 to 30 pixels apart: the measures below are for this view. */
export const PAGE_SIDE = 1000

/** Pixels across: so narrow that a page turned by 10° still shows its lines apart. */
const STRIP = 24
/** Pixels of a line of letters, and of the paper above it, up to which both are those of text. */
const LINE = { least: 3, most: 28 }
const SPACE = { least: 2, most: 120 }
/** Of a line's pixels: letters leave much of the paper free, rules and dark areas do not. */
const INK_SHARE = { least: 0.08, most: 0.7 }

/**
 * A strip with this many lines is text, and this many such strips are a page. Measured: 44 scans and photographs of
 * printed pages, turned, skewed, dark, on tables, have 7 to 24 such strips, 56 more, also turned by EXIF alone, 15 to 32;
 * 24 photos of cameras and phones have 0 to 2.
 */
const LINES_OF_TEXT = 8
const STRIPS_OF_PAGE = 6

/**
 * Whether a picture shows a page of printed text, scanned or photographed: dark lines with clean paper between them,
 * over much of it, upright or lying.
 *
 * @param picture of {@link PAGE_SIDE} at most
 */
export async function showsPage(picture: Sharp): Promise<boolean> {
  const grey = picture.clone().flatten({ background: 'white' }).greyscale().raw()
  const { data, info } = await grey.toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const tones = tonesOf({ pixels: data, width, height })
  return isText(width, height, (x, y) => tones[y * width + x]) || isText(height, width, (x, y) => tones[x * width + y])
}

interface Grey {
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
}

const PAPER = 0
const BETWEEN = 1
const INK = 2

/** Pixels of the blocks whose brightest tenth tells how bright the paper is there: light falls unevenly on a page. */
const BLOCK = 16
const INK_BELOW = 0.78
const PAPER_FROM = 0.88

function tonesOf({ pixels, width, height }: Grey): Uint8Array {
  const across = Math.ceil(width / BLOCK)
  const down = Math.ceil(height / BLOCK)
  const bright = Array.from({ length: across * down }, (_, at) => brightness(at % across, Math.floor(at / across)))
  const paper = bright.map((_, at) => brightestAround(at % across, Math.floor(at / across)))
  return pixels.map((value, at) => {
    const x = at % width
    const level = paper[Math.floor((at - x) / width / BLOCK) * across + Math.floor(x / BLOCK)] ?? 0
    if (value < level * INK_BELOW) return INK
    return value < level * PAPER_FROM ? BETWEEN : PAPER
  })

  function brightness(column: number, row: number): number {
    const values: number[] = []
    for (let y = row * BLOCK; y < Math.min(height, (row + 1) * BLOCK); y++) {
      for (let x = column * BLOCK; x < Math.min(width, (column + 1) * BLOCK); x++)
        values.push(pixels[y * width + x] ?? 0)
    }
    return values.sort((a, b) => a - b)[Math.floor(values.length * 0.9)] ?? 0
  }

  function brightestAround(column: number, row: number): number {
    let most = 0
    for (let y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(across - 1, column + 1); x++) {
        most = Math.max(most, bright[y * across + x] ?? 0)
      }
    }
    return most
  }
}

/** The tone of a pixel. */
type ToneAt = (x: number, y: number) => number | undefined

function isText(width: number, height: number, toneAt: ToneAt): boolean {
  let strips = 0
  for (let from = 0; from + STRIP <= width; from += STRIP) {
    if (linesIn(height, y => rowOf(from, y, toneAt)) >= LINES_OF_TEXT) strips++
  }
  return strips >= STRIPS_OF_PAGE
}

/** Soft shadows of letters between two lines. */
const SHADOW_SHARE = 0.15

/** Pixels of ink in one row of a strip; 0 only for clean paper. */
function rowOf(from: number, y: number, toneAt: ToneAt): number {
  let ink = 0
  let between = 0
  for (let x = from; x < from + STRIP; x++) {
    const tone = toneAt(x, y)
    if (tone === INK) ink++
    if (tone === BETWEEN) between++
  }
  return ink > 0 || between <= STRIP * SHADOW_SHARE ? ink : 1
}

function linesIn(height: number, inkAt: (y: number) => number): number {
  let lines = 0
  let space = 0
  let line = { rows: 0, ink: 0, above: 0 }
  for (let y = 0; y < height; y++) {
    const ink = inkAt(y)
    if (ink > 0) {
      line = line.rows === 0 ? { rows: 1, ink, above: space } : { ...line, rows: line.rows + 1, ink: line.ink + ink }
      space = 0
    } else {
      if (line.rows > 0 && isLine(line)) lines++
      line = { rows: 0, ink: 0, above: 0 }
      space++
    }
  }
  return lines
}

const within = (value: number, { least, most }: { least: number; most: number }): boolean =>
  value >= least && value <= most

const isLine = ({ rows, ink, above }: { rows: number; ink: number; above: number }): boolean =>
  within(rows, LINE) && within(above, SPACE) && within(ink / (rows * STRIP), INK_SHARE)
