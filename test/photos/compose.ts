import sharp, { type JpegOptions } from 'sharp'
import type { Files, MailFile } from '../../src/domain.ts'

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
  readonly makerNote?: boolean
  readonly gps?: boolean
  /** A whole JPEG. */
  readonly thumbnail?: Uint8Array
  readonly bigEndian?: boolean
}

/** The camera data of an ordinary phone, with the size of the picture it goes into. */
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

/** A marker segment of a JPEG. */
export function segment(marker: number, payload: Uint8Array | string): Uint8Array {
  const bytes = typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload
  const length = bytes.length + 2
  return Buffer.concat([Uint8Array.of(0xff, marker, length >> 8, length & 255), bytes])
}

/** Photoshop's APP13 with image resources of these numbers. */
export function photoshopSegment(resources: Readonly<Record<number, Uint8Array>>): Uint8Array {
  const blocks = Object.entries(resources).map(([id, bytes]) => {
    const head = Buffer.from('8BIM\0\0\0\0\0\0\0\0', 'latin1')
    head.writeUInt16BE(Number(id), 4)
    head.writeUInt32BE(bytes.length, 8)
    return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)])
  })
  return segment(0xed, Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), ...blocks]))
}

/** IPTC's special instructions as Facebook fills them. */
export function facebookSegment(): Uint8Array {
  const text = Buffer.from('FBMD0a000a6d0100008d0c0000', 'latin1')
  return photoshopSegment({ 1028: Buffer.concat([Uint8Array.of(0x1c, 2, 0x28, 0, text.length), text]) })
}

export const xmpSegment = (packet: string): Uint8Array => segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${packet}`)

/** What a made JPEG is like. Its header says `width` and `height`; the pixels behind it are few, as headers alone are read. */
export interface JpegWish {
  readonly width?: number
  readonly height?: number
  readonly exif?: ExifWish
  /** Unit and dots of a JFIF header; none is written if not given. */
  readonly jfif?: readonly [unit: number, dots: number]
  /** More segments, whole. */
  readonly segments?: readonly Uint8Array[]
  readonly encoder?: JpegOptions
  /** Bytes after the end of the picture. */
  readonly trailer?: string
}

/** Tables and sampling as a camera's own encoder has them, in no way libjpeg's. */
export const CAMERA_ENCODER: JpegOptions = { quality: 95, quantisationTable: 3, chromaSubsampling: '4:4:4' }
/** As messengers write: libjpeg's table, colour halved. */
export const MESSENGER_ENCODER: JpegOptions = { quality: 80, chromaSubsampling: '4:2:0' }

export async function jpeg(wish: JpegWish = {}): Promise<Uint8Array> {
  const { width = 4032, height = 3024, encoder = CAMERA_ENCODER } = wish
  const [unit, dots] = wish.jfif ?? [0, 0]
  const pixels = { create: { width: 32, height: 24, channels: 3, background: '#a06040' } } as const
  const encoded = await sharp(pixels).jpeg(encoder).toBuffer()
  return Buffer.concat([
    Uint8Array.of(0xff, 0xd8),
    ...(wish.jfif === undefined
      ? []
      : [segment(0xe0, `JFIF\0\x01\x02${String.fromCharCode(unit, 0, dots, 0, dots)}\0\0`)]),
    ...(wish.exif === undefined ? [] : [exifSegment(exifBlock(wish.exif))]),
    ...(wish.segments ?? []),
    resizedFrame(withoutApp0(encoded), width, height),
    Buffer.from(wish.trailer ?? '', 'latin1'),
  ])
}

export const exifSegment = (block: Uint8Array): Uint8Array =>
  segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]))

/** libvips writes a JFIF header first; what follows it begins with the next marker. */
function withoutApp0(encoded: Buffer): Buffer {
  return encoded.subarray(encoded[3] === 0xe0 ? 4 + encoded.readUInt16BE(4) : 2)
}

function resizedFrame(encoded: Buffer, width: number, height: number): Buffer {
  const frame = [0xc0, 0xc2].map(code => encoded.indexOf(Uint8Array.of(0xff, code))).find(at => at >= 0) ?? 0
  encoded.writeUInt16BE(height, frame + 5)
  encoded.writeUInt16BE(width, frame + 7)
  return encoded
}

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
        box('iprp', box('ipco', Buffer.concat([ispe(512, 512), ispe(width, height), ispe(320, 240)]))),
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

/** Keeps bytes as a file that came with a mail. */
export async function keepFile(files: Files, name: string, bytes: Uint8Array): Promise<MailFile> {
  const writer = files.create()
  await writer.write(bytes)
  const kept = await writer.keep()
  return { name, type: 'application/octet-stream', ...kept, folders: [], shown: false, before: '', after: '' }
}
