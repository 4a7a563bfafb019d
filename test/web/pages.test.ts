/// <reference lib="dom" />
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, type Running, type ServiceFolder, serviceFolder } from '../service.ts'
import { accessibilityFaults, openBrowser } from './browser.ts'

const SAMPLES = join(import.meta.dirname, '../../templates/samples')
const SCRIPT = '<script>document.title="taken over"</script><img src=x onerror="document.title=\'taken over\'">'

/** An article whose every word is hostile: markup, a right-to-left mark, a word without end. */
const HOSTILE = [
  'From: "<b>Kẻ Xấu</b>" <xau@example.com>',
  'To: congdoanbk@gmail.com',
  'Subject: bai viet',
  'Date: Sat, 17 Oct 2026 10:00:00 +0700',
  'Message-ID: <hostile@example.com>',
  'Content-Type: text/plain; charset=utf-8',
  '',
  `Tít: ${SCRIPT} ${'dài'.repeat(200)}`,
  `Nội dung bài viết: ${SCRIPT} Công đoàn tổ chức hội nghị. Đoàn viên tham gia.`,
  `Tác giả: ${SCRIPT}`,
  `Đơn vị công tác: \u202e${SCRIPT}`,
  'Số điện thoại: 0900000009',
].join('\r\n')

let folder: ServiceFolder
let service: Running
let browser: Browser

beforeAll(async () => {
  folder = await serviceFolder()
  await folder.receive(...(await readdir(SAMPLES)).map(name => join(SAMPLES, name)))
  await writeFile(join(folder.path, 'inbox', 'hostile.eml'), HOSTILE)
  service = await folder.start()
  browser = await openBrowser()
  await eventually(async () => (await folder.outbox()).length === 7)
})
afterAll(async () => {
  await browser.close()
  await folder[Symbol.asyncDispose]()
})

/** Opens a page as a person would; gives what went wrong on it. */
async function open(path: string, width: number, colorScheme: 'light' | 'dark' = 'light') {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
  const [name = '', value = ''] = (await service.cookie()).split('=')
  await page.context().addCookies([{ name, value, url: service.url ?? '' }])
  const wrong: string[] = []
  const asked: string[] = []
  page.on('console', message => wrong.push(message.text()))
  page.on('pageerror', error => wrong.push(error.message))
  page.on('request', request => asked.push(new URL(request.url()).origin))
  await page.goto(`${service.url}${path}`, { waitUntil: 'load' })
  return { page, wrong, asked }
}

/** The page of the submission whose title has these words. */
async function pageOf(words: string): Promise<string> {
  const lists = [await service.get('/'), await service.get('/can-bo-sung')].join('\n')
  const entry = lists.split('<li>').find(part => part.includes(words) && part.includes('/bai/'))
  return /href="(\/bai\/[^"]+)"/.exec(entry ?? '')?.[1] ?? ''
}

test.each([
  [390, 'light'],
  [1366, 'dark'],
] as const)(
  'at %i px, %s, every page fits its width, is for everybody, says nothing wrong and asks nobody else',
  async (width, colours) => {
    const paths = [
      '/',
      '/can-bo-sung',
      '/thu-khac',
      '/thu/1',
      await pageOf('Nà Mẫu'),
      await pageOf('onerror'),
      '/chua-xu-ly',
      '/thu-tra-loi',
      '/thiet-bi',
      '/trang-thai',
      '/nowhere',
    ]
    for (const path of paths) {
      const { page, wrong, asked } = await open(path, width, colours)
      expect(await accessibilityFaults(page), path).toEqual([])
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
      expect(widths[0], path).toBeLessThanOrEqual(widths[1] ?? 0)
      expect(wrong.filter(text => !text.includes('404'))).toEqual([])
      expect(new Set(asked)).toEqual(new Set([service.url]))
      expect(await page.locator('h1').count(), path).toBe(1)
      await page.close()
    }
  },
)

test('an editor finds the article, its photos in view, what is missing, and the reply', async () => {
  const { page } = await open(await pageOf('Nà Mẫu'), 1366)
  await page.getByRole('heading', { name: 'Nội dung bài viết' }).waitFor()
  expect(await page.locator('.article').getByText('trao suất quà trị giá').count()).toBe(1)
  const drawn = page.locator('.photos img').evaluateAll((images: HTMLImageElement[]) =>
    Promise.all(
      images.map(async image => {
        await image.decode() // they are loaded when they come near
        return image.naturalWidth
      }),
    ),
  )
  expect(await drawn).toEqual([480, 480])
  expect(await page.locator('.photos').textContent()).toContain(
    'Đồng chí Chủ tịch Công đoàn cơ sở trao quà cho đoàn viên',
  )
  expect(await page.getByText('Đã nhận: Công đoàn cơ sở Trường Tiểu học Nà Mẫu').count()).toBe(1)
  await page.close()
})

