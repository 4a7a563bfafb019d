import { type Check, hasNoCameraData } from '../check.ts'
import { nameMark } from '../fileName.ts'

/** A messenger's name on a photo that has its camera data, as when sent as a file; or the name of an edited copy. */
export const name: Check = {
  code: 'photo.name',
  certainty: 'doubt',
  find({ facts, name }) {
    const mark = nameMark(name)
    if (mark === null) return null
    if ('editedIn' in mark) return { editedIn: mark.editedIn }
    return hasNoCameraData(facts) ? null : { app: mark.savedFrom }
  },
}
