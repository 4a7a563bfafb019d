/** Little-endian numbers of a file. Beyond its end there are zeros: a cut file must not stop its reader. */
export class Binary {
  readonly bytes: Uint8Array
  readonly #view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get length(): number {
    return this.bytes.length
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0
  }

  u16(at: number): number {
    return at >= 0 && at + 2 <= this.length ? this.#view.getUint16(at, true) : 0
  }

  u32(at: number): number {
    return at >= 0 && at + 4 <= this.length ? this.#view.getUint32(at, true) : 0
  }

  /** Beyond 2^53 only about right: no file is that large. */
  u64(at: number): number {
    return this.u32(at + 4) * 2 ** 32 + this.u32(at)
  }

  /** Clamped to what is there. */
  slice(start: number, end: number): Binary {
    const from = Math.min(Math.max(start, 0), this.length)
    return new Binary(this.bytes.subarray(from, Math.max(from, end)))
  }
}
