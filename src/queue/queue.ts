import { createPostgresBackend, type Job, withBackend } from 'bullmq'

/** A row to be woken. A job carries nothing else: the row is the truth. */
export interface Wake {
  readonly pipeline: string
  readonly id: number
}

export interface WakeQueue {
  wake(wake: Wake, at?: Date): Promise<void>
  /** Nothing waits to be worked on. */
  isIdle(): Promise<boolean>
  /** Waits for the work at hand, then stops. */
  close(): Promise<void>
}

export interface QueueOptions {
  /** What `pg` takes. */
  readonly connection: object
  /** Rows worked on side by side. */
  readonly concurrency: number
  readonly now: () => Date
  readonly report: (error: unknown) => void
}

const NAME = 'tinbai'
/** BullMQ keeps its tables apart from ours. */
const SCHEMA = 'bullmq'

/**
 * Opens the queue on the service's own PostgreSQL and works on what is woken. `work` is safe to be called twice for
 * one row, so a lost lock or a job that comes again does no harm; jobs leave nothing behind when they end.
 */
export async function openQueue(options: QueueOptions, work: (wake: Wake) => Promise<void>): Promise<WakeQueue> {
  const { Queue, Worker } = withBackend(createPostgresBackend)
  const connection = { ...options.connection, schema: SCHEMA, migrate: true }
  const queue = new Queue<Wake>(NAME, {
    connection,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  })
  queue.on('error', options.report)
  await queue.waitUntilReady()
  const worker = new Worker<Wake>(NAME, (job: Job<Wake>) => work(job.data), {
    connection,
    concurrency: options.concurrency,
  })
  worker.on('error', options.report)
  worker.on('failed', (_job, error) => options.report(error))
  await worker.waitUntilReady()
  return {
    async wake({ pipeline, id }, at) {
      const delay = at === undefined ? 0 : Math.max(0, at.getTime() - options.now().getTime())
      await queue.add(pipeline, { pipeline, id }, { delay })
    },
    isIdle: async () => (await queue.getWaitingCount()) === 0,
    async close() {
      await worker.close()
      await queue.close()
    },
  }
}
