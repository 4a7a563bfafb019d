import { cleanText } from './charset.ts'
import type { Parameters } from './parameters.ts'

/** The words of a text part that is no HTML. */
export function plainText(text: string, { value, parameters }: Parameters): string {
  const clean = cleanText(/^text\/(enriched|richtext)$/.test(value) ? withoutCommands(text) : text)
  if (parameters.get('format')?.toLowerCase() !== 'flowed') return clean
  return flow(clean.split('\n'), parameters.get('delsp')?.toLowerCase() === 'yes').join('\n')
}

/** text/enriched (RFC 1896): commands in angle brackets, "<<" for one bracket; a single line end is a space. */
function withoutCommands(text: string): string {
  return text
    .replace(/<param>[^<]{0,200}<\/param>/gi, '')
    .replace(/<(?:<|\/?[a-z-]{1,60}>)/gi, command => (command === '<<' ? '<' : ''))
    .replaceAll('\r\n', '\n')
    .replace(/\n+/g, ends => (ends.length === 1 ? ' ' : ends.slice(1)))
}

/** format=flowed (RFC 3676): a line that ends with a space goes on in the next, except before a signature. */
function flow(lines: readonly string[], withoutSpace: boolean): readonly string[] {
  const flowed: string[] = []
  let goesOn = false
  for (const raw of lines) {
    const line = raw.startsWith(' ') ? raw.slice(1) : raw
    const isOwn = line === '-- ' || line.startsWith('>') || line.trim() === ''
    if (goesOn && !isOwn) flowed.push(`${flowed.pop() ?? ''}${line}`)
    else flowed.push(line)
    goesOn = line.endsWith(' ') && !isOwn
    if (goesOn && withoutSpace) flowed.push((flowed.pop() ?? '').slice(0, -1))
  }
  return flowed.map(line => (line === '-- ' ? line : line.trimEnd()))
}

/** Texts longer than this were typed by nobody. */
const MAX_JOINED = 200_000

/**
 * The plain form with its wrapped lines joined where the HTML form of the same mail goes on: Gmail breaks the plain
 * one at 72 to 78 characters, so that a paragraph is many lines there.
 */
export function joinWrapped(plain: string, html: string): string {
  if (plain.length > MAX_JOINED || html.length > MAX_JOINED) return plain
  const whole = html.split('\n').map(bare).join('\n')
  const joined: string[] = []
  for (const line of plain.split('\n')) {
    const before = joined.at(-1) ?? ''
    if (goesOnIn(whole, before, line))
      joined[joined.length - 1] = `${before.trimEnd()} ${line.replace(QUOTE_MARKS, '').trim()}`
    else joined.push(line)
  }
  return joined.join('\n')
}

const QUOTE_MARKS = /^[>\s]+/

/** Without quote marks, and without the stars that stand for bold letters. */
const bare = (line: string): string => line.replace(QUOTE_MARKS, '').replaceAll('*', '').replace(/ +/g, ' ').trim()

/** Do the last words of a line and the first of the next stand on one line of the other form? */
function goesOnIn(whole: string, line: string, next: string): boolean {
  const last = bare(line).split(' ').slice(-3).join(' ')
  const first = bare(next).split(' ').slice(0, 3).join(' ')
  return last !== '' && first !== '' && whole.includes(`${last} ${first}`)
}
