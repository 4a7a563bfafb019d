import iconv from 'iconv-lite'

/** Charsets whose text is plain ASCII bytes: only the label tells. */
const SEVEN_BIT = /^(utf-?7|iso-2022-|hz-gb)/i

/** Labels that mailers put on anything: the bytes have more to say. */
const EMPTY_LABELS = /^(us-ascii|ascii|iso-8859-1|latin1|windows-1252|utf-?8|unknown(-8bit)?|x-unknown|8bit|default|)$/i

/**
 * Bytes → text, NFC. Valid UTF-8 wins over any 8-bit label, since mailers mislabel it and no other charset looks like
 * it by accident; a label wins over a guess; stray bytes become U+FFFD and cost nothing else.
 *
 * @param label the charset as declared, or null
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  return decode(bytes, (label ?? '').trim()).normalize('NFC')
}

function decode(bytes: Uint8Array, label: string): string {
  const marked = byMark(bytes)
  if (marked !== null) return marked
  if (SEVEN_BIT.test(label)) return byLabel(bytes, label) ?? utf8(bytes, false) ?? ''
  if (/^utf-?16|^ucs-?2/i.test(label) && bytes.includes(0)) return byLabel(bytes, label) ?? ''
  const valid = utf8(bytes, true)
  if (valid !== null) return valid
  if (!EMPTY_LABELS.test(label)) {
    const labelled = byLabel(bytes, label)
    if (labelled !== null) return labelled
  }
  return guess(bytes)
}

/** A byte order mark says it all. */
function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8(bytes.subarray(3), false)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return null
}

function utf8(bytes: Uint8Array, strict: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: strict, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not UTF-8: the question that was asked.
    return null
  }
}

function byLabel(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label.toLowerCase()).decode(bytes)
  } catch {
    // Not in the WHATWG list: VISCII, TCVN and UTF-7 are in iconv-lite's.
    return iconv.encodingExists(label) ? iconv.decode(Buffer.from(bytes), label) : null
  }
}

/** A few broken bytes in UTF-8, or else one of the charsets in use where these mails come from. */
function guess(bytes: Uint8Array): string {
  const lossy = utf8(bytes, false) ?? ''
  const broken = lossy.split('\ufffd').length - 1
  const whole = (lossy.match(/[\u0080-\ufffc]/g) ?? []).length
  if (whole >= 2 * broken) return lossy
  const vietnamese = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
  return /[ăđơưĂĐƠƯ]|[\u1ea0-\u1ef9]/.test(vietnamese) ? vietnamese : new TextDecoder('windows-1252').decode(bytes)
}

/** Kinds of spaces → a space; marks that show nothing are dropped; NFC. Line ends become "\n". */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u200b-\u200f\ufeff\u2060\u00ad]/g, '')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000e-\u001f]/g, '')
}
