import type { Files, FileWriter } from '../domain.ts'
import type { BodyDecoder } from './bodyDecoder.ts'
import { first } from './headers.ts'
import { type GrowingPart, isText } from './part.ts'
import { decoderFor } from './transfer.ts'

/** How much of a file is remembered to tell what it is. */
const HEAD_BYTES = 4096

/** Text kept in memory for one part, and for a whole mail: nobody writes more by hand. What is larger is a file. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024
const MAX_TEXTS_BYTES = 24 * 1024 * 1024

/** Room for the texts of one mail, shared by its leaves. */
export interface TextRoom {
  left: number
}

export const textRoom = (): TextRoom => ({ left: MAX_TEXTS_BYTES })

/** The body of a part on its way: decoded, then kept as text or as a file. */
export class Leaf {
  readonly #part: GrowingPart
  readonly #files: Files
  readonly #room: TextRoom
  readonly #text: boolean
  #decoder: BodyDecoder | null = null
  #writer: FileWriter | null = null
  #kept: Buffer[] = []
  #keptBytes = 0
  #head: Buffer = Buffer.alloc(0)
  #lastByte = 10

  constructor(files: Files, part: GrowingPart, room: TextRoom) {
    this.#files = files
    this.#part = part
    this.#room = room
    this.#text = isText(part)
  }

  /** Whether the next byte begins a line. */
  get atLineStart(): boolean {
    return this.#lastByte === 10
  }

  async take(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return
    this.#lastByte = bytes.at(-1) ?? 10
    const encoding = first(this.#part.headers, 'content-transfer-encoding') ?? ''
    this.#decoder ??= decoderFor(encoding, bytes, this.#text)
    for (const piece of this.#decoder.take(bytes)) await this.#keep(piece)
  }

  /** The part has its body from here on. */
  async end(): Promise<void> {
    for (const piece of this.#decoder?.end() ?? []) await this.#keep(piece)
    if (this.#writer === null && this.#text) {
      this.#part.body = { kind: 'text', bytes: Buffer.concat(this.#kept) }
      return
    }
    const writer = await this.#opened()
    this.#writer = null
    this.#part.body = { kind: 'file', ...(await writer.keep()), head: this.#head }
  }

  /** Nothing of it is kept. */
  async drop(): Promise<void> {
    this.#room.left += this.#keptBytes
    await this.#writer?.discard()
  }

  async #keep(bytes: Buffer): Promise<void> {
    if (this.#head.length < HEAD_BYTES) {
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, HEAD_BYTES - this.#head.length)])
    }
    const fits = this.#keptBytes + bytes.length <= MAX_TEXT_BYTES && bytes.length <= this.#room.left
    if (!this.#text || this.#writer !== null || !fits) return (await this.#opened()).write(bytes)
    this.#kept.push(Buffer.from(bytes))
    this.#keptBytes += bytes.length
    this.#room.left -= bytes.length
  }

  async #opened(): Promise<FileWriter> {
    if (this.#writer === null) {
      this.#writer = this.#files.create()
      for (const piece of this.#kept) await this.#writer.write(piece)
      this.#room.left += this.#keptBytes
      this.#kept = []
      this.#keptBytes = 0
    }
    return this.#writer
  }
}
