/// <reference lib="dom" />
import { afterAll, expect, test } from 'vitest'
import { noteMailbox, openMailbox } from '../../src/store/mailboxes.ts'
import { accessibilityFaults } from './browser.ts'
import { deskPages } from './deskPages.ts'

const ACCOUNT = 'toasoan@imap.gmail.com'

const { database, now, passes, open, close } = await deskPages({ account: ACCOUNT, gmail: true })
afterAll(close)

const MINUTES = 60

test('every page tells whether anything of the inbox is missing, and leads to what could not be fetched', async () => {
  await openMailbox(database, ACCOUNT, now())
  const [contactAt, retryAt] = [now(), new Date(now().getTime() + 30 * MINUTES * 1000)]
  const mail = { folder: 'INBOX', uid: 7 }
  const told = { subject: 'Bài có ảnh lớn', sender: 'nguoi.viet@example.com', arrivedAt: contactAt.toISOString() }
  const troubled = [{ ...mail, ...told, problem: 'lost' as const, retryAt: retryAt.toISOString() }]
  await noteMailbox(database, ACCOUNT, {
    mails: 1504,
    missing: 1,
    comparedAt: contactAt,
    contactAt,
    problem: null,
    troubled,
  })
  passes(2 * MINUTES)
  const page = await open('/')
  await page.getByRole('link', { name: 'Gmail 1.504 thư · đã xử lý 1.503 · sót 1 · lần cuối 2 phút trước' }).click()
  expect(await page.getByRole('listitem').filter({ hasText: 'Bài có ảnh lớn' }).textContent()).toContain(
    'Sẽ tải lại lúc',
  )
  expect(await page.getByText('Chưa đọc được hộp thư').count()).toBe(0)
})

test('an inbox that was not reached for ten minutes is told on every page, on a phone and on a desk', async () => {
  await noteMailbox(database, ACCOUNT, { problem: 'lost', retryAt: now() })
  passes(11 * MINUTES)
  for (const width of [390, 1366]) {
    const page = await open('/hop-thu', { script: true, width })
    expect(await page.locator('.banner').textContent()).toContain('Lần cuối đọc được là')
    expect(await accessibilityFaults(page)).toEqual([])
    const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(inner).toBeLessThanOrEqual(outer ?? 0)
    await page.context().close()
  }
})
