/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { fileVerdict } from '../../src/store/submissions.ts'
import { aDocument, aFormText, aPhotoFile, aZaloPhoto } from '../domain.ts'
import { accessibilityFaults } from './browser.ts'
import { deskPages } from './deskPages.ts'

const { database, desk, editor, another, piece, work, viewOf, web, open, close } = await deskPages()
afterAll(close)

const form = (title: string) => aDocument(aFormText({ title }), 'Mau.docx')

test('one click says that a photo is good, the piece is in the queue, and one more takes it back', async () => {
  const { reference } = await piece([form('Bài ảnh Zalo'), aZaloPhoto()])
  const page = await open(`/bai/${reference}?tu=can-bo-sung`)
  const card = page.locator('.photos > li').first()
  await card.getByRole('button', { name: 'Ảnh này đạt' }).click()
  expect(page.url()).toContain(`/bai/${reference}?tu=can-bo-sung#anh-`)
  expect(await card.textContent()).toContain('Ảnh gốc')
  expect(await card.textContent()).toContain('Do Trần Thị Mẫu xác định.')
  expect((await viewOf(reference)).list).toBe('waiting')
  expect(await page.locator('.history').textContent()).toMatch(/Ảnh z\d+_\w+\.jpg: đạt · .*Trần Thị Mẫu/)
  await card.getByRole('button', { name: 'Hoàn tác' }).click()
  expect((await viewOf(reference)).list).toBe('incomplete')
  expect(await card.textContent()).toContain('Không phải ảnh gốc')
})

test('"Máy nhầm" takes a finding out of the decision, which stays to be seen and taken back', async () => {
  const { reference } = await piece([form('Bài thiếu ảnh')])
  const page = await open(`/bai/${reference}`)
  const findings = page.getByRole('region', { name: 'Cần bổ sung' })
  await findings
    .getByRole('listitem')
    .filter({ hasText: 'Không có ảnh nào' })
    .getByRole('button', { name: 'Máy nhầm' })
    .click()
  expect((await viewOf(reference)).list).toBe('waiting')
  const minded = page.getByRole('region', { name: 'Điểm cần lưu ý' })
  expect(await minded.textContent()).toContain('Máy nhầm, không tính')
  await minded.getByRole('button', { name: 'Hoàn tác' }).click()
  expect((await viewOf(reference)).list).toBe('incomplete')
})

test('"Không phải tin, bài" shows the piece under "Thư khác", and undo brings it back', async () => {
  const { reference } = await piece([form('Giấy mời họp')])
  const page = await open(`/bai/${reference}`)
  await page.getByRole('button', { name: 'Không phải tin, bài' }).click()
  expect(page.url()).toMatch(/\/thu\/\d+$/)
  expect(await page.getByRole('status').textContent()).toContain(`Trần Thị Mẫu đã xếp bài ${reference} vào đây`)
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await work()
  await page.goto(`${web.url}/bai/${reference}`)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Giấy mời họp')
})

test('who puts right what another has just put right is told', async () => {
  const { reference } = await piece([form('Bài của hai người')])
  const [first, second] = [
    await open(`/bai/${reference}`),
    await open(`/bai/${reference}`, { cookie: await another('Lê Văn Ví Dụ') }),
  ]
  for (const page of [first, second]) await page.getByRole('button', { name: 'Máy nhầm' }).click()
  expect(await second.locator('main').textContent()).not.toContain('Cần bổ sung')
  expect((await viewOf(reference)).history).toHaveLength(1)
})

test('an accountant puts nothing right', async () => {
  const { reference } = await piece([form('Bài để xem')])
  const page = await open(`/bai/${reference}`, { cookie: await another('Ma Thị Kế Toán', 'accountant') })
  expect(await page.getByRole('button', { name: 'Máy nhầm' }).isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: 'Không phải tin, bài' }).isVisible()).toBe(false)
})

test('"Vì sao?" opens the empty field in the document that was read, and the photo with its evidence', async () => {
  const document = aDocument(aFormText({ title: 'Bài có lý do', unit: '' }), 'Mau.docx')
  const { reference } = await piece([document, aZaloPhoto()])
  const page = await open(`/bai/${reference}`)
  const finding = (words: string) => page.locator('.findings > li').filter({ hasText: words }).first()
  await finding('Ảnh gửi riêng').getByRole('link').click()
  expect(await page.locator(':target').textContent()).toContain('Tên tệp kiểu Zalo')
  await finding('Chưa ghi đơn vị').getByRole('link', { name: 'chỗ máy đã đọc' }).click()
  expect(page.url()).toMatch(/da-doc#unit$/)
  expect(await page.locator(':target ~ mark').textContent()).toBe('5. Đơn vị công tác:')
  await page.getByRole('link', { name: 'Tác giả', exact: true }).click()
  expect(await page.locator(':target ~ mark').textContent()).toBe('4. Tác giả: Nông Thị Minh Hằng')
  expect(await page.content(), 'numbers of persons stay hidden').not.toMatch(/0983456712|8605205112233/)
})

test("today's rules and the kept verdict stand side by side, and nothing is stored or sent", async () => {
  const { id, reference } = await piece([form('Bài xét theo quy tắc cũ')])
  const { verdict, ...rest } = await viewOf(reference)
  const old = { ...verdict, decision: 'accept', findings: [] } as const
  await database.transaction().execute(writing => fileVerdict(writing, id, old))
  const page = await open(`/bai/${reference}`)
  await page.getByRole('link', { name: 'Chạy lại với quy tắc mới' }).click()
  expect(await page.getByRole('region', { name: 'Kết quả đã lưu' }).locator('del').first().textContent()).toBe(
    'Chờ duyệt',
  )
  const today = page.getByRole('region', { name: 'Theo quy tắc hiện nay' })
  expect((await today.locator('ins').allTextContents()).join(' ')).toContain('Không có ảnh nào gửi kèm.')
  const view = await viewOf(reference)
  expect(view.verdict.findings).toEqual([])
  expect([view.stand, view.replies, view.history]).toEqual([rest.stand, rest.replies, rest.history])
})

test('a mail that an editor has put under "Thư khác" is a contribution still by today\'s rules', async () => {
  const { reference } = await piece([form('Bài bị xếp nhầm')])
  await desk.dismiss(reference, editor)
  const page = await open(`/bai/${reference}`)
  await page.getByRole('link', { name: 'Chạy lại với quy tắc mới' }).click()
  expect(await page.locator('del').first().textContent()).toContain('Thư khác')
  expect(await page.getByRole('region', { name: 'Theo quy tắc hiện nay' }).textContent()).toContain('Cần bổ sung')
})

test.each([
  [390, false],
  [1366, true],
] as const)('at %i px what can be put right fits the screen and is for everybody', async (width, dark) => {
  const { reference } = await piece([form('Bài để ngắm'), aZaloPhoto(), aPhotoFile('IMG_0002.jpg')])
  const page = await open(`/bai/${reference}`, { width, dark, script: true })
  await page.getByRole('button', { name: 'Ảnh này đạt' }).first().click()
  await page.getByRole('button', { name: 'Máy nhầm' }).first().click()
  await fits(page)
  await page.getByRole('link', { name: 'Xem chỗ máy đã đọc' }).click()
  await fits(page)
  await page.goto(`${web.url}/bai/${reference}/chay-lai`)
  await fits(page)
  await page.goto(`${web.url}/bai/${reference}`)
  await page.getByRole('button', { name: 'Không phải tin, bài' }).click()
  await fits(page)
})

async function fits(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0)
}
