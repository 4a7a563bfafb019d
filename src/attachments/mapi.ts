import iconv from 'iconv-lite'
import type { Binary } from './binary.ts'

/** Properties of Outlook's mails and attachments by their numbers (MS-OXPROPS). */
export const PROPERTY = {
  subject: 0x0037,
  sentAt: 0x0039,
  transportHeaders: 0x007d,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  to: 0x0e04,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  messageId: 0x1035,
  displayName: 0x3001,
  data: 0x3701,
  fileName: 0x3704,
  longFileName: 0x3707,
  mediaType: 0x370e,
  contentId: 0x3712,
  codePage: 0x3fde,
  senderSmtp: 0x5d01,
} as const

/** A value as stored: text in UTF-16 (0x1f) or in a code page (0x1e), bytes (0x102), an object (0x0d), numbers. */
export interface Property {
  readonly type: number
  readonly value: Binary
}

/** Bytes of the values that have a fixed length, each in whole fours. */
const FIXED: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
}

const MULTIPLE = 0x1000
const FIRST_NAMED = 0x8000

/** A property list as TNEF has it (MS-OXTNEF 2.1.3.4); of multiple values the first. Ends where it makes no sense. */
export function readProperties(list: Binary): ReadonlyMap<number, Property> {
  const found = new Map<number, Property>()
  let at = 4
  for (let left = list.u32(0); left > 0 && at + 4 <= list.length; left--) {
    const [kind, id] = [list.u16(at), list.u16(at + 2)]
    at += 4
    if (id >= FIRST_NAMED) at += nameBytes(list, at)
    const fixed = FIXED[kind & ~MULTIPLE]
    const isCounted = fixed === undefined || (kind & MULTIPLE) !== 0
    const values = isCounted ? list.u32(at) : 1
    if (isCounted) at += 4
    for (let number = 0; number < values && at < list.length; number++) {
      const length = fixed ?? list.u32(at)
      if (fixed === undefined) at += 4
      if (!found.has(id)) found.set(id, { type: kind & ~MULTIPLE, value: list.slice(at, at + length) })
      at += padded(length)
    }
  }
  return found
}

/** A name: a set of names, then a number or a counted text. */
function nameBytes(list: Binary, at: number): number {
  const isNumber = list.u32(at + 16) === 0
  return isNumber ? 24 : 24 + padded(list.u32(at + 20))
}

const padded = (length: number): number => length + ((4 - (length % 4)) % 4)

/** @param page the code page of text that is not Unicode */
export function textOf({ type, value }: Property, page: number): string {
  const encoding = type === 0x1f ? 'utf-16le' : page === 65001 ? 'utf-8' : `windows-${page}`
  const known = iconv.encodingExists(encoding) ? encoding : 'windows-1252'
  return iconv.decode(Buffer.from(value.bytes), known).replace(/\0.*$/s, '').normalize('NFC')
}
