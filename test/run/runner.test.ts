import { afterAll, beforeEach, expect, test } from 'vitest'
import { Later, pipeline, type Wake } from '../../src/run/pipeline.ts'
import { runner } from '../../src/run/runner.ts'
import { sweep } from '../../src/run/sweep.ts'
import type { Writing } from '../../src/store/database.ts'
import { Locks } from '../../src/store/locks.ts'
import { RowProgress, startRow } from '../../src/store/progress.ts'
import { testDatabase } from '../database.ts'

const { database, connection, close } = await testDatabase()
const [locks, locksElsewhere] = [new Locks(connection), new Locks(connection)]
afterAll(async () => {
  await Promise.all([locks[Symbol.asyncDispose](), locksElsewhere[Symbol.asyncDispose]()])
  await close()
})

let now = new Date('2026-03-02T03:00:00Z')
const progress = new RowProgress(database, () => now)
const written: string[] = []
let trouble: (step: string) => unknown = () => undefined

type Nothing = Record<string, never>
const work = pipeline<Nothing, Writing>('work')
  .step('read', async row => (await trouble('read')) ?? `read ${row.id}`)
  .keep('file', async value => {
    written.push(`file ${value}`)
    return undefined
  })
  .step(
    'settle',
    async (row, _edges, run) => trouble('settle') ?? `settle ${row.id} ${run.resumed ? 'resumed' : 'same run'}`,
  )
  .keep('reply', async value => {
    written.push(`reply ${value}`)
    return undefined
  })

const failures: string[] = []
const wakes: Wake[] = []
const runnerWith = (own: Locks) =>
  runner({
    pipelines: [work],
    progress,
    take: ({ pipeline, id }) => own.take(`${pipeline} ${id}`),
    edges: {},
    now: () => now,
    wake: async wake => void wakes.push(wake),
    report: ({ step, attempts }) => failures.push(`${step} ${attempts}`),
  })
const run = runnerWith(locks)
const queue = { isIdle: async () => true, wake: run }

beforeEach(async () => {
  now = new Date('2026-03-02T03:00:00Z')
  trouble = () => undefined
  written.length = 0
  failures.length = 0
  await database.deleteFrom('progress').execute()
  await start(1)
})

const start = (revision: number) =>
  database
    .transaction()
    .execute(writing => startRow(writing, { pipeline: 'work', id: 7, revision, step: 'file', due: now }))

const wait = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000)
}

test('a row is brought to its end once, however often and from however many places it is woken', async () => {
  await Promise.all(Array.from({ length: 8 }, () => run({ pipeline: 'work', id: 7 })))
  await run({ pipeline: 'work', id: 7 })
  expect(written.filter(text => text.startsWith('file'))).toEqual(['file read 7'])
  expect(written.filter(text => text.startsWith('reply'))).toHaveLength(1)
})

test('a row that must wait sleeps, and a lost queue does not lose it', async () => {
  const until = new Date(now.getTime() + 20 * 60_000)
  trouble = step => (step === 'settle' && now < until ? new Later(until) : undefined)
  await run({ pipeline: 'work', id: 7 })
  await run({ pipeline: 'work', id: 7 })
  expect(written).toEqual(['file read 7'])
  expect(await sweep(limit => progress.dueRows(limit), queue)).toBe(0)

  wait(21)
  expect(await sweep(limit => progress.dueRows(limit), queue)).toBe(1)
  expect(written).toEqual(['file read 7', 'reply settle 7 resumed'])
})

test('a row whose matter changed while it was worked on writes nothing of the old', async () => {
  let joined = false
  trouble = async step => {
    if (step !== 'read') return undefined
    if (joined) return 'read with the new mail'
    joined = true
    await start(2)
    return 'read without the new mail'
  }
  await run({ pipeline: 'work', id: 7 })
  expect(written).toEqual([])
  await run({ pipeline: 'work', id: 7 })
  expect(written[0]).toBe('file read with the new mail')
})

test('a failure is tried again later, then shown as stuck, and a person can start it again', async () => {
  trouble = () => {
    throw Object.assign(new Error('words of a mail'), { code: 'EBROKEN' })
  }
  for (let n = 0; n < 10; n++) {
    await run({ pipeline: 'work', id: 7 })
    wait(60)
  }
  expect(failures).toEqual(['file 1', 'file 2', 'file 3', 'file 4', 'file 5'])
  expect(await progress.stuck()).toEqual([{ pipeline: 'work', id: 7, step: 'file', problem: 'EBROKEN' }])

  trouble = () => undefined
  await progress.retry({ pipeline: 'work', id: 7 })
  await run({ pipeline: 'work', id: 7 })
  expect(written.at(-1)).toBe('reply settle 7 same run')
  expect(await progress.stuck()).toEqual([])
})

test('while one process works on a row, another leaves it, and takes it over when the first is gone', async () => {
  const elsewhere = runnerWith(locksElsewhere)
  const middle = Promise.withResolvers<void>()
  const going = Promise.withResolvers<void>()
  trouble = step => {
    if (step !== 'settle') return undefined
    middle.resolve()
    return going.promise.then(() => 'settled by the first')
  }
  const first = run({ pipeline: 'work', id: 7 })
  await middle.promise
  await elsewhere({ pipeline: 'work', id: 7 })
  expect(written).toEqual(['file read 7'])

  // The first process loses its session, as it does when it dies.
  await locks[Symbol.asyncDispose]()
  trouble = () => undefined
  await elsewhere({ pipeline: 'work', id: 7 })
  going.resolve()
  await first
  expect(written).toEqual(['file read 7', 'reply settle 7 resumed'])
})

test('a queue that has work is not made longer by a sweep', async () => {
  const busy = { isIdle: async () => false, wake: run }
  expect(await sweep(limit => progress.dueRows(limit), busy)).toBe(0)
  expect(written).toEqual([])
})
