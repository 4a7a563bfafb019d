/** Undoes a transfer encoding (RFC 2045 §6) piece by piece. */
export interface BodyDecoder {
  take(bytes: Buffer): readonly Buffer[]
  end(): readonly Buffer[]
}

/** How well-known files begin in base64: JPEG, PNG, zip, PDF, OLE, HEIC, RAR, GIF. */
const KNOWN_BASE64 = /^\s*(\/9j\/|iVBORw0KGgo|UEsDB|JVBERi0|0M8R4KGx|AAAA[A-Za-z0-9+/]{2}Zn[Rl]|UmFyIRo|R0lGOD)/

/**
 * The decoder for a body as it is labelled, unless its first bytes prove the label wrong: prose called base64, or a
 * file in base64 called 7bit.
 */
export function decoderFor(encoding: string, start: Buffer, text: boolean): BodyDecoder {
  const sample = start.toString('latin1', 0, 4096)
  if (encoding.startsWith('base64')) return looksLikeBase64(sample) ? new Base64Decoder() : new PlainDecoder()
  if (encoding.startsWith('quoted-printable')) return new QuotedPrintableDecoder()
  return !text && KNOWN_BASE64.test(sample) ? new Base64Decoder() : new PlainDecoder()
}

/** 7bit, 8bit, binary and everything unknown: the bytes as they are. */
class PlainDecoder implements BodyDecoder {
  take(bytes: Buffer): readonly Buffer[] {
    return [bytes]
  }
  end(): readonly Buffer[] {
    return []
  }
}

/** Held back until the end of the body, because there the footers of lists and scanners stand. */
const TAIL_BYTES = 4096

/**
 * Base64 with Node's own decoder, in pieces that end where a group of four does. What stands after the data (a list's
 * footer, a scanner's seal) is no data.
 */
class Base64Decoder implements BodyDecoder {
  #rest: Buffer = Buffer.alloc(0)

  take(bytes: Buffer): readonly Buffer[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    if (this.#rest.length < 2 * TAIL_BYTES) {
      this.#rest = Buffer.from(this.#rest)
      return []
    }
    const end = this.#rest.lastIndexOf(10, this.#rest.length - TAIL_BYTES) + 1
    const piece = this.#rest.subarray(0, end)
    const { decoded, used } = decodeGroups(piece)
    this.#rest = Buffer.from(this.#rest.subarray(used))
    return [decoded]
  }

  end(): readonly Buffer[] {
    const data = withoutFooter(this.#rest.toString('latin1'))
    return data.split(/(?<==)(?=[^=\s])/).map(segment => Buffer.from(segment, 'base64'))
  }
}

/** Decodes whole groups of four; gives how many bytes of the input they took. */
function decodeGroups(piece: Buffer): { decoded: Buffer; used: number } {
  if (piece.length === 0) return { decoded: piece, used: 0 }
  if (isEven(piece) && !piece.includes(61)) {
    return { decoded: Buffer.from(piece.toString('latin1'), 'base64'), used: piece.length }
  }
  const text = piece.toString('latin1')
  const data = text.replace(/[^A-Za-z0-9+/=]+/g, '')
  const whole = data.length - (data.length % 4)
  const decoded = Buffer.concat(
    data
      .slice(0, whole)
      .split(/(?<==)(?=[^=])/)
      .map(segment => Buffer.from(segment, 'base64')),
  )
  return { decoded, used: usedFor(text, data.length - whole) }
}

/** Where the last `left` characters of data begin, so that they are taken up again. */
function usedFor(text: string, left: number): number {
  let at = text.length
  for (let seen = 0; seen < left && at > 0; at--) if (/[A-Za-z0-9+/=]/.test(text[at - 1] ?? '')) seen++
  return at
}

/** Lines all of one length, which is a multiple of four: nothing needs counting. Looked at by stride, not by byte. */
function isEven(piece: Buffer): boolean {
  const end = piece.indexOf(10)
  if (end < 0) return false
  const length = piece[end - 1] === 13 ? end - 1 : end
  if (length % 4 !== 0 || length === 0) return false
  const stride = end + 1
  if (piece.length % stride !== 0) return false
  for (let at = end; at < piece.length; at += stride) if (piece[at] !== 10) return false
  return true
}

/** The data ends at its padding, or before an empty line after which there is no base64. */
function withoutFooter(text: string): string {
  const [data = '', ...after] = text.split(/\r?\n[ \t]*\r?\n/)
  const footer = after.findIndex(
    block => /[^A-Za-z0-9+/=\s]/.test(block) || /[A-Za-z0-9+/]=*[ \t]+[A-Za-z0-9+/]/.test(block),
  )
  const kept = footer < 0 ? [data, ...after] : [data, ...after.slice(0, footer)]
  return kept.join('\n').replace(/(=\s*)\r?\n-- *\r?\n[\s\S]*$/, '$1')
}

/** A body that is called base64 but is not: prose, or data in another encoding. */
function looksLikeBase64(text: string): boolean {
  const other = text.replace(/[A-Za-z0-9+/=\s]/g, '').length
  const spaces = (text.trim().match(/[^\s] [^\s]/g) ?? []).length
  return other <= text.length / 50 && spaces <= text.length / 60
}

/** Quoted-printable, cut at line ends; damage is kept as it stands. */
class QuotedPrintableDecoder implements BodyDecoder {
  #rest: Buffer = Buffer.alloc(0)

  take(bytes: Buffer): readonly Buffer[] {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const end = all.lastIndexOf(10) + 1
    // A soft break at the cut is seen whole: it ends with its line feed.
    this.#rest = Buffer.from(all.subarray(end))
    return end === 0 ? [] : [decodeQuoted(all.subarray(0, end))]
  }

  end(): readonly Buffer[] {
    return this.#rest.length === 0 ? [] : [decodeQuoted(this.#rest)]
  }
}

function decodeQuoted(bytes: Buffer): Buffer {
  const text = bytes
    .toString('latin1')
    .replace(/[ \t]+(?=\r?\n)/g, '')
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=$/, '')
    .replace(/=([\da-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(text, 'latin1')
}
