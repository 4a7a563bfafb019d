/** JPEG files stand in a PDF as they are (ISO 32000-1, 7.4.8); images of other kinds are no photos from a camera. */
export function jpegsIn(bytes: Uint8Array): readonly Uint8Array[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Uint8Array[] = []
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    const start = at + 6 + (file[at + 6] === 0x0d ? 2 : 1)
    if (file[start] !== 0xff || file[start + 1] !== 0xd8) continue
    const end = file.indexOf('endstream', start)
    if (end < 0) break
    found.push(bytes.subarray(start, end))
    at = end
  }
  return found
}

/** An image on a page: its place in {@link jpegsIn}, and where it is drawn, in points from the lower left corner. */
export interface PlacedImage {
  readonly number: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Bytes before a stream in which the dictionary of its image stands. */
const DICTIONARY_BYTES = 1024

/**
 * A copy of the file in which each image has its number + 1 for a width and no pixels. The library names images by names of
 * its own, but tells their widths; and it would decode every photo, a second each, only to tell where it stands.
 */
export function numberJpegs(bytes: Uint8Array, images: readonly Uint8Array[]): Uint8Array {
  const copy = Buffer.from(bytes)
  for (const [number, image] of images.entries()) {
    const start = image.byteOffset - bytes.byteOffset
    copy.fill(0, start, start + image.length)
    const from = Math.max(0, start - DICTIONARY_BYTES)
    const before = copy.toString('latin1', from, start)
    const dictionary = from + Math.max(0, before.lastIndexOf(' obj'))
    const width = /\/Width\s+(\d+)(?!\s+\d+\s+R)/.exec(copy.toString('latin1', dictionary, start))
    const digits = width?.[1] ?? ''
    const label = String(number + 1).padStart(digits.length, '0')
    if (width !== null && label.length === digits.length)
      copy.write(label, dictionary + width.index + width[0].length - digits.length, 'latin1')
  }
  return new Uint8Array(copy.buffer, copy.byteOffset, copy.length)
}

/** Operators by the numbers that the library gives them (its `OPS`). */
const SAVE = 10
const RESTORE = 11
const TRANSFORM = 12
const FORM_BEGIN = 74
const FORM_END = 75
const IMAGE = 85

/** [a b c d e f] of a transformation (ISO 32000-1, 8.3.3). */
type Matrix = readonly [number, number, number, number, number, number]

const AS_IT_IS: Matrix = [1, 0, 0, 1, 0, 0]

/** Where the images of a page are drawn, in the order they are. */
export function placesOf(operators: {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}): readonly PlacedImage[] {
  const found: PlacedImage[] = []
  const saved: Matrix[] = []
  let matrix = AS_IT_IS
  for (const [at, operator] of operators.fnArray.entries()) {
    const input = operators.argsArray[at]
    if (operator === SAVE || operator === FORM_BEGIN) saved.push(matrix)
    if (operator === RESTORE || operator === FORM_END) matrix = saved.pop() ?? AS_IT_IS
    else if (operator === TRANSFORM) matrix = within(matrix, matrixOf(input))
    else if (operator === FORM_BEGIN) matrix = within(matrix, matrixOf(Array.isArray(input) ? input[0] : null))
    else if (operator === IMAGE && Array.isArray(input)) found.push(placed(matrix, Number(input[1]) - 1))
  }
  return found
}

const matrixOf = (input: unknown): Matrix =>
  Array.isArray(input) && input.length === 6 ? (input.map(Number) as unknown as Matrix) : AS_IT_IS

function within([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

/** An image is the square from 0 to 1 before it is transformed. */
function placed([a, b, c, d, e, f]: Matrix, number: number): PlacedImage {
  const [xs, ys] = [
    [e, e + a, e + c, e + a + c],
    [f, f + b, f + d, f + b + d],
  ]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { number, x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}
