import { Parser } from 'htmlparser2'
import type { Attributes } from './htmlStyle.ts'

/** Open elements cost the parser time for every new one; beyond so many, which no page has, they are closed. */
const MAX_OPEN = 2000

/** Letters given to the parser at once. */
const PIECE = 16 * 1024

/** Takes the tags and texts of a page in order; every tag that is opened is closed, the innermost first. */
export interface TagReader {
  /** How many elements are open. */
  readonly depth: number
  open(name: string, attributes: Attributes): void
  text(text: string): void
  close(name: string): void
}

/** Gives a page to its reader. Never throws of itself, in time that grows as the page does. */
export function readTags(html: string, reader: TagReader): void {
  let parser = parserFor(reader)
  for (let at = 0; at < html.length; at += PIECE) {
    parser.write(html.slice(at, at + PIECE))
    if (reader.depth < MAX_OPEN) continue
    parser.end()
    parser = parserFor(reader)
  }
  parser.end()
}

const parserFor = (reader: TagReader): Parser =>
  new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: text => reader.text(text),
      onclosetag: name => reader.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
