/// <reference lib="dom" />
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aFormText } from '../domain.ts'
import { base64, mail, multipart, plain } from '../mail/compose.ts'
import { eventually, type Running, type ServiceFolder, serviceFolder } from '../service.ts'
import { openBrowser } from './browser.ts'

let folder: ServiceFolder
let service: Running
let browser: Browser

/** Held upright: red above, blue below; stored on its side. */
const UPRIGHT = { width: 1800, height: 2400 }

beforeAll(async () => {
  folder = await serviceFolder()
  const { width, height } = UPRIGHT
  const half = await sharp({ create: { width, height: height / 2, channels: 3, background: '#22c' } })
    .png()
    .toBuffer()
  const upright = sharp({ create: { width, height, channels: 3, background: '#c22' } }).composite([
    { input: half, top: height / 2, left: 0 },
  ])
  const turned = await sharp(await upright.png().toBuffer())
    .rotate(270)
    .withExif({ IFD0: { Make: 'samsung', Model: 'SM-A546E' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const tiff = await sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#2c2' } })
    .tiff()
    .toBuffer()
  const photo = (name: string, type: string, bytes: Buffer) => [
    `Content-Type: ${type}; name=${name}`,
    `Content-Disposition: attachment; filename=${name}`,
    'Content-Transfer-Encoding: base64',
    '',
    base64(bytes),
  ]
  await writeFile(
    join(folder.path, 'inbox', 'photos.eml'),
    mail(
      'From: "Nong Thi Hang" <hang@example.com>',
      'To: congdoanbk@gmail.com',
      'Subject: Tin bai',
      'Date: Wed, 18 Nov 2026 10:00:00 +0700',
      'Message-ID: <viewer@example.com>',
      'MIME-Version: 1.0',
      ...multipart(
        'mixed',
        'm',
        plain(aFormText()),
        photo('IMG_1.jpg', 'image/jpeg', turned),
        photo('IMG_2.tif', 'image/tiff', tiff),
        photo('trang.html', 'text/html', Buffer.from('<html><script>alert(1)</script></html>')),
      ),
    ),
  )
  service = await folder.start()
  browser = await openBrowser()
  await eventually(async () => (await folder.outbox()).length === 1)
})
afterAll(async () => {
  await browser.close()
  await folder[Symbol.asyncDispose]()
})

async function open(width = 1366): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const [name = '', value = ''] = (await service.cookie()).split('=')
  await context.addCookies([{ name, value, url: service.url ?? '' }])
  const page = await context.newPage()
  await page.goto(`${service.url}/bai/BK-2026-0001`)
  return page
}

const large = '.pswp__item:not([aria-hidden="true"]) img:not(.pswp__img--placeholder)'

/** The picture that is shown: its address, its own size, and its colour at the top. */
const shownIn = (page: Page) =>
  page
    .locator(large)
    .first()
    .evaluate(element => {
      const image = element as HTMLImageElement
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 20
      const pen = canvas.getContext('2d')
      pen?.drawImage(image, 0, 0, 20, 20)
      const [red = 0, , blue = 0] = pen?.getImageData(10, 3, 1, 1).data ?? []
      const { naturalWidth: width, naturalHeight: height } = image
      return { path: new URL(image.src).pathname, width, height, top: red > blue ? 'red' : 'blue' }
    })

test('who looks closer sees the pixels of the file itself, upright; until then the large view is enough', async () => {
  const page = await open()
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  await page.locator('.photos a[data-view]').first().click()
  await eventually(async () => (await shownIn(page)).width === 1200)
  expect(await shownIn(page)).toMatchObject({ width: 1200, height: 1600, top: 'red' })
  expect(asked.filter(path => path.endsWith('/goc'))).toEqual([])
  await page.locator('.pswp__button--zoom').click()
  await eventually(async () => (await shownIn(page)).path.endsWith('/goc'))
  expect(await shownIn(page)).toMatchObject({ ...UPRIGHT, top: 'red' })
  // One pixel of the file is one of the screen.
  await eventually(
    async () => Math.round((await page.locator(large).first().boundingBox())?.width ?? 0) === UPRIGHT.width,
  )
  await page.context().close()
})

test('a picture that browsers do not show stays with its large view', async () => {
  const page = await open()
  await page.locator('.photos a[data-view]').nth(1).click()
  await eventually(async () => (await shownIn(page)).width === 1600)
  await page.locator('.pswp__button--zoom').click()
  await page.waitForTimeout(500)
  expect((await shownIn(page)).path).toMatch(/^\/anh\/[0-9a-f]{64}\.jpg$/)
  await page.context().close()
})

test.each([390, 1366])('at %i px what the camera wrote and the file to save are at hand in the viewer', async width => {
  const page = await open(width)
  await page.locator('.photos a[data-view]').first().click()
  await page.locator('.pswp:focus').waitFor() // once it is open it hears keys
  const below = page.locator('.pswp__below')
  await below.getByText('Thông tin máy ảnh').click()
  expect(await below.getByText('samsung SM-A546E').isVisible()).toBe(true)
  await page.keyboard.press('ArrowRight')
  const link = below.getByRole('link', { name: 'Tải tệp đã gửi' })
  await eventually(async () => (await link.getAttribute('href'))?.endsWith('IMG_2.tif') ?? false)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Thông tin máy ảnh')
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('IMG_2.tif')
  await page.context().close()
})

test('only a picture by its bytes is shown from the desk, whatever its sender called it, and as nobody’s', async () => {
  const text = await service.get('/bai/BK-2026-0001')
  const of = (name: string) => new RegExp(`/tep/([0-9a-f]{64})/${name}`).exec(text)?.[1] ?? ''
  const photo = await service.fetch(`/anh/${of('IMG_1.jpg')}/goc`)
  expect([photo.status, photo.headers.get('content-type'), photo.headers.get('x-content-type-options')]).toEqual([
    200,
    'image/jpeg',
    'nosniff',
  ])
  expect(photo.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect((await photo.arrayBuffer()).byteLength).toBe(Number(photo.headers.get('content-length')))
  for (const name of ['IMG_2.tif', 'trang.html'])
    expect((await service.fetch(`/anh/${of(name)}/goc`)).status, name).toBe(404)
  const page = await service.fetch(`/tep/${of('trang.html')}/trang.html`)
  expect(page.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(page.headers.get('content-type')).toBe('application/octet-stream')
  expect(page.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
})
