import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { keepDrawn } from '../../src/store/drawn.ts'
import { temporaryFolder } from '../folder.ts'

const SHA = 'a'.repeat(64)

/** Draws what it is given, one after the other, and counts. */
function drawing(...answers: readonly (Uint8Array | null | Error)[]) {
  let drawn = 0
  return {
    drawn: () => drawn,
    draw: async () => {
      const answer = answers[drawn++] ?? null
      if (answer instanceof Error) throw answer
      return answer
    },
  }
}

test('a picture is drawn once, also when it is asked for twice at the same time', async () => {
  await using folder = await temporaryFolder()
  const { draw, drawn } = drawing(Uint8Array.of(1, 2))
  const kept = keepDrawn(folder.path, 'webp', draw)
  const both = await Promise.all([kept(SHA), kept(SHA)])
  expect([...both, await kept(SHA)].map(bytes => [...(bytes ?? [])])).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ])
  expect(drawn()).toBe(1)
})

test('what cannot be drawn is not tried again, but after the folder was emptied', async () => {
  await using folder = await temporaryFolder()
  const { draw, drawn } = drawing(null, Uint8Array.of(1))
  const kept = keepDrawn(folder.path, 'webp', draw)
  expect([await kept(SHA), await kept(SHA), drawn()]).toEqual([null, null, 1])
  await rm(folder.path, { recursive: true })
  expect([...((await kept(SHA)) ?? [])]).toEqual([1])
})

test('a worker that ended says nothing of the photo: it is tried again', async () => {
  await using folder = await temporaryFolder()
  const kept = keepDrawn(folder.path, 'webp', drawing(new Error('ended'), Uint8Array.of(1)).draw)
  await expect(kept(SHA)).rejects.toThrow('ended')
  expect([...((await kept(SHA)) ?? [])]).toEqual([1])
})
