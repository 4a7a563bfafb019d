import type { PhotoFormat } from '../../domain.ts'
import { type Check, hasNoCameraData } from '../check.ts'
import { nameMark } from '../fileName.ts'

/** What messengers save. A HEIC under such a name was sent untouched, and its EXIF may be where we do not find it. */
const SAVED_AS: ReadonlySet<PhotoFormat> = new Set(['jpeg', 'png', 'webp', 'gif'])

/** A messenger's name and no camera data. The name alone proves nothing: a file may be sent untouched. */
export const messengerName: Check = {
  code: 'photo.messengerName',
  certainty: 'certain',
  find({ facts, name }) {
    const mark = nameMark(name)
    if (mark === null || !('savedFrom' in mark)) return null
    return hasNoCameraData(facts) && SAVED_AS.has(facts.format) ? { app: mark.savedFrom } : null
  },
}
