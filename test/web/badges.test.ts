/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDocument, aFormText, aPhotoFile, aZaloPhoto } from '../domain.ts'
import { accessibilityFaults } from './browser.ts'
import { deskPages } from './deskPages.ts'

const { piece, passes, receive, receiveOther, work, decide, desk, open, editor, close } = await deskPages()
afterAll(close)

/** Pages that have every kind of badge between them. */
const paths: string[] = []

beforeAll(async () => {
  const titled = (title: string, given = {}) => aDocument(aFormText({ title, ...given }), 'Mau.docx')
  const old = await piece([titled('Bài chờ lâu'), aZaloPhoto(1), aPhotoFile('IMG_1.jpg'), aPhotoFile('IMG_2.jpg')])
  passes(5 * 24 * 60 * 60)
  const lacking = await piece([titled('Bài thiếu ảnh', { phone: '', unit: '' })])
  const accepted = await piece([titled('Bài đã duyệt'), aPhotoFile('IMG_3.jpg')])
  await decide(accepted.reference, { kind: 'accept' })
  await receive([aPhotoFile('IMG_4.jpg')], { text: 'Em gửi thêm' }, accepted.id)
  await receiveOther('Giấy mời họp', 'invitation')
  await receiveOther('Thư hỏng', 'damaged')
  await work()
  await desk.claim(old.reference, editor)
  const pages = [old, lacking, accepted].map(({ reference }) => `/bai/${reference}`)
  paths.push('/', '/can-bo-sung', '/da-duyet', '/tim?tim=bai', '/thu-khac', '/thu-tra-loi', '/thiet-bi', ...pages)
})

test('every badge of every page explains itself, and is large enough for a finger', async () => {
  let seen = 0
  for (const path of paths) {
    const page = await open(path)
    const badges = await page.locator('.chip, .hint').evaluateAll(all =>
      all.map(badge => ({
        words: badge.textContent,
        title: badge.getAttribute('title'),
        says: document.getElementById(badge.getAttribute('popovertarget') ?? '')?.textContent,
        height: badge.getBoundingClientRect().height,
      })),
    )
    for (const { words, title, says, height } of badges) {
      expect(title?.length, `${path}: ${words}`).toBeGreaterThan(20)
      expect(says, `${path}: ${words}`).toBe(title)
      expect(height, `${path}: ${words}`).toBeGreaterThanOrEqual(24)
    }
    seen += badges.length
    await page.context().close()
  }
  expect(seen).toBeGreaterThan(20)
})

test.each([
  [390, true],
  [1366, false],
])('at %i px a tap opens the words without a script, within the page; another closes them', async (width, dark) => {
  const page = await open('/can-bo-sung', { width, dark })
  const badge = page.getByRole('button', { name: 'Không có ảnh nào gửi kèm.' })
  const words = page.locator('[popover]', { hasText: 'Bài nào cũng cần ảnh' })
  expect(await words.isVisible()).toBe(false)
  await badge.click()
  expect(await words.isVisible()).toBe(true)
  const box = await words.boundingBox()
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true)
  expect((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 0) <= 900).toBe(true)
  await page.getByRole('heading', { level: 1 }).click()
  expect(await words.isVisible()).toBe(false)
  await page.context().close()
})

test.each([
  [390, true],
  [1366, false],
])('at %i px open words are for everybody', async (width, dark) => {
  for (const path of ['/can-bo-sung', ...paths.filter(one => one.startsWith('/bai/')).slice(0, 1)]) {
    const page = await open(path, { width, dark, script: true })
    await page.locator('main .chip').first().click()
    expect(await page.locator('[popover]:popover-open').count(), path).toBe(1)
    expect(await accessibilityFaults(page), path).toEqual([])
    await page.context().close()
  }
})

test('the keyboard opens and closes them too', async () => {
  const page = await open('/')
  await page.locator('.rows h2 a', { hasText: 'Bài chờ lâu' }).focus()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('chờ 5 ngày')
  await page.keyboard.press('Enter')
  const words = page.locator('[popover]:popover-open')
  expect(await words.textContent()).toContain('Bài đã chờ duyệt lâu')
  await page.keyboard.press('Escape')
  expect(await words.count()).toBe(0)
  await page.context().close()
})
