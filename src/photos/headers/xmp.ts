import type { PhotoFacts } from '../../domain.ts'
import type { Source } from './source.ts'

/** XMP of cameras and editors stays under this; an edit history may be longer, its beginning is enough. */
const LONGEST = 256 * 1024
const MOST_AGENTS = 20

/**
 * The three properties of an XMP packet that tell of editing. Found as text: packets are often cut or not well-formed,
 * and a property may be written as an attribute, an element or a resource. Every pattern is bounded.
 */
export async function readXmp(block: Source): Promise<PhotoFacts['xmp']> {
  const packet = new TextDecoder().decode(await block.read(0, LONGEST))
  return {
    creatorTool: valuesOf(packet, 'CreatorTool', 1)[0] ?? null,
    softwareAgents: valuesOf(packet, 'softwareAgent', MOST_AGENTS),
    digitalSourceType: valuesOf(packet, 'DigitalSourceType', 1)[0] ?? null,
  }
}

/** Whether an XMP packet tells coordinates ("XMP specification, part 2", exif:GPSLatitude), also where EXIF has lost them. */
export async function tellsPlace(block: Source): Promise<boolean> {
  const packet = new TextDecoder().decode(await block.read(0, LONGEST))
  return valuesOf(packet, 'GPSLatitude', 1).length > 0
}

/** XMP of a photo that has none. */
export const NO_XMP: PhotoFacts['xmp'] = { creatorTool: null, softwareAgents: [], digitalSourceType: null }

function valuesOf(packet: string, name: string, most: number): readonly string[] {
  const property = new RegExp(
    `:${name}(?:\\s{0,9}=\\s{0,9}["']|\\s{1,9}rdf:resource\\s{0,9}=\\s{0,9}["']|[^<>/]{0,200}>\\s{0,99})([^"'<>]{1,300})`,
    'g',
  )
  const values = packet.matchAll(property).map(([, value = '']) => value.trim().normalize('NFC'))
  return [...new Set(values.filter(value => value !== '').take(most))]
}
