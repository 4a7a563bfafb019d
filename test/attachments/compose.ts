import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a zip to be made. What is not said is made as a sound program would. */
export interface ZipPart {
  /** Bytes where the name is in some old code page. */
  readonly name: string | Uint8Array
  readonly bytes: Uint8Array
  readonly stored?: boolean
  /** General purpose flags (APPNOTE 4.4.4); by default UTF-8 for a name that is a string. */
  readonly flags?: number
  readonly method?: number
  readonly crc?: number
  /** The size that its headers declare. */
  readonly declared?: number
  readonly unixMode?: number
}

const UTF8_NAME = 0x800

/** A zip of these entries, written by hand so that it can be written wrongly. */
export function composeZip(parts: readonly ZipPart[]): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const part of parts) {
    const name = typeof part.name === 'string' ? Buffer.from(part.name) : Buffer.from(part.name)
    const packed = part.stored ? Buffer.from(part.bytes) : deflateRawSync(part.bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(part.flags ?? (typeof part.name === 'string' ? UTF8_NAME : 0), 2)
    fields.writeUInt16LE(part.method ?? (part.stored ? 0 : 8), 4)
    fields.writeUInt32LE(part.crc ?? crc32(part.bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(part.declared ?? part.bytes.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((part.unixMode ?? 0o100644) << 16) >>> 0, 6)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, rest, name]))
    locals.push(local)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, listed, end])
}

/** A JPEG of a given size as far as headers go: no picture in it, but its width and height. */
export function composeJpeg(width = 1600, height = 1200): Uint8Array {
  const frame = Buffer.from('ffc0001108000000000301220002110103110100', 'hex').subarray(0, 19)
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  const scan = Buffer.from('ffda000c03010002110311003f00', 'hex')
  return Buffer.concat([Buffer.from('ffd8', 'hex'), frame, scan, Buffer.from('00ffd9', 'hex')])
}
