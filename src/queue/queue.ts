import { setTimeout as wait } from 'node:timers/promises'
import {
  type BackendClasses,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Job,
  withBackend,
} from 'bullmq'
import { reachRedis } from './redis.ts'

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
  /** The PostgreSQL of the rows: what `pg` takes. */
  readonly connection: object
  /** Null: the queue is on that PostgreSQL too. */
  readonly redisUrl: string | null
  /** Rows worked on side by side. */
  readonly concurrency: number
  readonly now: () => Date
  readonly report: (error: unknown) => void
}

const NAME = 'tinbai'

/** BullMQ waits for ever to say goodbye to a Redis that is gone; this long is enough for one that is there. */
const GOODBYE_MILLISECONDS = 3000

/** After a database that was gone, BullMQ by itself works again only when 15 seconds are over. */
const RETRY_MILLISECONDS = 500

/** BullMQ keeps its tables apart from ours. */
const SCHEMA = 'bullmq'

/**
 * Opens the queue and works on what is woken. `work` is safe to be called twice for one row, so a lost lock or a job
 * that comes again does no harm; jobs leave nothing behind when they end. What is lost with the queue, the sweep wakes
 * again.
 *
 * @throws with a sentence for the operator where the Redis cannot be used
 */
export async function openQueue(options: QueueOptions, work: (wake: Wake) => Promise<void>): Promise<WakeQueue> {
  if (options.redisUrl === null) {
    const connection = inPostgres(options)
    return open(withBackend(createPostgresBackend), { adding: connection, working: connection }, options, work)
  }
  await reachRedis(options.redisUrl)
  const url = options.redisUrl
  // Who adds is told at once that Redis is gone, the row is woken later; who works waits until it is back (BullMQ's
  // guide "Going to production").
  const adding = { url, enableOfflineQueue: false, maxRetriesPerRequest: 1 }
  return open(withBackend(createRedisBackend), { adding, working: { url, maxRetriesPerRequest: null } }, options, work)
}

/**
 * Asks whether jobs can be kept there.
 *
 * @throws where they cannot
 */
export async function reachQueue(options: Pick<QueueOptions, 'connection' | 'redisUrl'>): Promise<void> {
  if (options.redisUrl !== null) return reachRedis(options.redisUrl)
  const { Queue } = withBackend(createPostgresBackend)
  const queue = new Queue(NAME, { connection: inPostgres(options) })
  // Whoever waits for an answer is told what is wrong.
  queue.on('error', () => undefined)
  try {
    await queue.getWaitingCount()
  } finally {
    await queue.close()
  }
}

const inPostgres = ({ connection }: Pick<QueueOptions, 'connection'>) => ({
  ...connection,
  schema: SCHEMA,
  migrate: true,
})

async function open<B extends IQueueBackend, C>(
  { Queue, Worker }: BackendClasses<B, C>,
  connections: { readonly adding: C; readonly working: C },
  options: QueueOptions,
  work: (wake: Wake) => Promise<void>,
): Promise<WakeQueue> {
  const queue = new Queue<Wake>(NAME, {
    connection: connections.adding,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  })
  queue.on('error', options.report)
  await queue.waitUntilReady()
  const atHand = new Set<Promise<void>>()
  async function workOn({ data }: Job<Wake>): Promise<void> {
    const working = work(data)
    atHand.add(working)
    await working.finally(() => atHand.delete(working))
  }
  const worker = new Worker<Wake>(NAME, workOn, {
    connection: connections.working,
    concurrency: options.concurrency,
    runRetryDelay: RETRY_MILLISECONDS,
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
      await worker.pause(true)
      // What failed in it is reported where all failures are.
      await Promise.allSettled(atHand)
      const goodbye = Promise.all([worker.close(), queue.close()]).catch(options.report)
      const pause = wait(GOODBYE_MILLISECONDS, 'too long' as const, { ref: false })
      if ((await Promise.race([goodbye, pause])) === 'too long') {
        await Promise.all([worker.disconnect(), queue.disconnect()])
      }
    },
  }
}
