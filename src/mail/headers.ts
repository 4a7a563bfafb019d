import { decodeLines } from '../documents/runs.ts'
import { cleanText, decodeText } from './charset.ts'
import { decodeWords } from './encodedWords.ts'

/** A header field, unfolded; its raw 8-bit bytes decoded, its encoded words as they stand. */
export interface Header {
  /** Lower case. */
  readonly name: string
  readonly value: string
}

const FIELD = /^([!-9;-~]+)[ \t]*:(.*)$/s

/** The fields of a header block, up to an empty line. A line that is no field goes on the one before, folded or not. */
export function readHeaders(block: Uint8Array): readonly Header[] {
  const fields: { name: string; value: string }[] = []
  for (const line of Buffer.from(block).toString('latin1').split(/\r*\n/)) {
    const [, name, value = ''] = /^[ \t]/.test(line) ? [] : (FIELD.exec(line) ?? [])
    const last = fields.at(-1)
    if (line === '' && last !== undefined) break
    if (name !== undefined) fields.push({ name: name.toLowerCase(), value: value.trim() })
    else if (last !== undefined) last.value += ` ${line.trim()}`
  }
  const charset = charsetOf(fields)
  return fields.map(({ name, value }) => ({ name, value: decodeRaw(value.trim(), charset) }))
}

/** What the body is in, raw bytes in the header are in most likely. */
function charsetOf(fields: readonly Header[]): string | null {
  const [, charset = ''] = /charset\s*=\s*"?([\w.:-]+)/i.exec(first(fields, 'content-type') ?? '') ?? []
  return charset === '' || /^(utf-?(7|16|32)|ucs)/i.test(charset) ? null : charset
}

const decodeRaw = (value: string, charset: string | null): string =>
  /[\u001b\u0080-\u00ff]/.test(value) ? decodeText(Buffer.from(value, 'latin1'), charset) : value

/** The first field of that name. */
export function first(headers: readonly Header[], name: string): string | null {
  return headers.find(header => header.name === name)?.value ?? null
}

/** A field's text: encoded words and old encodings of Vietnamese decoded, spaces as one. */
export function headerText(value: string): string {
  return cleanText(decodeLines(decodeWords(value)))
    .replace(/\s+/g, ' ')
    .trim()
}
