import { isAscii } from 'node:buffer'
import iconv from 'iconv-lite'
import { detectLegacy, knownWords } from '../documents/legacy.ts'

/** Charsets whose text is plain ASCII bytes: only the label tells. */
const SEVEN_BIT = /^(unicode-1-1-)?utf-?7|^iso-2022-|^hz-gb/i

/** Labels that mailers put on anything: the bytes have more to say. */
const EMPTY_LABELS = /^(utf-?8|us-ascii|ascii|ansi|unknown(-8bit)?|x-unknown|[78]bit|binary|default|none|)$/i

/** Western labels: believed, unless the bytes read as Vietnamese beyond doubt. */
const WESTERN_LABELS = /^(iso-?8859-1|iso-?8859-15|latin-?[19]|windows-1252|cp-?1252)$/i

/** Labels whose letters of two bytes may look like UTF-8 by accident, in a word or two. */
const TWO_BYTE_LABELS = /^(gb|cp936|x-gbk|big5|euc-|shift|sjis|x-sjis|ms_kanji|ks_c|johab|cp949)/i

/** Names that neither the WHATWG list nor iconv-lite knows, of charsets that they do know. */
const OTHER_NAMES: readonly (readonly [RegExp, string])[] = [
  [/tcvn/i, 'tcvn'],
  [/viscii/i, 'viscii'],
  [/1258/, 'windows-1258'],
  [/^(unicode-1-1-)?utf-?7/i, 'utf-7'],
]

/**
 * Bytes → text, NFC. Valid UTF-8 wins over any 8-bit label, since mailers mislabel it and no other charset looks like
 * it by accident; a label wins over a guess; stray bytes become U+FFFD and cost nothing else.
 *
 * @param label the charset as declared, or null
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  return decode(bytes, cleanLabel(label ?? '')).normalize('NFC')
}

/** Without quotes and RFC 822 comments: `"utf-8" (Plain text)`. */
const cleanLabel = (label: string): string =>
  label
    .replace(/\(.*$/s, '')
    .replace(/["'\s;,]+/g, '')
    .toLowerCase()

function decode(bytes: Uint8Array, label: string): string {
  const marked = byMark(bytes) ?? byZeros(bytes, label)
  if (marked !== null) return marked
  if (isAscii(bytes)) return sevenBit(bytes, label)
  const valid = utf8(bytes, true)
  if (valid !== null && !isAccident(valid, label)) return valid
  if (EMPTY_LABELS.test(label)) return guess(bytes, 'unlabelled')
  if (WESTERN_LABELS.test(label)) return guess(bytes, 'western')
  return byLabel(bytes, label) ?? guess(bytes, 'unlabelled')
}

/** A byte order mark says it all. */
function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8(bytes.subarray(3), false)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return null
}

/** Whether bytes without a mark are text in UTF-16 all the same. */
export const isUtf16 = (bytes: Uint8Array): boolean => byZeros(bytes, '') !== null

/** UTF-16 without a mark: every space and digit has a zero beside it, always on the same side. */
function byZeros(bytes: Uint8Array, label: string): string | null {
  if (bytes.length < 4 || !bytes.includes(0)) return null
  const start = bytes.subarray(0, 4096)
  const even = start.filter((byte, at) => byte === 0 && at % 2 === 0).length
  const odd = start.filter((byte, at) => byte === 0 && at % 2 === 1).length
  const isSaid = /^(utf-?16|ucs-?2|iso-10646)/.test(label)
  const isPlain = Math.max(even, odd) > start.length / 10 && Math.min(even, odd) <= Math.max(even, odd) / 4
  if (!isSaid && !isPlain) return null
  const bigFirst = label.endsWith('be') || (even > odd && !label.endsWith('le'))
  return new TextDecoder(bigFirst ? 'utf-16be' : 'utf-16le').decode(bytes)
}

/** Nothing but ASCII: text of a 7-bit charset by its label, or by the escapes of Japanese mails (RFC 1468). */
function sevenBit(bytes: Uint8Array, label: string): string {
  if (SEVEN_BIT.test(label)) return byLabel(bytes, label) ?? latin1(bytes)
  const text = latin1(bytes)
  return text.includes('\u001b$') ? (byLabel(bytes, 'iso-2022-jp') ?? text) : text
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

function utf8(bytes: Uint8Array, strict: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: strict, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not UTF-8: the question that was asked.
    return null
  }
}

/** A few letters of two bytes prove nothing against a label of two-byte letters: "联通" in GBK is valid UTF-8. */
function isAccident(text: string, label: string): boolean {
  return TWO_BYTE_LABELS.test(label) && text.length < 40 && !/[\u0800-\uffff]/.test(text)
}

function byLabel(bytes: Uint8Array, label: string): string | null {
  const name = OTHER_NAMES.find(([pattern]) => pattern.test(label))?.[1] ?? label
  try {
    return new TextDecoder(name).decode(bytes)
  } catch {
    // Not in the WHATWG list: VISCII, TCVN and UTF-7 are in iconv-lite's.
    return iconv.encodingExists(name) ? iconv.decode(Buffer.from(bytes), name) : null
  }
}

/** A few broken bytes in UTF-8, or else one of the charsets in use where these mails come from. */
function guess(bytes: Uint8Array, label: 'unlabelled' | 'western'): string {
  const lossy = utf8(bytes, false) ?? ''
  const broken = lossy.split('\ufffd').length - 1
  const twos = (lossy.match(/[\u0080-\u07ff]/g) ?? []).length
  const threes = (lossy.match(/[\u0800-\ufffc]/g) ?? []).length
  // Three bytes are never a letter of UTF-8 by accident.
  if (twos + 4 * threes >= 2 * broken) return lossy
  const viscii = iconv.decode(Buffer.from(bytes), 'viscii')
  if (knownWords(viscii) >= 2) return viscii
  const latin = new TextDecoder('windows-1252').decode(bytes)
  // TCVN3 and VNI are known before windows-1258 finds letters in them; who reads the text makes Unicode of them.
  if (detectLegacy(latin) !== null) return latin
  const vietnamese = new TextDecoder('windows-1258').decode(bytes)
  return isVietnamese(vietnamese, label) ? vietnamese : latin
}

/**
 * windows-1258 writes tones as marks of their own after the vowel. A mark elsewhere shows that the text is another
 * one; without marks the letters đ and ư tell, which share their bytes with Icelandic ones, and ă and ơ, which share
 * theirs with Portuguese ones.
 */
function isVietnamese(text: string, label: 'unlabelled' | 'western'): boolean {
  const marks = (text.match(/[\u0300\u0301\u0303\u0309\u0323]/g) ?? []).length
  const tones = (text.match(/[aăâeêioôơuưy][\u0300\u0301\u0303\u0309\u0323]/gi) ?? []).length
  if (marks > tones) return false
  const letters = label === 'western' ? /[đư]/i : /[đưăơ]/i
  return tones > 0 || letters.test(text)
}

/**
 * Line ends become "\n", kinds of spaces a space; marks that show nothing are dropped, and the two private characters
 * that stand for images in the text of a page (`documents/html.ts`); NFC.
 */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r*\n|\r/g, '\n')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u200b-\u200f\ufeff\u2060\u00ad\ue000\ue001]/g, '')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g, '')
}
