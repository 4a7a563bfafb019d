import type { Seen } from '../src/domain.ts'
import type { Likeness } from '../src/photos/likeness.ts'
import type { Looking } from '../src/photos/look.ts'
import { pipeline, type Row } from '../src/run/pipeline.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { compareLater, keepSeen, undrawnPhotos } from '../src/store/photos.ts'
import { fileVerdict, gather } from '../src/store/submissions.ts'
import { verdict } from './verdict.ts'

export interface PhotoEdges {
  readonly database: Database
  /** Looks at each photo once and keeps what that gave, its thumbnail too. */
  readonly look: Looking
  readonly now: () => Date
}

/**
 * The photos of a filed submission → drawn, and its verdict once more with all that their pictures say. The first
 * verdict never waits for this: decoding is the largest cost of a mail. What is found here never changes the decision.
 */
export const photos = pipeline<PhotoEdges, Writing>('photos')
  .step('draw', draw)
  .keep('prints', async ({ id, photos }, writing, { now }) => {
    await keepSeen(writing, photos)
    return { wakes: await compareLater(writing, id, photos, now()) }
  })
  .step('gather', async ({ id }, { database }) => ({ id, gathered: await gather(database, id) }))
  .step('judge', ({ id, gathered }) => ({ id, verdict: verdict(gathered) }))
  .keep('verdict', async ({ id, verdict }, writing) => {
    await fileVerdict(writing, id, verdict)
    return undefined
  })

async function draw({ id }: Row, { database, look }: PhotoEdges) {
  const photos: (Likeness & Seen)[] = []
  for (const photo of await undrawnPhotos(database, id)) {
    const looked = await look(photo.sha256, [])
    photos.push({ ...photo, ...(looked?.seen ?? UNSEEN) })
  }
  return { id, photos }
}

/** Of a photo that cannot be decoded. */
const UNSEEN: Seen = { print: null, thumbnailLikeness: null }
