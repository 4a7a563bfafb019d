import type { Closed } from '../domain.ts'

/**
 * A document cannot be read, and why. Thrown deep inside a reader and caught in `read.ts` alone, where it becomes a
 * value: the readers are driven by events of parsers, which have no other way out.
 */
export class Refused extends Error {
  readonly why: Closed
  constructor(why: Closed) {
    super(`a document stays closed: ${why}`)
    this.why = why
  }
}
