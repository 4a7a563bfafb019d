import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Original } from '../../src/domain.ts'
import { copiesAmong } from '../../src/photos/copies.ts'
import { earlierAmong } from '../../src/photos/likeness.ts'
import { aFile, aPhoto, phoneFacts } from '../domain.ts'

const PRINT = '0110'.repeat(16)
/** The same print with that many other bits. */
const off = (bits: number): string => [...PRINT].map((bit, at) => (at < bits ? String(1 - Number(bit)) : bit)).join('')

/** A photo without a date, so that only its picture speaks. */
function photo(name: string, original: Original, width = 4032, bytes = 1000) {
  const facts = phoneFacts({ width, height: (width * 3) / 4 })
  return aPhoto({
    original,
    file: aFile(name, { bytes }),
    facts: { ...facts, exif: { ...facts.exif, takenAt: null } },
  })
}

const sha = (name: string): string => aFile(name).sha256
const printed = (names: Readonly<Record<string, string>>) =>
  new Map(Object.entries(names).map(([name, print]) => [sha(name), { print, thumbnailLikeness: null }]))

test.each([
  ['the original before a doubtful file', photo('a', 'doubt'), photo('b', 'yes'), 'b'],
  ['a doubtful file before a copy', photo('a', 'no'), photo('b', 'doubt'), 'b'],
  ['the one with more pixels', photo('a', 'no', 1280), photo('b', 'no', 2048), 'b'],
  ['the one with more bytes', photo('a', 'no', 1280, 900), photo('b', 'no', 1280, 1100), 'b'],
  ['the one sent first', photo('a', 'no'), photo('b', 'no'), 'a'],
])('of two files of one picture stands first: %s', (_, one, other, first) => {
  const copies = copiesAmong([one, other], printed({ a: PRINT, b: off(4) }))
  expect([...copies]).toEqual([[sha(first === 'a' ? 'b' : 'a'), sha(first)]])
})

test('photos whose picture is not known yet, or is another one, are photos of their own', () => {
  const photos = [photo('a', 'yes'), photo('b', 'no'), photo('c', 'no')]
  expect(copiesAmong(photos, printed({ a: PRINT, b: off(30) })).size).toBe(0)
})

test('whatever the prints, a copy’s original is no copy itself and is at least as good', () => {
  const rank = { yes: 2, doubt: 1, no: 0 }
  const given = fc.array(fc.record({ original: fc.constantFrom<Original>('yes', 'doubt', 'no'), bits: fc.nat(20) }), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(given, some => {
      const photos = some.map(({ original }, at) => photo(`p${at}`, original))
      const prints = printed(Object.fromEntries(some.map(({ bits }, at) => [`p${at}`, off(bits)])))
      const judged = new Map(photos.map(({ file, original }) => [file.sha256, original]))
      for (const [copy, first] of copiesAmong(photos, prints)) {
        expect(copiesAmong(photos, prints).has(first)).toBe(false)
        expect(rank[judged.get(first) ?? 'no']).toBeGreaterThanOrEqual(rank[judged.get(copy) ?? 'no'])
      }
    }),
  )
})

test('of earlier photos the same file counts most, then the picture most like it', () => {
  const mine = { sha256: 'a', print: PRINT, takenAt: null }
  const far = { sha256: 'b', print: off(10), takenAt: null, reference: 'BK-1' }
  const near = { sha256: 'c', print: off(2), takenAt: null, reference: 'BK-2' }
  const other = { sha256: 'd', print: off(11), takenAt: null, reference: 'BK-3' }
  expect(earlierAmong(mine, [other])).toBeNull()
  expect(earlierAmong(mine, [other, far])?.reference).toBe('BK-1')
  expect(earlierAmong(mine, [far, near])?.reference).toBe('BK-2')
  expect(earlierAmong(mine, [near, { ...other, sha256: 'a' }])?.reference).toBe('BK-3')
})
