import { type ExifWish, exifBlock } from './composeExif.ts'

export interface HeicWish {
  readonly brand?: string
  readonly width?: number
  readonly height?: number
  readonly exif?: ExifWish
  readonly xmp?: string
  /** Bytes that stand before the EXIF item, as a picture's tiles do. */
  readonly before?: number
  /** `idat`: the items stand in the meta box itself. */
  readonly keptIn?: 'mdat' | 'idat'
  /** What each `colr` holds. */
  readonly colours?: readonly Uint8Array[]
}

/** The container of a HEIC without a picture: size, one tile size, and metadata items at the very end. */
export function heic({
  brand = 'heic',
  width = 4032,
  height = 3024,
  exif,
  xmp,
  before = 0,
  keptIn = 'mdat',
  colours = [],
}: HeicWish): Uint8Array {
  const exifItem = exif === undefined ? Buffer.alloc(0) : Buffer.concat([u32(6), latin1('Exif\0\0'), exifBlock(exif)])
  const xmpItem = Buffer.from(xmp ?? '')
  const data = Buffer.concat([Buffer.alloc(before), exifItem, xmpItem])
  const ftyp = box('ftyp', latin1(`${brand}\0\0\0\0${brand}mif1`))
  const ispe = (w: number, h: number): Buffer => box('ispe', Buffer.concat([u32(0), u32(w), u32(h)]))
  const items = [
    { id: 1, info: latin1('Exif\0'), at: before, length: exifItem.length },
    { id: 2, info: latin1('mime\0application/rdf+xml\0'), at: before + exifItem.length, length: xmpItem.length },
  ].filter(({ length }) => length > 0)
  const meta = (origin: number): Buffer =>
    box(
      'meta',
      Buffer.concat([
        u32(0),
        box(
          'iprp',
          box(
            'ipco',
            Buffer.concat([
              ispe(512, 512),
              ispe(width, height),
              ispe(320, 240),
              ...colours.map(one => box('colr', one)),
            ]),
          ),
        ),
        box(
          'iinf',
          Buffer.concat([
            u32(0),
            u16(items.length),
            ...items.map(({ id, info }) => box('infe', Buffer.concat([u32(0x02000000), u16(id), u16(0), info]))),
          ]),
        ),
        box(
          'iloc',
          Buffer.concat([
            u32(0x01000000),
            Uint8Array.of(0x44, 0),
            u16(items.length),
            ...items.map(({ id, at, length }) =>
              Buffer.concat([u16(id), u16(keptIn === 'idat' ? 1 : 0), u16(0), u16(1), u32(origin + at), u32(length)]),
            ),
          ]),
        ),
        ...(keptIn === 'idat' ? [box('idat', data)] : []),
      ]),
    )
  if (keptIn === 'idat') return Buffer.concat([ftyp, meta(0)])
  const origin = ftyp.length + meta(0).length + 8
  return Buffer.concat([ftyp, meta(origin), box('mdat', data)])
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

const u16 = (value: number): Buffer => {
  const out = Buffer.alloc(2)
  out.writeUInt16BE(value)
  return out
}

const u32 = (value: number): Buffer => {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value)
  return out
}

const box = (type: string, inside: Uint8Array): Buffer => Buffer.concat([u32(inside.length + 8), latin1(type), inside])
