import { setTimeout as wait } from 'node:timers/promises'

/**
 * Does something again and again, never twice at a time, with a pause between. A failure is reported and the next turn
 * comes all the same. Disposing waits for the turn at hand.
 */
export function repeat(
  milliseconds: number,
  report: (error: unknown) => void,
  work: () => Promise<unknown>,
): AsyncDisposable {
  const ending = new AbortController()
  const turns = (async () => {
    while (!ending.signal.aborted) {
      try {
        await work()
      } catch (error) {
        report(error)
      }
      // Only the abort ends this wait early, and then the loop ends too.
      await wait(milliseconds, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  })()
  return {
    async [Symbol.asyncDispose]() {
      ending.abort()
      await turns
    },
  }
}
