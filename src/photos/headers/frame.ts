import { MARKER } from './segments.ts'
import { type Source, viewOf } from './source.ts'

/** A JPEG's frame header. */
export interface Frame {
  readonly size: { readonly width: number | null; readonly height: number | null }
  readonly progressive: boolean
  readonly subsampling: string | null
  /** Number of the quantisation table of the first component. */
  readonly table: number
}

export const isFrame = (marker: number): boolean => MARKER.frames.some(frame => frame === marker)

/**
 * ITU T.81, B.2.2: precision, height, width, number of components, then three bytes each: id, sampling, table. Null if
 * the lengths do not fit.
 */
export async function readFrame(payload: Source, marker: number): Promise<Frame | null> {
  const bytes = await payload.read(0, payload.size)
  const components = bytes[5] ?? 0
  if (components < 1 || components > 4 || bytes.length !== 6 + 3 * components) return null
  const view = viewOf(bytes)
  const samplings = Array.from({ length: components }, (_, number) => bytes[7 + 3 * number] ?? 0)
  return {
    size: { width: view.getUint16(3) || null, height: view.getUint16(1) || null },
    progressive: MARKER.progressive.some(code => code === marker),
    subsampling: subsamplingOf(samplings),
    table: bytes[8] ?? 0,
  }
}

const SUBSAMPLINGS: Readonly<Record<string, string>> = {
  '1x1': '4:4:4',
  '2x1': '4:2:2',
  '2x2': '4:2:0',
  '1x2': '4:4:0',
  '4x1': '4:1:1',
}

/** How many times finer the first component is sampled than the second, across and down. */
function subsamplingOf([first, second]: readonly number[]): string | null {
  if (!first || !second) return null
  const across = (first >> 4) / (second >> 4)
  const down = (first & 15) / (second & 15)
  return SUBSAMPLINGS[`${across}x${down}`] ?? null
}
