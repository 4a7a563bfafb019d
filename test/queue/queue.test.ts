import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { openQueue, type Wake, type WakeQueue } from '../../src/queue/queue.ts'
import { sweep } from '../../src/run/sweep.ts'
import { testDatabase } from '../database.ts'
import { startRedis } from '../redis.ts'
import { eventually } from '../service.ts'

const { database, connection, close } = await testDatabase()
const redis = await startRedis()
afterAll(async () => {
  await redis[Symbol.asyncDispose]()
  await close()
})

/** A queue, what was worked on and what was reported. */
async function opened(redisUrl: string | null, work: (wake: Wake) => Promise<void> = async () => undefined) {
  const worked: string[] = []
  const reports: unknown[] = []
  const queue = await openQueue(
    { connection, redisUrl, concurrency: 4, now: () => new Date(), report: error => reports.push(error) },
    async wake => {
      worked.push(`${wake.pipeline} ${wake.id}`)
      await work(wake)
    },
  )
  return { queue, worked, reports, [Symbol.asyncDispose]: () => queue.close() }
}

const rows = (count: number): readonly Wake[] => Array.from({ length: count }, (_, id) => ({ pipeline: 'mail', id }))

async function wakeAll(queue: WakeQueue, wakes: readonly Wake[]): Promise<void> {
  for (const wake of wakes) await queue.wake(wake)
}

/** Names of what the queue still holds. */
const leftIn = {
  PostgreSQL: async () => (await sql<{ id: string }>`select id from bullmq.job`.execute(database)).rows,
  Redis: async () => ((await redis.ask('KEYS', 'bull:tinbai:*')) as string[]).filter(key => /:\d+$/.test(key)),
}

describe.each([
  ['PostgreSQL', null],
  ['Redis', redis.url],
] as const)('on %s', (name, url) => {
  test('each row that is woken is worked on once, whichever process takes it, and leaves nothing behind', async () => {
    await using first = await opened(url)
    await using second = await opened(url)
    await wakeAll(first.queue, rows(100))
    await eventually(async () => first.worked.length + second.worked.length >= 100)
    await eventually(async () => (await leftIn[name]()).length === 0)
    expect([...first.worked, ...second.worked].sort()).toEqual(
      rows(100)
        .map(({ id }) => `mail ${id}`)
        .sort(),
    )
    expect(await first.queue.isIdle()).toBe(true)
  })

  test('a row that is to be woken later comes after one that is woken now', async () => {
    await using one = await opened(url)
    await one.queue.wake({ pipeline: 'submission', id: 1 }, new Date(Date.now() + 2000))
    await one.queue.wake({ pipeline: 'submission', id: 2 })
    await eventually(async () => one.worked.length === 2)
    expect(one.worked).toEqual(['submission 2', 'submission 1'])
  })

  test('work that fails is reported, is not repeated by the queue and leaves nothing behind', async () => {
    await using one = await opened(url, () => Promise.reject(new Error('broken')))
    await one.queue.wake({ pipeline: 'reply', id: 7 })
    await eventually(async () => one.reports.length === 1)
    await eventually(async () => (await leftIn[name]()).length === 0)
    expect(one.worked).toEqual(['reply 7'])
  })

  test('closing waits for the work at hand', async () => {
    const going = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    let ended = false
    const one = await opened(url, async () => {
      begun.resolve()
      await going.promise
      ended = true
    })
    await one.queue.wake({ pipeline: 'mail', id: 1 })
    await begun.promise
    const closing = one.queue.close()
    going.resolve()
    await closing
    expect(ended).toBe(true)
  })

  test('closing ends well where the work at hand fails, as it does when its database is gone', async () => {
    const going = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const one = await opened(url, () => {
      begun.resolve()
      return going.promise
    })
    await one.queue.wake({ pipeline: 'mail', id: 1 })
    await begun.promise
    const closing = one.queue.close()
    await new Promise(setImmediate) // it waits by now
    going.reject(new Error('gone'))
    await closing
  })

  test('what waits is there for the next process', async () => {
    const jam = Promise.withResolvers<void>()
    const first = await opened(url, () => jam.promise)
    await wakeAll(first.queue, rows(20))
    await eventually(async () => first.worked.length === 4)
    expect(await first.queue.isIdle()).toBe(false)
    jam.resolve()
    await first.queue.close()
    await using second = await opened(url)
    await eventually(async () => first.worked.length + second.worked.length === 20)
  })
})

test('a Redis that was emptied loses no row: the next sweep wakes them', async () => {
  const jam = Promise.withResolvers<void>()
  const due = new Set(rows(20).map(({ id }) => id))
  await using one = await opened(redis.url, async ({ id }) => {
    await jam.promise
    due.delete(id)
  })
  await wakeAll(one.queue, rows(20))
  await eventually(async () => one.worked.length === 4)
  await redis.ask('FLUSHALL')
  jam.resolve()
  const dueRows = async () => [...due].map(id => ({ pipeline: 'mail', id }))
  await eventually(async () => {
    await sweep(dueRows, one.queue)
    return due.size === 0
  })
})

test('a Redis that died and came back is worked on again, and whoever wakes meanwhile is told at once', async () => {
  await using own = await startRedis()
  await using one = await opened(own.url)
  await own.kill()
  await expect(one.queue.wake({ pipeline: 'mail', id: 1 })).rejects.toThrow()
  await own.start()
  await eventually(async () =>
    one.queue.wake({ pipeline: 'mail', id: 2 }).then(
      () => true,
      () => false,
    ),
  )
  await eventually(async () => one.worked.includes('mail 2'))
})

test('a service whose Redis is gone still stops', async () => {
  await using own = await startRedis()
  const one = await opened(own.url)
  await own.kill()
  await one.queue.close()
})

test.each([
  ['throws keys away when it is full', async () => startRedis('allkeys-lru'), 'maxmemory-policy noeviction'],
  [
    'is not there',
    async () => {
      const gone = await startRedis()
      await gone[Symbol.asyncDispose]()
      return gone
    },
    'ECONNREFUSED',
  ],
])('a Redis that %s stops the start with a sentence', async (_what, start, sentence) => {
  await using server = await start()
  await expect(opened(server.url)).rejects.toThrow(sentence)
})
