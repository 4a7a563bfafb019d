import { crc32 } from 'node:zlib'

/** A file of an archive to be made. */
export interface Packed {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A .tar (POSIX ustar). */
export function composeTar(files: readonly Packed[]): Uint8Array {
  const blocks = files.map(({ name, bytes }) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write('0000644\0', 100)
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('00000000000\0', 136)
    header.write('        0', 148)
    header.write('ustar\x0000', 257)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

/** A .rar of version 4, stored. `locked`: its entries say that they are encrypted. */
export function composeRar4(files: readonly Packed[], locked = false): Uint8Array {
  const block = (type: number, flags: number, body: Uint8Array, data: Uint8Array = Buffer.alloc(0)): Buffer => {
    const head = Buffer.alloc(7)
    head.writeUInt8(type, 2)
    head.writeUInt16LE(flags, 3)
    head.writeUInt16LE(7 + body.length, 5)
    head.writeUInt16LE(crc32(Buffer.concat([head.subarray(2), body])) & 0xffff, 0)
    return Buffer.concat([head, body, data])
  }
  const entries = files.map(({ name, bytes }) => {
    const path = Buffer.from(name)
    const fields = Buffer.alloc(25)
    fields.writeUInt32LE(bytes.length, 0)
    fields.writeUInt32LE(bytes.length, 4)
    fields.writeUInt8(3, 8)
    fields.writeUInt32LE(crc32(bytes), 9)
    fields.writeUInt8(29, 17)
    fields.writeUInt8(0x30, 18)
    fields.writeUInt16LE(path.length, 19)
    fields.writeUInt32LE(0o100644, 21)
    return block(0x74, 0x8000 | (locked ? 4 : 0), Buffer.concat([fields, path]), bytes)
  })
  const signature = Buffer.from('526172211a0700', 'hex')
  return Buffer.concat([signature, block(0x73, 0, Buffer.alloc(6)), ...entries, block(0x7b, 0x4000, Buffer.alloc(0))])
}

/** A .rar of version 5, stored. */
export function composeRar5(files: readonly Packed[]): Uint8Array {
  const block = (body: Uint8Array, data: Uint8Array = Buffer.alloc(0)): Buffer => {
    const head = Buffer.concat([number(body.length), body])
    const crc = Buffer.alloc(4)
    crc.writeUInt32LE(crc32(head))
    return Buffer.concat([crc, head, data])
  }
  const entries = files.map(({ name, bytes }) => {
    const path = Buffer.from(name)
    const crc = Buffer.alloc(4)
    crc.writeUInt32LE(crc32(bytes))
    const sizes = [2, 2, bytes.length, 4, bytes.length, 0o644].map(number)
    return block(Buffer.concat([...sizes, crc, ...[0, 1, path.length].map(number), path]), bytes)
  })
  const signature = Buffer.from('526172211a070100', 'hex')
  const [main, end] = [block(Buffer.concat([1, 0, 0].map(number))), block(Buffer.concat([5, 0, 0].map(number)))]
  return Buffer.concat([signature, main, ...entries, end])
}

/** Seven bits a byte, the lowest first. */
function number(value: number): Buffer {
  const bytes: number[] = []
  for (let left = value; bytes.length === 0 || left > 0; left = Math.floor(left / 128))
    bytes.push((left & 0x7f) | (left > 127 ? 0x80 : 0))
  return Buffer.from(bytes)
}

/** An attachment of a winmail.dat to be made: its short name, and its long one if it has one. */
export interface TnefPart extends Packed {
  readonly longName?: string
}

/** winmail.dat (MS-OXTNEF) with these attachments. */
export function composeTnef(parts: readonly TnefPart[]): Uint8Array {
  const attribute = (level: number, id: number, value: Uint8Array): Buffer => {
    const head = Buffer.alloc(9)
    head.writeUInt8(level, 0)
    head.writeUInt32LE(id, 1)
    head.writeUInt32LE(value.length, 5)
    const sum = Buffer.alloc(2)
    sum.writeUInt16LE(value.reduce((total, byte) => (total + byte) & 0xffff, 0))
    return Buffer.concat([head, value, sum])
  }
  const version = attribute(1, 0x0008_9006, Buffer.from('00000100', 'hex'))
  const page = attribute(1, 0x0006_9007, Buffer.from('ea04000000000000', 'hex'))
  const attachments = parts.flatMap(({ name, longName, bytes }) => [
    attribute(2, 0x0006_9002, Buffer.alloc(14)),
    attribute(2, 0x0006_800f, bytes),
    attribute(2, 0x0001_8010, Buffer.from(`${name}\0`, 'latin1')),
    ...(longName === undefined ? [] : [attribute(2, 0x0006_9005, longNameProperty(longName))]),
  ])
  return Buffer.concat([Buffer.from('789f3e220100', 'hex'), version, page, ...attachments])
}

/** A property list of three: one named by a text, a number, and the long file name. */
function longNameProperty(name: string): Buffer {
  const text = Buffer.from(`${name}\0`, 'utf16le')
  const named = Buffer.concat([hex('03000080'), Buffer.alloc(16), hex('01000000 06000000 610062000000 0000 07000000')])
  const flags = hex('0300 0537 01000000')
  const count = Buffer.alloc(4)
  count.writeUInt32LE(text.length)
  const padding = Buffer.alloc((4 - (text.length % 4)) % 4)
  return Buffer.concat([hex('03000000'), named, flags, hex('1f000737 01000000'), count, text, padding])
}

const hex = (bytes: string): Buffer => Buffer.from(bytes.replaceAll(' ', ''), 'hex')
