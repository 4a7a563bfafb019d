import { repeat } from './repeat.ts'

/** A lock between processes: `src/store/locks.ts`. */
export interface Lock extends AsyncDisposable {
  /** False when it was lost. */
  isHeld(): Promise<boolean>
}

const LOOK_MILLISECONDS = 2000

/**
 * Runs something in one process at a time: here as soon as the lock is to be had, and until it is lost. Where the
 * process that had it dies, another takes over within seconds. Disposing ends what runs and gives the lock back.
 */
export function alone(
  take: () => Promise<Lock | null>,
  report: (error: unknown) => void,
  start: () => Promise<AsyncDisposable>,
): AsyncDisposable {
  let running: { readonly lock: Lock; readonly work: AsyncDisposable } | null = null

  async function end(): Promise<void> {
    const ended = running
    running = null
    await ended?.work[Symbol.asyncDispose]()
    await ended?.lock[Symbol.asyncDispose]()
  }

  const looking = repeat(LOOK_MILLISECONDS, report, async () => {
    if (running !== null && !(await running.lock.isHeld())) await end()
    if (running !== null) return
    const lock = await take()
    if (lock === null) return
    try {
      running = { lock, work: await start() }
    } catch (error) {
      await lock[Symbol.asyncDispose]()
      throw error
    }
  })
  return {
    async [Symbol.asyncDispose]() {
      await looking[Symbol.asyncDispose]()
      await end()
    },
  }
}
