/// <reference lib="dom" />
import { once } from 'node:events'

import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailPage } from '../../templates/pages/mailPage.ts'
import { aFormText } from '../domain.ts'
import { base64, html, mail, multipart, plain } from '../mail/compose.ts'
import { eventually, type Running, type ServiceFolder, serviceFolder } from '../service.ts'
import { accessibilityFaults, openBrowser } from './browser.ts'

/** Another site, which must hear of nothing. */
const asked: string[] = []
const elsewhere = createServer((request, answer) => {
  asked.push(request.url ?? '')
  answer.end()
})

let folder: ServiceFolder
let service: Running
let browser: Browser
let away = ''

beforeAll(async () => {
  await once(elsewhere.listen(0, '127.0.0.1'), 'listening')
  away = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  folder = await serviceFolder()
  await writeFile(join(folder.path, 'inbox', 'hostile.eml'), await hostile(away))
  await writeFile(
    join(folder.path, 'inbox', 'plain.eml'),
    letter('Thư chỉ có chữ', ...plain('Kính gửi Ban Biên tập, xin hỏi về nhuận bút.')),
  )
  service = await folder.start()
  browser = await openBrowser()
  await eventually(
    async () => (await service.get('/thu-khac')).includes('Thư chỉ có chữ') && (await folder.outbox()).length > 0,
  )
})
afterAll(async () => {
  await browser.close()
  await folder[Symbol.asyncDispose]()
  elsewhere.close()
})

const letter = (subject: string, ...lines: readonly string[]): Buffer =>
  mail(
    'From: "Nông Thị Hằng" <hang@example.com>',
    'To: congdoanbk@gmail.com',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'Date: Wed, 18 Nov 2026 10:00:00 +0700',
    `Message-ID: <${Buffer.from(subject).toString('hex').slice(0, 20)}@example.com>`,
    'MIME-Version: 1.0',
    ...lines,
  )

/** A contribution typed into an HTML mail, with a picture in it, and all that a hostile sender would try. */
async function hostile(site: string): Promise<Buffer> {
  const rows = aFormText({ title: 'Bài trong thư có trình bày' })
    .split('\n')
    .map(
      line => `<p style="font-family: Arial; color: #003366">${line.replace('0983456712', '0983 <b>456</b> 712')}</p>`,
    )
  const page = `<html><head><base href="${site}/"><meta http-equiv="refresh" content="0;url=${site}/refresh">
<link rel="stylesheet" href="${site}/a.css"><style>@import "${site}/b.css"; body { background: url(${site}/c.png) }</style>
<script>parent.document.title = 'taken over'; fetch('${site}/script')</script></head>
<body onload="fetch('${site}/load')" background="${site}/d.png">${rows.join('')}
<p><img src="cid:anh@x" alt="Trao quà" width="400"></p>
<p><img src="${site}/e.png" alt="Logo"> <img src=x onerror="top.location='${site}/error'"></p>
<table bgcolor="#fff3d6" cellpadding="6" border="1"><tr><td style="background:url(${site}/f.png)">Đơn vị</td><td>CĐCS</td></tr></table>
<form action="${site}/form"><input name="a" autofocus onfocus="fetch('${site}/focus')"><button>Gửi</button></form>
<iframe src="${site}/frame"></iframe><object data="${site}/object"></object><video src="${site}/video" autoplay></video>
<svg onload="fetch('${site}/svg')"><image href="${site}/g.png"/></svg>
<div style="position:fixed;inset:0;background:red;z-index:99">che</div>
<p><a href="${site}/link" ping="${site}/ping">Xem thêm</a> <a href="javascript:fetch('${site}/js')">Bấm</a></p></body></html>`
  const picture = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#3a7' } })
    .jpeg()
    .toBuffer()
  const inline = [
    'Content-Type: image/jpeg; name=anh.jpg',
    'Content-ID: <anh@x>',
    'Content-Disposition: inline',
    'Content-Transfer-Encoding: base64',
    '',
    base64(picture),
  ]
  return letter('Tin bài có trình bày', ...multipart('related', 'r', html(page), inline))
}

async function open(path: string, { script = true, width = 1366, dark = false } = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
  })
  const [name = '', value = ''] = (await service.cookie()).split('=')
  await context.addCookies([{ name, value, url: service.url ?? '' }])
  const page = await context.newPage()
  await page.goto(`${service.url}${path}`)
  return page
}

const REFERENCE = '/bai/BK-2026-0001'

const inside = (page: Page) => page.frameLocator('iframe.sent')

