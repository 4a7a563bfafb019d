import { afterAll, expect, test } from 'vitest'
import { invited } from '../../src/store/editors.ts'
import { tinbai } from '../commands.ts'
import { testDatabase } from '../database.ts'

const { database, connection, close } = await testDatabase()
afterAll(close)
const DATABASE_URL = `postgres:///${connection.database}?host=${connection.host}&user=${connection.user}`

async function run(...input: readonly string[]): Promise<readonly string[]> {
  await using command = tinbai(['editor', ...input], { DATABASE_URL, PUBLIC_URL: 'https://tinbai.example.vn' })
  return [await command.ended, ...command.output]
}

test('an operator lets people sign in, gives them a new link, sees who they are and shuts them out', async () => {
  const [, , address = ''] = await run('add', 'Trần An', 'An@example.com')
  const [, code = ''] = /^https:\/\/tinbai\.example\.vn\/thiet-lap\?ma=([\w-]{43})$/.exec(address) ?? []
  expect(await invited(database, code, new Date())).toMatchObject({ name: 'Trần An', role: 'chief' })
  await run('add', 'Kế toán', 'ke-toan@example.com', 'accountant')
  await run('add', 'Trần Thị An', 'an@example.com')
  expect(await invited(database, code, new Date())).toBeNull()
  expect(await run('list')).toEqual([
    '0',
    'Trần Thị An <an@example.com> · Trưởng Ban Biên tập · chưa đặt mật khẩu',
    'Kế toán <ke-toan@example.com> · Kế toán · chưa đặt mật khẩu',
  ])
  expect(await run('remove', 'ke-toan@example.com')).toEqual(['0', 'ke-toan@example.com không còn đăng nhập được nữa.'])
  expect((await run('remove', 'ke-toan@example.com'))[0]).toBe('1')
  expect((await run('add', 'Ai đó', 'a@example.com', 'boss'))[0]).toBe('2')
  expect(await run('list')).toHaveLength(2)
})
