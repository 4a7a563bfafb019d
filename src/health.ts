import { statfs } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { HealthProblem } from './domain.ts'

/** Below this a few large mails fill the disk, and PostgreSQL stops taking anything. */
export const LEAST_FREE_BYTES = 512 * 1024 * 1024

/** Who does not answer for so long is as good as gone. */
const ANSWER_MILLISECONDS = 5000

/** What a service asks to learn how it is. */
export interface Asked {
  /** What the rows tell. */
  readonly rows: () => Promise<readonly HealthProblem[]>
  readonly queue: () => Promise<unknown>
  /** Where files come in. */
  readonly folder: string
}

/** What keeps a service from working, within a few seconds also where somebody does not answer; empty: all is well. */
export async function healthOf({ rows, queue, folder }: Asked): Promise<readonly HealthProblem[]> {
  const [told, queueIsThere, free] = await Promise.all([
    inTime(rows(), ['database']),
    inTime(
      queue().then(() => true),
      false,
    ),
    freeBytes(folder),
  ])
  return [
    ...told,
    ...(queueIsThere || told.includes('database') ? [] : (['queue'] as const)),
    ...(free < LEAST_FREE_BYTES ? (['disk'] as const) : []),
  ]
}

/** Bytes that may still be written there. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Who fails has a problem like who does not answer; the work that needs it reports why. */
async function inTime<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  const timeout = new AbortController()
  const silence = wait(ANSWER_MILLISECONDS, otherwise, { signal: timeout.signal })
  try {
    return await Promise.race([answer.catch(() => otherwise), silence])
  } finally {
    timeout.abort()
    silence.catch(() => undefined) // ended early, as it should
  }
}