test('phone and account stay hidden until they are asked for, and the history says who has asked', async () => {
  const { page } = await open(await pageOf('Nà Mẫu'), 1366)
  expect(await page.content()).not.toContain('0900000001')
  await page.getByText('Hiện số').first().click()
  expect(await page.getByText('0900000001').isVisible()).toBe(true)
  expect(await page.content()).not.toContain('10000000000')
  expect(await page.locator('.history').textContent()).toMatch(/Xem số điện thoại · .*Trần Thị Mẫu/)
  for (const path of ['/', '/can-bo-sung', '/thu-khac'])
    expect(await service.get(path)).not.toMatch(/09000000|10000000000/)
  await page.close()
})

test('markup in a mail is text on the page', async () => {
  const { page } = await open(await pageOf('onerror'), 390)
  expect(await page.title()).not.toBe('taken over')
  expect(await page.locator('main script').count()).toBe(0)
  expect(await page.getByText('onerror').count()).toBeGreaterThan(0)
  await page.close()
})

test('the keyboard reaches the content and the first article', async () => {
  const { page } = await open('/', 1366)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tới nội dung')
  await page.keyboard.press('Enter')
  const reached: string[] = []
  for (let n = 0; n < 14; n++) {
    await page.keyboard.press('Tab')
    reached.push(await page.evaluate(() => document.activeElement?.getAttribute('href') ?? ''))
  }
  expect(reached.some(href => href.startsWith('/bai/'))).toBe(true)
  await page.close()
})

test('a file comes as a download under its own name, byte for byte, and nothing else is handed out', async () => {
  const text = await service.get(await pageOf('Nà Mẫu'))
  const [, link = '', sha = ''] = /href="(\/tep\/([0-9a-f]{64})\/[^"]*docx)"/.exec(text) ?? []
  const answer = await service.fetch(link)
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('Mẫu tin bài Nà Mẫu.docx')}`,
  )
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  const { createHash } = await import('node:crypto')
  expect(
    createHash('sha256')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('hex'),
  ).toBe(sha)
  const unknown = await service.fetch(`/tep/${'0'.repeat(64)}/x`)
  expect(unknown.status).toBe(404)
})

test('a photo opens large, and one that cannot be drawn has words in its place', async () => {
  const text = await service.get(await pageOf('Nà Mẫu'))
  const [large = ''] = /\/anh\/[0-9a-f]{64}\.jpg/.exec(text) ?? []
  const answer = await service.fetch(large)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  expect(text).toContain('-web.jpg"')

  const [, document = ''] = /href="\/tep\/([0-9a-f]{64})\/[^"]*docx"/.exec(text) ?? []
  const none = await service.fetch(`/anh/${document}.webp`)
  expect([none.status, none.headers.get('content-type')]).toEqual([404, 'image/svg+xml'])
  expect(await none.text()).toContain('Không xem trước được ảnh này')
  expect((await service.fetch(`/anh/${'0'.repeat(64)}.jpg`)).headers.get('content-type')).toContain('text/html')
})

test('a click shows the photos full screen, one after the other, with their captions', async () => {
  const { page, wrong } = await open(await pageOf('Nà Mẫu'), 1366)
  const first = page.locator('a[data-view]').first()
  await first.click()
  await page.locator('.pswp__img').first().waitFor()
  expect(await page.locator('.pswp__words').textContent()).toBe(await first.getAttribute('data-words'))
  const drawn = () =>
    page
      .locator('.pswp__item:not([aria-hidden="true"]) img:not(.pswp__img--placeholder)')
      .first()
      .evaluate(image => (image as HTMLImageElement).naturalWidth)
  await eventually(async () => (await drawn()) > 480)
  await page.keyboard.press('ArrowRight')
  expect(await page.locator('.pswp__words').textContent()).toBe(
    await page.locator('a[data-view]').nth(1).getAttribute('data-words'),
  )
  await page.keyboard.press('Escape')
  await page.locator('.pswp').waitFor({ state: 'detached' })
  expect(wrong).toEqual([])
  await page.close()
})

test('another site can neither read the desk by a name of its own nor press its buttons', async () => {
  const { request } = await import('node:http')
  const status = await new Promise(resolve => {
    request(`${service.url}/`, { headers: { Host: 'evil.example' } }, answer => resolve(answer.statusCode)).end()
  })
  expect(status).toBe(421)
  const pressed = await service.fetch('/thu/1/la-bai', {
    method: 'POST',
    headers: { Origin: 'https://evil.example', 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  expect(pressed.status).toBe(403)
})
