/** Beginnings that no text has: these bytes are a file, whatever the part is called. */
const FILE_STARTS = [
  'ffd8ff',
  '89504e470d0a',
  '504b0304',
  '25504446',
  'd0cf11e0',
  '526172211a07',
  '47494638',
  '377abcaf271c',
]

/** A text part may hold a file whose type was lost. */
export function isKnownFile(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  return FILE_STARTS.some(known => start.startsWith(known))
}

/** Text whose transfer encoding was not said: base64 or quoted-printable under the label "7bit" or none. */
export function unwrapText(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  return fromBase64(text) ?? fromQuoted(text) ?? bytes
}

function fromBase64(text: string): Uint8Array | null {
  const lines = text.trim().split(/\r?\n/)
  const isData =
    lines.every(line => /^[A-Za-z0-9+/]*={0,2}$/.test(line)) && lines.slice(0, -1).every(line => line.length >= 60)
  if (!isData || (lines[0] ?? '').length < 60 || lines.join('').length % 4 !== 0) return null
  const decoded = Buffer.from(lines.join(''), 'base64')
  return isUtf8(decoded) && /\s/.test(decoded.toString('utf8')) ? decoded : null
}

function fromQuoted(text: string): Uint8Array | null {
  const letters = text.match(/(?:=[0-9A-F]{2}){2,}/g) ?? []
  if (letters.length < 3 || !/^[\x00-\x7f]*$/.test(text)) return null
  const decoded = Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  return isUtf8(decoded) ? decoded : null
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** A file written into the text (uuencode): `begin 644 anh.jpg` … `end`. */
export interface Uuencoded {
  readonly rest: string
  readonly found: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

const UUENCODED = /^begin [0-7]{3,4} (.{1,200})\r?\n((?:[ -`]{1,90}\r?\n)+?)(?:`|\s)?\r?\n?end[ \t]*$/gm

export function findUuencoded(text: string): Uuencoded {
  const found: { name: string; bytes: Uint8Array }[] = []
  const rest = text.replace(UUENCODED, (_, name: string, lines: string) => {
    found.push({ name: name.trim(), bytes: uudecode(lines) })
    return ''
  })
  return { rest, found }
}

/** Each line: a length, then groups of four characters of six bits each (POSIX uuencode). */
function uudecode(lines: string): Uint8Array {
  const pieces = lines.split(/\r?\n/).map(line => {
    const length = six(line, 0)
    const bytes = Buffer.alloc(Math.ceil(length / 3) * 3)
    for (let at = 0, out = 0; out < length; at += 4, out += 3) {
      const bits = (six(line, at + 1) << 18) | (six(line, at + 2) << 12) | (six(line, at + 3) << 6) | six(line, at + 4)
      bytes.writeUIntBE(bits, out, 3)
    }
    return bytes.subarray(0, length)
  })
  return Buffer.concat(pieces)
}

const six = (line: string, at: number): number => (at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0)