async function opened(options: Parameters<typeof open>[1] = {}): Promise<Page> {
  const page = await open(REFERENCE, options)
  await page.getByText('Xem nội dung thư').click()
  await page.getByText('Xem thư như người gửi trình bày').click()
  await inside(page).getByText('Đơn vị', { exact: true }).waitFor()
  return page
}

test.each([true, false])(
  'a mail shows as it was laid out, runs nothing and asks nobody (scripts: %s)',
  async script => {
    const page = await opened({ script })
    const frame = inside(page)
    const drawn = () => frame.locator('img').evaluate(image => (image as HTMLImageElement).naturalWidth)
    await expect.poll(drawn).toBe(480)
    expect(await frame.getByText('Ảnh từ bên ngoài không được tải').isVisible()).toBe(true)
    expect(await frame.locator('td').first().isVisible()).toBe(true)
    await page.waitForTimeout(500)
    expect(await page.title()).toContain('Bài trong thư có trình bày')
    expect(asked).toEqual([])
    await page.context().close()
  },
)

test('the numbers of the form are hidden there as on the page', async () => {
  const page = await opened()
  const text = (await inside(page).locator('body').textContent()) ?? ''
  expect(text).toContain('Số điện thoại: •••')
  expect(text.replace(/\D/g, '')).not.toContain('983456712')
  expect(text).not.toContain('8605205112233')
  await page.context().close()
})

test('should anything be left in it, it could still do nothing', async () => {
  const answer = await service.fetch('/thu/1/nguyen-van')
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toMatch(/sandbox allow-popups allow-popups-to-escape-sandbox$/)
  expect(policy).not.toMatch(/script|https?:/)
  expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  // The policy itself is tried: this page never went through the sanitiser.
  const markup = `<img src="${away}/image" onerror="fetch('${away}/error')"><script>fetch('${away}/script')</script><link rel=stylesheet href="${away}/style"><iframe src="${away}/frame"></iframe><form action="${away}/form"><button>Gửi</button></form>`
  const raw = String(
    mailPage({
      subject: '',
      page: { pieces: [{ kind: 'markup', html: markup }], isCut: false, namesOthers: false },
      fields: null,
      pictures: new Map(),
    }),
  )
  const page = await open(REFERENCE)
  await page.route('**/nguyen-van', route =>
    route.fulfill({ body: raw, headers: Object.fromEntries(answer.headers), status: 200 }),
  )
  await page.getByText('Xem nội dung thư').click()
  await page.getByText('Xem thư như người gửi trình bày').click()
  await inside(page).getByRole('button', { name: 'Gửi' }).click()
  await page.waitForTimeout(500)
  expect(asked).toEqual([])
  await page.context().close()
})

test('a link opens a window of its own, which learns nothing of the desk', async () => {
  const page = await opened()
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    inside(page).getByRole('link', { name: 'Xem thêm' }).click(),
  ])
  await popup.waitForLoadState()
  expect(new URL(popup.url()).pathname).toBe('/link')
  expect(await popup.evaluate(() => [window.opener, document.referrer])).toEqual([null, ''])
  expect(asked.filter(path => path !== '/favicon.ico')).toEqual(['/link'])
  asked.length = 0
  await page.context().close()
})

test('it opens by itself too, and nobody reads it without signing in', async () => {
  const page = await open('/thu/1/nguyen-van')
  expect(await page.getByText('Đơn vị', { exact: true }).isVisible()).toBe(true)
  expect(await page.evaluate(() => origin).catch(() => 'none')).toMatch(/null|none/)
  const stranger = await fetch(`${service.url}/thu/1/nguyen-van`, { redirect: 'manual' })
  expect(await stranger.text()).not.toContain('Đơn vị')
  expect((await service.fetch('/thu/999/nguyen-van')).status).toBe(404)
  await page.context().close()
})

test('a mail of text alone has no such view', async () => {
  const page = await open('/thu/2')
  expect(await page.getByText('Xem nội dung thư').count()).toBe(1)
  expect(await page.locator('iframe').count()).toBe(0)
  expect(await service.get('/thu/2/nguyen-van')).toContain('Thư này chỉ có chữ')
  await page.context().close()
})

test.each([
  [390, false],
  [1366, true],
])('at %i px the page with the mail open fits and is for everybody', async (width, dark) => {
  const page = await opened({ width, dark })
  expect(await accessibilityFaults(page)).toEqual([])
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0)
  const within = await inside(page)
    .locator('html')
    .evaluate(root => [root.scrollWidth, root.clientWidth])
  expect(within[0]).toBeLessThanOrEqual(within[1] ?? 0)
  await page.context().close()
})
