import type { Check } from '../check.ts'

/** The file itself says that a trained model made or changed it (IPTC digital source type). Camera apps may say so of AI zoom. */
export const aiEdited: Check = {
  code: 'photo.aiEdited',
  certainty: 'doubt',
  find: ({ facts }) => (/trainedAlgorithmicMedia$/i.test(facts.xmp.digitalSourceType ?? '') ? {} : null),
}
