import type { ChildProcess } from 'node:child_process'

/** A process of tinbai. */
export interface Started {
  readonly child: ChildProcess
  /** The signal or exit code it ended with. */
  readonly ended: Promise<string>
  readonly output: readonly string[]
}

/** A process that is started again whenever it ends, as systemd and containers do. */
export interface Kept<P extends Started> {
  readonly now: P
  /** It has started, and not ended since. */
  readonly isUp: boolean
  /** How those before it ended, and what they last said. */
  readonly ends: readonly { readonly how: string; readonly output: readonly string[] }[]
  kill(signal: NodeJS.Signals): void
  /** Ends it for good, by SIGTERM; by SIGKILL where that is not heard. */
  stop(): Promise<string>
}

/** Milliseconds in which work at hand must have ended. */
const GOODBYE = 30_000

export async function keepRunning<P extends Started>(start: () => Promise<P>): Promise<Kept<P>> {
  const ends: { how: string; output: readonly string[] }[] = []
  let over = false
  let starting = start()
  let now = await starting
  let isUp = true
  const watching = (async () => {
    for (;;) {
      const how = await now.ended
      isUp = false
      if (over) return how
      ends.push({ how, output: now.output })
      starting = start()
      now = await starting
      isUp = true
    }
  })()
  return {
    get now() {
      return now
    },
    get isUp() {
      return isUp
    },
    ends,
    kill: signal => void now.child.kill(signal),
    async stop() {
      over = true
      const { child } = await starting
      child.kill('SIGTERM')
      let hangs = false
      const tooLong = setTimeout(() => {
        hangs = true
        child.kill('SIGKILL')
      }, GOODBYE)
      const how = await watching
      clearTimeout(tooLong)
      return hangs ? 'nothing but SIGKILL' : how
    },
  }
}
