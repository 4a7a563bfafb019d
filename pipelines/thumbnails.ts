import type { thumbnail } from '../src/photos/thumbnail.ts'
import type { Isolation } from '../src/run/isolate.ts'

const THUMBNAIL = { module: import.meta.resolve('../src/photos/thumbnail.ts'), name: 'thumbnail' }

/** A photo's thumbnail, made in a worker; null where none can be made. */
export async function drawThumbnail(sha256: string, isolation: Isolation): Promise<Uint8Array | null> {
  const drawn = await isolation.call<typeof thumbnail>(THUMBNAIL, sha256)
  return 'failed' in drawn ? null : drawn.value
}
