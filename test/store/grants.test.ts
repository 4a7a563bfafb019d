import { afterAll, expect, test } from 'vitest'
import { endGrant, keepGrant, readGrant } from '../../src/store/grants.ts'
import { testDatabase } from '../database.ts'

const { database, close } = await testDatabase()
afterAll(close)

const NOW = new Date('2026-11-29T02:00:00Z')
const account = 'toasoan@example.org'
const secret = 'not-a-real-one'
const give = (refreshToken: string) => keepGrant(database, { account, refreshToken, secret }, NOW)

test('access lies in the database sealed, and only who has the secret can use it', async () => {
  await give('the-refresh-token')
  expect(JSON.stringify(await database.selectFrom('grants').selectAll().execute())).not.toContain('the-refresh-token')
  expect(await readGrant(database, account, secret)).toMatchObject({ refreshToken: 'the-refresh-token' })
  expect(await readGrant(database, account, 'another')).toBeNull()
})

test('access that was given again stands, whatever a process learns about the former one', async () => {
  await give('first')
  const { id = '' } = (await readGrant(database, account, secret)) ?? {}
  await give('second')
  await endGrant(database, id, NOW)
  expect(await readGrant(database, account, secret)).toMatchObject({ refreshToken: 'second' })
  const second = await readGrant(database, account, secret)
  await endGrant(database, second?.id ?? '', NOW)
  expect(await readGrant(database, account, secret)).toBeNull()
})
