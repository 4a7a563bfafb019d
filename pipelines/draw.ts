import type { Seen, Sha256 } from '../src/domain.ts'
import type { thumbnail, webCopy } from '../src/photos/draw.ts'
import type { lookAt } from '../src/photos/look.ts'
import type { Isolated, Isolation } from '../src/run/isolate.ts'

const DRAW = import.meta.resolve('../src/photos/draw.ts')
const LOOK = { module: import.meta.resolve('../src/photos/look.ts'), name: 'lookAt' }

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

/** What the pixels of a photo show, by its thumbnail; null where there is none. */
export async function look(sha256: Sha256, thumbnail: Uint8Array | null, isolation: Isolation): Promise<Seen | null> {
  return thumbnail === null ? null : drawn(await isolation.call<typeof lookAt>(LOOK, sha256, thumbnail))
}

function drawn<T>(outcome: Isolated<T | null>): T | null {
  if (!('failed' in outcome)) return outcome.value
  if (outcome.failed === 'crashed') throw new Error('the worker that draws has ended')
  return null
}
