import type { Wake } from './pipeline.ts'

/** Rows that are due, oldest first: `src/store/progress.ts`. */
export type DueRows = (limit: number) => Promise<readonly Wake[]>

const ROWS_A_SWEEP = 500

/**
 * Wakes every row that is due, so that nothing is lost when the queue is. A row that is woken twice does no harm.
 *
 * @returns how many rows were woken
 */
export async function sweep(due: DueRows, wake: (wake: Wake) => Promise<void>): Promise<number> {
  const rows = await due(ROWS_A_SWEEP)
  for (const row of rows) await wake(row)
  return rows.length
}
