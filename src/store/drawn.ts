import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Sha256 } from '../domain.ts'

/** Draws a picture of a photo; null where none can be made. */
export type Draw = (sha256: Sha256) => Promise<Uint8Array | null>

/**
 * Draws each picture once and keeps it: an empty file where none can be made, so that a bomb is not tried again. The
 * folder may be deleted at any time: what is asked for is drawn again.
 *
 * @param extension of the files, "webp"
 */
export function keepDrawn(folder: string, extension: string, draw: Draw): Draw {
  const drawing = new Map<Sha256, Promise<Uint8Array | null>>()
  return async sha256 => {
    const path = join(folder, sha256.slice(0, 2), `${sha256}.${extension}`)
    const kept = await readFile(path).catch(() => null) // not drawn yet
    if (kept !== null) return kept.length === 0 ? null : kept
    const begun = drawing.get(sha256) ?? drawTo(path, () => draw(sha256)).finally(() => drawing.delete(sha256))
    drawing.set(sha256, begun)
    return begun
  }
}

async function drawTo(path: string, draw: () => Promise<Uint8Array | null>): Promise<Uint8Array | null> {
  const drawn = await draw()
  await put(path, drawn ?? '')
  return drawn
}

/** Writes a file that is there whole or not at all, also where two write it at once. */
export async function put(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const fresh = `${path}.${randomUUID()}`
  await writeFile(fresh, content)
  await rename(fresh, path)
}
