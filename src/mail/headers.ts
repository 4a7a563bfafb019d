import { cleanText, decodeText } from './charset.ts'

/** A header field as it stands in the mail, unfolded; 8-bit bytes are latin1 characters. */
export interface Header {
  /** Lower case. */
  readonly name: string
  readonly value: string
}

export interface Parameters {
  /** Lower case, '' if there is none. */
  readonly value: string
  /** Names lower case; values decoded. */
  readonly parameters: ReadonlyMap<string, string>
}

/** RFC 2047 encoded words, tolerant: spaces and missing padding inside are common. */
const WORD = /=\?([\w.:*+-]+)\?([bq])\?([^?\r\n]*)\?=/gi

/** Splits the bytes of a header block into fields. Damaged lines are passed over. */
export function readHeaders(block: Uint8Array): readonly Header[] {
  const lines = Buffer.from(block).toString('latin1').split(/\r?\n/)
  const unfolded: string[] = []
  for (const line of lines) {
    if (/^[ \t]/.test(line) && unfolded.length > 0) unfolded[unfolded.length - 1] += ` ${line.trim()}`
    else unfolded.push(line)
  }
  return unfolded.flatMap(line => {
    const [, name, value] = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line) ?? []
    return name === undefined ? [] : [{ name: name.toLowerCase(), value: (value ?? '').trim() }]
  })
}

/** The first field of that name. */
export function first(headers: readonly Header[], name: string): string | null {
  return headers.find(header => header.name === name)?.value ?? null
}

/** A field's text: encoded words and raw 8-bit bytes decoded, spaces as one. */
export function headerText(value: string): string {
  return cleanText(decodeField(value)).replace(/\s+/g, ' ').trim()
}

/**
 * The same field with every encoded word and every raw 8-bit run as a well-formed UTF-8 word: what mailparser reads
 * without a miss, with the commas and brackets of addresses where they were.
 */
export function canonical(value: string): string {
  return decodeField(value, encodeWord)
}

const encodeWord = (text: string): string => (text === '' ? '' : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`)

/** Encoded words, adjacent ones as one run, or bytes above 0x7f that nobody encoded. */
const RUNS = /((?:=\?[\w.:*+-]+\?[bq]\?[^?\r\n]*\?=)+)|([\x80-\xff]+(?:[ -<>-~]*[\x80-\xff]+)*)/gi

/** Adjacent words of one charset are one: mailers cut them inside a letter (RFC 2047 forbids it, many do). */
function decodeField(value: string, wrap: (text: string) => string = text => text): string {
  const joined = value.replace(/(\?=)\s+(?==\?[\w.:*+-]+\?[bq]\?)/gi, '$1')
  return joined.replace(RUNS, (_, words: string | undefined, bytes: string | undefined) =>
    wrap(words === undefined ? decodeText(Buffer.from(bytes ?? '', 'latin1'), null) : decodeRun(words)),
  )
}

function decodeRun(run: string): string {
  const pieces: { charset: string; bytes: Buffer }[] = []
  for (const [, charset = '', encoding = '', data = ''] of run.matchAll(WORD)) {
    const label = charset.replace(/\*.*$/, '').toLowerCase()
    const bytes = /b/i.test(encoding) ? Buffer.from(data, 'base64') : quotedBytes(data)
    const last = pieces.at(-1)
    if (last?.charset === label) last.bytes = Buffer.concat([last.bytes, bytes])
    else pieces.push({ charset: label, bytes })
  }
  return pieces.map(({ charset, bytes }) => decodeText(bytes, charset)).join('')
}

function quotedBytes(data: string): Buffer {
  const text = data
    .replaceAll('_', ' ')
    .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(text, 'latin1')
}

/**
 * `text/plain; charset="utf-8"; name*0*=…` → its value and parameters, RFC 2231 pieces joined before they are decoded
 * (they may be cut inside a letter), encoded words in them decoded too (nobody may, everybody does).
 */
export function readParameters(field: string | null): Parameters {
  const [value = '', ...rest] = splitOutsideQuotes(field ?? '')
  const pieces = new Map<string, { order: number; text: string; encoded: boolean }[]>()
  for (const parameter of rest) {
    const [, name, order, star, text] = /^\s*([^=*\s]+)(?:\*(\d+))?(\*)?\s*=\s*(.*)$/s.exec(parameter) ?? []
    if (name === undefined || text === undefined) continue
    const list = pieces.get(name.toLowerCase()) ?? []
    list.push({ order: Number(order ?? -1), text: unquote(text), encoded: star !== undefined })
    pieces.set(name.toLowerCase(), list)
  }
  const parameters = new Map([...pieces].map(([name, list]) => [name, joinPieces(list)]))
  return { value: value.trim().toLowerCase(), parameters }
}

function splitOutsideQuotes(field: string): readonly string[] {
  return field.match(/(?:"(?:\\.|[^"\\])*"|[^;"]|"(?=[^"]*$))+/gs) ?? []
}

function unquote(text: string): string {
  const trimmed = text.trim()
  return /^".*"$/s.test(trimmed) ? trimmed.slice(1, -1).replace(/\\([\\"])/g, '$1') : trimmed.replace(/^"|"$/g, '')
}

function joinPieces(list: readonly { order: number; text: string; encoded: boolean }[]): string {
  const plain = list.find(piece => piece.order < 0 && !piece.encoded)
  const extended = list.filter(piece => piece.encoded || piece.order >= 0).sort((a, b) => a.order - b.order)
  if (extended.length === 0) return headerText(plain?.text ?? '')
  if (!extended.some(piece => piece.encoded)) return headerText(extended.map(piece => piece.text).join(''))
  const [, charset, text] = /^([^']*)'[^']*'(.*)$/s.exec(extended.map(({ text }) => text).join('')) ?? []
  const joined = text ?? extended.map(piece => piece.text).join('')
  return cleanText(decodeText(percentBytes(joined), charset || null))
}

function percentBytes(text: string): Buffer {
  return Buffer.from(
    text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
