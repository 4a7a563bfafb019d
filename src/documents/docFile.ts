import { Binary } from '../attachments/binary.ts'
import { openCompound } from '../attachments/compound.ts'
import { Refused } from './refused.ts'

/** A .doc (MS-DOC) with its text put together; offsets of bytes are "fc", positions of characters "cp". */
export interface DocFile {
  readonly word: Binary
  readonly table: Binary
  readonly data: Binary
  readonly pieces: readonly Piece[]
  /** Where the main text and the text boxes stand, in characters: start and end. */
  readonly body: readonly [number, number]
  readonly boxes: readonly [number, number]
  /** A structure that the file's header points to; empty if it has none. */
  structure(offsetInHeader: number): Binary
}

/** A run of characters that stand together in the file. */
export interface Piece {
  readonly cp: number
  readonly end: number
  readonly fc: number
  /** 1 for windows-1252, 2 for UTF-16. */
  readonly width: 1 | 2
}

/** Where the header of Word 97–2003 keeps things (MS-DOC 2.5.1 to 2.5.6). */
const FLAGS = 0x0a
const COUNTS = 0x4c
const PIECE_TABLE = 0x1a2
const ENCRYPTED = 0x0100
const TABLE_1 = 0x0200

/** Marks of the header: Word 97 and later; Word 6 and 95. */
const WORD_97 = 0xa5ec
const WORD_6 = 0xa5dc
const FIRST_VERSION_97 = 0xc1

/** A piece that has one byte a character says so in this bit of its offset. */
const SINGLE_BYTES = 0x4000_0000

/** @throws {Refused} for encrypted files, and for those of other programs and times */
export function openDoc(bytes: Uint8Array): DocFile {
  const compound = openCompound(bytes)
  const word = new Binary(compound?.stream('WordDocument') ?? new Uint8Array())
  const mark = word.u16(0)
  if (compound === null || (mark !== WORD_97 && mark !== WORD_6)) throw new Refused('damaged')
  const flags = word.u16(FLAGS)
  if ((flags & ENCRYPTED) !== 0) throw new Refused('encrypted')
  if (mark === WORD_6 || word.u16(2) < FIRST_VERSION_97) return openWord6(word)
  const table = new Binary(compound.stream((flags & TABLE_1) !== 0 ? '1Table' : '0Table') ?? new Uint8Array())
  const structure = (offset: number): Binary => table.slice(word.u32(offset), word.u32(offset) + word.u32(offset + 4))
  const [text = 0, notes = 0, margins = 0, , comments = 0, endnotes = 0, boxes = 0] = Array.from(
    { length: 7 },
    (_, at) => word.u32(COUNTS + 4 * at),
  )
  const beforeBoxes = text + notes + margins + comments + endnotes
  return {
    word,
    table,
    data: new Binary(compound.stream('Data') ?? new Uint8Array()),
    pieces: readPieces(structure(PIECE_TABLE), word.length),
    body: [0, text],
    boxes: [beforeBoxes, beforeBoxes + boxes],
    structure,
  }
}

/** The piece table: positions, then where each piece's bytes are (MS-DOC 2.9.177). */
function readPieces(clx: Binary, limit: number): readonly Piece[] {
  let at = 0
  while (clx.u8(at) === 1) at += 3 + clx.u16(at + 1)
  if (clx.u8(at) !== 2) throw new Refused('damaged')
  const positions = clx.slice(at + 5, at + 5 + clx.u32(at + 1))
  const count = Math.floor((positions.length - 4) / 12)
  const pieces: Piece[] = []
  for (let number = 0; number < count; number++) {
    const [cp, end] = [positions.u32(4 * number), positions.u32(4 * number + 4)]
    const place = positions.u32(4 * (count + 1) + 8 * number + 2)
    const width = (place & SINGLE_BYTES) !== 0 ? 1 : 2
    const fc = width === 1 ? (place & ~SINGLE_BYTES) >>> 1 : place
    // A piece that claims more than the file holds ends with the file.
    const last = Math.min(end, cp + Math.floor(Math.max(limit - fc, 0) / width))
    if (end > cp && last > cp) pieces.push({ cp, end: last, fc, width })
  }
  return pieces
}

/** Word 6 and 95, unless it was saved "fast": its text stands in one piece, one byte a character. */
function openWord6(word: Binary): DocFile {
  const isComplex = (word.u16(FLAGS) & 4) !== 0
  const [start, length] = [word.u32(0x18), word.u32(0x34)]
  if (isComplex || start + length > word.length || length === 0) throw new Refused('unknown')
  const none = new Binary(new Uint8Array())
  return {
    word,
    table: none,
    data: none,
    pieces: [{ cp: 0, end: length, fc: start, width: 1 }],
    body: [0, length],
    boxes: [0, 0],
    structure: () => none,
  }
}
