import type { Lock } from './alone.ts'
import { type Kept, Later, type Pipeline, type Row, type Run, type Segment, type Wake } from './pipeline.ts'

/** Where a row stands on its pipeline. */
export interface Standing extends Row {
  /** The keep it is on its way to. */
  readonly step: string
  /** How often the way to this keep has failed. */
  readonly attempts: number
}

/** The rows' own memory: `src/store/progress.ts`. */
export interface Progress<Transaction> {
  /** Where the row stands, if it is due now. */
  due(pipeline: string, id: number): Promise<Standing | null>
  /**
   * One transaction: moves the row from where it stands to `next` (null: done) and writes what `keep` writes.
   * Gives null and writes nothing if the row stands elsewhere by now.
   */
  keep(
    pipeline: string,
    from: Standing,
    next: string | null,
    keep: (transaction: Transaction) => Promise<Kept | undefined>,
  ): Promise<Kept | null>
  postpone(pipeline: string, from: Standing, until: Date): Promise<void>
  /** Notes a failure by its code; `until` null: the row is stuck until a person asks again. */
  fail(pipeline: string, from: Standing, code: string, until: Date | null): Promise<void>
}

export interface RunnerOptions<Edges, Transaction> {
  readonly pipelines: readonly Pipeline<Edges, Transaction>[]
  readonly progress: Progress<Transaction>
  /** The lock of a row, or null while another process works on it. */
  readonly take: (row: Wake) => Promise<Lock | null>
  readonly edges: Edges
  readonly wake: (wake: Wake, at?: Date) => Promise<void>
  readonly now: () => Date
  readonly report: (failure: { pipeline: string; id: number; step: string; attempts: number; error: unknown }) => void
  /** Told after each step and keep; the crash test ends the process here. */
  readonly observe?: (pipeline: string, step: string) => void
}

/** Waits between tries, in seconds; after the last the row is stuck and shown to the editor. */
const RETRY_SECONDS = [2, 15, 120, 900]

/**
 * Runs a row along its pipeline until it is done, must wait, or fails. Safe to call at any time, twice, or from many
 * processes: one works on a row, the others leave it (the sweep wakes it again), and the row decides whose result
 * counts. So a row that is found half way was left there by a run that has ended.
 */
export function runner<Edges, Transaction>(options: RunnerOptions<Edges, Transaction>): (wake: Wake) => Promise<void> {
  const { progress, now } = options
  const byName = new Map(options.pipelines.map(pipeline => [pipeline.name, pipeline]))

  /** Rows this process has been woken for; true: woken meanwhile, so there is more to do. */
  const inFlight = new Map<string, boolean>()

  return async wake => {
    const row = `${wake.pipeline} ${wake.id}`
    if (inFlight.has(row)) {
      inFlight.set(row, true)
      return
    }
    try {
      do {
        inFlight.set(row, false)
        await using lock = await options.take(wake)
        if (lock !== null) await toTheEnd(wake, lock)
      } while (inFlight.get(row) === true)
    } finally {
      inFlight.delete(row)
    }
  }

  async function toTheEnd(wake: Wake, lock: Lock): Promise<void> {
    const pipeline = byName.get(wake.pipeline)
    if (pipeline === undefined) throw new Error(`no pipeline is named ${wake.pipeline}`)
    let resumed = true
    while (await lock.isHeld()) {
      const standing = await progress.due(wake.pipeline, wake.id)
      if (standing === null) return
      const goesOn = await toNextKeep(pipeline, standing, { resumed })
      if (!goesOn) return
      resumed = false
    }
  }

  async function toNextKeep(pipeline: Pipeline<Edges, Transaction>, standing: Standing, run: Run): Promise<boolean> {
    try {
      return await pass(pipeline, standing, run)
    } catch (error) {
      await failed(pipeline.name, standing, error)
      return false
    }
  }

  async function pass(pipeline: Pipeline<Edges, Transaction>, standing: Standing, run: Run): Promise<boolean> {
    const at = pipeline.segments.findIndex(segment => segment.name === standing.step)
    const segment = pipeline.segments[at]
    if (segment === undefined) throw new Error(`pipeline ${pipeline.name} has no step ${standing.step}`)
    const value = await compute(pipeline.name, segment, standing, run)
    if (value instanceof Later) {
      await progress.postpone(pipeline.name, standing, value.until)
      await options.wake({ pipeline: pipeline.name, id: standing.id }, value.until)
      return false
    }
    const next = pipeline.segments[at + 1]?.name ?? null
    const kept = await progress.keep(pipeline.name, standing, next, transaction =>
      segment.keep(value as never, transaction, options.edges),
    )
    options.observe?.(pipeline.name, segment.name)
    if (kept === null) return false
    for (const wake of kept.wakes ?? []) await options.wake(wake)
    if (kept.again !== undefined) await options.wake({ pipeline: pipeline.name, id: standing.id }, kept.again.due)
    return kept.again === undefined
  }

  async function compute(pipeline: string, segment: Segment<Edges, Transaction>, row: Row, run: Run): Promise<unknown> {
    let value: unknown = { id: row.id, revision: row.revision }
    for (const step of segment.pure) {
      value = await step.run(value as never, options.edges, run)
      options.observe?.(pipeline, step.name)
      if (value instanceof Later) return value
    }
    return value
  }

  async function failed(pipeline: string, standing: Standing, error: unknown): Promise<void> {
    const seconds = RETRY_SECONDS[standing.attempts]
    const until = seconds === undefined ? null : new Date(now().getTime() + seconds * 1000)
    await progress.fail(pipeline, standing, codeOf(error), until)
    options.report({ pipeline, id: standing.id, step: standing.step, attempts: standing.attempts + 1, error })
    if (until !== null) await options.wake({ pipeline, id: standing.id }, until)
  }
}

/** A code or class name, never a message: messages of libraries may quote mail text. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : error.name
}
