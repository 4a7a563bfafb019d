/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { must } from '../desk.ts'
import { aDocument, aFormText, aPhotoFile } from '../domain.ts'
import { accessibilityFaults } from './browser.ts'
import { deskPages } from './deskPages.ts'

const { desk, piece, passes, work, decide, editor, another, receiveOther, web, newPage, close } = await deskPages()
afterAll(close)

const HOUR = 60 * 60

const given = (fields: Parameters<typeof aFormText>[0]) => [aDocument(aFormText(fields), 'Mau.docx'), aPhotoFile()]

/** Opens a page without JavaScript, once it was found to be for everybody on a phone and on a desk. */
async function open(path: string): Promise<Page> {
  for (const width of [390, 1366]) {
    const page = await newPage({ width, script: true })
    await page.goto(`${web.url}${path}`)
    expect(await accessibilityFaults(page), `${path} at ${width}`).toEqual([])
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(widths[0], path).toBeLessThanOrEqual(widths[1] ?? 0)
    await page.context().close()
  }
  const page = await newPage()
  await page.goto(`${web.url}${path}`)
  return page
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

test('mails under "Thư khác" are chosen by their reason, marked as seen or made pieces, several at once', async () => {
  await receiveOther('Bản tin tháng 11', 'bulk')
  await receiveOther('Bản tin tháng 12', 'bulk')
  await receiveOther('Kế hoạch năm 2020', 'officialLetter')
  await receiveOther('Bài viết về hội thảo', 'maybe')
  await receiveOther('Bài viết về Tết', 'maybe')
  const page = await open('/thu-khac')
  const titles = async () => (await page.getByRole('heading', { level: 2 }).allTextContents()).toSorted()
  const menu = page.getByRole('navigation', { name: 'Danh sách' })
  expect(await menu.textContent()).toContain('Thư khác5')

  await page.getByRole('link', { name: 'Bản tin, thư quảng cáo gửi hàng loạt' }).click()
  expect(await titles()).toEqual(['Bản tin tháng 11', 'Bản tin tháng 12'])
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByRole('button', { name: 'Đánh dấu đã xem' }).click()
  expect(await page.locator('main').textContent()).toContain('Không có thư nào chưa xem.')
  expect(await menu.textContent()).toContain('Thư khác3')

  await page.goto(`${web.url}/thu-khac`)
  const waiting = Number((await desk.counts()).incomplete)
  for (const title of ['Bài viết về hội thảo', 'Bài viết về Tết'])
    await page.getByRole('checkbox', { name: `Chọn thư: ${title}` }).check()
  await page.getByRole('button', { name: 'Là tin bài' }).click()
  expect(await page.getByRole('status').textContent()).toContain('Đã chuyển 2 thư thành bài')
  expect(await titles()).toEqual(['Kế hoạch năm 2020'])
  await work()
  expect((await desk.counts()).incomplete).toBe(waiting + 2)

  await page.getByRole('link', { name: 'Xem cả thư đã xem' }).click()
  expect(await titles()).toEqual(['Bản tin tháng 11', 'Bản tin tháng 12', 'Kế hoạch năm 2020'])
  await open('/thu-khac?xem=het')
  await page.getByRole('checkbox', { name: 'Chọn thư: Bản tin tháng 11' }).check()
  await page.getByRole('button', { name: 'Đánh dấu chưa xem' }).click()
  await page.getByRole('link', { name: 'Chỉ xem thư chưa xem' }).click()
  expect(await titles()).toEqual(['Bản tin tháng 11', 'Kế hoạch năm 2020'])
})

test('with JavaScript one tick chooses the whole page, and what is ticked stays when new mail comes', async () => {
  const page = await newPage({ script: true })
  const listens = page.waitForResponse(`${web.url}/su-kien`)
  await page.goto(`${web.url}/thu-khac`)
  await listens
  await page.getByRole('checkbox', { name: 'Chọn cả trang' }).check()
  const before = await page.getByRole('checkbox', { checked: true }).count()
  expect(before).toBe(3)
  await page.getByRole('heading', { level: 1 }).click()
  const asked = page.waitForResponse(`${web.url}/thu-khac`)
  await receiveOther('Thư vừa tới', 'noSign')
  await (await asked).finished()
  await page.getByText('Thư khác3').waitFor()
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(before)
})

test('an accountant reads "Thư khác" and can choose nothing', async () => {
  const page = await newPage({ cookie: await another('Ma Thị Kế Toán', 'accountant') })
  await page.goto(`${web.url}/thu-khac`)
  expect(await page.getByRole('link', { name: 'Kế hoạch năm 2020' }).isVisible()).toBe(true)
  expect(await page.getByRole('checkbox').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Đánh dấu đã xem' }).count()).toBe(0)
})

test('an editor makes a code for a program on the page of devices, and ends it there', async () => {
  const page = await open('/thiet-bi')
  await page.getByLabel('Tên chương trình').fill('Bảng thống kê')
  await page.getByRole('button', { name: 'Tạo mã' }).click()
  const token = (await page.getByRole('status').locator('code').textContent()) ?? ''
  const ask = async () =>
    (await fetch(`${web.url}/api/submissions`, { headers: { Authorization: `Bearer ${token}` } })).status
  expect(await ask()).toBe(200)
  await open('/thiet-bi')
  await page.getByRole('button', { name: 'Thu hồi mã của Bảng thống kê' }).click()
  expect(await ask()).toBe(401)
})
