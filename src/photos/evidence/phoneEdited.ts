import type { Check } from '../check.ts'

/** Samsung's gallery keeps what is needed to undo an edit after the picture. General knowledge, no sample seen. */
export const phoneEdited: Check = {
  code: 'photo.phoneEdited',
  certainty: 'doubt',
  find: ({ facts }) => (facts.trailer === 'samsungEdited' ? {} : null),
}
