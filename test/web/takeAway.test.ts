/// <reference lib="dom" />
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWhole, temporaryFiles } from '../attachments/opened.ts'
import { told } from '../attachments/told.ts'
import { aFormText } from '../domain.ts'
import { jpeg } from '../photos/compose.ts'
import { PHONE } from '../photos/composeExif.ts'
import { eventually, type Running, type ServiceFolder, serviceFolder } from '../service.ts'
import { openBrowser } from './browser.ts'

const SAMPLE = join(import.meta.dirname, '../../templates/samples/01-bai-day-du.eml')
const TITLE = 'Công đoàn cơ sở Trường Tiểu học Nà Mẫu thăm hỏi đoàn viên khó khăn'

let folder: ServiceFolder
let service: Running
let browser: Browser
let path: string

beforeAll(async () => {
  folder = await serviceFolder()
  await folder.receive(SAMPLE)
  service = await folder.start()
  browser = await openBrowser()
  path = await eventually(async () => /\/bai\/BK-[\d-]+/.exec(await service.get('/'))?.[0] ?? null)
})
afterAll(async () => {
  await browser?.close()
  await folder?.[Symbol.asyncDispose]()
})

async function open(javaScriptEnabled = true): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ javaScriptEnabled })
  const [name = '', value = ''] = (await service.cookie()).split('=')
  await context.addCookies([{ name, value, url: service.url ?? '' }])
  const page = await context.newPage()
  await page.goto(`${service.url}${path}`)
  return { context, page }
}

test('one click takes the article away: two texts, originals, web copies and captions, without a number of a person', async () => {
  await using own = await temporaryFiles()
  const { context, page } = await open(false)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải gói bài (.zip)' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe(`${path.slice('/bai/'.length)} ${TITLE}.zip`)
  const contents = await openWhole(own.files, 'goi.zip', await readFile(await saved.path()))
  expect(told(contents)).toEqual([
    'photo Ảnh gốc/Ảnh 01.jpg',
    'photo Ảnh đăng web/Ảnh 01.jpg',
    'photo Ảnh gốc/Ảnh 02.jpg',
    'photo Ảnh đăng web/Ảnh 02.jpg',
    `document ${TITLE}.docx`,
    `document ${TITLE}.html`,
    'document Chú thích ảnh.txt',
  ])
  const sent = await service.get(path)
  for (const { file } of contents.filter(content => told([content])[0]?.startsWith('photo Ảnh gốc/')))
    expect(sent).toContain(`/tep/${file.sha256}/`)
  for (const { file } of contents)
    expect(Buffer.from(await own.files.read(file.sha256)).toString('latin1')).not.toMatch(/900000001|10000000000/)
  await context.close()
})

test('a post is copied with a click, and stands to be selected where no script runs', async () => {
  const { context, page } = await open()
  await context.grantPermissions(['clipboard-read'])
  await page.getByText('Chép cho Facebook').click()
  await page.getByRole('button', { name: 'Chép' }).click()
  expect(await page.getByText('Đã chép').count()).toBe(1)
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.split('\n')[0]).toBe(TITLE)
  await context.close()

  const { context: without, page: still } = await open(false)
  await still.getByText('Chép cho Zalo').click()
  const text = await still.getByLabel('Chép cho Zalo').inputValue()
  expect(text.split('\n')[0]).toBe(TITLE.toLocaleUpperCase('vi'))
  expect(copied + text).not.toMatch(/900000001|10000000000/)
  expect(await still.getByRole('button', { name: 'Chép' }).count()).toBe(0)
  await without.close()
})

test('a photo whose original is gone from the store does not keep the rest back', async () => {
  await using own = await temporaryFiles()
  const sent = await service.get(path)
  const sha256 = /\/tep\/([0-9a-f]{64})\/[^"]*\.jpg/.exec(sent)?.[1] ?? ''
  await rm(join(folder.path, 'blobs', sha256.slice(0, 2), sha256))
  const answer = await service.fetch(`${path}/goi-bai`)
  const contents = await openWhole(own.files, 'goi.zip', Buffer.from(await answer.arrayBuffer()))
  expect(told(contents).filter(line => line.includes('Ảnh gốc'))).toEqual(['photo Ảnh gốc/Ảnh 02.jpg'])
  const captions = contents.find(({ file }) => file.name === 'Chú thích ảnh.txt')
  const text = Buffer.from(await own.files.read(captions?.file.sha256 ?? '')).toString('utf8')
  expect(text).toContain('Thiếu ảnh gốc')
})

test('an original that says where it was taken is taken away only by the link that says so', async () => {
  await using own = await temporaryFiles()
  const title = 'Công đoàn Trung tâm Y tế Mẫu tổ chức hội thao chào mừng ngày thành lập'
  const content = Buffer.from(await jpeg({ exif: { ...PHONE, gps: true } }))
  const composed = new MailComposer({
    from: 'hai@example.com',
    to: 'congdoanbk@gmail.com',
    subject: 'Tin bài',
    date: new Date('2019-11-20T02:00:00Z'),
    messageId: '<vi-tri@example.com>',
    text: aFormText({ title }),
    attachments: [{ filename: 'IMG_0001.jpg', content }],
  })
  await writeFile(join(folder.path, 'inbox', 'vi-tri.eml'), await composed.compile().build())
  const page = await eventually(async () => {
    const [found] = new RegExp(`/bai/BK-[\\d-]+(?=[^>]*>[^<]*${title})`).exec(await service.get('/')) ?? []
    return found === undefined ? null : service.get(found)
  })
  expect(page).toContain('1 ảnh gốc có ghi vị trí nơi chụp (GPS) nên không nằm trong gói này')
  expect(page).toContain('Tải tệp đã gửi (có vị trí chụp)')
  const originals = async (link: RegExp): Promise<readonly string[]> => {
    const answer = await service.fetch(link.exec(page)?.[1] ?? '')
    const contents = await openWhole(own.files, 'goi.zip', Buffer.from(await answer.arrayBuffer()))
    return told(contents).filter(line => line.includes('Ảnh gốc'))
  }
  expect(await originals(/href="([^"]*goi-bai)"/)).toEqual([])
  expect(await originals(/href="([^"]*goi-bai\?vi-tri=co)"/)).toEqual(['photo Ảnh gốc/Ảnh 01.jpg'])
})

test('there is nothing to take away of what is not there', async () => {
  expect((await service.fetch('/bai/BK-2019-9999/goi-bai')).status).toBe(404)
})
