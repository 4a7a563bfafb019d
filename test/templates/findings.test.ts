import { expect, test } from 'vitest'
import type { RuleId } from '../../src/domain.ts'
import { findingText, listed } from '../../templates/findings.ts'
import { otherReasonText } from '../../templates/otherReasons.ts'
import { aFinding } from '../domain.ts'

const rules = Object.keys(findingText) as RuleId[]

test.each(rules)('%s is told to the editor in one Vietnamese sentence, whatever is known', rule => {
  for (const certainty of ['certain', 'doubt'] as const) {
    for (const asks of [true, false]) {
      const values = {
        photos: 2,
        captions: 1,
        missing: 'holder',
        why: 'encrypted',
        taken: '2019-11-18',
        references: 'BK-2019-0001',
      }
      const text = findingText[rule](aFinding({ rule, certainty, asks, files: ['anh1.jpg'], values }))
      expect(text).toMatch(/^[\p{Lu}\d][^\n]+\.$/u)
      expect(text).not.toMatch(/undefined|null|NaN|encrypted|holder|form\.|photos\./)
    }
  }
})

test('a day is written as Vietnamese do', () => {
  expect(findingText['photos.date'](aFinding({ rule: 'photos.date', values: { taken: '2019-11-08' } }))).toContain(
    '08/11/2019',
  )
})

test('many files are named shortly', () => {
  expect(listed(['a.jpg', 'b.jpg', 'c.jpg'])).toBe('a.jpg, b.jpg, c.jpg')
  expect(listed(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'])).toBe('a.jpg, b.jpg, c.jpg và 2 tệp khác')
})

test('why a mail is no contribution is told in a few words', () => {
  for (const text of Object.values(otherReasonText)) expect(text).toMatch(/^\p{Lu}[^.\n]{5,60}$/u)
})
