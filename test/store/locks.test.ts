import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { Locks } from '../../src/store/locks.ts'
import { testDatabase } from '../database.ts'
import { eventually } from '../service.ts'

const { database, connection, close } = await testDatabase()
afterAll(close)

/** Milliseconds after which a silent process loses its locks. */
const LEASE = 1200

/** A process that takes the lock and holds it. */
async function holderElsewhere(name: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'locksChild.ts'), [JSON.stringify(connection), String(LEASE), name])
  await once(child, 'message')
  return child
}

test('a lock is held by one at a time, also within a process, and is free again when given back', async () => {
  await using here = new Locks(connection)
  await using there = new Locks(connection)
  const [first, second] = await Promise.all([here.take('reply 1'), here.take('reply 1')])
  expect([first, second].filter(lock => lock !== null)).toHaveLength(1)
  expect(await there.take('reply 1')).toBeNull()
  expect(await there.take('reply 2')).not.toBeNull()
  await first?.[Symbol.asyncDispose]()
  await second?.[Symbol.asyncDispose]()
  expect(await there.take('reply 1')).not.toBeNull()
})

test('many who ask at once are answered one after the other, with nothing that the next pg refuses', async () => {
  const warnings: string[] = []
  const hear = ({ message }: Error): unknown => warnings.push(message)
  process.on('warning', hear)
  await using here = new Locks(connection)
  const names = Array.from({ length: 50 }, (_, number) => `row ${number}`)
  const locks = await Promise.all(names.map(name => here.take(name)))
  expect(await Promise.all(locks.map(lock => lock?.isHeld()))).toEqual(names.map(() => true))
  await new Promise(setImmediate) // warnings come a turn later
  process.off('warning', hear)
  expect(warnings).toEqual([])
})

test.each(['SIGKILL', 'SIGSTOP'] as const)('a process that gets %s loses its locks to the next', async signal => {
  await using here = new Locks(connection)
  const child = await holderElsewhere(signal)
  try {
    expect(await here.take(signal)).toBeNull()
    expect(await here.holder(signal)).toBe(`tinbai ${child.pid}`)
    child.kill(signal)
    const taken = await eventually(() => here.take(signal))
    expect(await taken.isHeld()).toBe(true)
  } finally {
    child.kill('SIGKILL')
  }
})

test('a process that is idle but alive keeps its locks beyond the lease', async () => {
  await using here = new Locks(connection, LEASE)
  const lock = await here.take('mailbox')
  await sql`select pg_sleep(${(LEASE * 2) / 1000})`.execute(database)
  expect(await lock?.isHeld()).toBe(true)
})

test('a session that the server has ended is noticed, and the lock can be taken anew', async () => {
  await using here = new Locks(connection)
  const lock = await here.take('mailbox')
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid in (select pid from pg_locks where locktype = 'advisory')`.execute(
    database,
  )
  expect(await lock?.isHeld()).toBe(false)
  await lock?.[Symbol.asyncDispose]()
  expect(await (await here.take('mailbox'))?.isHeld()).toBe(true)
})
