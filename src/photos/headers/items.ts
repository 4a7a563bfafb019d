import { type Box, boxes } from './boxes.ts'
import { latin1, type Source, viewOf } from './source.ts'

/** Something the file holds beside its tiles: EXIF, XMP. */
export interface Item {
  /** Four letters: `Exif`, `mime`. */
  readonly type: string
  /** Of a `mime` item. */
  readonly mime: string
  readonly start: number
  readonly length: number
}

/** The metadata items of a `meta` box whose boxes are given; tiles and other pictures are left out. */
export async function readItems(source: Source, meta: readonly Box[]): Promise<readonly Item[]> {
  const infos = meta.find(box => box.type === 'iinf')
  const locations = meta.find(box => box.type === 'iloc')
  if (infos === undefined || locations === undefined) return []
  const wanted = await metadataIn(source, infos)
  const data = meta.find(box => box.type === 'idat')?.start ?? null
  const places = placesIn(await source.read(locations.start, locations.end), data)
  return wanted.flatMap(({ id, ...named }) => {
    const place = places.get(id)
    return place === undefined ? [] : [{ ...named, ...place }]
  })
}

/** What an item is, before it is known where. */
interface Named extends Pick<Item, 'type' | 'mime'> {
  readonly id: number
}

/** Bytes: names of items and media types are short. */
const LONGEST_INFO = 300

/** ISO/IEC 14496-12, 8.11.6: `iinf` counts its `infe` boxes in 2 bytes, from version 1 in 4. */
async function metadataIn(source: Source, infos: Box): Promise<readonly Named[]> {
  const head = await source.read(infos.start, infos.start + 4)
  const found: Named[] = []
  for await (const box of boxes(source, infos.start + (head[0] === 0 ? 6 : 8), infos.end)) {
    const bytes = await source.read(box.start, Math.min(box.end, box.start + LONGEST_INFO))
    const wide = bytes[0] === 3
    if (bytes.length < (wide ? 14 : 12) || (bytes[0] ?? 0) < 2) continue
    const id = wide ? viewOf(bytes).getUint32(4) : viewOf(bytes).getUint16(4)
    const name = wide ? 10 : 8
    const type = latin1(bytes.subarray(name, name + 4))
    const [, mime = ''] = latin1(bytes.subarray(name + 4)).split('\0')
    if (type === 'Exif' || type === 'mime') found.push({ id, type, mime })
  }
  return found
}

interface Place {
  readonly start: number
  readonly length: number
}

/** A tiled picture has some hundreds of items; what is more is no photo. */
const MOST_ITEMS = 4000

/** ISO/IEC 14496-12, 8.11.3: first the sizes of the numbers that follow, then every item and its extents. */
function placesIn(bytes: Uint8Array, data: number | null): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>()
  const version = bytes[0] ?? 0
  const [first = 0, second = 0] = bytes.subarray(4)
  const sizes: Sizes = {
    id: version === 2 ? 4 : 2,
    method: version > 0 ? 2 : 0,
    offset: first >> 4,
    length: first & 15,
    base: second >> 4,
    index: version > 0 ? second & 15 : 0,
  }
  const next = counter(bytes, 6)
  for (let left = Math.min(next(sizes.id), MOST_ITEMS); left > 0; left--) {
    const id = next(sizes.id)
    const place = placeOf(next, sizes, data)
    if (place !== null) places.set(id, place)
  }
  return places
}

/** How many bytes each number takes; 0 for one that is not written. */
interface Sizes {
  readonly id: number
  readonly method: number
  readonly offset: number
  readonly length: number
  readonly base: number
  readonly index: number
}

/** One item after its id. Metadata stands in one piece, in the file (method 0) or in `idat` (1): further pieces are passed over. */
function placeOf(next: (size: number) => number, sizes: Sizes, data: number | null): Place | null {
  const method = next(sizes.method) & 15
  next(2)
  const base = next(sizes.base)
  const pieces: Place[] = []
  for (let left = Math.min(next(2), MOST_ITEMS); left > 0; left--) {
    next(sizes.index)
    pieces.push({ start: base + next(sizes.offset), length: next(sizes.length) })
  }
  const [piece] = pieces
  const origin = method === 1 ? data : 0
  return piece === undefined || origin === null ? null : { ...piece, start: origin + piece.start }
}

/** Takes whole numbers off the bytes one after another; 0 where the bytes have ended. */
function counter(bytes: Uint8Array, from: number): (size: number) => number {
  let at = from
  return size => {
    const value = bytes.subarray(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0)
    at += size
    return value
  }
}
