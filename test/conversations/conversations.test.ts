import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completing } from './completing.ts'
import { joining } from './joining.ts'
import { endOf, play } from './play.ts'
import { talking } from './talking.ts'

describe.each([
  ['joining', joining],
  ['completing', completing],
  ['talking', talking],
])('%s', (_, conversations) => {
  test.each(Object.entries(conversations))('%s', (_, { turns, ends, letters }) => {
    const played = play(turns)
    const end = endOf(played.mails)
    expect(end).toMatchObject(ends)
    expect(end).toHaveLength(ends.length)
    expect(played.letters).toEqual(letters)
    const arrivals = fc.subarray([...played.mails]).chain(again => shuffled([...played.mails, ...again]))
    fc.assert(
      fc.property(arrivals, mails => {
        expect(endOf(mails)).toEqual(end)
      }),
      { numRuns: 15 },
    )
  })
})

const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length })
