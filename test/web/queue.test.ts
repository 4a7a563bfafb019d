/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type Web } from '../../src/web/server.ts'
import { must, testDesk } from '../desk.ts'
import { aDocument, aFormText, aPhotoFile, OFFICE } from '../domain.ts'
import { accessibilityFaults, openBrowser } from './browser.ts'

const { desk, access, changes, signIn, close, now, piece, passes, decide, editor } = await testDesk()
const cookie = await signIn()
let web: Web
let browser: Browser

beforeAll(async () => {
  const seen = { access, changes, publicUrl: null, office: OFFICE, now, report: fail, watched: WATCHED }
  web = await serve(desk, { host: '127.0.0.1', port: 0, ...seen })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await web?.close()
  await close()
})

function fail(error: unknown): never {
  throw error
}

const WATCHED = { health: async () => [], status: async () => fail('nobody asks') }

const HOUR = 60 * 60

const given = (fields: Parameters<typeof aFormText>[0]) => [aDocument(aFormText(fields), 'Mau.docx'), aPhotoFile()]

/** Opens a page without JavaScript, once it was found to be for everybody on a phone and on a desk. */
async function open(path: string): Promise<Page> {
  for (const width of [390, 1366]) {
    const page = await newPage(width, true)
    await page.goto(`${web.url}${path}`)
    expect(await accessibilityFaults(page), `${path} at ${width}`).toEqual([])
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(widths[0], path).toBeLessThanOrEqual(widths[1] ?? 0)
    await page.context().close()
  }
  const page = await newPage(1366, false)
  await page.goto(`${web.url}${path}`)
  return page
}

async function newPage(width: number, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 900 } })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: web.url }])
  return context.newPage()
}

test('an editor sees the quota of the unit beside its piece, and opens what it sent before', async () => {
  const unit = 'LĐLĐ huyện Ba Bể'
  const before = await piece(given({ unit, title: 'Tết sum vầy' }))
  await must(decide(before.reference, { kind: 'publish', link: 'https://congdoanbackan.org.vn/1', on: '2019-11-03' }))
  passes(60)
  const { reference } = await piece(given({ unit, title: 'Hội thao đoàn viên' }))
  const page = await open(`/bai/${reference}`)
  const box = page.getByRole('region', { name: 'Đơn vị và người gửi' })
  expect(await box.textContent()).toContain('LĐLĐ huyện Ba Bể: tháng này 1/1, cả năm 1/12 bài đã đăng')
  expect(await box.getByRole('listitem').allTextContents()).toEqual(['Tết sum vầy · Đã đăng · 03/11/2019'])
  await box.getByRole('link', { name: 'Tết sum vầy' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tết sum vầy')
})

test('the queue tells what of the day is done, and which piece has waited for more than three days', async () => {
  passes(20 * HOUR)
  const waiting = Number((await desk.counts()).waiting)
  const old = await piece(given({ title: 'Bài chờ lâu' }))
  passes(3 * 24 * HOUR)
  const page = await open('/')
  expect(await page.locator('.today').count()).toBe(0)
  const row = page.getByRole('listitem').filter({ hasText: 'Bài chờ lâu' })
  expect(await row.textContent()).not.toContain('chờ 3 ngày')
  passes(2 * 24 * HOUR)
  const { reference } = await piece(given({ title: 'Bài hôm nay' }))
  const made = await must(decide(reference, { kind: 'accept' }))
  await open('/')
  await page.reload()
  expect(await row.textContent()).toContain('chờ 5 ngày')
  expect(await page.locator('.today').textContent()).toContain(`Hôm nay đã xong 1, còn ${waiting + 1}`)
  await desk.undoDecision(made, editor)
  await page.reload()
  expect(await page.locator('.today').count(), 'taken back').toBe(0)
  await must(decide(old.reference, { kind: 'decline', reason: 'Đã đăng.' }))
  await page.reload()
  expect(await page.locator('.today').textContent()).toContain(`Hôm nay đã xong 1, còn ${waiting + 1}`)
  passes(24 * HOUR)
  await page.reload()
  expect(await page.locator('.today').count(), 'another day').toBe(0)
})
