import { decodeText } from './charset.ts'

/**
 * RFC 2047 encoded words, tolerant: spaces and question marks inside, and a last word that was cut off, are common.
 * Groups: charset, encoding, data.
 */
const WORD = /=\?\s?([\w.:*+-]+)\s?\?\s?([bq])\?((?:[^?\r\n]|\?(?!=))*)(?:\?=|$)/gi

/** Words with nothing but space between them: that space was put there by whoever cut the text into words. */
const GAP = /(\?=)\s+(?==\?\s?[\w.:*+-]+\s?\?\s?[bq]\?)/gi

/** Adjacent words, as one run. */
const RUN = new RegExp(`(?:${WORD.source})+`, 'gi')

/**
 * A field's text with its encoded words decoded. Adjacent words of one charset are decoded as one: mailers cut them
 * inside a letter (RFC 2047 §5 forbids it, many do).
 */
export function decodeWords(value: string): string {
  return value.includes('=?') ? value.replace(GAP, '$1').replace(RUN, decodeRun) : value
}

interface Word {
  readonly charset: string
  /** `base64` is the data of a B word, null for a Q word. */
  readonly base64: string | null
  readonly bytes: Buffer
}

function decodeRun(run: string): string {
  const groups: Word[][] = []
  for (const word of [...run.matchAll(WORD)].map(readWord)) {
    const group = groups.at(-1)
    if (group?.[0]?.charset === word.charset) group.push(word)
    else groups.push([word])
  }
  return groups.map(decodeGroup).join('')
}

function readWord([word, charset = '', encoding = '', data = '']: RegExpMatchArray): Word {
  const label = charset.replace(/\*.*$/, '').toLowerCase()
  // A word that was cut off may end in the first half of its end mark.
  const whole = word.endsWith('?=') ? data : data.replace(/\?$/, '')
  const isBase64 = /b/i.test(encoding) && !/=[\da-f]{2}.*=[\da-f]{2}/i.test(whole)
  if (!isBase64) return { charset: label, base64: null, bytes: quotedBytes(whole) }
  return { charset: label, base64: whole, bytes: Buffer.from(whole, 'base64') }
}

/** Base64 that was cut between two words without regard for its groups of four is joined before it is decoded. */
function decodeGroup(words: readonly Word[]): string {
  const charset = words[0]?.charset ?? ''
  const separate = decodeText(Buffer.concat(words.map(({ bytes }) => bytes)), charset)
  if (words.length === 1 || words.some(({ base64 }) => base64 === null)) return separate
  const joined = words.map(({ base64 }) => (base64 ?? '').replace(/[=\s]/g, '')).join('')
  const together = decodeText(Buffer.from(joined, 'base64'), charset)
  return damage(together) < damage(separate) ? together : separate
}

const damage = (text: string): number => text.match(/[\ufffd\u0000-\u001f]/g)?.length ?? 0

function quotedBytes(data: string): Buffer {
  const text = Buffer.from(data.replaceAll('_', ' ').replace(/=\s+/g, '')).toString('latin1')
  return Buffer.from(
    text.replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
