import { type Source, viewOf } from './source.ts'

/** A marker segment of a JPEG: `start` is where its payload begins, after the length. */
export interface Segment {
  readonly marker: number
  readonly start: number
  readonly length: number
}

export const MARKER = {
  frames: [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf],
  progressive: [0xc2, 0xc6, 0xca, 0xce],
  huffman: 0xc4,
  quantisation: 0xdb,
  scan: 0xda,
  end: 0xd9,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app11: 0xeb,
  app12: 0xec,
  app13: 0xed,
  comment: 0xfe,
} as const

/** Real headers have up to a few dozen segments, with a maker's own blocks some hundreds. */
const MOST_SEGMENTS = 2000
/** Restart markers and TEM carry no length (ITU T.81, B.1.1.3). */
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

/** The segments of a JPEG up to its first scan, which is the last one given. Ends early where the bytes are no JPEG. */
export async function* segments(source: Source): AsyncGenerator<Segment> {
  let at = 2
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    const bytes = await source.read(at, at + LONGEST_FILL)
    const marker = markerIn(bytes)
    if (marker === null || marker.code === MARKER.end) return
    const start = at + marker.end
    if (isAlone(marker.code)) {
      at = start
      continue
    }
    const length = viewOf(bytes)
    if (marker.end + 2 > length.byteLength) return
    const payload = length.getUint16(marker.end) - 2
    if (payload < 0) return
    yield { marker: marker.code, start: start + 2, length: payload }
    if (marker.code === MARKER.scan) return
    at = start + 2 + payload
  }
}

/** Fill bytes and stray bytes between segments are passed over, as decoders do; more of them is no JPEG. */
const LONGEST_FILL = 512

function markerIn(bytes: Uint8Array): { readonly code: number; readonly end: number } | null {
  for (let at = bytes.indexOf(0xff); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1] ?? 0
    if (code !== 0 && code !== 0xff) return { code, end: at + 2 }
  }
  return null
}
