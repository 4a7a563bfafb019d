import type { JpegFacts, PhotoFacts } from '../../domain.ts'
import { type Frame, isFrame, readFrame } from './frame.ts'
import { dotsOfJfif, type Header, NOTHING } from './header.ts'
import { countHuffmanTables, isLibjpegLayout } from './layout.ts'
import { readPhotoshop } from './photoshop.ts'
import { readPictures } from './pictures.ts'
import { qualityAbout, qualityOf, readTables } from './quantisation.ts'
import { MARKER, type Segment, segments } from './segments.ts'
import { holds, joined, latin1, part, type Source, viewOf } from './source.ts'
import { textOf } from './tiff.ts'

/**
 * The header of a JPEG: a walk over its markers (ITU T.81, annex B) up to the first scan, then a look whether the
 * picture ends. The first EXIF, XMP and frame count.
 */
export async function readJpeg(source: Source): Promise<Header> {
  const found = await walk(source)
  const { frame, index, jfif, scan } = found
  return {
    ...NOTHING,
    ...frame?.size,
    exif: found.exif ?? null,
    xmp: found.xmp ?? null,
    credential: found.jumbf.length === 0 ? null : await joined(found.jumbf, LONGEST_STORE),
    jpeg: {
      ...factsOf(found),
      pictures: index === undefined ? null : await readPictures(source, index.at, index.length),
    },
    density: jfif === undefined ? null : dotsOfJfif(jfif.unit, jfif.dots),
    profile: found.profile ?? null,
    whole: scan !== undefined && (await hasEnd(source, scan.start + scan.length)),
  }
}

async function walk(source: Source): Promise<Found> {
  const found: Found = { tables: new Map(), jumbf: [], markers: [], layout: '', photoshop: [], facts: {} }
  for await (const segment of segments(source)) {
    if (found.markers.length < MOST_MARKERS) found.markers.push(segment.marker)
    if (segment.marker === MARKER.scan) found.scan = segment
    else await readSegment(part(source, segment.start, segment.length), segment, found)
  }
  return found
}

interface Found {
  readonly tables: Map<number, readonly number[]>
  readonly jumbf: Source[]
  readonly markers: number[]
  /** As `isLibjpegLayout` takes it. */
  layout: string
  photoshop: readonly number[]
  facts: { comment?: string | null; hasDucky?: true; hasFacebookMark?: true }
  frame?: Frame | null
  jfif?: { readonly unit: number; readonly dots: number }
  exif?: Source
  xmp?: Source
  profile?: Source
  /** Where the index of several pictures stands in the file. */
  index?: { readonly at: number; readonly length: number }
  /** The first scan's header, at which the walk ends. */
  scan?: Segment
}

async function readSegment(payload: Source, { marker, start }: Segment, found: Found): Promise<void> {
  const read = READERS[marker]
  if (read !== undefined) return read(payload, found, start)
  if (!isFrame(marker)) return
  found.frame ??= await readFrame(payload, marker)
  found.layout += 'f'
}

