import { MAX_PART_BYTES, MAX_PARTS_BYTES } from '../attachments/limits.ts'
import type { Source } from '../attachments/source.ts'
import { unzip } from '../attachments/zip.ts'
import { listZip, type ZipEntry } from '../attachments/zipDirectory.ts'
import type { Closed } from '../domain.ts'
import { Refused } from './refused.ts'
import { readXml } from './xml.ts'

/** The parts of a .docx or .odt, by name. */
export interface Package {
  /** A part without which there is no document. @throws {Refused} */
  needed(name: string): Promise<Uint8Array>
  /** Any other part; null if it is not there or cannot be read. */
  part(name: string): Promise<Uint8Array | null>
  readonly names: readonly string[]
}

/** @throws {Refused} for bytes that are no zip */
export async function openPackage(source: Source): Promise<Package> {
  const entries = await listZip(source)
  if (typeof entries === 'string') throw new Refused(entries)
  const byName = new Map<string, ZipEntry>(entries.map(entry => [key(entry.path), entry]))
  let left = MAX_PARTS_BYTES

  async function read(name: string): Promise<Uint8Array | Closed> {
    const entry = byName.get(key(name))
    if (entry === undefined) return 'damaged'
    const bytes = await unzip(source, entry, Math.min(MAX_PART_BYTES, left))
    if (typeof bytes !== 'string') left -= bytes.length
    return bytes
  }

  return {
    names: [...byName.keys()],
    async needed(name) {
      const bytes = await read(name)
      if (typeof bytes === 'string') throw new Refused(bytes)
      return bytes
    },
    async part(name) {
      const bytes = await read(name)
      return typeof bytes === 'string' ? null : bytes
    },
  }
}

/** Parts that are at hand already, by name. */
export function packageOf(parts: ReadonlyMap<string, Uint8Array>): Package {
  const byName = new Map([...parts].map(([name, bytes]) => [key(name), bytes]))
  return {
    names: [...byName.keys()],
    async needed(name) {
      const bytes = byName.get(key(name))
      if (bytes === undefined) throw new Refused('damaged')
      return bytes
    },
    part: async name => byName.get(key(name)) ?? null,
  }
}

/** Some producers write backslashes, a leading slash or other capitals than they refer to. */
const key = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

/** Where a part points to. */
export interface Relationship {
  readonly id: string
  /** The last word of its type: "image", "hyperlink", "aFChunk". */
  readonly type: string
  /** A part's name, or an address if it is external. */
  readonly target: string
  readonly external: boolean
}

/** The relationships of a part (ECMA-376 part 2, §9.3), by id. @throws {Refused} */
export async function relationshipsOf(pack: Package, part: string): Promise<ReadonlyMap<string, Relationship>> {
  const slash = part.lastIndexOf('/') + 1
  const folder = part.slice(0, slash)
  const found = new Map<string, Relationship>()
  const bytes = await pack.part(`${folder}_rels/${part.slice(slash)}.rels`)
  if (bytes === null) return found
  readXml(bytes, {
    open(tag) {
      if (tag.name !== 'Relationship') return
      const [id, target] = [tag.get('Id') ?? '', tag.get('Target') ?? '']
      const external = tag.get('TargetMode') === 'External'
      const type = (tag.get('Type') ?? '').split('/').at(-1) ?? ''
      found.set(id, { id, type, external, target: external ? target : resolvePart(folder, target) })
    },
    close: () => undefined,
  })
  return found
}

function resolvePart(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
