import { afterAll, expect, test } from 'vitest'
import { openIsolation } from '../../src/run/isolate.ts'
import type { eatMemory, echo, exit, fail, loopForever } from './hostile.ts'

const hostile = new URL('./hostile.ts', import.meta.url).href
const isolation = openIsolation(
  { module: hostile, name: 'noFiles', input: [] },
  { milliseconds: 6000, heapMegabytes: 64, workers: 2 },
)
afterAll(() => isolation.close())

test('a parser that never ends is ended, and its neighbour is not', async () => {
  const stuck = isolation.call<typeof loopForever>({ module: hostile, name: 'loopForever' })
  const neighbour = isolation.call<typeof echo>({ module: hostile, name: 'echo' }, 'ảnh gốc')

  expect(await neighbour).toEqual({ value: 'ảnh gốc' })
  expect(await stuck).toEqual({ failed: 'tooSlow' })
})

test('a parser that eats all memory costs that one file', async () => {
  expect(await isolation.call<typeof eatMemory>({ module: hostile, name: 'eatMemory' })).toEqual({ failed: 'tooLarge' })
  expect(await isolation.call<typeof echo>({ module: hostile, name: 'echo' }, 'next')).toEqual({ value: 'next' })
})

test('a library that ends its thread does not end the service', async () => {
  expect(await isolation.call<typeof exit>({ module: hostile, name: 'exit' })).toEqual({ failed: 'crashed' })
})

test('a fault of ours is thrown, not taken for a bad file', async () => {
  await expect(isolation.call<typeof fail>({ module: hostile, name: 'fail' })).rejects.toMatchObject({
    cause: { message: 'a fault of ours' },
  })
})

test('more files than workers are all read', async () => {
  const texts = Array.from({ length: 10 }, (_, n) => `file ${n}`)
  const read = await Promise.all(
    texts.map(text => isolation.call<typeof echo>({ module: hostile, name: 'echo' }, text)),
  )
  expect(read).toEqual(texts.map(value => ({ value })))
})
