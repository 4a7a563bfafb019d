/// <reference lib="dom" />
import { afterAll, expect, test } from 'vitest'
import { aDocument, aFormText, aPhotoFile } from '../domain.ts'
import { accessibilityFaults } from './browser.ts'
import { deskPages } from './deskPages.ts'

const { signIn, another, piece, passes, decide, viewOf, web, newPage, open, close } = await deskPages()
afterAll(close)
const cookie = await signIn()

const titled = (title: string) => [aDocument(aFormText({ title }), 'Mau.docx'), aPhotoFile()]

test('three clicks accept a clean piece, the next one comes, and undo brings the first back', async () => {
  const older = await piece(titled('Bài cũ hơn'))
  passes(60)
  const newer = await piece(titled('Bài mới hơn'))
  const page = await open('/')
  await page.getByRole('link', { name: 'Bài mới hơn' }).click()
  await page.getByRole('link', { name: 'Duyệt', exact: true }).click()
  expect(await page.getByLabel('Nội dung thư').inputValue()).toContain('đã được Ban Biên tập duyệt')
  await page.getByRole('button', { name: 'Duyệt và sang bài tiếp' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Bài cũ hơn')
  expect(await page.getByRole('status').textContent()).toContain('Đã duyệt: Bài mới hơn. Thư sẽ gửi sau 60 giây.')
  expect((await viewOf(newer.reference)).list).toBe('accepted')
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Bài mới hơn')
  expect(await page.getByRole('status').textContent()).toContain('Đã hoàn tác')
  expect((await viewOf(newer.reference)).list).toBe('waiting')
  await decide(older.reference, { kind: 'accept' })
  await decide(newer.reference, { kind: 'accept' })
})

test('a piece is declined for a reason, in the words that the editor made of the letter', async () => {
  const { reference } = await piece(titled('Bài không đăng'))
  const page = await open(`/bai/${reference}?tu=cho-duyet`)
  await page.getByRole('link', { name: 'Không đăng', exact: true }).last().click()
  await page.getByLabel('Lý do').fill('Nội dung đã đăng ở số trước.')
  await page.getByRole('button', { name: 'Xem thư báo' }).click()
  const letter = page.getByLabel('Nội dung thư')
  const words = await letter.inputValue()
  expect(words).toContain('Nội dung đã đăng ở số trước.')
  await letter.fill(words.replace('Rất tiếc', 'Thật tiếc'))
  await page.getByRole('button', { name: 'Xem trước' }).click()
  expect(await page.locator('.letter').textContent()).toContain('Thật tiếc')
  await page.getByRole('button', { name: 'Không đăng bài này' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent(), 'it was the last of its list').toBe('Chờ duyệt')
  const view = await viewOf(reference)
  expect(view).toMatchObject({ list: 'declined', reason: 'Nội dung đã đăng ở số trước.' })
  expect(view.replies[0]?.text).toContain('Thật tiếc')
  await page
    .getByRole('link', { name: /^Không đăng/ })
    .first()
    .click()
  expect(await page.getByRole('link', { name: 'Bài không đăng' }).count()).toBe(1)
})

test('a piece is published with its link, without a letter where the box is not ticked', async () => {
  const { reference } = await piece(titled('Bài được đăng'))
  const page = await open(`/bai/${reference}`)
  await page.getByRole('link', { name: 'Đăng', exact: true }).click()
  expect(await page.getByLabel('Ngày đăng').inputValue()).toBe('2019-11-20')
  await page.getByLabel('Đường liên kết').fill('https://congdoanbackan.org.vn/bai-1')
  await page.getByRole('button', { name: 'Xem thư báo' }).click()
  expect(await page.getByLabel('Nội dung thư').inputValue()).toContain('https://congdoanbackan.org.vn/bai-1')
  await page.getByLabel('Gửi thư báo').uncheck()
  await page.getByRole('button', { name: 'Ghi là đã đăng' }).click()
  expect(await page.locator('main').textContent()).toContain('Đã đăng ngày 20/11/2019')
  expect((await viewOf(reference)).replies).toEqual([])
})

test('an accountant reads the account number of a piece, which is noted, and can decide nothing', async () => {
  const { reference } = await piece(titled('Bài để trả nhuận bút'))
  const page = await open(`/bai/${reference}`, { cookie: await another('Ma Thị Kế Toán', 'accountant') })
  await page.locator('dd', { hasText: '•••• 233' }).getByRole('button', { name: 'Hiện số' }).click()
  expect(await page.getByText('8605205112233').isVisible()).toBe(true)
  expect((await viewOf(reference)).history).toMatchObject([
    { act: { kind: 'reveal', field: 'accountNumber' }, editor: 'Ma Thị Kế Toán', canUndo: false },
  ])
  expect(await page.getByRole('button', { name: 'Nhận bài này' }).isVisible()).toBe(false)
  await page.context().close()
})

test('the next piece comes by the order and the filters of the list that one came from', async () => {
  for (const title of ['Bài lọc một', 'Bài lọc hai', 'Bài lọc ba']) {
    passes(60)
    await piece([aDocument(aFormText({ title, unit: 'Trường THPT Phủ Thông' }), 'Mau.docx'), aPhotoFile()])
  }
  const page = await open('/?don-vi=phu+thong&xep=cu')
  await page.getByRole('link', { name: 'Bài lọc một' }).click()
  for (const title of ['Bài lọc hai', 'Bài lọc ba']) {
    await page.getByRole('link', { name: 'Duyệt', exact: true }).click()
    await page.getByRole('button', { name: 'Duyệt và sang bài tiếp' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title)
  }
  await page.getByRole('link', { name: 'Duyệt', exact: true }).click()
  await page.getByRole('button', { name: 'Duyệt và sang bài tiếp' }).click()
  expect(await page.locator('main').textContent()).toContain('Không có bài nào như đang lọc')
  await page.context().close()
})

test('who decides on what another has decided is told, and the typed words are kept', async () => {
  const { reference } = await piece(titled('Bài của hai người'))
  const page = await open(`/bai/${reference}/khong-dang`)
  await page.getByLabel('Lý do').fill('Trùng bài.')
  await page.getByRole('button', { name: 'Xem thư báo' }).click()
  await decide(reference, { kind: 'accept' })
  await page.getByRole('button', { name: 'Không đăng bài này' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('người khác vừa quyết định')
  expect(await page.getByLabel('Lý do').inputValue()).toBe('Trùng bài.')
  expect((await viewOf(reference)).list).toBe('accepted')
})

test('a link that is none and a day that is none are refused in words', async () => {
  const { reference } = await piece(titled('Bài gửi tay'))
  const { stand } = await viewOf(reference)
  const post = async (slug: string, fields: Record<string, string>) => {
    const body = new URLSearchParams({ ban: stand, ...fields })
    const headers = { Origin: web.url, Cookie: cookie }
    const answer = await fetch(`${web.url}/bai/${reference}/${slug}`, { method: 'POST', body, headers })
    return `${answer.status} ${/role="alert">([^<]*)/.exec(await answer.text())?.[1]}`
  }
  expect(await post('dang', { link: 'javascript:alert(1)', ngay: '2019-11-20' })).toMatch(/^409 Xin ghi đường liên kết/)
  expect(await post('dang', { link: 'https://a.vn/1', ngay: '2019-02-30' })).toBe('409 Xin chọn ngày đăng.')
  expect(await post('khong-dang', { loi: '  ' })).toBe('409 Xin ghi lý do không đăng.')
  expect(await post('bo-sung', {})).toBe('409 Xin ghi cần bổ sung những gì.')
  expect((await viewOf(reference)).state).toBe('open')
})

test('the automatic reply is read before it goes, and kept back with one click', async () => {
  const { reference } = await piece([aDocument(aFormText({ title: 'Bài thiếu ảnh' }), 'Mau.docx')])
  const page = await open(`/bai/${reference}`)
  expect(await page.locator('main').textContent()).toContain('Sắp gửi')
  expect(await page.locator('.letter').textContent()).toContain('Thư chưa có ảnh')
  await page.getByRole('button', { name: 'Không gửi' }).click()
  expect(await page.locator('main').textContent()).not.toContain('Sắp gửi')
  await page.getByRole('status').getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByRole('button', { name: 'Gửi ngay' }).click()
  expect((await viewOf(reference)).replies.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['complete queued'])
})

test('a piece is found from any list', async () => {
  const { reference } = await piece(titled('Hội thi nấu ăn Đông Viên'))
  await decide(reference, { kind: 'decline', reason: 'Trùng.' })
  const page = await open('/')
  await page.getByRole('searchbox').fill('nau an dong vien')
  await page.getByRole('button', { name: 'Tìm' }).click()
  await page.getByRole('link', { name: 'Hội thi nấu ăn Đông Viên' }).click()
  expect(page.url()).toContain(`/bai/${reference}`)
})

test.each([
  [390, 'light'],
  [1366, 'dark'],
] as const)(
  'at %i px, %s, the pages of deciding and editing fit the screen and are for everybody',
  async (width, colours) => {
    const { reference } = await piece(titled('Bài để ngắm'))
    const page = await newPage({ width, script: true, dark: colours === 'dark' })
    for (const path of ['', '/duyet', '/khong-dang', '/dang', '/tra-loi', '/sua', '/thay-doi']) {
      await page.goto(`${web.url}/bai/${reference}${path}?tu=cho-duyet`)
      expect(await accessibilityFaults(page), path).toEqual([])
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
      expect(widths[0], path).toBeLessThanOrEqual(widths[1] ?? 0)
    }
    await page.close()
  },
)
