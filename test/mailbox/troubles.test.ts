import { expect, test } from 'vitest'
import { openTroubles } from '../../src/mailbox/troubles.ts'

test('a mail that failed is tried again at its time, and at once where the clock was put back', () => {
  let time = Date.parse('2026-10-15T10:00:00Z')
  const troubles = openTroubles(() => new Date(time))
  const seen = { folder: 'INBOX', uidValidity: '1' }
  const mail = { uid: 7, bytes: 1000, arrivedAt: null, emailId: null, threadId: null, draft: false }
  troubles.failed(seen, mail, 'lost')
  time -= 3_600_000
  expect(troubles.mayTry(seen, 7)).toBe(true)
  troubles.failed(seen, mail, 'lost')
  expect(troubles.mayTry(seen, 7)).toBe(false)
  time += 60_000
  expect(troubles.mayTry(seen, 7)).toBe(true)
})
