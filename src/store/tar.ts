const BLOCK_BYTES = 512

/** Names of up to 100 bytes and files of up to 8 GB: what the header of POSIX's ustar holds (IEEE Std 1003.1, pax). */
export function tarHeader(name: string, bytes: number, time: Date): Uint8Array {
  const header = Buffer.alloc(BLOCK_BYTES)
  const put = (text: string, at: number): void => void header.write(text, at, 'ascii')
  put(name, 0)
  put('0000600\0', 100)
  put(octal(0, 7), 108)
  put(octal(0, 7), 116)
  put(octal(bytes, 11), 124)
  put(octal(Math.floor(time.getTime() / 1000), 11), 136)
  put('0', 156)
  put('ustar\x0000', 257)
  put(octal(checksumOf(header), 6), 148)
  return header
}

/** What follows a file of that size, up to the next block. */
export const tarPadding = (bytes: number): Uint8Array => Buffer.alloc(-bytes & (BLOCK_BYTES - 1))

/** Two empty blocks end an archive: one without them was cut short. */
export const TAR_END: Uint8Array = Buffer.alloc(2 * BLOCK_BYTES)

const octal = (number: number, digits: number): string => `${number.toString(8).padStart(digits, '0')}\0`

/** The sum of all bytes, those of the sum itself taken for spaces. */
const checksumOf = (header: Uint8Array): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)

/** A file of an archive. Its pieces are to be read to their end before the next file is asked for. */
export interface TarFile {
  readonly name: string
  readonly bytes: number
  pieces(): AsyncIterable<Uint8Array>
}

/**
 * The files of an archive, as they come.
 *
 * @throws where it is none, or was cut short
 */
export async function* tarFiles(archive: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const source = readerOf(archive)
  for (;;) {
    const header = await source.take(BLOCK_BYTES)
    if (header.every(byte => byte === 0)) return
    const text = (from: number, to: number): string => header.toString('ascii', from, to).replace(/\0.*$/s, '').trim()
    if (Number.parseInt(text(148, 156), 8) !== checksumOf(header)) throw new Error('This is no archive of tinbai')
    const bytes = Number.parseInt(text(124, 136), 8)
    yield { name: text(0, 100), bytes, pieces: () => source.pieces(bytes) }
    await source.take(tarPadding(bytes).length)
  }
}

function readerOf(archive: AsyncIterable<Uint8Array>) {
  const chunks = archive[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)

  async function* pieces(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; ) {
      if (rest.length === 0) {
        const next = await chunks.next()
        if (next.done === true) throw new Error('This archive was cut short')
        rest = Buffer.from(next.value)
      }
      const piece = rest.subarray(0, left)
      rest = rest.subarray(piece.length)
      left -= piece.length
      if (piece.length > 0) yield piece
    }
  }

  return { pieces, take: async (bytes: number) => Buffer.concat(await Array.fromAsync(pieces(bytes))) }
}
