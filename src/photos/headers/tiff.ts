import { latin1, type Source, viewOf } from './source.ts'

/** One tag of a directory: where its values stand, how many, and of which TIFF type. */
interface Tag {
  readonly type: number
  readonly count: number
  readonly at: number
}

/** An IFD: its tags by number, and where the next one stands (0 = none). */
export interface Directory {
  readonly tags: ReadonlyMap<number, Tag>
  readonly next: number
  /** It is empty or cut, or an entry has a type that does not exist: not what a program wrote. */
  readonly broken: boolean
}

export interface Tiff {
  readonly little: boolean
  readonly source: Source
  readonly first: Directory
}

/** Corrupt EXIF claims up to 65,535 tags; no camera writes 300 into one IFD (photos.md, "Cost"). */
const MOST_TAGS = 300
/** Bytes of one value by TIFF type 1–13 (TIFF 6.0, page 15; 13 is the pointer of Adobe's notes). */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4] as const
/** UTF-8 text of EXIF 3.0. */
const UTF8 = 129

/** Opens a TIFF block and its first directory; null if its bytes are none. Offsets count from the block's start. */
export async function openTiff(source: Source): Promise<Tiff | null> {
  const head = await source.read(0, 8)
  const order = latin1(head.subarray(0, 4))
  if (head.length < 8 || (order !== 'II*\0' && order !== 'MM\0*')) return null
  const little = order.startsWith('I')
  const block = { little, source }
  const first = await readDirectory(block, viewOf(head).getUint32(4, little))
  return first === null ? null : { ...block, first }
}

/** Reads the directory at an offset; null where there is none. Values that reach past the block are cut where it ends. */
export async function readDirectory(
  { source, little }: Pick<Tiff, 'source' | 'little'>,
  offset: number,
): Promise<Directory | null> {
  const counted = await source.read(offset, offset + 2)
  if (offset < 8 || counted.length < 2) return null
  const count = Math.min(viewOf(counted).getUint16(0, little), MOST_TAGS)
  const start = offset + 2
  const bytes = viewOf(await source.read(start, start + count * 12 + 4))
  const whole = Math.min(bytes.byteLength, count * 12)
  const entries = Array.from({ length: Math.floor(whole / 12) }, (_, number) =>
    readEntry(bytes, number * 12, start, little),
  )
  const next = bytes.byteLength >= count * 12 + 4 ? bytes.getUint32(count * 12, little) : 0
  const broken = entries.length === 0 || entries.length < count || entries.some(([, { type }]) => !isType(type))
  return { tags: new Map(entries), next, broken }
}

function readEntry(bytes: DataView, at: number, start: number, little: boolean): readonly [number, Tag] {
  const type = bytes.getUint16(at + 2, little)
  const count = bytes.getUint32(at + 4, little)
  const inside = count * bytesOf(type) <= 4
  return [bytes.getUint16(at, little), { type, count, at: inside ? start + at + 8 : bytes.getUint32(at + 8, little) }]
}

const isType = (type: number): boolean => type === UTF8 || (TYPE_BYTES[type] ?? 0) > 0

const bytesOf = (type: number): number => (type === UTF8 ? 1 : (TYPE_BYTES[type] ?? 1))

/** The bytes of a tag, at most `longest`; empty if there is none. */
export async function tagBytes(tiff: Tiff, directory: Directory, tag: number, longest: number): Promise<Uint8Array> {
  const found = directory.tags.get(tag)
  if (found === undefined) return new Uint8Array(0)
  return tiff.source.read(found.at, found.at + Math.min(found.count * bytesOf(found.type), longest))
}

/** Where the bytes of a tag stand in the block. */
export function tagPlace(directory: Directory, tag: number): { readonly at: number; readonly length: number } | null {
  const found = directory.tags.get(tag)
  return found === undefined ? null : { at: found.at, length: found.count * bytesOf(found.type) }
}

/** Texts of cameras are short; what is longer is cut. */
const LONGEST_TEXT = 400

/** A text as the camera wrote it, NFC, without padding; null if absent or blank. */
export async function tagText(tiff: Tiff, directory: Directory, tag: number): Promise<string | null> {
  return textOf(await tagBytes(tiff, directory, tag, LONGEST_TEXT))
}

/** Bytes → text up to the first NUL: UTF-8 where they are, else Latin-1; null if blank. */
export function textOf(bytes: Uint8Array): string | null {
  const end = bytes.indexOf(0)
  const text = decode(end < 0 ? bytes : bytes.subarray(0, end))
    .trim()
    .normalize('NFC')
  return text === '' ? null : text
}

function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  return text.includes('\ufffd') ? latin1(bytes) : text
}

/** The first values of a tag as numbers, at most `most`; empty if absent or no numbers. */
export async function tagNumbers(tiff: Tiff, directory: Directory, tag: number, most = 1): Promise<readonly number[]> {
  const type = directory.tags.get(tag)?.type ?? 0
  const read = READERS[type]
  if (read === undefined) return []
  const size = bytesOf(type)
  const bytes = viewOf(await tagBytes(tiff, directory, tag, most * size))
  const values: number[] = []
  for (let at = 0; at + size <= bytes.byteLength; at += size) values.push(read(bytes, at, tiff.little))
  return values.filter(Number.isFinite)
}

/** The value of a tag; null if absent, no number or 0/0. */
export async function tagNumber(tiff: Tiff, directory: Directory, tag: number): Promise<number | null> {
  return (await tagNumbers(tiff, directory, tag))[0] ?? null
}

type Reader = (bytes: DataView, at: number, little: boolean) => number

const READERS: Readonly<Record<number, Reader>> = {
  1: (bytes, at) => bytes.getUint8(at),
  3: (bytes, at, little) => bytes.getUint16(at, little),
  4: (bytes, at, little) => bytes.getUint32(at, little),
  5: (bytes, at, little) => bytes.getUint32(at, little) / bytes.getUint32(at + 4, little),
  9: (bytes, at, little) => bytes.getInt32(at, little),
  10: (bytes, at, little) => bytes.getInt32(at, little) / bytes.getInt32(at + 4, little),
  13: (bytes, at, little) => bytes.getUint32(at, little),
}
