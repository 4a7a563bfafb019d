import type { Files, FileWriter, Sha256 } from '../domain.ts'
import { first, type Header, type Parameters, readHeaders, readParameters } from './headers.ts'
import { type BodyDecoder, decoderFor } from './transfer.ts'

/** A part of a mail: a leaf with its body, or a multipart with its children. */
export interface Part {
  readonly headers: readonly Header[]
  readonly type: Parameters
  readonly disposition: Parameters
  readonly children: readonly Part[]
  /** Null for a multipart. */
  readonly body: Body | null
}

/** A decoded body: text parts in memory, everything else written to its file on the way. */
export type Body =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly sha256: Sha256; readonly bytes: number; readonly head: Uint8Array }

/** What {@link splitMail} found besides the parts. */
export interface Split {
  readonly root: Part
  /** Bytes of the whole mail. */
  readonly bytes: number
  /** A multipart never began, or ended nowhere. */
  readonly damaged: boolean
}

/** Bounds on the structure, far above any real mail: 1,000 parts and 40 levels (mailparser's own are 1,000 parts). */
const MAX_PARTS = 1000
const MAX_DEPTH = 40

/** A header block is cut here; the longest real one seen is 40 KB. */
const MAX_HEADER_BYTES = 1024 * 1024

/** A text body larger than this is kept as a file: nobody wrote it by hand. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024

/** How much of a file is remembered to tell what it is. */
const HEAD_BYTES = 4096

/** RFC 2046 §5.1.1 allows 70 characters; some programs take more. */
const MAX_BOUNDARY_LINE = 300

/**
 * Splits a raw mail while it comes in. Bodies are decoded and hashed on the way and go to files, so the mail never
 * stands in memory; headers and texts do. Damage is mended as far as the bytes show what was meant: a boundary that is
 * missing or other than announced, parts that never end, a missing or odd empty line after the headers.
 */
export async function splitMail(files: Files, source: AsyncIterable<Uint8Array>): Promise<Split> {
  const splitter = new Splitter(files)
  for await (const chunk of lineEnds(source)) await splitter.take(chunk)
  return splitter.end()
}

/** Mails whose only line end is a bare CR get line feeds instead. */
async function* lineEnds(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let bare: boolean | null = null
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    bare ??= bytes.includes(13) && !bytes.includes(10)
    yield bare ? Buffer.from(bytes.toString('latin1').replaceAll('\r', '\n'), 'latin1') : bytes
  }
}

/** A multipart whose children are being read. */
interface Open {
  readonly part: { children: Part[] }
  /** Lines before the first delimiter: all there is when none comes. */
  readonly preamble: Buffer[]
  /** Null until a boundary was announced or found. */
  boundary: string | null
  started: boolean
}

type State = 'headers' | 'preamble' | 'body' | 'epilogue'

class Splitter {
  readonly #files: Files
  readonly #stack: Open[] = []
  #state: State = 'headers'
  #rest: Buffer = Buffer.alloc(0)
  #header: Buffer[] = []
  #headerBytes = 0
  #root: Part | null = null
  #leaf: Leaf | null = null
  #pendingBoundary: string | null = null
  #parts = 0
  #bytes = 0
  #damaged = false

  constructor(files: Files) {
    this.#files = files
  }

  async take(chunk: Buffer): Promise<void> {
    this.#bytes += chunk.length
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    await this.#work(false)
  }

