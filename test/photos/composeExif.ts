/** What a made EXIF block says; what is not given is not written. */
export interface ExifWish {
  readonly make?: string
  readonly model?: string
  readonly software?: string
  readonly processingSoftware?: string
  readonly orientation?: number
  /** As a camera writes it: "2024:05:01 08:30:00". */
  readonly takenAt?: string
  /** "+07:00". */
  readonly offset?: string
  /** Seconds, as one over this. */
  readonly exposure?: number
  readonly iso?: number
  readonly pixelX?: number
  readonly pixelY?: number
  /** Width and height in IFD0, as Samsung and vivo write them. */
  readonly frame?: readonly [width: number, height: number]
  /** Centre of what the camera focused on, as the iPhone writes it. */
  readonly subject?: readonly [x: number, y: number]
  readonly userComment?: string
  /** 1 and 2 are scanners, 3 a camera. */
  readonly fileSource?: number
  readonly makerNote?: boolean
  readonly gps?: boolean
  /** A whole JPEG. */
  readonly thumbnail?: Uint8Array
  readonly bigEndian?: boolean
}

/** The camera data of an ordinary phone, without a picture size. */
export const PHONE: ExifWish = {
  make: 'samsung',
  model: 'SM-A546E',
  software: 'A546EXXU8CXG1',
  takenAt: '2024:05:01 08:30:00',
  offset: '+07:00',
  exposure: 125,
  iso: 64,
  makerNote: true,
}

interface Entry {
  readonly tag: number
  readonly type: number
  readonly count: number
  readonly value: Uint8Array
}

/** A TIFF block with the tags of a wish: EXIF as it stands in APP1 after "Exif\0\0". */
export function exifBlock(wish: ExifWish): Uint8Array {
  const big = wish.bigEndian === true
  const number = (bytes: number, value: number): Uint8Array => {
    const out = Buffer.alloc(bytes)
    if (big) out.writeUIntBE(value, 0, bytes)
    else out.writeUIntLE(value, 0, bytes)
    return out
  }
  const text = (tag: number, value?: string): readonly Entry[] => {
    if (value === undefined) return []
    const bytes = Buffer.from(`${value}\0`)
    return [{ tag, type: 2, count: bytes.length, value: bytes }]
  }
  const short = (tag: number, value?: number): readonly Entry[] =>
    value === undefined ? [] : [{ tag, type: 3, count: 1, value: number(2, value) }]
  const long = (tag: number, value?: number): readonly Entry[] =>
    value === undefined ? [] : [{ tag, type: 4, count: 1, value: number(4, value) }]
  const rationals = (tag: number, values: readonly (readonly [number, number])[]): Entry => ({
    tag,
    type: 5,
    count: values.length,
    value: Buffer.concat(values.flatMap(([top, bottom]) => [number(4, top), number(4, bottom)])),
  })
  const shorts = (tag: number, values: readonly number[]): Entry => ({
    tag,
    type: 3,
    count: values.length,
    value: Buffer.concat(values.map(value => number(2, value))),
  })
  const bytes = (tag: number, value: Uint8Array): Entry => ({ tag, type: 7, count: value.length, value })

  const camera: readonly Entry[] = [
    ...(wish.exposure === undefined ? [] : [rationals(0x829a, [[1, wish.exposure]])]),
    ...short(0x8827, wish.iso),
    ...text(0x9003, wish.takenAt),
    ...text(0x9011, wish.offset),
    ...(wish.makerNote === true ? [bytes(0x927c, Buffer.from('made-up maker note'))] : []),
    ...(wish.userComment === undefined ? [] : [bytes(0x9286, Buffer.from(`ASCII\0\0\0${wish.userComment}`))]),
    ...(wish.subject === undefined ? [] : [shorts(0x9214, wish.subject)]),
    ...long(0xa002, wish.pixelX),
    ...long(0xa003, wish.pixelY),
    ...(wish.fileSource === undefined ? [] : [bytes(0xa300, Uint8Array.of(wish.fileSource))]),
  ]
  const place: readonly Entry[] =
    wish.gps === true
      ? [
          rationals(2, [
            [22, 1],
            [8, 1],
            [0, 1],
          ]),
        ]
      : []
  const first = (exifAt: number, gpsAt: number): readonly Entry[] => [
    ...text(0x000b, wish.processingSoftware),
    ...long(0x0100, wish.frame?.[0]),
    ...long(0x0101, wish.frame?.[1]),
    ...text(0x010f, wish.make),
    ...text(0x0110, wish.model),
    ...short(0x0112, wish.orientation),
    ...text(0x0131, wish.software),
    ...(camera.length > 0 ? long(0x8769, exifAt) : []),
    ...(place.length > 0 ? long(0x8825, gpsAt) : []),
  ]
  const directory = (entries: readonly Entry[], at: number, next = 0): Uint8Array => {
    let values = at + 2 + 12 * entries.length + 4
    const rows: Uint8Array[] = []
    const outside: Uint8Array[] = []
    for (const { tag, type, count, value } of entries) {
      const inside = value.length <= 4
      const padded = Buffer.concat([value, Buffer.alloc(inside ? 4 - value.length : value.length % 2)])
      rows.push(Buffer.concat([number(2, tag), number(2, type), number(4, count), inside ? padded : number(4, values)]))
      if (!inside) {
        outside.push(padded)
        values += padded.length
      }
    }
    return Buffer.concat([number(2, entries.length), ...rows, number(4, next), ...outside])
  }
  const exifAt = 8 + directory(first(0, 0), 8).length
  const cameraBytes = directory(camera, exifAt)
  const gpsAt = exifAt + cameraBytes.length
  const gpsBytes = directory(place, gpsAt)
  const secondAt = gpsAt + gpsBytes.length
  const { thumbnail } = wish
  const second = (at: number): readonly Entry[] => [...long(0x0201, at), ...long(0x0202, thumbnail?.length ?? 0)]
  const thumbnailAt = secondAt + directory(second(0), secondAt).length
  return Buffer.concat([
    Buffer.from(big ? 'MM\0*' : 'II*\0', 'latin1'),
    number(4, 8),
    directory(first(exifAt, gpsAt), 8, thumbnail === undefined ? 0 : secondAt),
    cameraBytes,
    gpsBytes,
    ...(thumbnail === undefined ? [] : [directory(second(thumbnailAt), secondAt), thumbnail]),
  ])
}
