import type { Print, Sha256 } from '../src/domain.ts'
import type { thumbnail, webCopy } from '../src/photos/draw.ts'
import type { printOf } from '../src/photos/print.ts'
import type { Isolated, Isolation } from '../src/run/isolate.ts'

const DRAW = import.meta.resolve('../src/photos/draw.ts')
const PRINT = { module: import.meta.resolve('../src/photos/print.ts'), name: 'printOf' }

/**
 * A photo's thumbnail, drawn in a worker; null where none can be made, or not within the worker's bounds.
 *
 * @throws if the worker ended in any other way: then another try may succeed
 */
export async function drawThumbnail(sha256: Sha256, isolation: Isolation): Promise<Uint8Array | null> {
  return drawn(await isolation.call<typeof thumbnail>({ module: DRAW, name: 'thumbnail' }, sha256))
}

/** The same for its web copy. */
export async function drawWebCopy(sha256: Sha256, isolation: Isolation): Promise<Uint8Array | null> {
  return drawn(await isolation.call<typeof webCopy>({ module: DRAW, name: 'webCopy' }, sha256))
}

/** The print of a thumbnail; null where there is none. */
export async function drawPrint(thumbnail: Uint8Array | null, isolation: Isolation): Promise<Print | null> {
  return thumbnail === null ? null : drawn(await isolation.call<typeof printOf>(PRINT, thumbnail))
}

function drawn<T>(outcome: Isolated<T | null>): T | null {
  if (!('failed' in outcome)) return outcome.value
  if (outcome.failed === 'crashed') throw new Error('the worker that draws has ended')
  return null
}
