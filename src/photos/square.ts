import type { Sharp } from 'sharp'

/** Pixels of a side of what pictures are compared by. */
export const SIDE = 32

/** A picture as a square of grey levels, row by row, whatever its shape. What is see-through is white. */
export function squareOf(picture: Sharp): Promise<Uint8Array> {
  return picture.flatten({ background: 'white' }).greyscale().resize(SIDE, SIDE, { fit: 'fill' }).raw().toBuffer()
}

/**
 * Standard deviation of the grey levels (of 255) under which a picture has nothing to be known by: a dark or an empty
 * frame. What is left of it is noise, and all such pictures would be alike.
 */
const PLAIN = 4

export function isPlain(square: Uint8Array): boolean {
  const mean = square.reduce((sum, level) => sum + level, 0) / square.length
  return Math.sqrt(square.reduce((sum, level) => sum + (level - mean) ** 2, 0) / square.length) < PLAIN
}
