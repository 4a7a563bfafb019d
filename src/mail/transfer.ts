import { Base64Decoder, looksLikeBase64 } from './base64.ts'
import type { BodyDecoder } from './bodyDecoder.ts'
import { QuotedPrintableDecoder } from './quotedPrintable.ts'
import { UuDecoder } from './uuencode.ts'

/** How well-known files begin in base64: JPEG, PNG, zip, PDF, OLE, HEIC, RAR, GIF. */
const KNOWN_BASE64 = /^\s*(\/9j\/|iVBORw0KGgo|UEsDB|JVBERi0|0M8R4KGx|AAAA[A-Za-z0-9+/]{2}Zn[Rl]|UmFyIRo|R0lGOD)/

/** As much of a body's beginning as its encoding is judged by. */
const SAMPLE_BYTES = 4096

/**
 * The decoder for a body as it is labelled, unless its first bytes prove the label wrong: prose called base64, or a
 * file in base64 called 7bit.
 *
 * @param encoding the value of Content-Transfer-Encoding
 * @param start the body, or its first 4 KB and more
 */
export function decoderFor(encoding: string, start: Buffer, text: boolean): BodyDecoder {
  const sample = start.toString('latin1', 0, SAMPLE_BYTES)
  const label = encoding.toLowerCase().replace(/["'\s]/g, '')
  if (/^(x-)?base-?64/.test(label)) return looksLikeBase64(sample) ? new Base64Decoder() : new PlainDecoder()
  if (/^(x-)?(quoted|qp$)/.test(label)) return new QuotedPrintableDecoder()
  if (/^(x-)?uu/.test(label)) return /^begin /m.test(sample) ? new UuDecoder() : new PlainDecoder()
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
