import { legacyOf } from './legacy.ts'

export interface RtfFont {
  name: string
  /** `\fcharset`: a Windows character set; null if it was not said. */
  charset: number | null
}

/** Windows character sets → encodings (RTF 1.9.1, "Font Table"). The rest, and symbol fonts, are as the file says. */
const CHARSETS: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
}

/**
 * Bytes of a run → text.
 *
 * @param page `\ansicpg`, the code page of the file; null if it was not said
 */
export function decodeRun(bytes: readonly number[], font: RtfFont | undefined, page: number | null): string {
  // The old Vietnamese fonts carry all kinds of character sets; their bytes are meant as they are.
  if (legacyOf(font?.name ?? null) !== null) return decoder('windows-1252')(Uint8Array.from(bytes))
  const byFont = font?.charset === 0 && page === 1258 ? undefined : CHARSETS[font?.charset ?? -1]
  return decoder(byFont ?? pageName(page))(Uint8Array.from(bytes))
}

const pageName = (page: number | null): string => {
  if (page === 65001) return 'utf-8'
  return page !== null && ((page >= 1250 && page <= 1258) || page === 874) ? `windows-${page}` : 'windows-1252'
}

/** Made once each: a run is often a single letter. */
const decoders = new Map<string, (bytes: Uint8Array) => string>()

function decoder(name: string): (bytes: Uint8Array) => string {
  const known = decoders.get(name)
  if (known !== undefined) return known
  const made = new TextDecoder(name)
  const decode = (bytes: Uint8Array): string => made.decode(bytes)
  decoders.set(name, decode)
  return decode
}
