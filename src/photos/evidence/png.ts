import type { Check } from '../check.ts'
import { isNoPhotograph, MADE_BY_PROGRAMS } from './notCamera.ts'

/** A format no camera writes, but perhaps made from a camera's picture without loss: camera data, camera size or a scan. */
export const png: Check = {
  code: 'photo.png',
  certainty: 'doubt',
  find: ({ facts }) =>
    MADE_BY_PROGRAMS.has(facts.format) && !isNoPhotograph(facts) ? { format: facts.format.toUpperCase() } : null,
}
