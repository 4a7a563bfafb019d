import { isAscii, isUtf8 } from 'node:buffer'

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

/** Bodies whose transfer encoding was not said: base64 or quoted-printable under the label "7bit" or none. */
export function unwrap(bytes: Uint8Array): Uint8Array {
  if (!isAscii(bytes)) return bytes
  const text = Buffer.from(bytes).toString('latin1')
  return fromBase64(text) ?? fromQuoted(text) ?? bytes
}

function fromBase64(text: string): Uint8Array | null {
  const lines = text.trim().split(/\r*\n/)
  const isData = lines.every(line => /^[A-Za-z0-9+/]*={0,2}$/.test(line))
  const isFull = lines.slice(0, -1).every(line => line.length >= 60) && (lines[0] ?? '').length >= 60
  if (!isData || !isFull || lines.join('').length % 4 !== 0) return null
  const decoded = Buffer.from(lines.join(''), 'base64')
  return isKnownFile(decoded) || (isUtf8(decoded) && /\s/.test(decoded.toString('utf8'))) ? decoded : null
}

function fromQuoted(text: string): Uint8Array | null {
  const letters = text.match(/(?:=[0-9A-F]{2}){2,}/g) ?? []
  if (letters.length < 3) return null
  const decoded = Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  return isUtf8(decoded) ? decoded : null
}
