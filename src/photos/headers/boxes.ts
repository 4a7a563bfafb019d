import { latin1, type Source, viewOf } from './source.ts'

/** A box of the ISO base media file format (ISO/IEC 14496-12, 4.2): `start` to `end` is what it holds. */
export interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** A panorama of 200 MP has about 800 tiles; nothing real has more boxes on one level. */
const MOST_BOXES = 4000

/** The boxes between two offsets, one level. Ends where bytes are no box. A box may claim to end after the file. */
export async function* boxes(source: Source, from: number, to: number): AsyncGenerator<Box> {
  let at = from
  for (let count = 0; at + 8 <= to && count < MOST_BOXES; count++) {
    const head = await source.read(at, at + 16)
    const type = latin1(head.subarray(4, 8))
    if (head.length < 8 || !/^[ -~\xa9]{4}$/.test(type)) return
    const size = viewOf(head).getUint32(0)
    const long = size === 1
    if (long && head.length < 16) return
    const length = long ? Number(viewOf(head).getBigUint64(8)) : size
    const start = at + (long ? 16 : 8)
    const end = size === 0 ? to : at + length
    if (end < start) return
    yield { type, start, end }
    at = end
  }
}
