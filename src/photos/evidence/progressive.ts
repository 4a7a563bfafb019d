import { type Check, hasNoCameraData } from '../check.ts'

/** Written in passes, as for the web. None of 209 originals is, but few of the newest phones were among them. */
export const progressive: Check = {
  code: 'photo.progressive',
  certainty: 'doubt',
  find: ({ facts }) => (facts.jpeg?.progressive === true && !hasNoCameraData(facts) ? {} : null),
}
