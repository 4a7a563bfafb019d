import type { Files } from '../domain.ts'
import {
  announced,
  closedBoundary,
  dashes,
  delimiterOf,
  lostBoundary,
  MAX_DELIMITER,
  trimLineEnd,
  unsureEnd,
} from './boundary.ts'
import { goesOn, isHeaderLine } from './headerEnd.ts'
import { readHeaders } from './headers.ts'
import { Leaf, textRoom } from './leaf.ts'
import { emptyPart, type GrowingPart, isText, type Part } from './part.ts'
import { LOOKAHEAD } from './windows.ts'

/** A mail as split. */
export interface Split {
  readonly root: Part
  /** Bytes of the whole mail. */
  readonly bytes: number
  /** A multipart never began, or there are more parts or levels than any mail has. */
  readonly damaged: boolean
}

/** Bounds on the structure, far above any real mail: 1,000 parts and 40 levels (mailparser's own are 1,000 parts). */
const MAX_PARTS = 1000
const MAX_DEPTH = 40

/** A header block is cut here; the longest real one seen is 40 KB. */
const MAX_HEADER_BYTES = 1024 * 1024

/** Outside of bodies a line is cut here: real ones have 998 characters at most (RFC 5322 §2.1.1). */
const MAX_LINE = 256 * 1024

/** How many lines may stand above the first delimiter of a structure whose header was lost: the rest of that header. */
const LOST_LINES = 12

/** A multipart whose children are being read. */
interface Open {
  readonly part: GrowingPart
  /** Null until a boundary was announced or found. */
  boundary: string | null
  /** What stands before the first delimiter: all there is when none comes. Null after it. */
  preamble: { readonly part: GrowingPart; readonly leaf: Leaf } | null
}

type State = 'headers' | 'preamble' | 'body' | 'epilogue'

/** Reads the structure of a mail that comes in pieces of at least {@link LOOKAHEAD} bytes; see `split.ts`. */
export class Splitter {
  readonly #files: Files
  readonly #room = textRoom()
  readonly #stack: Open[] = []
  #state: State = 'headers'
  #rest: Buffer = Buffer.alloc(0)
  #header: string[] = []
  #headerBytes = 0
  #root: GrowingPart | null = null
  #leaf: Leaf | null = null
  /** The line above, in a preamble, if it may be a delimiter that was not announced. */
  #candidate: string | null = null
  #parts = 0
  #bytes = 0
  #damaged = false

  /** @param boundary given for the body of a multipart, null for a mail */
  constructor(files: Files, boundary: string | null = null) {
    this.#files = files
    if (boundary === null) return
    this.#root = emptyPart([])
    this.#open(this.#root, boundary)
  }

