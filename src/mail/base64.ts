import type { BodyDecoder } from './bodyDecoder.ts'

/** Held back until the end of the body, because there the footers of lists and scanners stand. */
const TAIL_BYTES = 16 * 1024

/** A line this long, in base64 letters only, is data. RFC 2045 §6.8 writes 76; no footer has such words. */
const FULL_LINE = 60

/**
 * Base64 with Node's own decoder, in pieces. What is no letter of it is passed over (RFC 2045 §6.8), what stands after
 * the data (a list's footer, a scanner's seal) is no data.
 */
export class Base64Decoder implements BodyDecoder {
  #rest: Buffer = Buffer.alloc(0)
  /** Letters of a group of four that is not whole yet. */
  #group = ''

  take(bytes: Buffer): readonly Buffer[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const decoded = this.#rest.length < 2 * TAIL_BYTES ? [] : this.#upToTail()
    this.#rest = Buffer.from(this.#rest)
    return decoded
  }

  end(): readonly Buffer[] {
    const whole = this.#upToTail()
    const last = this.#decode(withoutFooter(this.#rest.toString('latin1')))
    return [...whole, last, Buffer.from(this.#group, 'base64')]
  }

  #upToTail(): readonly Buffer[] {
    const before = this.#rest.length - TAIL_BYTES
    if (before <= 0) return []
    const end = this.#rest.lastIndexOf(10, before) + 1 || before
    const piece = this.#rest.subarray(0, end)
    this.#rest = this.#rest.subarray(end)
    return [(this.#group === '' ? decodeEven(piece) : null) ?? this.#decode(piece.toString('latin1'))]
  }

  #decode(text: string): Buffer {
    // Padding ends a group: what follows begins a new one, as where two encoded files were put together.
    const segments = (this.#group + text.replace(/[^A-Za-z0-9+/=]+/g, '')).split(/(?<==)(?=[^=])/)
    const last = segments.pop() ?? ''
    const whole = last.endsWith('=') ? last.length : last.length - (last.length % 4)
    this.#group = last.slice(whole)
    return Buffer.concat([...segments, last.slice(0, whole)].map(segment => Buffer.from(segment, 'base64')))
  }
}

/**
 * The bytes of lines that are all of one length, a multiple of four, with nothing in them but letters: then none needs
 * to be counted. Looked at by stride. Null for all other lines.
 */
function decodeEven(piece: Buffer): Buffer | null {
  // Padding, and the two letters of another alphabet that Node takes for data.
  if (piece.includes('=') || piece.includes('-') || piece.includes('_')) return null
  const end = piece.indexOf(10)
  const length = piece[end - 1] === 13 ? end - 1 : end
  const stride = end + 1
  if (length <= 0 || length % 4 !== 0 || piece.length % stride !== 0) return null
  for (let at = end; at < piece.length; at += stride) if (piece[at] !== 10) return null
  const decoded = Buffer.from(piece.toString('latin1'), 'base64')
  // Node passes over what is no letter: then there is less than there should be.
  return decoded.length === (piece.length / stride) * length * 0.75 ? decoded : null
}

/** The end of a body without what follows its data. */
function withoutFooter(text: string): string {
  const lines = text.split('\n').map(line => line.trim())
  const lastFull = lines.findLastIndex(line => line.length >= FULL_LINE && isData(line))
  const end = lines.findIndex((line, at) => at > lastFull && endsData(lines, line, at, lastFull))
  return (end < 0 ? lines : lines.slice(0, end)).join('\n')
}

/** Base64 letters, a few of them damaged. */
function isData(line: string): boolean {
  const letters = line.replace(/[^A-Za-z0-9+/=]/g, '').length
  return !/[ \t]/.test(line) && line.length - letters <= Math.max(1, line.length / 20)
}

/** After the last full line: does the footer begin here? Data ends at its padding, and at an empty line. */
function endsData(lines: readonly string[], line: string, at: number, lastFull: number): boolean {
  if (line === '') return false
  if (!isData(line)) return true
  const before = lines.slice(0, at).findLast(other => other !== '')
  if (before === undefined) return false
  const isWhole = line.length % 4 === 0
  if (lines[at - 1] !== '') return before.endsWith('=') && !isWhole
  return before.endsWith('=') || !isWhole || at - 2 !== lastFull
}

/** Is it base64 at all? Prose and data in other encodings are seen under this label too. */
export function looksLikeBase64(text: string): boolean {
  const other = text.replace(/[A-Za-z0-9+/=\s]/g, '').length
  const spaces = (text.trim().match(/\S[ \t]+(?=\S)/g) ?? []).length
  if (other <= Math.max(1, text.length / 50) && spaces <= text.length / 60) return true
  const first = text.trimStart().split(/\r*\n/, 1)[0]?.trim() ?? ''
  return /^[A-Za-z0-9+/]+={0,2}$/.test(first) && first.length % 4 === 0 && (/[\d+/=]/.test(first) || first.length >= 40)
}
