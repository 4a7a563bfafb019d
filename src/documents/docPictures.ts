import type { Binary } from '../attachments/binary.ts'
import type { DocFile } from './docFile.ts'

/** Types of drawing records (MS-ODRAW 2.1.3 on), and the property of a shape that names its picture. */
const FILE_ENTRY = 0xf007
const SHAPE_CONTAINER = 0xf004
const SHAPE = 0xf00a
const SHAPE_PROPERTIES = 0xf00b
const PICTURE_PROPERTY = 0x0104
const FIRST_PICTURE = 0xf018
const LAST_PICTURE = 0xf117

const RECORD_HEADER = 8
const FILE_ENTRY_BYTES = 36

/** Levels of drawing records: groups in groups. */
const MAX_DEPTH = 16

/** Where in the header the anchors of shapes and the drawings stand. */
const ANCHORS = 0x1da
const DRAWINGS = 0x22a
const ANCHOR_BYTES = 26

/** The picture that stands in the data stream at `offset`, as it was put in; null if there is none we know. */
export function inlinePicture({ data }: DocFile, offset: number): Uint8Array | null {
  const length = data.u32(offset)
  const header = data.u16(offset + 4)
  // 0x66 in its metafile header: a file name stands before the drawing.
  const name = data.u16(offset + 6) === 0x66 ? 1 + data.u8(offset + header) : 0
  let found: Uint8Array | null = null
  walk(data.slice(offset + header + name, offset + length), (type, body) => {
    found ??= pictureIn(type, body)
  })
  return found
}

/** Pictures that text flows around, by the position of their anchor. */
export function floatingPictures(file: DocFile): ReadonlyMap<number, Uint8Array> {
  const stored: (Uint8Array | null)[] = []
  const ofShape = new Map<number, number>()
  walkDrawings(file.structure(DRAWINGS), (type, body) => {
    if (type === FILE_ENTRY) stored.push(storedPicture(file, body))
    if (type === SHAPE_CONTAINER) readShape(body, ofShape)
  })
  const found = new Map<number, Uint8Array>()
  const anchors = file.structure(ANCHORS)
  const count = Math.floor((anchors.length - 4) / (4 + ANCHOR_BYTES))
  for (let number = 0; number < count; number++) {
    const shape = anchors.u32(4 * (count + 1) + ANCHOR_BYTES * number)
    const picture = stored[(ofShape.get(shape) ?? 0) - 1]
    if (picture) found.set(anchors.u32(4 * number), picture)
  }
  return found
}

/** A file entry says where the picture stands: behind itself, or in the main stream. */
function storedPicture({ word }: DocFile, entry: Binary): Uint8Array | null {
  const start = FILE_ENTRY_BYTES + entry.u8(33)
  const inside = entry.slice(start, entry.length)
  if (inside.length > RECORD_HEADER) return pictureIn(inside.u16(2), inside.slice(RECORD_HEADER, inside.length))
  const offset = entry.u32(28)
  const length = word.u32(offset + 4)
  return pictureIn(word.u16(offset + 2), word.slice(offset + RECORD_HEADER, offset + RECORD_HEADER + length))
}

function readShape(container: Binary, ofShape: Map<number, number>): void {
  let shape = 0
  walk(container, (type, body) => {
    if (type === SHAPE) shape = body.u32(0)
    if (type !== SHAPE_PROPERTIES) return
    for (let at = 0; at + 6 <= body.length; at += 6)
      if ((body.u16(at) & 0x3fff) === PICTURE_PROPERTY) ofShape.set(shape, body.u32(at + 2))
  })
}

/** The drawings of a document: a group of pictures, then one byte and one container for each of text and margins. */
function walkDrawings(drawings: Binary, visit: Visit): void {
  const first = RECORD_HEADER + drawings.u32(4)
  walk(drawings.slice(0, first), visit)
  for (let at = first; at + RECORD_HEADER < drawings.length; ) {
    const length = 1 + RECORD_HEADER + drawings.u32(at + 5)
    walk(drawings.slice(at + 1, at + length), visit)
    at += length
  }
}

type Visit = (type: number, body: Binary) => void

/** Every record, outer ones first. A record whose version is 15 holds others. */
function walk(records: Binary, visit: Visit, depth = 0): void {
  for (let at = 0; at + RECORD_HEADER <= records.length; ) {
    const [version, type, length] = [records.u16(at) & 0xf, records.u16(at + 2), records.u32(at + 4)]
    const body = records.slice(at + RECORD_HEADER, at + RECORD_HEADER + length)
    visit(type, body)
    if (version === 0xf && depth < MAX_DEPTH) walk(body, visit, depth + 1)
    at += RECORD_HEADER + length
  }
}

/** Starts of JPEG, PNG, GIF and TIFF files. */
const STARTS = ['ffd8ff', '89504e47', '47494638', '49492a00', '4d4d002a']

/** Before a picture's own bytes stand one or two checksums of 16 bytes and a tag. */
const PREFIXES = [17, 33]

function pictureIn(type: number, body: Binary): Uint8Array | null {
  if (type === FILE_ENTRY)
    return pictureIn(FIRST_PICTURE, body.slice(FILE_ENTRY_BYTES + RECORD_HEADER + body.u8(33), body.length))
  if (type < FIRST_PICTURE || type > LAST_PICTURE) return null
  for (const prefix of PREFIXES) {
    const bytes = body.slice(prefix, body.length).bytes
    const start = Buffer.from(bytes.subarray(0, 4)).toString('hex')
    if (STARTS.some(known => start.startsWith(known))) return bytes
  }
  return null
}
