/** Decisions that look ahead (does a header go on? is this base64?) see this much, however the bytes come in. */
export const LOOKAHEAD = 8 * 1024

/**
 * A source in pieces of at least {@link LOOKAHEAD} bytes, but for the last. A byte order mark before the first header
 * (text editors write one) is dropped; a mail whose only line end is a bare CR gets line feeds instead.
 */
export async function* windows(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  let lineEnds: ((piece: Buffer) => Buffer) | null = null
  for await (const chunk of source) {
    waiting.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    bytes += chunk.byteLength
    if (bytes < LOOKAHEAD) continue
    const piece = together(waiting, lineEnds === null)
    lineEnds ??= lineEndsOf(piece)
    yield lineEnds(piece)
    waiting = []
    bytes = 0
  }
  const last = together(waiting, lineEnds === null)
  yield (lineEnds ?? lineEndsOf(last))(last)
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff')

function together(pieces: readonly Buffer[], isFirst: boolean): Buffer {
  const [only] = pieces
  const all = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces)
  return isFirst && all.subarray(0, 3).equals(BYTE_ORDER_MARK) ? all.subarray(3) : all
}

function lineEndsOf(first: Buffer): (piece: Buffer) => Buffer {
  const start = first.subarray(0, LOOKAHEAD)
  if (!start.includes(13) || start.includes(10)) return piece => piece
  return piece => Buffer.from(piece.toString('latin1').replaceAll('\r', '\n'), 'latin1')
}