/** What each marker may hold. Makers use the same markers for their own blocks, so each is asked for its signature. */
const READERS: Readonly<Record<number, (payload: Source, found: Found, start: number) => Promise<void>>> = {
  async [MARKER.app0](payload, found) {
    const bytes = await payload.read(0, 14)
    if (!latin1(bytes).startsWith('JFIF\0') || bytes.length < 12) return
    found.jfif ??= { unit: bytes[7] ?? 0, dots: viewOf(bytes).getUint16(8) }
  },
  async [MARKER.app1](payload, found) {
    const name = latin1(await payload.read(0, XMP_NAME.length))
    if (name.startsWith('Exif\0\0')) found.exif ??= part(payload, 6, payload.size)
    if (name === XMP_NAME) found.xmp ??= part(payload, XMP_NAME.length, payload.size)
  },
  async [MARKER.app2](payload, found, start) {
    const name = latin1(await payload.read(0, ICC_NAME.length))
    if (name === ICC_NAME) found.profile ??= part(payload, ICC_HEAD, payload.size)
    if (name.startsWith(INDEX_NAME))
      found.index ??= { at: start + INDEX_NAME.length, length: payload.size - INDEX_NAME.length }
  },
  async [MARKER.app11](payload, found) {
    const head = await payload.read(0, JUMBF_HEAD)
    if (head.length < JUMBF_HEAD || !latin1(head).startsWith('JP')) return
    const isFirst = viewOf(head).getUint32(4) <= 1
    found.jumbf.push(part(payload, isFirst ? JUMBF_HEAD : JUMBF_HEAD + BOX_HEAD, payload.size))
  },
  async [MARKER.app12](payload, found) {
    if (latin1(await payload.read(0, 5)) === 'Ducky') found.facts.hasDucky = true
  },
  async [MARKER.app13](payload, found) {
    const { resources, hasFacebookMark } = readPhotoshop(await payload.read(0, payload.size))
    found.photoshop = [...found.photoshop, ...resources]
    if (hasFacebookMark) found.facts.hasFacebookMark = true
  },
  async [MARKER.comment](payload, found) {
    found.facts.comment ??= textOf(await payload.read(0, LONGEST_COMMENT))
  },
  async [MARKER.quantisation](payload, found) {
    const tables = readTables(await payload.read(0, payload.size))
    for (const [number, table] of tables) found.tables.set(number, table)
    found.layout += tables.size > 1 ? 'Q' : 'q'
  },
  async [MARKER.huffman](payload, found) {
    found.layout += countHuffmanTables(await payload.read(0, payload.size)) > 1 ? 'H' : 'h'
  },
}

/** ICC.1:2022, B.4: the name, then number and count of the pieces; the first has what names the profile. */
const ICC_NAME = 'ICC_PROFILE\0'
const ICC_HEAD = 14

/** CIPA DC-007, 5.2.1. */
const INDEX_NAME = 'MPF\0'

/** More tell nothing: a maker's own blocks repeat one marker. */
const MOST_MARKERS = 100

/** ISO/IEC 18477-3, B.2: "JP", box instance, sequence number; every further segment repeats the box's length and type. */
const JUMBF_HEAD = 8
const BOX_HEAD = 8
const LONGEST_STORE = 1024 * 1024

const XMP_NAME = 'http://ns.adobe.com/xap/1.0/\0'
const LONGEST_COMMENT = 1000

function factsOf({ frame, jfif, layout, markers, photoshop, tables, facts }: Found): Omit<JpegFacts, 'pictures'> {
  const table = (frame ? tables.get(frame.table) : undefined) ?? []
  return {
    progressive: frame?.progressive ?? false,
    subsampling: frame?.subsampling ?? null,
    ijgQuality: qualityOf(table),
    quality: qualityAbout(table),
    markers: markers.map(code => code.toString(16)).join(' '),
    hasLibjpegLayout: isLibjpegLayout(layout),
    hasJfif: jfif !== undefined,
    comment: facts.comment ?? null,
    photoshop: [...new Set(photoshop)],
    hasDucky: facts.hasDucky ?? false,
    hasFacebookMark: facts.hasFacebookMark ?? false,
  }
}

/** The thumbnail in EXIF by its own JPEG header; null if it is none. */
export async function readThumbnail(source: Source): Promise<PhotoFacts['thumbnail']> {
  const { frame, layout, tables } = await walk(source)
  const { width, height } = frame?.size ?? NOTHING
  if (!frame || width === null || height === null) return null
  const table = qualityOf(tables.get(frame.table) ?? []) === null ? 'own' : 'ijg'
  return { width, height, table, hasLibjpegLayout: isLibjpegLayout(layout) }
}

/** Padding that mail programs and cameras leave after the end; then the blocks that makers append (a Moto G: 45 kB). */
const TAILS = [4096, 64 * 1024]
const STRETCH = 1024 * 1024

/**
 * Whether an end marker stands after the scan. In entropy-coded bytes FF is never followed by D9 (ITU T.81, B.1.1.5), so a
 * search is proof, and the last bytes nearly always have it. Samsung and motion photos append more after the end.
 */
async function hasEnd(source: Source, scan: number): Promise<boolean> {
  for (const tail of TAILS) if (await hasEndIn(Math.max(scan, source.size - tail), source.size)) return true
  for (let at = scan; at < source.size; at += STRETCH - 1) if (await hasEndIn(at, at + STRETCH)) return true
  return false

  async function hasEndIn(start: number, end: number): Promise<boolean> {
    return holds(await source.read(start, end), '\xff\xd9')
  }
}
