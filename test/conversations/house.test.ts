import { afterAll, expect, test } from 'vitest'
import { completing } from './completing.ts'
import { openHouse } from './house.ts'
import { joining } from './joining.ts'
import { talking } from './talking.ts'

const house = await openHouse()
afterAll(() => house[Symbol.asyncDispose]())

/** Steps from a mail to its letter, less those of photos. */
const STEPS = 8

test.each(Object.entries({ ...joining, ...completing, ...talking }))(
  '%s, killed after every step',
  async (_, { turns, ends, letters }) => {
    const played = await house.play(turns)
    expect(played.ends).toMatchObject(ends)
    expect(played.ends).toHaveLength(ends.length)
    expect(played.letters).toEqual(letters)
    expect(played.received).toBe(letters.length)
    expect(played.states).toEqual(['sent'])
    expect(played.deaths).toBeGreaterThan(STEPS)
  },
)
