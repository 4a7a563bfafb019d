/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { aDocument, aFormText, aPhotoFile } from '../domain.ts'
import { eventually } from '../service.ts'
import { deskPages } from './deskPages.ts'

const { piece, passes, receive, work, decide, desk, editor, web, newPage, close } = await deskPages()
afterAll(close)

const titled = (title: string) => [aDocument(aFormText({ title }), 'Mau.docx'), aPhotoFile()]

async function open(path: string): Promise<Page> {
  const page = await newPage({ script: true })
  const live =
    path.startsWith('/bai') || path === '/' || path === '/da-duyet' ? page.waitForResponse(`${web.url}/su-kien`) : null
  await page.goto(`${web.url}${path}`)
  await live
  return page
}

test('a list that is open shows a new piece by itself, and lets go of one that another has accepted', async () => {
  const page = await open('/')
  const { reference } = await piece(titled('Bài vừa tới'))
  const link = page.getByRole('link', { name: 'Bài vừa tới' })
  await link.waitFor()
  expect(await page.getByRole('navigation').first().textContent()).toContain('Chờ duyệt1')
  await decide(reference, { kind: 'accept' })
  await link.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a list that is open is sent again only where it has changed', async () => {
  const page = await open('/da-duyet')
  const answers: number[] = []
  page.on('response', answer => {
    if (answer.url() === `${web.url}/da-duyet`) answers.push(answer.status())
  })
  const { reference } = await piece(titled('Bài chưa duyệt'))
  await eventually(async () => answers.at(-1) === 200)
  // Changes that come together are told as one, so the first of these may still be the piece's own.
  await eventually(async () => {
    await desk.claim(reference, editor)
    await desk.release(reference)
    return answers.at(-1) === 304
  })
  await decide(reference, { kind: 'accept' })
  await page.getByRole('link', { name: 'Bài chưa duyệt' }).waitFor()
  await page.context().close()
})

test('a list that is shown anew waits until what a badge means has been read, and keeps the badge in focus', async () => {
  const page = await open('/')
  await piece(titled('Bài có nhãn'))
  await page.getByRole('link', { name: 'Bài có nhãn' }).waitFor()
  const badge = page.locator('.rows > li', { hasText: 'Bài có nhãn' }).getByRole('button').first()
  await badge.press('Enter')
  passes(60)
  await piece(titled('Bài tới khi đang đọc nhãn'))
  await page.waitForTimeout(1500)
  expect(await page.locator('[popover]:popover-open').count()).toBe(1)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Bài tới khi đang đọc nhãn' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(await badge.textContent())
  await page.context().close()
})

test('a piece that is open says that something has changed, and keeps what is read until it is asked', async () => {
  const { id, reference } = await piece(titled('Bài đang đọc'))
  const page = await open(`/bai/${reference}`)
  passes(60)
  await receive([aPhotoFile('IMG_7.jpg')], { text: 'Em gửi thêm ảnh' }, id)
  await work()
  await page.getByText('Bài này vừa thay đổi').waitFor()
  expect(await page.getByText('IMG_7.jpg').count()).toBe(0)
  await page.getByRole('link', { name: 'Xem bản mới' }).click()
  expect(await page.getByText('IMG_7.jpg').count()).toBeGreaterThan(0)
  await page.context().close()
})

test('a piece is found, opened and accepted by keys alone', async () => {
  const older = await piece(titled('Bài phím thứ hai'))
  passes(60)
  await piece(titled('Bài phím thứ nhất'))
  const page = await open('/')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/bai/${older.reference}**`)
  await page.keyboard.press('a')
  await page.waitForURL('**/duyet**')
  await page.goBack()
  await page.keyboard.press('u')
  await page.waitForURL(`${web.url}/`)
  await page.keyboard.press('/')
  await page.keyboard.type('phim thu nhat j')
  expect(await page.getByLabel('Tìm bài').inputValue()).toBe('phim thu nhat j')
  await page.context().close()
})
