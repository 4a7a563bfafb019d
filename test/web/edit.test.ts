/// <reference lib="dom" />
import { afterAll, expect, test } from 'vitest'
import { aDocument, aFormText, aPhotoFile } from '../domain.ts'
import { eventually } from '../service.ts'
import { deskPages, type Look } from './deskPages.ts'

const pages = await deskPages()
const { another, piece, passes, receive, work, viewOf } = pages
afterAll(pages.close)
const other = await another('Lê Văn Ví Dụ')

const three = () => [
  aDocument(aFormText({ captions: 'Ảnh 1: Trao quà\nẢnh 2: Phát biểu\nẢnh 3: Lưu niệm' }), 'Mau.docx'),
  ...['IMG_1.jpg', 'IMG_2.jpg', 'IMG_3.jpg'].map(name => aPhotoFile(name)),
]

const open = (path: string, look: Look = {}) => pages.open(path, { script: true, ...look })

const photosOf = async (reference: string) => {
  const { piece: now, verdict } = await viewOf(reference)
  const nameOf = (sha256: string) => verdict.photos.find(({ file }) => file.sha256 === sha256)?.file.name
  return now.photos.map(({ sha256, caption }) => `${nameOf(sha256)}: ${caption}`)
}

test('without a script a title, a text and the photos are changed, and what was changed can be seen', async () => {
  const { reference } = await piece(three())
  const page = await open(`/bai/${reference}`, { script: false })
  await page.getByRole('link', { name: 'Sửa bài, ảnh' }).click()
  await page.getByLabel('Tít').fill('Tít mới của bài')
  const text = page.getByLabel('Nội dung')
  await text.fill((await text.inputValue()).replace('12 đoàn viên', '15 đoàn viên'))
  await page.getByLabel('Thứ tự').nth(2).fill('1')
  await page.getByLabel('Dùng ảnh này').nth(1).uncheck()
  await page.getByLabel('Chú thích').nth(0).fill('Chủ tịch Công đoàn trao quà')
  await page.getByRole('button', { name: 'Lưu' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tít mới của bài')
  expect(await photosOf(reference)).toEqual(['IMG_3.jpg: Lưu niệm', 'IMG_1.jpg: Chủ tịch Công đoàn trao quà'])
  expect(await page.locator('main').textContent()).toContain('Không dùng khi đăng')
  await page.getByRole('link', { name: 'Xem chỗ đã sửa' }).click()
  expect(await page.locator('.changes del').first().textContent()).toBe('12')
  expect(await page.locator('.changes ins').first().textContent()).toBe('15')
  await page.getByRole('button', { name: 'Dùng lại bản này' }).click()
  const view = await viewOf(reference)
  expect(view.piece).toEqual(view.sent)
})

test('what is typed is saved by itself, as one version', async () => {
  const { reference } = await piece(three())
  const page = await open(`/bai/${reference}/sua`)
  await page.getByLabel('Tít').fill('Tít gõ lần một')
  await page.getByText('Đã tự lưu lúc').waitFor()
  await page.getByLabel('Tít').fill('Tít gõ lần hai')
  await eventually(async () => (await viewOf(reference)).piece.title === 'Tít gõ lần hai')
  const { versions, claim } = await viewOf(reference)
  expect(versions).toHaveLength(1)
  expect(claim?.name).toBe('Trần Thị Mẫu')
})

test('a photo is dragged to the front and is the cover', async () => {
  const { reference } = await piece(three())
  const page = await open(`/bai/${reference}/sua`)
  await page.setViewportSize({ width: 1366, height: 1600 }) // nothing scrolls while it is dragged
  await page
    .locator('.arrange li')
    .nth(1)
    .locator('.grip')
    .dragTo(page.locator('.arrange li').nth(0), { targetPosition: { x: 20, y: 2 } })
  await eventually(async () => (await photosOf(reference))[0] === 'IMG_2.jpg: Phát biểu')
  expect(await photosOf(reference)).toEqual(['IMG_2.jpg: Phát biểu', 'IMG_1.jpg: Trao quà', 'IMG_3.jpg: Lưu niệm'])
})

test('a caption that stands under the wrong photo changes places with the next with one click', async () => {
  const { reference } = await piece(three())
  const page = await open(`/bai/${reference}/sua`)
  await page.getByRole('button', { name: 'Đổi chú thích với ảnh dưới' }).nth(1).click()
  await eventually(async () => (await photosOf(reference))[1] === 'IMG_2.jpg: Lưu niệm')
  expect(await photosOf(reference)).toEqual(['IMG_1.jpg: Trao quà', 'IMG_2.jpg: Lưu niệm', 'IMG_3.jpg: Phát biểu'])
  expect(await page.getByRole('button', { name: 'Đổi chú thích với ảnh dưới' }).count(), 'none below the last').toBe(2)
})

test('two editors at once lose no words: the second sees both versions and decides', async () => {
  const { reference } = await piece(three())
  const [first, second] = [
    await open(`/bai/${reference}/sua`, { script: false }),
    await open(`/bai/${reference}/sua`, { cookie: other, script: false }),
  ]
  await first.getByLabel('Tít').fill('Tít của người thứ nhất')
  await second.getByLabel('Tít').fill('Tít của người thứ hai')
  await first.getByRole('button', { name: 'Lưu' }).click()
  await second.getByRole('button', { name: 'Lưu' }).click()
  expect(await second.getByRole('alert').textContent()).toContain('Chưa lưu: Trần Thị Mẫu vừa lưu một bản khác')
  expect(await second.getByRole('alert').locator('del').first().textContent()).toContain('nhất')
  expect(await second.getByLabel('Tít').inputValue()).toBe('Tít của người thứ hai')
  expect((await viewOf(reference)).piece.title).toBe('Tít của người thứ nhất')
  await second.getByRole('button', { name: 'Lưu' }).click()
  const { piece: saved, versions } = await viewOf(reference)
  expect(saved.title).toBe('Tít của người thứ hai')
  expect(versions.map(({ editor }) => editor)).toEqual(['Lê Văn Ví Dụ', 'Trần Thị Mẫu'])
})

test('who has typed while another saved is told at once, and nothing overwrites it', async () => {
  const { reference } = await piece(three())
  const page = await open(`/bai/${reference}/sua`)
  const elsewhere = await open(`/bai/${reference}/sua`, { cookie: other, script: false })
  await elsewhere.getByLabel('Tít').fill('Tít của người khác')
  await elsewhere.getByRole('button', { name: 'Lưu' }).click()
  await page.getByLabel('Tít').fill('Tít đang gõ')
  await page.getByText('Người khác vừa lưu bài này').waitFor()
  expect((await viewOf(reference)).piece.title).toBe('Tít của người khác')
  await page.getByRole('button', { name: 'Lưu' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('Lê Văn Ví Dụ vừa lưu một bản khác')
  expect(await page.getByLabel('Tít').inputValue()).toBe('Tít đang gõ')
})

test('a mail that comes after a piece was edited is pointed out, and its photo can be taken', async () => {
  const { id, reference } = await piece(three())
  const page = await open(`/bai/${reference}/sua`, { script: false })
  await page.getByLabel('Tít').fill('Tít đã sửa')
  await page.getByRole('button', { name: 'Lưu' }).click()
  passes(60)
  await receive([aPhotoFile('IMG_9.jpg')], { text: 'Em gửi thêm ảnh' }, id)
  await work()
  await page.reload()
  expect(await page.locator('main').textContent()).toContain('Sau bản sửa này người gửi đã gửi thêm thư')
  await page.getByRole('link', { name: 'Sửa bài, ảnh' }).click()
  expect(await page.getByLabel('Dùng ảnh này').nth(3).isChecked()).toBe(false)
  await page.getByLabel('Dùng ảnh này').nth(3).check()
  await page.getByRole('button', { name: 'Lưu' }).click()
  expect((await photosOf(reference)).at(-1)).toContain('IMG_9.jpg')
})

test('a piece is taken on, seen so by the other, and taken over', async () => {
  const { reference } = await piece(three())
  const page = await open(`/bai/${reference}`, { script: false })
  await page.getByRole('button', { name: 'Nhận bài này' }).click()
  expect(await page.locator('.claim').textContent()).toContain('Đồng chí đang làm bài này')
  const elsewhere = await open(`/bai/${reference}`, { cookie: other, script: false })
  expect(await elsewhere.locator('.claim').textContent()).toContain('Trần Thị Mẫu đang làm bài này')
  await elsewhere.getByRole('button', { name: 'Nhận thay' }).click()
  expect((await viewOf(reference)).claim?.name).toBe('Lê Văn Ví Dụ')
  await elsewhere.getByRole('button', { name: 'Thả ra' }).click()
  expect((await viewOf(reference)).claim).toBeNull()
})
