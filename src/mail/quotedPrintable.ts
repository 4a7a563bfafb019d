import type { BodyDecoder } from './bodyDecoder.ts'

/** A line without an end is decoded in pieces of this size. */
const MAX_LINE = 64 * 1024

const [LINE_FEED, RETURN, SPACE, TAB, EQUALS] = [10, 13, 32, 9, 61]

/** Quoted-printable (RFC 2045 §6.7), cut at line ends; damage is kept as it stands. */
export class QuotedPrintableDecoder implements BodyDecoder {
  #rest: Buffer = Buffer.alloc(0)

  take(bytes: Buffer): readonly Buffer[] {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const lastLine = all.lastIndexOf(LINE_FEED) + 1
    const end = all.length - lastLine > MAX_LINE ? safeCut(all) : lastLine
    this.#rest = Buffer.from(all.subarray(end))
    return end === 0 ? [] : [decode(all.subarray(0, end))]
  }

  end(): readonly Buffer[] {
    return this.#rest.length === 0 ? [] : [decode(this.#rest)]
  }
}

/** Before what may be half of an escape, or space that a line end takes away. */
function safeCut(bytes: Buffer): number {
  let end = bytes.length
  while (end > 0 && (isBlank(bytes[end - 1]) || bytes[end - 1] === EQUALS || bytes[end - 2] === EQUALS)) end--
  return end === 0 ? bytes.length : end
}

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB || byte === RETURN

function decode(bytes: Buffer): Buffer {
  const text = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf(LINE_FEED, at)
    const end = next < 0 ? bytes.length : next
    let words = end
    while (words > at && isBlank(bytes[words - 1])) words--
    const isSoft = words > at && bytes[words - 1] === EQUALS
    length += decodeLine(bytes.subarray(at, isSoft ? words - 1 : words), text.subarray(length))
    if (!isSoft) length += bytes.copy(text, length, bytes[end - 1] === RETURN ? end - 1 : end, end + 1)
    at = end + 1
  }
  return text.subarray(0, length)
}

/** `=E1` → its byte; a photo in this encoding is millions of them. No escape goes over the end of a line. Gives the bytes written. */
function decodeLine(line: Buffer, text: Buffer): number {
  let length = 0
  for (let at = 0; at < line.length; at++) {
    const byte = line[at] === EQUALS ? 16 * hexDigit(line[at + 1]) + hexDigit(line[at + 2]) : Number.NaN
    text[length++] = Number.isNaN(byte) ? (line[at] ?? 0) : byte
    if (!Number.isNaN(byte)) at += 2
  }
  return length
}

/** The value of a hexadecimal digit in ASCII, or NaN. */
function hexDigit(byte = 0): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const letter = byte | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : Number.NaN
}
