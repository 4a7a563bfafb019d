import { cleanText, decodeText } from './charset.ts'
import { headerText } from './headers.ts'

export interface Parameters {
  /** Lower case, '' if there is none. */
  readonly value: string
  /** Names lower case; values decoded. */
  readonly parameters: ReadonlyMap<string, string>
}

/** No honest field is longer; what follows is cut off. */
const MAX_FIELD = 16 * 1024

/** A parameter's value as it stands, and where it is one piece of many (RFC 2231 §3). */
interface Piece {
  /** -1: not numbered. */
  readonly order: number
  readonly text: string
  /** Percent-encoded, with a charset before the first. */
  readonly encoded: boolean
}

/**
 * `text/plain; charset="utf-8"; name*0*=…` → its value and parameters, RFC 2231 pieces joined before they are decoded
 * (they may be cut inside a letter), encoded words in them decoded too (nobody may, everybody does).
 */
export function readParameters(field: string | null): Parameters {
  const [value, rest] = splitValue((field ?? '').slice(0, MAX_FIELD))
  const pieces = new Map<string, Piece[]>()
  for (const parameter of rest.flatMap(splitGlued)) {
    const [, name, order, star, text] = /^\s*([^=*\s]+)(?:\*(\d+))?(\*)?\s*=\s*(.*)$/s.exec(parameter) ?? []
    if (name === undefined || text === undefined) continue
    const list = pieces.get(name.toLowerCase()) ?? []
    list.push({ order: Number(order ?? -1), text: unquote(text, name), encoded: star !== undefined })
    pieces.set(name.toLowerCase(), list)
  }
  return { value, parameters: new Map([...pieces].map(([name, list]) => [name, joinPieces(list, name)])) }
}

/** The value is one word; what follows it is parameters even where the semicolon is missing. */
function splitValue(field: string): readonly [string, readonly string[]] {
  const [head = '', ...rest] = splitOutsideQuotes(field)
  const [, value = '', more = ''] = /^\s*([^\s(=]*)(?=[\s(]|$)(.*)$/s.exec(head) ?? []
  if (value === '') return ['', [head, ...rest]]
  return [value.replace(/^\W+|[^\w+*-]+$/g, '').toLowerCase(), [more, ...rest]]
}

/** At semicolons, but not at those in quotes or encoded words. */
function splitOutsideQuotes(field: string): readonly string[] {
  return field.match(/(?:"(?:\\.|[^"\\])*"|=\?[^?\s]+\?[bq]\?[^?]*\?=|[^;"]|"(?=[^"]*$))+/gis) ?? []
}

/** `boundary="b" charset=utf-8`: two parameters that lost their semicolon. */
const splitGlued = (parameter: string): readonly string[] =>
  parameter.split(/(?<=^\s*[\w*-]+\s*=\s*"[^"]*")\s+(?=[\w*-]+\s*=)/)

function unquote(text: string, name: string): string {
  const trimmed = text.trim()
  if (/^".*"$/s.test(trimmed)) return trimmed.slice(1, -1).replace(/\\([\\"])/g, '$1')
  // A comment (RFC 822 §3.4.3) may follow anything; in a name that nobody quoted it is a copy's number: "anh (1).jpg".
  const plain = /name$/i.test(name) ? trimmed : trimmed.replace(/\s+\([^)]*\)$/, '')
  return plain.replace(/^"|"$/g, '').replace(/^'(.*)'$/s, '$1')
}

function joinPieces(list: readonly Piece[], name: string): string {
  // A boundary is compared byte by byte.
  if (name === 'boundary') return list.map(piece => piece.text).join('')
  const plain = list.find(piece => piece.order < 0 && !piece.encoded)?.text ?? ''
  const pieces = list.filter(piece => piece.encoded || piece.order >= 0).sort((a, b) => a.order - b.order)
  if (pieces.length === 0) return decodePlain(plain)
  if (!pieces.some(piece => piece.encoded)) return decodePlain(pieces.map(piece => piece.text).join(''))
  return decodeExtended(pieces) || decodePlain(plain)
}

/** `UTF-8''%E1%BA%A3nh.jpg`: the charset, the language, the text. */
const EXTENDED = /^([\w.:+-]*)'[\w-]*'(.*)$/s

function decodeExtended(pieces: readonly Piece[]): string {
  const [head] = pieces
  const [, charset = '', text = head?.text ?? ''] = EXTENDED.exec(head?.text ?? '') ?? []
  const bytes = [{ text, encoded: true }, ...pieces.slice(1)].map(piece =>
    piece.encoded ? percentBytes(piece.text) : Buffer.from(piece.text),
  )
  return cleanText(decodeText(Buffer.concat(bytes), charset))
}

/** What stands in a plain parameter is encoded as others are, for all that nobody may (RFC 2231 §2). */
function decodePlain(text: string): string {
  if (/%[89a-f][\da-f]/i.test(text)) {
    const decoded = decodeExtended([{ order: 0, text, encoded: true }])
    if (!decoded.includes('\ufffd')) return decoded
  }
  return headerText(text)
}

function percentBytes(text: string): Buffer {
  const bytes = Buffer.from(text).toString('latin1')
  return Buffer.from(
    bytes.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
