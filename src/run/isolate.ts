import { Worker } from 'node:worker_threads'
import type { Files } from '../domain.ts'

/** How long and how large the work on one file may become. */
export interface Bounds {
  /** From the moment the work starts, not from when it began to wait. */
  readonly milliseconds: number
  readonly heapMegabytes: number
  /** How many files are worked on side by side. */
  readonly workers: number
}

/** What came of isolated work: its value, or the bound it broke. */
export type Isolated<T> = { readonly value: T } | { readonly failed: 'tooSlow' | 'tooLarge' | 'crashed' }

/** A function that may be called in isolation: its arguments and its value are plain values. */
export type IsolatedFunction = (files: Files, ...input: never[]) => Promise<unknown>

/** Names a function so that a worker can import it. `files` is the module and factory that gives the worker its `Files`. */
export interface Place {
  readonly module: string
  readonly name: string
}

export interface Isolation {
  /**
   * Calls the function of that name in a worker. A worker that is over its bounds is killed and replaced.
   *
   * @throws what the function itself throws: a fault of ours, never of the bytes
   */
  call<F extends IsolatedFunction>(
    place: Place,
    ...input: Parameters<F> extends [Files, ...infer I] ? I : never
  ): Promise<Isolated<Awaited<ReturnType<F>>>>
  close(): Promise<void>
}

/**
 * A pool of workers for core work on bytes that strangers sent. A parser that loops never yields, so no time-out
 * inside its own thread can end it; here the thread is ended.
 *
 * The libraries at hand count a deadline from when a task was queued; this one counts from when it starts.
 */
export function openIsolation(files: Place & { readonly input: readonly unknown[] }, bounds: Bounds): Isolation {
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const waiting: (() => void)[] = []
  let running = 0

  async function turn(): Promise<void> {
    if (running >= bounds.workers) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
  }

  function release(): void {
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }

  function take(): Worker {
    const worker = idle.pop() ?? start()
    worker.ref()
    return worker
  }

  function start(): Worker {
    const worker = new Worker(new URL('./isolateWorker.ts', import.meta.url), {
      workerData: files,
      resourceLimits: { maxOldGenerationSizeMb: bounds.heapMegabytes },
    })
    all.add(worker)
    // Whoever waits for it hears of the error; without a listener it would end the whole service.
    worker.on('error', () => undefined)
    worker.on('exit', () => {
      all.delete(worker)
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
    })
    return worker
  }

  return {
    async call(place, ...input) {
      await turn()
      try {
        const worker = take()
        const outcome = await finish(worker, { place, input }, bounds.milliseconds)
        if ('failed' in outcome) {
          await worker.terminate()
          return outcome
        }
        // An idle worker does not keep the process alive.
        worker.unref()
        idle.push(worker)
        if ('error' in outcome) throw new Error(`${place.name} failed in its worker`, { cause: outcome.error })
        return { value: outcome.value as never }
      } finally {
        release()
      }
    },
    async close() {
      await Promise.all([...all].map(worker => worker.terminate()))
    },
  }
}

type Outcome = { value: unknown } | { error: unknown } | { failed: 'tooSlow' | 'tooLarge' | 'crashed' }

function finish(worker: Worker, task: unknown, milliseconds: number): Promise<Outcome> {
  return new Promise(resolve => {
    const end = (outcome: Outcome): void => {
      clearTimeout(timer)
      worker.off('message', end).off('error', broken).off('exit', gone)
      resolve(outcome)
    }
    const broken = (error: NodeJS.ErrnoException): void =>
      end({ failed: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'tooLarge' : 'crashed' })
    const gone = (): void => end({ failed: 'crashed' })
    const timer = setTimeout(() => end({ failed: 'tooSlow' }), milliseconds)
    worker.on('message', end).on('error', broken).on('exit', gone)
    worker.postMessage(task)
  })
}
