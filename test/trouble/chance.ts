/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  one<T>(of: readonly T[]): T
  /** True once in so many times. */
  in(times: number): boolean
  /** A chance of its own, so that what is drawn beside each other does not depend on who is first. */
  fork(): Chance
}

/** Mulberry32: 32 bits of state are ample for a few hundred draws. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    between,
    one<T>(of: readonly T[]): T {
      const found = of[between(0, of.length - 1)]
      if (found === undefined) throw new Error('nothing to choose from')
      return found
    },
    in: times => between(1, times) === 1,
    fork: () => chanceOf(between(0, 2 ** 32 - 1)),
  }
}
