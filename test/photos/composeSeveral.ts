import { jpeg, segment, xmpSegment } from './compose.ts'
import { PHONE } from './composeExif.ts'

/** Types of CIPA DC-007, 5.2.3.3.1: one of a stereo pair, a preview of Full HD, anything else. */
export const TYPES = { stereo: 0x020002, preview: 0x010002, other: 0 } as const

/**
 * A camera's JPEG with others after it and their index, as MPO, Ultra HDR and cameras with large previews have it.
 *
 * @param kept false: the index stays and what it names is gone
 */
export async function several(types: readonly number[], { kept = true, bigEndian = false } = {}): Promise<Buffer> {
  const second = Buffer.from(await jpeg({ width: 640, height: 480 }))
  const blank = await first(index(types, 0, 0, bigEndian))
  const at = blank.indexOf('MPF\0', 0, 'latin1') + 4
  const whole = await first(index(types, blank.length - at, second.length, bigEndian))
  return kept ? Buffer.concat([whole, ...types.slice(1).map(() => second)]) : whole
}

const first = async (block: Buffer): Promise<Buffer> =>
  Buffer.from(
    await jpeg({ exif: PHONE, segments: [segment(0xe2, Buffer.concat([Buffer.from('MPF\0', 'latin1'), block]))] }),
  )

/** The index: version, number of pictures, an entry each. Offsets count from its own start, the first one is 0. */
export function index(types: readonly number[], offset: number, length: number, bigEndian = false): Buffer {
  const whole = (bytes: 2 | 4, value: number): Buffer => {
    const made = Buffer.alloc(bytes)
    if (bigEndian) made.writeUIntBE(value, 0, bytes)
    else made.writeUIntLE(value, 0, bytes)
    return made
  }
  const u16 = (value: number): Buffer => whole(2, value)
  const u32 = (value: number): Buffer => whole(4, value)
  const entries = types.map((type, at) =>
    Buffer.concat([u32(type), u32(length), u32(at === 0 ? 0 : offset + (at - 1) * length), u32(0)]),
  )
  const tags = 3
  return Buffer.concat([
    Buffer.from(bigEndian ? 'MM\0*' : 'II*\0', 'latin1'),
    u32(8),
    u16(tags),
    ...[u16(0xb000), u16(7), u32(4), Buffer.from('0100')],
    ...[u16(0xb001), u16(4), u32(1), u32(types.length)],
    ...[u16(0xb002), u16(7), u32(16 * types.length), u32(8 + 2 + 12 * tags + 4)],
    u32(0),
    ...entries,
  ])
}

/** The beginning of an MP4, and bytes that stand for the rest. */
export const FILM = Buffer.concat([
  Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0isommp42', 'latin1'),
  Buffer.alloc(200_000, 7),
])

/** As Pixel phones write it now: a container of items, the film the last. */
export const containerXmp = (length: number): string =>
  `<x GCamera:MotionPhoto="1"><Container:Item Item:Mime="image/jpeg" Item:Semantic="Primary" Item:Length="0" Item:Padding="0"/><Container:Item Item:Mime="video/mp4" Item:Semantic="MotionPhoto" Item:Length="${length}"/></x>`

/** As they wrote it before, and Xiaomi does. */
export const microVideoXmp = (length: number): string =>
  `<x><GCamera:MicroVideo>1</GCamera:MicroVideo><GCamera:MicroVideoOffset>${length}</GCamera:MicroVideoOffset></x>`

export async function withFilm(xmp: string, film: Buffer = FILM): Promise<Buffer> {
  return Buffer.concat([await jpeg({ exif: PHONE, segments: [xmpSegment(xmp)] }), film])
}

/** Samsung's blocks after the picture, and their directory. */
export async function withSamsungFilm(inside: Buffer = FILM): Promise<Buffer> {
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(value)
    return bytes
  }
  const kind = Buffer.from([0, 0, 0x30, 0x0a])
  const block = Buffer.concat([kind, u32(16), Buffer.from('MotionPhoto_Data'), inside])
  const directory = Buffer.concat([Buffer.from('SEFH'), u32(106), u32(1), kind, u32(block.length), u32(block.length)])
  return Buffer.concat([await jpeg({ exif: PHONE }), block, directory, u32(directory.length), Buffer.from('SEFT')])
}
