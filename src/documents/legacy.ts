import { fromTcvn3 } from './tcvn3.ts'
import { fromVni, VNI } from './vni.ts'

/** Encodings from before Unicode, in which a Vietnamese text looks like Latin letters and signs. */
export type Legacy = 'tcvn3' | 'vni'

/** Letters that only a Unicode text has: TCVN3 and VNI draw theirs with other characters. 22 % of Vietnamese letters. */
const UNICODE_LETTER = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/

/** Signs that stand for letters in TCVN3; pdfjs turns the micro sign into a mu. */
const TCVN3_SIGN = /[\u00a1-\u00a9\u00ab-\u00ae\u00b5-\u00b9\u00bb-\u00be\u00d7\u00f7\u03bc]/g

/** A vowel with a mark of VNI after it; and its "đ" and "ư", which other languages have too. */
const VNI_PAIR = new RegExp([...VNI.keys()].filter(key => key.length === 2).join('|'), 'g')
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
export const legacySigns = (text: string): number => touching(text, TCVN3_SIGN) + count(text, VNI_PAIR)

/** @param capitals the font draws capitals */
export function decodeLegacy(text: string, legacy: Legacy, capitals = false): string {
  const decoded = legacy === 'tcvn3' ? fromTcvn3(text) : fromVni(text)
  return capitals ? decoded.toUpperCase() : decoded
}

/**
 * The legacy encoding of a whole text that names no fonts, or null. Never for a text with Vietnamese letters in
 * Unicode.
 */
export function detectLegacy(text: string): Legacy | null {
  if (hasUnicodeLetters(text)) return null
  const letters = count(text, /\p{L}/gu)
  const enough = letters >= MIN_LETTERS
  const signs = touching(text, TCVN3_SIGN) / letters
  const pairs = count(text, VNI_PAIR) / letters
  const marked = pairs + count(text, VNI_LETTER) / letters
  const tcvn3 = enough ? signs >= TCVN3_SHARE : signs > 0 && knownWords(fromTcvn3(text)) >= 2
  const vni = enough ? pairs >= VNI_PAIR_SHARE && marked >= VNI_SHARE : pairs > 0 && knownWords(fromVni(text)) >= 2
  if (tcvn3 && vni) return knownWords(fromVni(text)) > knownWords(fromTcvn3(text)) ? 'vni' : 'tcvn3'
  return tcvn3 ? 'tcvn3' : vni ? 'vni' : null
}

/** Signs that touch a letter: "©" and "«" between spaces are what they look like. */
function touching(text: string, signs: RegExp): number {
  let found = 0
  for (const { index } of text.matchAll(signs)) {
    if (/\p{L}/u.test(text[index - 1] ?? '') || /\p{L}/u.test(text[index + 1] ?? '')) found++
  }
  return found
}

const knownWords = (text: string): number => count(text, KNOWN_WORDS)

const count = (text: string, pattern: RegExp): number => (text.match(pattern) ?? []).length
