import type { Check } from '../check.ts'

/** Damaged, or larger than is opened: what could be read is not to be built on. */
export const unreadable: Check = {
  code: 'photo.unreadable',
  certainty: 'doubt',
  find: ({ facts }) => (facts.unreadable === null ? null : { why: facts.unreadable }),
}
