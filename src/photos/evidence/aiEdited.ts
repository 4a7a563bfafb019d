import { type Check, sourceTypesOf } from '../check.ts'

/**
 * The file itself says that a trained model made or changed it (IPTC digital source type, in XMP or a content
 * credential). Camera apps may say so of AI zoom.
 */
export const aiEdited: Check = {
  code: 'photo.aiEdited',
  certainty: 'doubt',
  find: ({ facts }) => (sourceTypesOf(facts).some(type => /trainedAlgorithmicMedia$/i.test(type)) ? {} : null),
}
