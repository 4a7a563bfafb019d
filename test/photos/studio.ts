import type { Evidence, Original, PhotoFacts } from '../../src/domain.ts'
import { inspectPhoto } from '../../src/photos/inspect.ts'
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
  return {
    files,
    async look(bytes: Uint8Array, name = 'IMG_0001.jpg'): Promise<Looked> {
      const facts = await inspectPhoto(files, await keepFile(files, name, bytes))
      const judged = judgeOriginal({ facts, name })
      return { facts, ...judged, codes: judged.evidence.map(({ code }) => code) }
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
