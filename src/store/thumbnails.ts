import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sha256 } from '../domain.ts'

/**
 * Draws each thumbnail once and keeps it beside the blobs. It may be deleted at any time: it is drawn again.
 *
 * @param draw gives null where none can be made
 */
export function keepThumbnails(
  folder: string,
  draw: (sha256: Sha256) => Promise<Uint8Array | null>,
): (sha256: Sha256) => Promise<Uint8Array | null> {
  return async sha256 => {
    const path = join(folder, sha256.slice(0, 2), `${sha256}.webp`)
    const kept = await readFile(path).catch(() => null) // not drawn yet
    if (kept !== null) return kept
    const drawn = await draw(sha256)
    if (drawn === null) return null
    await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
    await writeFile(`${path}.new`, drawn)
    await rename(`${path}.new`, path)
    return drawn
  }
}
