import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Look, Wanted } from '../../src/domain.ts'
import { keepLooks } from '../../src/store/looks.ts'
import { temporaryFolder } from '../folder.ts'

const SHA = 'a'.repeat(64)
const SEEN = { print: '01'.repeat(32), thumbnailLikeness: 0.99 }

/** Gives what is wanted, or what it is given, and writes down what it was asked. */
function looking(...answers: readonly (null | Error)[]) {
  const asked: string[] = []
  return {
    asked,
    async look(_: string, wanted: readonly Wanted[]): Promise<Look | null> {
      asked.push(wanted.join())
      const answer = answers[asked.length - 1]
      if (answer instanceof Error) throw answer
      if (answer === null) return null
      return { seen: SEEN, thumbnail: Uint8Array.of(1, 2), isPage: wanted.includes('page') ? true : null }
    },
  }
}

test('a photo is decoded once for the page look, its thumbnail and its print, also by two at the same time', async () => {
  await using folder = await temporaryFolder()
  const { look, asked } = looking()
  const kept = keepLooks(folder.path, look)
  const both = await Promise.all([kept.look(SHA, ['page']), kept.look(SHA, ['page'])])
  expect(both.map(one => one?.isPage)).toEqual([true, true])
  const again = await kept.look(SHA, [])
  expect({ ...again, thumbnail: [...(again?.thumbnail ?? [])] }).toEqual({
    seen: SEEN,
    thumbnail: [1, 2],
    isPage: true,
  })
  expect([...((await kept.thumbnail(SHA)) ?? [])]).toEqual([1, 2])
  expect(asked).toEqual(['thumbnail,page'])
})

test('a photo that is looked at for its page and for the desk at once spoils neither', async () => {
  await using folder = await temporaryFolder()
  const kept = keepLooks(folder.path, looking().look)
  const wants = Array.from({ length: 20 }, (_, at): Wanted[] => (at % 2 === 0 ? [] : ['page']))
  const looks = await Promise.all(wants.map(wanted => kept.look(SHA, wanted)))
  expect(new Set(looks.map(one => one?.seen))).toEqual(new Set([SEEN]))
})

test('what was kept is known after the service has begun anew', async () => {
  await using folder = await temporaryFolder()
  await keepLooks(folder.path, looking().look).look(SHA, ['page'])
  const { look, asked } = looking()
  expect((await keepLooks(folder.path, look).look(SHA, []))?.seen).toEqual(SEEN)
  expect(asked).toEqual([])
})

test('a photo that was drawn before it may be a page is looked at again for that', async () => {
  await using folder = await temporaryFolder()
  const { look, asked } = looking()
  const kept = keepLooks(folder.path, look)
  expect([(await kept.look(SHA, []))?.isPage, (await kept.look(SHA, ['page']))?.isPage]).toEqual([null, true])
  await kept.look(SHA, [])
  expect(asked).toEqual(['thumbnail', 'thumbnail,page'])
})

test('what cannot be decoded is not tried again, but after the folder was emptied', async () => {
  await using folder = await temporaryFolder()
  const { look, asked } = looking(null)
  const kept = keepLooks(folder.path, look)
  expect([await kept.look(SHA, []), await kept.look(SHA, ['page']), await kept.thumbnail(SHA)]).toEqual([
    null,
    null,
    null,
  ])
  expect(asked).toHaveLength(1)
  await rm(folder.path, { recursive: true })
  expect([...((await kept.thumbnail(SHA)) ?? [])]).toEqual([1, 2])
})

test('a worker that ended says nothing of the photo: it is looked at again', async () => {
  await using folder = await temporaryFolder()
  const kept = keepLooks(folder.path, looking(new Error('ended')).look)
  await expect(kept.look(SHA, [])).rejects.toThrow('ended')
  expect((await kept.look(SHA, []))?.seen).toEqual(SEEN)
})
