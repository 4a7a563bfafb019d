/// <reference lib="dom" />
import type { Locator, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { aDocument, aFormText, aPhotoFile, aZaloPhoto } from '../domain.ts'
import { deskPages } from './deskPages.ts'

const { piece, receiveOther, passes, decide, viewOf, open, close } = await deskPages()
afterAll(close)

const titled = (title: string, photo = aPhotoFile()) => [aDocument(aFormText({ title }), 'Mau.docx'), photo]

/** An editor at work: what they click is counted, what they type is not. */
interface Hand {
  readonly page: Page
  click(what: Locator): Promise<void>
}

interface Task {
  readonly clicks: number
  /** @param title of a piece that nobody else works on */
  work(hand: Hand, title: string): Promise<void>
}

async function accept({ page, click }: Hand, title: string): Promise<string> {
  const { reference } = await piece(titled(title))
  await page.reload()
  await click(page.getByRole('link', { name: title }))
  await click(page.getByRole('link', { name: 'Duyệt', exact: true }))
  await click(page.getByRole('button', { name: 'Duyệt và sang bài tiếp' }))
  return reference
}

/** The ten that an editor does most, from the first page on, and what each costs. */
const TASKS: Readonly<Record<string, Task>> = {
  'accept a clean piece': {
    clicks: 3,
    async work(hand, title) {
      const reference = await accept(hand, title)
      expect(await viewOf(reference)).toMatchObject({ list: 'accepted', replies: [{ kind: 'accepted' }] })
    },
  },
  'take a decision back': {
    clicks: 4,
    async work(hand, title) {
      const reference = await accept(hand, title)
      await hand.click(hand.page.getByRole('status').getByRole('button', { name: 'Hoàn tác' }))
      expect((await viewOf(reference)).list).toBe('waiting')
    },
  },
  'ask for what is missing': {
    clicks: 4,
    async work({ page, click }, title) {
      const { reference } = await piece([aDocument(aFormText({ title }), 'Mau.docx')])
      await click(page.getByRole('link', { name: /^Cần bổ sung/ }))
      await click(page.getByRole('link', { name: title }))
      await click(page.getByRole('link', { name: 'Yêu cầu bổ sung', exact: true }))
      expect(await page.getByLabel('Nội dung thư').inputValue()).toContain('Thư chưa có ảnh')
      await click(page.getByRole('button', { name: /^Yêu cầu bổ sung/ }))
      expect((await viewOf(reference)).state).toBe('asked')
    },
  },
  'decline a piece for a reason': {
    clicks: 4,
    async work({ page, click }, title) {
      const { reference } = await piece(titled(title))
      await page.reload()
      await click(page.getByRole('link', { name: title }))
      await click(page.getByRole('main').getByRole('link', { name: 'Không đăng', exact: true }))
      await page.getByLabel('Lý do').fill('Tin đã đăng ở số trước.')
      await click(page.getByRole('button', { name: 'Xem thư báo' }))
      await click(page.getByRole('button', { name: /^Không đăng bài này/ }))
      expect(await viewOf(reference)).toMatchObject({ list: 'declined', reason: 'Tin đã đăng ở số trước.' })
    },
  },
  'note a piece as published': {
    clicks: 5,
    async work({ page, click }, title) {
      const { reference } = await piece(titled(title))
      await decide(reference, { kind: 'accept' })
      await click(page.getByRole('link', { name: /^Đã duyệt/ }))
      await click(page.getByRole('link', { name: title }))
      await click(page.getByRole('main').getByRole('link', { name: 'Đăng', exact: true }))
      await page.getByLabel('Đường liên kết').fill('https://congdoanbackan.org.vn/bai-1')
      await click(page.getByRole('button', { name: 'Xem thư báo' }))
      await click(page.getByRole('button', { name: /^Ghi là đã đăng/ }))
      expect(await viewOf(reference)).toMatchObject({ list: 'published', link: 'https://congdoanbackan.org.vn/bai-1' })
    },
  },
  'find a piece, typed without diacritics': {
    clicks: 1,
    async work({ page, click }, title) {
      const { reference } = await piece(titled(`${title} ở Ngân Sơn`))
      await page.getByRole('searchbox', { name: 'Tìm bài' }).fill(`${title} o ngan son`)
      await page.keyboard.press('Enter')
      await click(page.getByRole('link', { name: `${title} ở Ngân Sơn` }))
      expect(page.url()).toContain(reference)
    },
  },
  'change a title': {
    clicks: 2,
    async work({ page, click }, title) {
      const { reference } = await piece(titled(title))
      await page.reload()
      await click(page.getByRole('link', { name: title }))
      await click(page.getByRole('link', { name: 'Sửa bài, ảnh' }))
      await page.getByLabel('Tít').fill(`${title}, đã sửa`)
      await page.getByText('Đã tự lưu lúc').waitFor()
      expect((await viewOf(reference)).piece.title).toBe(`${title}, đã sửa`)
    },
  },
  'say that a photo is good': {
    clicks: 3,
    async work({ page, click }, title) {
      const { reference } = await piece(titled(title, aZaloPhoto()))
      await click(page.getByRole('link', { name: /^Cần bổ sung/ }))
      await click(page.getByRole('link', { name: title }))
      await click(page.getByRole('button', { name: 'Ảnh này đạt' }))
      expect((await viewOf(reference)).list).toBe('waiting')
    },
  },
  'make a piece of a mail under "Thư khác"': {
    clicks: 3,
    async work({ page, click }, title) {
      await receiveOther(title, 'maybe')
      await click(page.getByRole('link', { name: /^Thư khác/ }))
      await click(page.getByRole('link', { name: title }))
      await click(page.getByRole('button', { name: 'Đây là bài gửi đến' }))
      expect(page.url()).toMatch(/\/bai\/BK-/)
    },
  },
  'take a piece away to be published': {
    clicks: 3,
    async work({ page, click }, title) {
      const { reference } = await piece([aDocument(aFormText({ title }), 'Mau.docx')])
      await decide(reference, { kind: 'accept' })
      await click(page.getByRole('link', { name: /^Đã duyệt/ }))
      await click(page.getByRole('link', { name: title }))
      const download = page.waitForEvent('download')
      await click(page.getByRole('link', { name: 'Tải gói bài' }))
      expect((await download).suggestedFilename()).toMatch(/\.zip$/)
    },
  },
}

describe.each([390, 1366])('in a window of %i px', width => {
  test.each(Object.keys(TASKS))('an editor can %s', async name => {
    const { clicks, work } = TASKS[name] as Task
    passes(60)
    const page = await open('/', { script: true, width })
    let clicked = 0
    async function click(what: Locator): Promise<void> {
      clicked++
      await what.click()
      await page.waitForLoadState()
      const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
      expect(inner, 'the page is as wide as the window').toBeLessThanOrEqual(outer ?? 0)
    }
    await work({ page, click }, `Bài ${Object.keys(TASKS).indexOf(name)} ở ${width}`)
    expect(clicked).toBe(clicks)
    await page.context().close()
  })
})
