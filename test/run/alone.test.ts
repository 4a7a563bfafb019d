import { afterAll, expect, test } from 'vitest'
import { alone } from '../../src/run/alone.ts'
import { Locks } from '../../src/store/locks.ts'
import { testDatabase } from '../database.ts'
import { eventually } from '../service.ts'

const { connection, close } = await testDatabase()
afterAll(close)

const report = (error: unknown): void => {
  throw error
}

test('one process reads the mailbox, and another takes over when its lock is lost', async () => {
  const log: string[] = []
  const reader = (name: string, locks: Locks): AsyncDisposable =>
    alone(
      () => locks.take('mailbox'),
      report,
      async () => {
        log.push(`${name} begins`)
        return { [Symbol.asyncDispose]: async () => void log.push(`${name} ends`) }
      },
    )
  const first = new Locks(connection)
  await using second = new Locks(connection)
  const reading = reader('first', first)
  await eventually(async () => log.length === 1)
  await using _waiting = reader('second', second)

  await first[Symbol.asyncDispose]()
  await eventually(async () => log.includes('second begins'))
  await reading[Symbol.asyncDispose]()
  expect(log.filter(line => line === 'second begins')).toHaveLength(1)
  expect(log).toContain('first ends')
})
