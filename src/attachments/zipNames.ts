import iconv from 'iconv-lite'
import type { Binary } from './binary.ts'

/** The letters that only Vietnamese has; two or more of the marks of windows-1258 make one after NFC. */
const VIETNAMESE = /[ăđơưĂĐƠƯ]|[\u1ea0-\u1ef9]/

/** Extra field of Info-ZIP with the name in UTF-8 (APPNOTE 4.6.9). */
const UNICODE_PATH = 0x7075

/**
 * The name of a zip entry as it was meant, NFC. In this order: the UTF-8 flag, Info-ZIP's extra field, valid UTF-8
 * without a flag (macOS), windows-1258 where it gives Vietnamese letters (Windows in Vietnamese), else code page 437
 * (APPNOTE appendix D).
 */
export function zipName(bytes: Uint8Array, isUtf8: boolean, extra: ReadonlyMap<number, Binary>): string {
  if (isUtf8) return new TextDecoder().decode(bytes).normalize('NFC')
  // Its first five bytes are a version and the CRC of the other name.
  const unicode = extra.get(UNICODE_PATH)?.bytes.subarray(5)
  const name = (unicode && utf8(unicode)) ?? utf8(bytes)
  if (name !== null) return name.normalize('NFC')
  const vietnamese = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
  return VIETNAMESE.test(vietnamese) ? vietnamese : iconv.decode(Buffer.from(bytes), 'cp437').normalize('NFC')
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Not UTF-8: the question that was asked.
    return null
  }
}
