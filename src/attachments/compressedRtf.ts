import { Binary } from './binary.ts'

/** What the dictionary holds before anything is read (MS-OXRTFCP 2.1.2.1): words that every RTF of Outlook has. */
const USUAL =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial' +
  'Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'

const DICTIONARY_BYTES = 4096
const HEADER_BYTES = 16

/** "LZFu" and "MELA": compressed, and as it is. */
const COMPRESSED = 0x75465a4c
const PLAIN = 0x414c454d

/** The RTF body of an Outlook mail, unpacked (MS-OXRTFCP): at most nine times its size. Empty for bytes that are none. */
export function unpackRtf(packed: Uint8Array): Uint8Array {
  const header = new Binary(packed)
  const kind = header.u32(8)
  if (kind === PLAIN) return packed.subarray(HEADER_BYTES, HEADER_BYTES + header.u32(4))
  return kind === COMPRESSED ? inflate(header) : new Uint8Array()
}

/** A byte of flags before each eight tokens, the lowest first: a byte as it is, or twelve bits of place and four of length. */
function inflate(packed: Binary): Uint8Array {
  const dictionary = Buffer.alloc(DICTIONARY_BYTES)
  let end = dictionary.write(USUAL, 'latin1')
  const out: number[] = []
  const put = (byte: number): void => {
    out.push(byte)
    dictionary[end] = byte
    end = (end + 1) % DICTIONARY_BYTES
  }
  for (let at = HEADER_BYTES; at < packed.length; ) {
    const flags = packed.u8(at++)
    for (let token = 0; token < 8 && at < packed.length; token++) {
      if ((flags & (1 << token)) === 0) put(packed.u8(at++))
      else {
        const [place, length] = [(packed.u8(at) << 4) | (packed.u8(at + 1) >> 4), (packed.u8(at + 1) & 0xf) + 2]
        if (place === end) return Uint8Array.from(out)
        for (let step = 0; step < length; step++) put(dictionary[(place + step) % DICTIONARY_BYTES] ?? 0)
        at += 2
      }
    }
  }
  return Uint8Array.from(out)
}