  async end(): Promise<Split> {
    await this.#work(true)
    if (this.#state === 'headers') await this.#endHeaders(Buffer.alloc(0))
    await this.#endLeaf()
    for (const open of this.#stack.filter(({ started }) => !started)) await this.#neverBegan(open)
    const root = this.#root ?? emptyPart([])
    return { root, bytes: this.#bytes, damaged: this.#damaged }
  }

  /** A multipart without a delimiter: what stands there is taken for text. */
  async #neverBegan({ part, preamble }: Open): Promise<void> {
    this.#damaged = true
    const leaf = { ...emptyPart([]), children: [] }
    part.children.push(leaf)
    this.#leaf = new Leaf(this.#files, leaf)
    await this.#leaf.take(Buffer.concat(preamble))
    await this.#endLeaf()
  }

  async #work(last: boolean): Promise<void> {
    for (;;) {
      const goesOn = this.#state === 'body' ? await this.#bodyPiece(last) : await this.#line(last)
      if (!goesOn) return
    }
  }

  /** Headers, preambles and epilogues are read line by line. */
  async #line(last: boolean): Promise<boolean> {
    const end = this.#rest.indexOf(10)
    if (end < 0 && !last) return false
    const line = end < 0 ? this.#rest : this.#rest.subarray(0, end + 1)
    if (line.length === 0) return false
    this.#rest = this.#rest.subarray(line.length)
    if (this.#state === 'headers') await this.#headerLine(line)
    else await this.#otherLine(line)
    return true
  }

  async #headerLine(line: Buffer): Promise<void> {
    const text = line.toString('latin1').replace(/\r?\n$/, '')
    if (this.#closes(text)) {
      await this.#endHeaders(Buffer.alloc(0))
      return this.#boundary(text)
    }
    if (/^\s*$/.test(text)) {
      const started = this.#header.length > 0
      // An empty line before the first header, or one of spaces only with headers after it, is no end of the headers.
      if (!started && this.#root === null) return
      if (text !== '' && this.#nextLooksLikeHeader()) return
      return this.#endHeaders(Buffer.alloc(0))
    }
    const isField = /^[!-9;-~]+[ \t]*:/.test(text) || (/^[ \t]/.test(text) && this.#header.length > 0)
    const isEnvelope = /^>?From /.test(text) && this.#header.length === 0
    if (isEnvelope) return
    if (!isField) return this.#endHeaders(line)
    this.#headerBytes += line.length
    if (this.#headerBytes <= MAX_HEADER_BYTES) this.#header.push(line)
  }

  #nextLooksLikeHeader(): boolean {
    return /^[A-Za-z][\w-]*[ \t]*:/.test(this.#rest.toString('latin1', 0, 100))
  }

  /** The headers of a part are complete; `line` belongs to its body already. */
  async #endHeaders(line: Buffer): Promise<void> {
    const headers = readHeaders(Buffer.concat(this.#header))
    this.#header = []
    this.#headerBytes = 0
    this.#parts++
    const depth = this.#stack.length
    const part = { ...emptyPart(headers), children: [] as Part[] }
    if (this.#root === null) this.#root = part
    else this.#stack.at(-1)?.part.children.push(part)
    const lost = depth === 0 && part === this.#root ? this.#lostBoundary(line) : null
    const multipart = part.type.value.startsWith('multipart/') || lost !== null
    if (multipart && depth < MAX_DEPTH && this.#parts < MAX_PARTS) {
      const boundary = part.type.parameters.get('boundary') || lost
      this.#stack.push({ part, boundary, started: false, preamble: [] })
      this.#state = 'preamble'
      if (line.length > 0) await this.#otherLine(line)
      return
    }
    this.#leaf = new Leaf(this.#files, part)
    this.#state = 'body'
    this.#rest = line.length === 0 ? this.#rest : Buffer.concat([line, this.#rest])
  }

  /** A mail whose multipart header was lost, behind an empty line for instance: its body still begins with parts. */
  #lostBoundary(line: Buffer): string | null {
    const start = line.toString('latin1') + this.#rest.toString('latin1', 0, 4096)
    const [, boundary] =
      /^(?:[^\n]*\n){0,12}?--([^\s-][^\r\n]{0,100}?)[ \t]*\r?\nContent-[A-Za-z-]+[ \t]*:/.exec(start) ?? []
    return boundary ?? null
  }

  async #otherLine(line: Buffer): Promise<void> {
    const text = line.toString('latin1').trimEnd()
    if (this.#closes(text)) return this.#boundary(text)
    if (this.#state !== 'preamble' || this.#stack.at(-1)?.started === true) return
    await this.#strayLine(line, text)
  }

  /** In the preamble: a line like `--x` that is followed by a header is the boundary that was meant. */
  async #strayLine(line: Buffer, text: string): Promise<void> {
    const open = this.#stack.at(-1)
    open?.preamble.push(Buffer.from(line))
    const candidate = this.#pendingBoundary
    this.#pendingBoundary = text.startsWith('--') && text.length > 2 ? text.slice(2) : null
    if (open === undefined || candidate === null || !/^content-[a-z-]+[ \t]*:/i.test(text)) return
    open.boundary = candidate
    this.#pendingBoundary = null
    this.#damaged = true
    await this.#boundary(`--${candidate}`)
    await this.#headerLine(line)
  }

  /** Is this line a delimiter of a multipart that is open? */
  #closes(text: string): boolean {
    return text.startsWith('--') && this.#levelOf(text) >= 0
  }

  /** The innermost open multipart with this delimiter. */
  #levelOf(text: string): number {
    const line = text.trimEnd()
    return this.#stack.findLastIndex(({ boundary }) => line === `--${boundary}` || line === `--${boundary}--`)
  }

  async #boundary(text: string): Promise<void> {
    await this.#endLeaf()
    const level = this.#levelOf(text)
    const open = this.#stack[level]
    if (open === undefined) return
    // A multipart that was closed stays open for more: some programs close too early and go on.
    this.#stack.length = level + 1
    open.started = true
    this.#state = text.trimEnd() === `--${open.boundary}--` ? 'epilogue' : 'headers'
  }

  /** Gives the leaf what is surely its own: up to a delimiter line, or all but an end that may begin one. */
  async #bodyPiece(last: boolean): Promise<boolean> {
    const found = this.#nextDelimiter(last)
    if (found !== null) {
      await this.#leaf?.take(trimLineEnd(this.#rest.subarray(0, found.start)))
      this.#rest = this.#rest.subarray(found.end)
      await this.#boundary(found.text)
      return true
    }
    const keep = last ? 0 : this.#unsureEnd()
    await this.#leaf?.take(this.#rest.subarray(0, this.#rest.length - keep))
    this.#rest = Buffer.from(this.#rest.subarray(this.#rest.length - keep))
    return false
  }

  #nextDelimiter(last: boolean): { start: number; end: number; text: string } | null {
    if (this.#stack.length === 0) return null
    for (let at = this.#delimiterStart(0); at >= 0; at = this.#delimiterStart(at + 1)) {
      const lineEnd = this.#rest.indexOf(10, at)
      if (lineEnd < 0 && !last) return null
      const end = lineEnd < 0 ? this.#rest.length : lineEnd + 1
      if (end - at > MAX_BOUNDARY_LINE) continue
      const text = this.#rest.toString('latin1', at, end)
      if (this.#closes(text)) return { start: at, end, text }
    }
    return null
  }

  /** The next `--` at the start of a line. */
  #delimiterStart(from: number): number {
    if (from === 0 && this.#rest[0] === 45 && this.#rest[1] === 45 && this.#leaf?.atLineStart) return 0
    const at = this.#rest.indexOf('\n--', Math.max(0, from - 1), 'latin1')
    return at < 0 ? -1 : at + 1
  }

  /** Bytes at the end that may be the line end before a delimiter and the delimiter's beginning. */
  #unsureEnd(): number {
    if (this.#stack.length === 0) return 0
    const lastLine = this.#rest.lastIndexOf(10)
    const from = lastLine < 0 ? 0 : lastLine > 0 && this.#rest[lastLine - 1] === 13 ? lastLine - 1 : lastLine
    const length = this.#rest.length - from
    return length <= MAX_BOUNDARY_LINE ? length : Math.min(2, this.#rest.length)
  }

  async #endLeaf(): Promise<void> {
    await this.#leaf?.end()
    this.#leaf = null
  }
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
function trimLineEnd(bytes: Buffer): Buffer {
  const cut = bytes.at(-1) !== 10 ? 0 : bytes.at(-2) === 13 ? 2 : 1
  return bytes.subarray(0, bytes.length - cut)
}

function emptyPart(headers: readonly Header[]): Part {
  return {
    headers,
    type: readParameters(first(headers, 'content-type')),
    disposition: readParameters(first(headers, 'content-disposition')),
    children: [],
    body: null,
  }
}

/** The body of a part on its way: decoded, then kept as text or as a file. */
class Leaf {
  readonly #part: { body: Body | null }
  readonly #files: Files
  readonly #encoding: string
  #decoder: BodyDecoder | null = null
  readonly #text: boolean
  #writer: FileWriter | null = null
  #kept: Buffer[] = []
  #keptBytes = 0
  #head: Buffer = Buffer.alloc(0)
  #lastByte = 10

  constructor(files: Files, part: Part) {
    this.#files = files
    this.#part = part as { body: Body | null }
    this.#encoding = (first(part.headers, 'content-transfer-encoding') ?? '').toLowerCase()
    this.#text = isText(part)
  }

  /** Whether the next byte begins a line. */
  get atLineStart(): boolean {
    return this.#lastByte === 10
  }

  async take(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return
    this.#lastByte = bytes.at(-1) ?? 10
    this.#decoder ??= decoderFor(this.#encoding, bytes, this.#text)
    for (const piece of this.#decoder.take(bytes)) await this.#keep(piece)
  }

  async end(): Promise<void> {
    for (const piece of this.#decoder?.end() ?? []) await this.#keep(piece)
    if (this.#writer === null && this.#text) {
      this.#part.body = { kind: 'text', bytes: Buffer.concat(this.#kept) }
      return
    }
    const writer = await this.#opened()
    this.#part.body = { kind: 'file', ...(await writer.keep()), head: this.#head }
  }

  async #keep(bytes: Buffer): Promise<void> {
    if (this.#head.length < HEAD_BYTES) {
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, HEAD_BYTES - this.#head.length)])
    }
    if (this.#text && this.#keptBytes + bytes.length <= MAX_TEXT_BYTES) {
      this.#kept.push(Buffer.from(bytes))
      this.#keptBytes += bytes.length
      return
    }
    await (await this.#opened()).write(bytes)
  }

  async #opened(): Promise<FileWriter> {
    if (this.#writer === null) {
      this.#writer = this.#files.create()
      for (const piece of this.#kept) await this.#writer.write(piece)
      this.#kept = []
      this.#keptBytes = MAX_TEXT_BYTES
    }
    return this.#writer
  }
}

/** What may be the words of the mail; a name or the word "attachment" makes a file of it. */
function isText({ type, disposition }: Part): boolean {
  const plain = type.value === '' || /^text\/(plain|html|enriched|richtext)$/.test(type.value) || type.value === 'text'
  const named = type.parameters.get('name') ?? disposition.parameters.get('filename')
  return plain && !named && disposition.value !== 'attachment'
}
