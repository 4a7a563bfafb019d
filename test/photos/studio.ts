import type { Evidence, Original, PhotoFacts, Seen } from '../../src/domain.ts'
import { inspectPhoto } from '../../src/photos/inspect.ts'
import { lookAt } from '../../src/photos/look.ts'
import { judgeOriginal } from '../../src/photos/original.ts'
import { openBlobs } from '../../src/store/blobs.ts'
import { temporaryFolder } from '../folder.ts'
import { keepFile } from './compose.ts'

export interface Looked {
  readonly facts: PhotoFacts
  readonly original: Original
  /** Codes in the order found. */
  readonly codes: readonly string[]
  readonly evidence: readonly Evidence[]
}

/** Looks at photos as the service does: kept as blobs, read by their headers, judged. */
export async function openStudio() {
  const folder = await temporaryFolder()
  const files = openBlobs(folder.path, false)

  /** What its pixels show; null if it cannot be drawn. */
  async function see(bytes: Uint8Array): Promise<Seen | null> {
    const { sha256 } = await keepFile(files, 'anh.jpg', bytes)
    return (await lookAt(files, sha256, []))?.seen ?? null
  }

  async function judged(bytes: Uint8Array, name: string, seen: Seen | null): Promise<Looked> {
    const facts = await inspectPhoto(files, await keepFile(files, name, bytes))
    const found = judgeOriginal({ facts, name, seen })
    return { facts, ...found, codes: found.evidence.map(({ code }) => code) }
  }

  return {
    files,
    see,
    /** By its headers alone, as in the first verdict. */
    look: (bytes: Uint8Array, name = 'IMG_0001.jpg'): Promise<Looked> => judged(bytes, name, null),
    /** By its pixels too, as once it has been drawn. */
    lookClosely: async (bytes: Uint8Array, name = 'IMG_0001.jpg'): Promise<Looked> =>
      judged(bytes, name, await see(bytes)),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
