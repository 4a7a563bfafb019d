import type { Check } from '../check.ts'

/** Facebook alone writes `FBMD` into IPTC 2:40: seen in many public files, no false alarm known. */
export const facebook: Check = {
  code: 'photo.facebook',
  certainty: 'certain',
  find: ({ facts }) => (facts.jpeg?.hasFacebookMark === true ? {} : null),
}
