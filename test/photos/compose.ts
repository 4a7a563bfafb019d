import sharp, { type JpegOptions } from 'sharp'
import type { Files, MailFile } from '../../src/domain.ts'
import { type ExifWish, exifBlock } from './composeExif.ts'

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
  /** Every table in a segment of its own; else those of a kind stand together, as camera hardware writes them. */
  readonly layout?: 'libjpeg'
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
    resizedFrame(wish.layout === 'libjpeg' ? encoded.subarray(2) : tablesTogether(encoded), width, height),
    Buffer.from(wish.trailer ?? '', 'latin1'),
  ])
}

export const exifSegment = (block: Uint8Array): Uint8Array =>
  segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]))

/** The segments after the start, those of one kind of table joined where the first of them stands. */
function tablesTogether(encoded: Buffer): Buffer {
  const out: Buffer[] = []
  const tables = new Map<number, Buffer[]>()
  let at = 2
  for (; encoded[at + 1] !== 0xda; at += 2 + encoded.readUInt16BE(at + 2)) {
    const marker = encoded[at + 1] ?? 0
    const whole = encoded.subarray(at, at + 2 + encoded.readUInt16BE(at + 2))
    if (marker === 0xdb || marker === 0xc4) tables.set(marker, [...(tables.get(marker) ?? []), whole.subarray(4)])
    else out.push(whole)
  }
  const joined = [...tables].map(([marker, payloads]) => Buffer.from(segment(marker, Buffer.concat(payloads))))
  return Buffer.concat([...joined, ...out, encoded.subarray(at)])
}

function resizedFrame(encoded: Buffer, width: number, height: number): Buffer {
  const frame = [0xc0, 0xc2].map(code => encoded.indexOf(Uint8Array.of(0xff, code))).find(at => at >= 0) ?? 0
  encoded.writeUInt16BE(height, frame + 5)
  encoded.writeUInt16BE(width, frame + 7)
  return encoded
}

/** Keeps bytes as a file that came with a mail. */
export async function keepFile(files: Files, name: string, bytes: Uint8Array): Promise<MailFile> {
  const writer = files.create()
  await writer.write(bytes)
  const kept = await writer.keep()
  return { name, type: 'application/octet-stream', ...kept, folders: [], shown: false, before: '', after: '' }
}
