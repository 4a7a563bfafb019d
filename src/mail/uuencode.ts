import type { BodyDecoder } from './bodyDecoder.ts'

/** A file written into the text (uuencode): `begin 644 anh.jpg` … `end`. */
export interface Uuencoded {
  readonly rest: string
  readonly found: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

const BEGIN = /^begin [0-7]{3,4} (.{1,200}?)\r?$/

/** Takes the files out of a text. One that never ends counts up to the end of the text. */
export function findUuencoded(text: string): Uuencoded {
  if (!/^begin /m.test(text)) return { rest: text, found: [] }
  const lines = text.split('\n')
  const kept: string[] = []
  const found: { name: string; bytes: Uint8Array }[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const name = BEGIN.exec(line)?.[1]
    const end = name === undefined ? -1 : endOf(lines, at + 1)
    if (name === undefined || end < 0) {
      kept.push(line)
      continue
    }
    kept.push('')
    found.push({ name: name.trim(), bytes: Buffer.concat(lines.slice(at + 1, end).map(decodeLine)) })
    at = end
  }
  return { rest: kept.join('\n'), found }
}

/** The line that ends the file, or -1 if there is none. */
function endOf(lines: readonly string[], start: number): number {
  let at = start
  while (at < lines.length && isDataLine(lines[at] ?? '')) at++
  const data = lines.slice(start, at).filter(line => line.trim() !== '').length
  if (/^end\s*$/.test(lines[at] ?? '')) return at
  return at === lines.length && data > 1 ? at : -1
}

/** A length, and no more letters than that needs; spaces at the end may have been lost on the way. */
function isDataLine(line: string): boolean {
  const plain = line.replace(/\r$/, '')
  return /^[ -`]*$/.test(plain) && plain.length <= 1 + Math.ceil(six(plain, 0) / 3) * 4 + 2
}

/** A length, then groups of four letters of six bits each (POSIX uuencode). */
function decodeLine(line: string): Buffer {
  const length = six(line, 0)
  const bytes = Buffer.alloc(Math.ceil(length / 3) * 3)
  for (let at = 1, out = 0; out < length; at += 4, out += 3) {
    const bits = (six(line, at) << 18) | (six(line, at + 1) << 12) | (six(line, at + 2) << 6) | six(line, at + 3)
    bytes.writeUIntBE(bits, out, 3)
  }
  return bytes.subarray(0, length)
}

const six = (line: string, at: number): number => (at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0)

/** No line of it is longer; more without a line end is damage. */
const MAX_LINE = 1024

/** A part whose transfer encoding is uuencode: the lines between `begin` and `end`. */
export class UuDecoder implements BodyDecoder {
  #rest = ''
  #state: 'before' | 'data' | 'after' = 'before'

  take(bytes: Buffer): readonly Buffer[] {
    const lines = (this.#rest + bytes.toString('latin1')).split('\n')
    this.#rest = (lines.pop() ?? '').slice(0, MAX_LINE)
    return [Buffer.concat(lines.map(line => this.#line(line)))]
  }

  end(): readonly Buffer[] {
    return [this.#line(this.#rest)]
  }

  #line(line: string): Buffer {
    if (this.#state === 'before' && BEGIN.test(line)) this.#state = 'data'
    else if (this.#state === 'data' && /^end\s*$/.test(line)) this.#state = 'after'
    else if (this.#state === 'data' && isDataLine(line)) return decodeLine(line)
    return Buffer.alloc(0)
  }
}
