import type { Check } from '../check.ts'
import { EDITORS, programIn } from '../programs.ts'

/** The name of an editing program in EXIF, XMP or the JPEG comment. */
export const editor: Check = {
  code: 'photo.editor',
  certainty: 'certain',
  find({ facts }) {
    const program = programIn(facts, EDITORS)
    return program === null ? null : { program }
  },
}
