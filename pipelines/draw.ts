import type { Look, Sha256 } from '../src/domain.ts'
import type { webCopy } from '../src/photos/draw.ts'
import type { Looking, lookAt } from '../src/photos/look.ts'
import type { Isolated, Isolation } from '../src/run/isolate.ts'

const LOOK = { module: import.meta.resolve('../src/photos/look.ts'), name: 'lookAt' }
const DRAW = { module: import.meta.resolve('../src/photos/draw.ts'), name: 'webCopy' }

/** A worker ended in a way that says nothing of the photo it was given: another try may succeed. */
export class WorkerEnded extends Error {}

/**
 * Looks at photos in workers; null too for one that is over their bounds.
 *
 * @throws WorkerEnded
 */
export function lookIn(isolation: Isolation): Looking {
  return async (sha256, wanted) => given(await isolation.call<typeof lookAt>(LOOK, sha256, wanted))
}

/** The same, and each photo once: of a photo that is asked for again what it gave the first time. */
export function lookOnceIn(isolation: Isolation): Looking {
  const look = lookIn(isolation)
  const looks = new Map<Sha256, Promise<Look | null>>()
  return (sha256, wanted) => {
    const begun = looks.get(sha256) ?? look(sha256, wanted)
    looks.set(sha256, begun)
    return begun
  }
}

/**
 * A photo's web copy, drawn in a worker; null where none can be made.
 *
 * @throws WorkerEnded
 */
export async function drawWebCopy(sha256: Sha256, isolation: Isolation): Promise<Uint8Array | null> {
  return given(await isolation.call<typeof webCopy>(DRAW, sha256))
}

function given<T>(outcome: Isolated<T | null>): T | null {
  if (!('failed' in outcome)) return outcome.value
  if (outcome.failed === 'crashed') throw new WorkerEnded('the worker that draws has ended')
  return null
}
