import { holds, latin1, type Source, viewOf } from './source.ts'

/** What Samsung's phones append to a picture. */
export interface Trailer {
  /** The marks of their photo editor. */
  readonly isEdited: boolean
  /** The film of a motion photo, or in a HEIC a word on where it stands. */
  readonly hasFilm: boolean
}

const EDITED = 'PhotoEditor_Re_Edit_Data'
/** After four bytes of type and four of the name's length. */
const FILM = /^.{8}MotionPhoto_Data(?:.{4}ftyp|mpv2)/s
const LONGEST_HEAD = 8 + EDITED.length
const TAIL = 64 * 1024
const MOST_ENTRIES = 100
const ENTRY = 12

/**
 * Marks after the picture. Samsung appends named blocks, then their directory ("SEFH" … its length, "SEFT"), so that a
 * name may stand a whole film before the end of the file; its place comes from the directory.
 */
export async function readTrailer(source: Source): Promise<Trailer> {
  const trailer = { isEdited: false, hasFilm: false }
  if (latin1(await source.read(source.size - 2, source.size)) === '\xff\xd9') return trailer
  const tail = await source.read(source.size - TAIL, source.size)
  trailer.isEdited = holds(tail, EDITED)
  for (const start of blockStarts(tail, source.size)) {
    const head = latin1(await source.read(start, start + LONGEST_HEAD))
    trailer.isEdited ||= head.includes(EDITED)
    trailer.hasFilm ||= FILM.test(head)
  }
  return trailer
}

/** Where Samsung's blocks begin: the directory counts them back from itself. */
function blockStarts(tail: Uint8Array, size: number): readonly number[] {
  if (latin1(tail.subarray(-4)) !== 'SEFT' || tail.length < 8) return []
  const view = viewOf(tail)
  const length = view.getUint32(tail.length - 8, true)
  const directory = tail.length - 8 - length
  if (directory < 0 || latin1(tail.subarray(directory, directory + 4)) !== 'SEFH' || length < ENTRY) return []
  const entries = Math.min(view.getUint32(directory + 8, true), MOST_ENTRIES, Math.floor(length / ENTRY) - 1)
  const place = size - tail.length + directory
  return Array.from(
    { length: Math.max(0, entries) },
    (_, entry) => place - view.getUint32(directory + ENTRY * (entry + 1) + 4, true),
  )
}
