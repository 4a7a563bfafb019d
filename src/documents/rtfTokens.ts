/** A piece of RTF (specification 1.9.1). `text` is bytes as Latin-1, line ends of the file left out. */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly word: string; readonly number: number | null }
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }

/** `\word123 ` with its one space; the longest control words of the specification have under 32 letters. */
const WORD = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/y
const HEX = /\\'([0-9a-fA-F]{2})/y
const TEXT = /[^\\{}\r\n]+/y

/** The pieces of an RTF file, in order. Anything is RTF: what makes no sense is text. */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  const rtf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  for (let at = 0; at < rtf.length; ) {
    const character = rtf[at]
    const text = match(TEXT, rtf, at)?.[0]
    if (text !== undefined) {
      yield { kind: 'text', text }
      at += text.length
    } else if (character === '\\') {
      const { token, length } = readControl(rtf, at, bytes)
      yield token
      at += length
    } else {
      if (character === '{' || character === '}') yield character === '{' ? { kind: 'open' } : { kind: 'close' }
      at++
    }
  }
}

function readControl(
  rtf: string,
  at: number,
  bytes: Uint8Array,
): { readonly token: RtfToken; readonly length: number } {
  const [whole, word = '', digits] = match(WORD, rtf, at) ?? ['']
  if (whole !== '') {
    const number = digits === undefined ? null : Number(digits)
    if (word !== 'bin') return { token: { kind: 'word', word, number }, length: whole.length }
    const start = at + whole.length
    const end = start + Math.max(number ?? 0, 0)
    return { token: { kind: 'binary', bytes: bytes.subarray(start, end) }, length: end - at }
  }
  const hex = match(HEX, rtf, at)?.[1]
  if (hex !== undefined) return { token: { kind: 'byte', byte: Number.parseInt(hex, 16) }, length: 4 }
  return { token: { kind: 'symbol', symbol: rtf[at + 1] ?? '' }, length: 2 }
}

function match(pattern: RegExp, rtf: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(rtf)
}