  async take(piece: Buffer): Promise<void> {
    this.#bytes += piece.length
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece])
    await this.#work(false)
    this.#rest = Buffer.from(this.#rest)
  }

  async end(): Promise<Split> {
    await this.#work(true)
    if (this.#state === 'headers') await this.#endHeaders()
    await this.#endLeaf()
    await this.#closeDown(0)
    return { root: this.#root ?? emptyPart([]), bytes: this.#bytes, damaged: this.#damaged }
  }

  /** After an error: nothing half-written stays. */
  async drop(): Promise<void> {
    await this.#leaf?.drop()
    for (const { preamble } of this.#stack) await preamble?.leaf.drop()
  }

  async #work(last: boolean): Promise<void> {
    while (this.#rest.length >= (last ? 1 : LOOKAHEAD)) {
      const wentOn = await this.#step(last)
      if (!wentOn) return
    }
  }

  #step(last: boolean): Promise<boolean> {
    if (this.#state === 'body') return this.#bodyPiece(last)
    return this.#state !== 'headers' && this.#candidate === null ? this.#between(last) : this.#line(last)
  }

  /** In preambles and epilogues only lines with dashes say anything. */
  async #between(last: boolean): Promise<boolean> {
    const next = dashes(this.#rest, 0, true)
    if (next === 0) return this.#line(last)
    const whole = last || this.#rest.length >= MAX_LINE ? this.#rest.length : this.#rest.lastIndexOf(10) + 1
    const end = next > 0 ? next : whole
    if (this.#state === 'preamble') await this.#stack.at(-1)?.preamble?.leaf.take(this.#rest.subarray(0, end))
    this.#rest = this.#rest.subarray(end)
    return next > 0
  }

  /** Headers are read line by line, and in preambles and epilogues what may be a delimiter. */
  async #line(last: boolean): Promise<boolean> {
    const end = this.#rest.indexOf(10)
    if (end < 0 && !last && this.#rest.length < MAX_LINE) return false
    const line = end < 0 ? this.#rest : this.#rest.subarray(0, end + 1)
    this.#rest = this.#rest.subarray(line.length)
    const text = line.toString('latin1').replace(/\r*\n$/, '')
    if (this.#levelOf(text) >= 0) {
      if (this.#state === 'headers') await this.#endHeaders()
      await this.#boundary(text)
    } else if (this.#state === 'headers') await this.#headerLine(line, text)
    else if (this.#state === 'preamble') await this.#preambleLine(line, text)
    return true
  }

  async #headerLine(line: Buffer, text: string): Promise<void> {
    const starts = this.#header.length === 0
    if (starts && this.#root === null && (text.trim() === '' || /^>?From /.test(text))) return
    if (isHeaderLine(text, !starts)) return this.#keepHeader(text)
    const within = !starts || this.#root === null || text.trim() === ''
    const ahead = this.#rest.toString('latin1', 0, LOOKAHEAD / 2)
    if (within && goesOn(text, this.#header, ahead)) return text.trim() === '' ? undefined : this.#keepHeader(text)
    // The line belongs to the body already.
    if (text.trim() !== '') this.#rest = Buffer.concat([line, this.#rest])
    await this.#endHeaders()
  }

  #keepHeader(text: string): void {
    this.#headerBytes += text.length
    // The first line cannot be a fold.
    const line = this.#header.length === 0 ? text.trimStart() : text
    if (this.#headerBytes <= MAX_HEADER_BYTES) this.#header.push(line)
  }

  async #endHeaders(): Promise<void> {
    const outer = this.#stack.at(-1)
    const headers = readHeaders(Buffer.from(this.#header.join('\n'), 'latin1'))
    this.#header = []
    this.#headerBytes = 0
    this.#parts++
    const part = emptyPart(headers, outer?.part.type.value === 'multipart/digest')
    const lost = this.#root === null ? this.#lostBoundary(part) : null
    this.#root ??= part
    outer?.part.children.push(part)
    const isMultipart = part.type.value.startsWith('multipart/')
    if ((isMultipart || lost !== null) && this.#stack.length < MAX_DEPTH) {
      return this.#open(part, lost ?? announced(part.type.parameters.get('boundary')))
    }
    this.#damaged ||= isMultipart
    this.#leaf = new Leaf(this.#files, part, this.#room)
    this.#state = 'body'
  }

  #open(part: GrowingPart, boundary: string | null): void {
    const text = emptyPart([])
    this.#stack.push({ part, boundary, preamble: { part: text, leaf: new Leaf(this.#files, text, this.#room) } })
    this.#state = 'preamble'
    this.#candidate = null
  }

  /** A mail whose multipart header was lost, behind an empty line for instance: its body still begins with parts. */
  #lostBoundary(part: Part): string | null {
    if (part.type.value.startsWith('multipart/') || !isText(part)) return null
    const start = this.#rest.toString('latin1', 0, LOOKAHEAD / 2)
    return lostBoundary(start, part.type.value === '' ? LOST_LINES : 1)
  }

  /** In a preamble: a line like `--x` right above a header is the delimiter that was meant. */
  async #preambleLine(line: Buffer, text: string): Promise<void> {
    const open = this.#stack.at(-1)
    const candidate = this.#candidate
    this.#candidate = /^--\S/.test(text) ? text.slice(2).trimEnd() : null
    if (open === undefined) return
    if (candidate === null || !/^content-[a-z-]+[ \t]*:/i.test(text)) return open.preamble?.leaf.take(line)
    open.boundary = candidate
    this.#damaged = true
    await this.#boundary(`--${candidate}`)
    await this.#headerLine(line, text)
  }

  /** The innermost open multipart that this line is a delimiter of, or -1. */
  #levelOf(line: string): number {
    return this.#stack.findLastIndex(({ boundary }) => delimiterOf(line, boundary) !== null)
  }

  /** A multipart that was closed stays open for more: some programs close too early and go on. */
  async #boundary(line: string): Promise<void> {
    await this.#endLeaf()
    const level = this.#levelOf(line)
    const open = this.#stack[level]
    if (open === undefined) return
    await this.#closeDown(level + 1)
    this.#candidate = null
    const closes = delimiterOf(line, open.boundary) === 'closes'
    if (closes) await this.#neverBegan(open)
    else await open.preamble?.leaf.drop()
    open.preamble = null
    this.#state = closes ? 'epilogue' : 'headers'
    if (this.#parts >= MAX_PARTS) await this.#stop()
  }

  /** Nobody sends so many parts: what follows is not read. */
  async #stop(): Promise<void> {
    this.#damaged = true
    await this.#closeDown(0)
    this.#state = 'epilogue'
  }

  /** Ends the multiparts from this level inwards. */
  async #closeDown(level: number): Promise<void> {
    for (const open of this.#stack.splice(level)) await this.#neverBegan(open)
  }

  /** A multipart without a delimiter: what stands there is parts of another boundary, or else text. */
  async #neverBegan({ part, preamble }: Open): Promise<void> {
    if (preamble === null) return
    await preamble.leaf.end()
    const { body } = preamble.part
    const bytes = body?.kind === 'text' ? Buffer.from(body.bytes) : Buffer.alloc(0)
    if (body?.kind === 'text' && bytes.toString('latin1').trim() === '') return
    this.#damaged = true
    const boundary = closedBoundary(bytes.toString('latin1'))
    part.children.push(...(boundary === null ? [preamble.part] : await this.#again(bytes, boundary)))
  }

  async #again(bytes: Buffer, boundary: string): Promise<readonly GrowingPart[]> {
    const inner = new Splitter(this.#files, boundary)
    await inner.take(bytes)
    const { root } = await inner.end()
    return root.children as GrowingPart[]
  }

  /** Gives the leaf what is surely its own: up to a delimiter line, or all but an end that may begin one. */
  async #bodyPiece(last: boolean): Promise<boolean> {
    const found = this.#nextDelimiter(last)
    if (found !== null) {
      await this.#leaf?.take(trimLineEnd(this.#rest.subarray(0, found.start)))
      this.#rest = this.#rest.subarray(found.end)
      await this.#boundary(found.line)
      return true
    }
    const keep = last || this.#stack.length === 0 ? 0 : unsureEnd(this.#rest)
    await this.#leaf?.take(this.#rest.subarray(0, this.#rest.length - keep))
    this.#rest = this.#rest.subarray(this.#rest.length - keep)
    return false
  }

  #nextDelimiter(last: boolean): { start: number; end: number; line: string } | null {
    if (this.#stack.length === 0) return null
    const atLineStart = this.#leaf?.atLineStart ?? true
    for (let at = dashes(this.#rest, 0, atLineStart); at >= 0; at = dashes(this.#rest, at + 1, false)) {
      const lineEnd = this.#rest.indexOf(10, at)
      if (lineEnd < 0 && !last) return null
      const end = lineEnd < 0 ? this.#rest.length : lineEnd + 1
      const line = end - at > MAX_DELIMITER ? '' : this.#rest.toString('latin1', at, end)
      if (this.#levelOf(line) >= 0) return { start: at, end, line }
    }
    return null
  }

  async #endLeaf(): Promise<void> {
    await this.#leaf?.end()
    this.#leaf = null
  }
}
