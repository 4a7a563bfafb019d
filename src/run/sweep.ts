import type { Wake } from './pipeline.ts'

/** Rows that are due, oldest first: `src/store/progress.ts`. */
export type DueRows = (limit: number) => Promise<readonly Wake[]>

const ROWS_A_SWEEP = 500

/** The queue as far as a sweep sees it. */
export interface Woken {
  /** Nothing waits to be worked on. */
  isIdle(): Promise<boolean>
  wake(wake: Wake): Promise<void>
}

/**
 * Wakes every row that is due when nothing else waits, so that nothing is lost when the queue is. While the queue has
 * work, a lost row waits with it: waking thousands of rows again and again would only make the queue longer. A row that
 * is woken twice does no harm.
 *
 * @returns how many rows were woken
 */
export async function sweep(due: DueRows, queue: Woken): Promise<number> {
  if (!(await queue.isIdle())) return 0
  const rows = await due(ROWS_A_SWEEP)
  for (const row of rows) await queue.wake(row)
  return rows.length
}
