import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Desk } from '../../src/web/desk.ts'
import { fileRoutes } from '../../src/web/files.ts'
import type { Context } from '../../src/web/frame.ts'

test('whoever asks for the head of a file alone has it without the file being opened', async () => {
  let opened = 0
  async function* stream() {
    opened++
    yield Buffer.from('tệp')
  }
  const desk = { file: async () => ({ name: 'a.txt', type: 'text/plain', bytes: 5, stream }) }
  const app = new Hono().route('/', fileRoutes({ desk: desk as unknown as Desk } as Context))
  const path = `/tep/${'0'.repeat(64)}/a.txt`
  const head = await app.request(path, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5', ''])
  expect(opened).toBe(0)
  expect(await (await app.request(path)).text()).toBe('tệp')
  expect(opened).toBe(1)
})
