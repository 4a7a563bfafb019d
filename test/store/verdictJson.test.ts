import { expect, test } from 'vitest'
import { decodeVerdict, encodeVerdict } from '../../src/store/verdictJson.ts'
import { aPhoto, aVerdict } from '../domain.ts'

test('a verdict comes back as it was filed, its private numbers too', () => {
  const verdict = aVerdict()
  const back = decodeVerdict(JSON.parse(encodeVerdict(verdict)))
  expect(back).toEqual(verdict)
  expect(back.fields.phone?.reveal()).toBe(verdict.fields.phone?.reveal())
})

test('facts that were not looked for when a verdict was filed count as not found', () => {
  const stored = JSON.parse(encodeVerdict(aVerdict({ photos: [aPhoto()] })))
  delete stored.photos[0].facts.hasFilm
  delete stored.photos[0].facts.profile
  expect(decodeVerdict(stored).photos[0]?.facts).toMatchObject({ hasFilm: false, profile: null })
})
