import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Look, Sha256, Wanted } from '../domain.ts'
import type { Looking } from '../photos/look.ts'
import { type Draw, put } from './drawn.ts'

/**
 * Looks at each photo once and keeps what that gave: the thumbnail as a file for the desk, empty where the photo cannot be
 * decoded, and the rest beside it. A photo is decoded again in one case: it was looked at in a mail with its article and
 * comes in another without, where it may be a page. The folder may be deleted at any time: what is asked for is looked
 * at again.
 */
export function keepLooks(folder: string, look: Looking): { readonly look: Looking; readonly thumbnail: Draw } {
  const looking = new Map<string, Promise<Look | null>>()

  async function lookOnce(sha256: Sha256, wanted: readonly Wanted[]): Promise<Look | null> {
    const path = pathOf(folder, sha256)
    const kept = await keptAt(path)
    if (kept === null || (kept !== 'none' && !(wanted.includes('page') && kept.isPage === null))) return kept
    const name = `${sha256} ${wanted.join()}`
    const begun =
      looking.get(name) ?? lookTo(path, look(sha256, ['thumbnail', ...wanted])).finally(() => looking.delete(name))
    looking.set(name, begun)
    return begun
  }

  return {
    look: lookOnce,
    async thumbnail(sha256) {
      const kept = await read(`${pathOf(folder, sha256)}.webp`)
      if (kept !== null) return kept.length === 0 ? null : kept
      return (await lookOnce(sha256, []))?.thumbnail ?? null
    },
  }
}

const pathOf = (folder: string, sha256: Sha256): string => join(folder, sha256.slice(0, 2), sha256)

/** Null where there is no such file yet. */
const read = (path: string): Promise<Uint8Array | null> => readFile(path).catch(() => null)

/** The rest is written last: where it is, the thumbnail is too, unless somebody took it away. */
async function lookTo(path: string, looking: Promise<Look | null>): Promise<Look | null> {
  const look = await looking
  await put(`${path}.webp`, look?.thumbnail ?? '')
  await put(`${path}.json`, JSON.stringify(look === null ? null : { seen: look.seen, isPage: look.isPage }))
  return look
}

async function keptAt(path: string): Promise<Look | null | 'none'> {
  const [rest, thumbnail] = await Promise.all([read(`${path}.json`), read(`${path}.webp`)])
  if (rest === null || thumbnail === null) return 'none'
  const look = JSON.parse(Buffer.from(rest).toString()) as Omit<Look, 'thumbnail'> | null
  return look === null ? null : { ...look, thumbnail }
}
