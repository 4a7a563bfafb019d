/** RFC 2046 §5.1.1 allows 70 characters; some programs take more. */
export const MAX_DELIMITER = 300

/** A boundary as announced, in bytes as the lines are; without the space that a line loses at its end. Null: none. */
export const announced = (parameter = ''): string | null => Buffer.from(parameter.trimEnd()).toString('latin1') || null

/** How far a line is `--boundary` or `--boundary--`. */
export function delimiterOf(line: string, boundary: string | null): 'opens' | 'closes' | null {
  if (boundary === null || !line.startsWith('--')) return null
  const text = line.trimEnd()
  if (text === `--${boundary}`) return 'opens'
  return text === `--${boundary}--` ? 'closes' : null
}

/**
 * The boundary of a body whose multipart header was lost: it begins with `--x` right above a part's header.
 *
 * @param lines how many lines may stand before it
 */
export function lostBoundary(start: string, lines: number): string | null {
  const delimiter = new RegExp(
    `^(?:[^\\n]*\\n){0,${lines}}?--([^\\s-][^\\r\\n]{0,100}?)[ \\t]*\\r*\\nContent-[A-Za-z-]+[ \\t]*:`,
  )
  return delimiter.exec(start)?.[1] ?? null
}

/** The boundary of parts without headers: a line `--x` that comes back as `--x--`. */
export function closedBoundary(text: string): string | null {
  for (const [, boundary = ''] of text.matchAll(/^--(\S[^\r\n]{2,100}?)--[ \t\r]*$/gm)) {
    if (text.startsWith(`--${boundary}\r`) || text.startsWith(`--${boundary}\n`)) return boundary
    if (text.includes(`\n--${boundary}\r`) || text.includes(`\n--${boundary}\n`)) return boundary
  }
  return null
}

/** The next `--` at the start of a line, or -1. */
export function dashes(bytes: Buffer, from: number, atLineStart: boolean): number {
  if (from === 0 && atLineStart && bytes[0] === 45 && bytes[1] === 45) return 0
  const at = bytes.indexOf('\n--', Math.max(0, from - 1), 'latin1')
  return at < 0 ? -1 : at + 1
}

/** Bytes at the end that may be the line end before a delimiter and the delimiter's beginning. */
export function unsureEnd(bytes: Buffer): number {
  const lastLine = bytes.lastIndexOf(10)
  const from = lastLine < 0 ? 0 : lastLine > 0 && bytes[lastLine - 1] === 13 ? lastLine - 1 : lastLine
  const length = bytes.length - from
  return length <= MAX_DELIMITER ? length : Math.min(2, bytes.length)
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
export function trimLineEnd(bytes: Buffer): Buffer {
  const cut = bytes.at(-1) !== 10 ? 0 : bytes.at(-2) === 13 ? 2 : 1
  return bytes.subarray(0, bytes.length - cut)
}
