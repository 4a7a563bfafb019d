import { fromTcvn3 } from './tcvn3.ts'
import { fromVni, VNI } from './vni.ts'

/** Encodings from before Unicode, in which a Vietnamese text looks like Latin letters and signs. */
export type Legacy = 'tcvn3' | 'vni'

/** Letters that only a Unicode text has: TCVN3 and VNI draw theirs with other characters. 22 % of Vietnamese letters. */
const UNICODE_LETTER = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/

/** Signs that stand for letters in TCVN3, beside or inside a word; pdfjs turns the micro sign into a mu. */
const SIGNS = '[\\u00a1-\\u00a9\\u00ac-\\u00ae\\u00b5-\\u00b9\\u00bc-\\u00be\\u00d7\\u00f7\\u03bc]'
const TCVN3_SIGN = new RegExp(
  `(?<=\\p{L})${SIGNS}|${SIGNS}(?=\\p{L})|(?<=\\p{L})[\\u00aa\\u00ab\\u00bb](?=\\p{L})`,
  'gu',
)

/** Capitals after a small letter: letters of TCVN3 as well, and marks in windows-1258. */
const CAPITAL_INSIDE = /(?<=\p{Ll})[\u00c6-\u00d6\u00d8-\u00de]/gu

/** A vowel with a mark of VNI after it; "oà", "oá" and "oã" are left out: Unicode has "toàn" and "hoá" as well. */
const VNI_PAIR = new RegExp([...VNI.keys()].filter(key => /^.[^ÀÁÃàáã]$|^[^Oo].$/.test(key)).join('|'), 'g')

/** "đ" and "ư" of VNI, which other languages have too. */
const VNI_LETTER = /[ñöÑÖ]/g

/** Shares of the letters. Measured on one article: TCVN3 20 % (French 2 %); VNI 27 %, 19 % in pairs (French 4 % and 3 %). */
const TCVN3_SHARE = 0.08
const VNI_SHARE = 0.12
const VNI_PAIR_SHARE = 0.06

/** Below this many letters a share says nothing. */
const MIN_LETTERS = 40

/** Words of the form and of every article: two of them in a decoded text are evidence enough for a short one. */
const KNOWN_WORDS = /tác giả|đơn vị|số điện thoại|tài khoản|nội dung|chú thích|công đoàn|đoàn viên|đồng chí|lao động/gi

/** What a font's name says of the text in it. The name may remain after a conversion: the letters have the last word. */
export function legacyOf(font: string | null): Legacy | null {
  if (font === null) return null
  if (/^\.vn/i.test(font.trim())) return 'tcvn3'
  return /^vni[- ]/i.test(font.trim()) ? 'vni' : null
}

/** Fonts such as .VnTimeH draw every letter as a capital. */
export const isCapitalFont = (font: string | null): boolean => /^\.[vV][nN].*H$/.test((font ?? '').trim())

export const hasUnicodeLetters = (text: string): boolean => UNICODE_LETTER.test(text)

/** Letters of a legacy text that no plain Latin text has in such places. */
export const legacySigns = (text: string): number =>
  count(text, TCVN3_SIGN) + count(text, CAPITAL_INSIDE) + count(text, VNI_PAIR)

/** @param capitals the font draws capitals */
export function decodeLegacy(text: string, legacy: Legacy, capitals = false): string {
  if (legacy === 'vni') return fromVni(text)
  const decoded = fromTcvn3(text)
  return capitals ? decoded.toUpperCase() : decoded.replace(/\p{L}{2,}/gu, wholeCapitals)
}

/** TCVN3 has no capitals with tones: in "HằNG" they were typed small, or drawn by a font that is not known. */
const wholeCapitals = (word: string): string =>
  /^[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*$/.test(word) ? word.toUpperCase() : word

/**
 * The legacy encoding of a whole text that names no fonts, or null. Never for a text with Vietnamese letters in
 * Unicode.
 */
export function detectLegacy(text: string): Legacy | null {
  if (hasUnicodeLetters(text)) return null
  const letters = count(text, /\p{L}/gu)
  const enough = letters >= MIN_LETTERS
  const signs = count(text, TCVN3_SIGN) / letters
  const pairs = count(text, VNI_PAIR) / letters
  const marked = pairs + count(text, VNI_LETTER) / letters
  const tcvn3 = enough ? signs >= TCVN3_SHARE : signs > 0 && knownWords(fromTcvn3(text)) >= 2
  const vni = enough ? pairs >= VNI_PAIR_SHARE && marked >= VNI_SHARE : pairs > 0 && knownWords(fromVni(text)) >= 2
  if (tcvn3 && vni) return knownWords(fromVni(text)) > knownWords(fromTcvn3(text)) ? 'vni' : 'tcvn3'
  return tcvn3 ? 'tcvn3' : vni ? 'vni' : null
}

/** How many words of the form and of every article a text has. */
export const knownWords = (text: string): number => count(text, KNOWN_WORDS)

const count = (text: string, pattern: RegExp): number => (text.match(pattern) ?? []).length
