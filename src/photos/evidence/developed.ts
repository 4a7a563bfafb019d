import type { Check } from '../check.ts'
import { DEVELOPERS, programIn } from '../programs.ts'

/** The name of a program that develops raw pictures or only turns and tags them. */
export const developed: Check = {
  code: 'photo.developed',
  certainty: 'doubt',
  find({ facts }) {
    const program = programIn(facts, DEVELOPERS)
    return program === null ? null : { program }
  },
}
