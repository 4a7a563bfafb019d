import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { officeTime, workingDaysAfter } from '../../src/submission/workingDays.ts'

const local = (time: string): Date => new Date(`${time}:00+07:00`)

describe('a reminder after three working days', () => {
  test.each([
    ['in an ordinary week', '2026-11-23T15:00', '2026-11-26T08:00'],
    ['over a weekend', '2026-11-26T15:00', '2026-12-01T08:00'],
    ['asked on a Saturday', '2026-11-28T09:00', '2026-12-02T08:00'],
    ['over the New Year', '2026-12-30T09:00', '2027-01-05T08:00'],
    ['over Tết 2027, 4 to 10 February', '2027-02-03T09:00', '2027-02-15T08:00'],
    ['over Tết 2026, 16 to 21 February', '2026-02-13T09:00', '2026-02-25T08:00'],
    [
      'over the day of the Hùng Kings, 26 April 2026, a Sunday, and the first of May',
      '2026-04-29T09:00',
      '2026-05-06T08:00',
    ],
    ['over National Day', '2026-08-31T09:00', '2026-09-08T08:00'],
  ])('%s', (_, asked, reminded) => {
    expect(workingDaysAfter(local(asked), 3, [])).toEqual(local(reminded))
  })

  test('days that the office names are no working days', () => {
    expect(workingDaysAfter(local('2026-11-23T15:00'), 3, ['2026-11-24'])).toEqual(local('2026-11-27T08:00'))
  })
})

describe('no mail leaves outside office hours', () => {
  test.each([
    ['at noon it leaves', '2026-11-25T12:00', '2026-11-25T12:00'],
    ['before dawn it waits for the morning', '2026-11-25T03:00', '2026-11-25T08:00'],
    ['in the evening it waits for the next day', '2026-11-25T17:00', '2026-11-26T08:00'],
    ['on Friday night it waits for Monday', '2026-11-27T21:00', '2026-11-30T08:00'],
  ])('%s', (_, time, leaves) => {
    expect(officeTime(local(time), [])).toEqual(local(leaves))
  })

  test('at any time: never earlier than asked, and then it may leave', () => {
    const times = fc.date({ min: local('2020-01-01T00:00'), max: local('2040-01-01T00:00'), noInvalidDate: true })
    fc.assert(
      fc.property(times, time => {
        const leaves = officeTime(time, [])
        expect(leaves.getTime()).toBeGreaterThanOrEqual(time.getTime())
        expect(officeTime(leaves, [])).toEqual(leaves)
      }),
    )
  })
})
