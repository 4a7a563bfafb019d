import { type Box, boxes } from './boxes.ts'
import { isFilm } from './film.ts'
import { type Header, NOTHING } from './header.ts'
import { type Item, readItems } from './items.ts'
import { colourName } from './profile.ts'
import { latin1, part, type Source, viewOf } from './source.ts'

/**
 * The header of a HEIC or AVIF file (ISO/IEC 23008-12): the largest `ispe` is the picture, tiles and previews have their
 * own; EXIF and XMP are items anywhere in the file.
 */
export async function readHeif(source: Source): Promise<Header> {
  let meta: Box | null = null
  let whole = true
  let credential: Source | null = null
  let hasFilm = false
  for await (const box of boxes(source, 0, source.size)) {
    if (box.end > source.size && (box.type === 'mdat' || box.type === 'meta')) whole = false
    if (box.type === 'meta') meta ??= box
    if (box.type === 'mpvd') hasFilm ||= await isFilm(source, box.start)
    if (box.type === 'uuid') credential ??= await credentialIn(source, box)
  }
  if (meta === null) return NOTHING
  const inside = await levelOf(source, meta.start + FULL_BOX, Math.min(meta.end, source.size))
  const properties = await propertiesIn(source, inside)
  const size = await largest(source, properties)
  const colours = await coloursIn(source, properties)
  const items = await readItems(source, inside)
  return {
    ...NOTHING,
    ...size,
    exif: await exifIn(source, items),
    xmp: xmpIn(source, items),
    ...colours,
    credential,
    hasFilm,
    whole,
  }
}

/** C2PA 2.1, A.5.1: the UUID of the box that holds the manifest store. */
const C2PA = 'd8fec3d61b0e483c92975828877ec481'
const UUID = 16

async function credentialIn(source: Source, { start, end }: Box): Promise<Source | null> {
  const uuid = Buffer.from(await source.read(start, start + UUID)).toString('hex')
  return uuid === C2PA ? part(source, start + UUID, end - start - UUID) : null
}

/** Version and flags of a full box. */
const FULL_BOX = 4

/** The boxes inside another, none of which reaches past it. */
async function levelOf(source: Source, from: number, to: number): Promise<readonly Box[]> {
  const level: Box[] = []
  for await (const box of boxes(source, from, to)) level.push({ ...box, end: Math.min(box.end, to) })
  return level
}

/** The properties of all items: `iprp` → `ipco`. */
async function propertiesIn(source: Source, meta: readonly Box[]): Promise<readonly Box[]> {
  const outer = meta.find(box => box.type === 'iprp')
  const inner = outer === undefined ? [] : await levelOf(source, outer.start, outer.end)
  const list = inner.find(box => box.type === 'ipco')
  return list === undefined ? [] : await levelOf(source, list.start, list.end)
}

/** `colr` (ISO/IEC 14496-12, 12.1.5.2): its kind, then a whole profile or two bytes each of codes. A profile says more. */
async function coloursIn(source: Source, properties: readonly Box[]): Promise<Pick<Header, 'profile' | 'colours'>> {
  let colours: string | null = null
  for (const { start, end } of properties.filter(box => box.type === 'colr')) {
    const head = await source.read(start, Math.min(start + 8, end))
    const kind = latin1(head.subarray(0, 4))
    if (kind === 'prof' || kind === 'rICC') return { profile: part(source, start + 4, end - start - 4), colours: null }
    if (kind === 'nclx' && head.length === 8)
      colours ??= colourName(viewOf(head).getUint16(4), viewOf(head).getUint16(6))
  }
  return { profile: null, colours }
}

/** Sizes of images, `ispe`: version and flags, width, height. */
async function largest(source: Source, properties: readonly Box[]): Promise<Pick<Header, 'width' | 'height'>> {
  let size = { width: 0, height: 0 }
  for (const { start } of properties.filter(box => box.type === 'ispe')) {
    const bytes = viewOf(await source.read(start + FULL_BOX, start + FULL_BOX + 8))
    if (bytes.byteLength < 8) continue
    const one = { width: bytes.getUint32(0), height: bytes.getUint32(4) }
    if (one.width * one.height > size.width * size.height) size = one
  }
  return { width: size.width || null, height: size.height || null }
}

/** The EXIF item begins with the distance to its TIFF header (ISO/IEC 23008-12, A.2.1); some writers count it wrongly. */
async function exifIn(source: Source, items: readonly Item[]): Promise<Source | null> {
  for (const { start, length } of items.filter(item => item.type === 'Exif')) {
    const head = latin1(await source.read(start, start + Math.min(length, 64)))
    const at = head.search(/II\*\0|MM\0\*/)
    if (at >= 0) return part(source, start + at, length - at)
  }
  return null
}

function xmpIn(source: Source, items: readonly Item[]): Source | null {
  const item = items.find(({ type, mime }) => type === 'mime' && mime === 'application/rdf+xml')
  return item === undefined ? null : part(source, item.start, item.length)
}
