/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { clean } from '../desk.ts'
import { ARTICLE, aDocument, aFormText } from '../domain.ts'
import { eventually } from '../service.ts'
import { accessibilityFaults } from './browser.ts'
import { deskPages, type Look } from './deskPages.ts'

const pages = await deskPages()
const { piece, viewOf, web, signIn } = pages
afterAll(pages.close)

/** An editing page with its script; `wrong` fills with what the browser complains of. */
async function write(reference: string, look: Look = {}) {
  const page = await pages.newPage({ script: true, ...look })
  const wrong: string[] = []
  page.on('console', message => {
    if (!message.text().includes('404')) wrong.push(message.text()) // no picture is kept here
  })
  page.on('pageerror', error => wrong.push(error.message))
  await page.goto(`${web.url}/bai/${reference}/sua`)
  const text = page.getByRole('textbox', { name: 'Nội dung' })
  await text.waitFor()
  return { page, text, wrong }
}

/** A piece whose text an editor begins anew. */
async function emptied(look: Look = {}) {
  const { reference } = await piece()
  const opened = await write(reference, look)
  await opened.text.click()
  await opened.page.keyboard.press('Control+a')
  await opened.page.keyboard.press('Delete')
  return { reference, ...opened, keys: opened.page.keyboard }
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

/** The text as it is shown once it is saved, by its lines. */
async function shown(reference: string, page: Page): Promise<string> {
  await page.goto(`${web.url}/bai/${reference}`)
  return (await page.locator('.article').first().innerHTML()).trim()
}

const isSaved = (reference: string, words: string) =>
  eventually(async () => JSON.stringify((await viewOf(reference)).piece.body).includes(words))

const paste = (page: Page, html: string) =>
  page.locator('[data-writes]').evaluate((root, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', pasted)
    clipboardData.setData('text/plain', 'bản chữ')
    root.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, html)

test.each([
  [390, false],
  [1366, true],
])('at %i px a text is given its forms by buttons and by keys, saved by itself, and shown', async (width, dark) => {
  const { reference, page, text, wrong, keys } = await emptied({ width, dark })
  await keys.type('Kết quả')
  await press(page, 'Đề mục')
  expect(await page.getByRole('button', { name: 'Đề mục' }).getAttribute('aria-pressed')).toBe('true')
  await keys.press('Enter')
  await keys.type('Tặng ')
  await press(page, 'Đậm')
  await keys.type('12 suất')
  await press(page, 'Đậm')
  await keys.type(' quà ')
  await keys.press('Control+i')
  await keys.type('Tết')
  await keys.press('Control+i')
  await keys.press('Enter')
  await keys.press('Control+Shift+8')
  await keys.type('Gạo')
  await keys.press('Enter')
  await keys.type('Dầu')
  await keys.press('Enter')
  await keys.press('Enter')
  await press(page, 'Đánh số')
  await keys.type('Một')
  await keys.press('Enter')
  await keys.press('Enter')
  await keys.type('Hết bài')
  await keys.press('Control+Alt+2')
  expect(await accessibilityFaults(page)).toEqual([])
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0)
  for (const button of await page.locator('button[data-does]').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(24)
  await isSaved(reference, 'Hết bài')
  await page.reload()
  expect(await text.getByRole('heading', { name: 'Kết quả' }).count()).toBe(1)
  expect(await text.locator('b').textContent()).toBe('12 suất')
  expect(await shown(reference, page)).toBe(
    [
      '<h3>Kết quả</h3>',
      '<p>Tặng <strong>12 suất</strong> quà <em>Tết</em></p>',
      '<ul><li>Gạo</li><li>Dầu</li></ul>',
      '<ol><li>Một</li></ol>',
      '<h3>Hết bài</h3>',
    ].join('\n'),
  )
  expect(await accessibilityFaults(page)).toEqual([])
  expect(wrong).toEqual([])
})

test('what is pasted from Word keeps its headings, lists, bold and italic, and nothing else', async () => {
  const { reference, page, wrong } = await emptied()
  await paste(
    page,
    `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal { margin: 0cm; font-family: "Times New Roman" }</style></head>
<body lang=VI><!--StartFragment-->
<h1 style='margin:0cm'><b><span style='font-size:14.0pt'>I. Kết quả</span></b></h1>
<p class=MsoNormal style='text-align:justify'><span style='color:red;font-family:"Times New Roman"'>Tặng <b style='mso-bidi-font-weight:normal'>12 suất</b>
quà<span style='font-style:italic'> Tết</span><o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Gạo<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Dầu<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Một</p>
<table><tr><td><p class=MsoNormal>Ô thứ nhất</p></td><td>Ô thứ hai</td></tr></table>
<p class=MsoNormal><img src="file:///C:/a.png" onerror="alert(1)"><a href="javascript:alert(1)">Xem thêm</a><script>alert(1)</script></p>
<!--EndFragment--></body></html>`,
  )
  await isSaved(reference, 'Xem thêm')
  const left = await page.locator('[data-writes]').evaluate(root => ({
    names: [...new Set([...root.querySelectorAll('*')].map(({ localName }) => localName))].sort(),
    attributes: [...root.querySelectorAll('*')].flatMap(element => element.getAttributeNames()),
  }))
  expect(left.names.filter(name => !['h2', 'p', 'b', 'i', 'ul', 'ol', 'li', 'div', 'br'].includes(name))).toEqual([])
  expect(left.attributes).toEqual([])
  expect(await shown(reference, page)).toBe(
    [
      '<h3>I. Kết quả</h3>',
      '<p>Tặng <strong>12 suất</strong> quà<em> Tết</em></p>',
      '<ul><li>Gạo</li><li>Dầu</li></ul>',
      '<ol><li>Một</li></ol>',
      '<p>Ô thứ nhất</p>',
      '<p>Ô thứ hai</p>',
      '<p>Xem thêm</p>',
    ].join('\n'),
  )
  // The browser itself refuses what is pasted, and says so: even where it is only read.
  expect(wrong.filter(text => !text.endsWith('The action has been blocked.'))).toEqual([])
})

test('Vietnamese is typed whole, by an input method and by a program that takes letters back', async () => {
  const { reference, page, keys } = await emptied()
  const session = await page.context().newCDPSession(page)
  const compose = async (...states: readonly string[]) => {
    for (const text of states)
      await session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      })
    await session.send('Input.insertText', { text: states.at(-1) ?? '' })
  }
  await compose('C', 'Co', 'Cô', 'Côn', 'Công')
  await keys.press('Space')
  await keys.press('Control+b')
  await compose('d', 'đ', 'đo', 'đoa', 'đoan', 'đoàn')
  await keys.press('Control+b')
  await keys.press('Space')
  // UniKey: the letters that change are taken back, and others come.
  await keys.type('tuye')
  await keys.press('Backspace')
  await keys.insertText('ê')
  await keys.type('n')
  for (let n = 0; n < 2; n++) await keys.press('Backspace')
  await keys.insertText('ền')
  await keys.press('Enter')
  await compose('x', 'xo', 'xon', 'xong')
  await isSaved(reference, 'xong')
  expect(await shown(reference, page)).toBe('<p>Công <strong>đoàn</strong> tuyền</p>\n<p>xong</p>')
})

test('what was done is taken back and done again, and Tab leads out of the text', async () => {
  const { reference, page, text, keys } = await emptied()
  await keys.type('Một')
  await keys.press('Enter')
  await keys.type('hai')
  await keys.press('Control+Shift+7')
  expect(await text.locator('ol li').count()).toBe(1)
  await press(page, 'Hoàn tác')
  expect(await text.locator('ol li').count()).toBe(0)
  await press(page, 'Làm lại')
  expect(await text.locator('ol li').count()).toBe(1)
  await keys.press('Control+z')
  expect(await text.locator('ol li').count()).toBe(0)
  await keys.press('u') // a key of the desk: here it is a letter
  await isSaved(reference, 'haiu')
  await keys.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.matches('[data-writes]'))).toBe(false)
})

const post = async (reference: string, fields: Record<string, string>) =>
  fetch(`${web.url}/bai/${reference}/sua`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: web.url, Cookie: await signIn() },
    body: new URLSearchParams(fields),
  })

test('a text that is only looked at is no version', async () => {
  const { reference } = await piece([aDocument(aFormText({ body: `${ARTICLE}  Hai  dấu cách.` }), 'Mau.docx')])
  const { page } = await write(reference)
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByRole('heading', { name: 'Nội dung bài viết' }).waitFor()
  expect((await viewOf(reference)).versions).toEqual([])
})

test('HTML that no editor wrote leaves its words alone, on every page', async () => {
  const { reference } = await piece()
  const hostile =
    '<h2 onclick="alert(1)">Đề</h2><script>alert(1)</script><img src=x onerror=alert(2)><p>&lt;b&gt;Chữ</p>'
  expect((await post(reference, { ban: '0', tit: 'Tít', 'dinh-dang': hostile })).status).toBe(303)
  const page = await pages.open(`/bai/${reference}`)
  expect((await page.locator('.article').first().innerHTML()).trim()).toBe('<h3>Đề</h3>\n<p>&lt;b&gt;Chữ</p>')
  for (const path of ['', '/sua', '/thay-doi']) {
    await page.goto(`${web.url}/bai/${reference}${path}`)
    expect(await page.locator('main [onclick], main [onerror], main script:not([src])').count()).toBe(0)
  }
})

test('without a script words that are left keep their form, and what has another form alone is shown', async () => {
  const { reference } = await piece()
  const [first = '', second = ''] = ARTICLE.split('\n')
  const formed = `<h2>Tin mới</h2><p><strong>${first}</strong></p><ul><li>${second}</li></ul>`
  await post(reference, { ban: '0', tit: 'Tít', 'dinh-dang': formed })
  const page = await pages.open(`/bai/${reference}/sua`)
  const field = page.getByLabel('Nội dung')
  await field.fill((await field.inputValue()).replace(second, 'Đoạn khác'))
  await page.getByRole('button', { name: 'Lưu' }).click()
  const saved = (await page.locator('.article').first().innerHTML()).trim()
  expect(saved).toBe(`<h3>Tin mới</h3>\n<p><strong>${first}</strong></p>\n<p>Đoạn khác</p>`)
  await page.getByRole('link', { name: 'Xem chỗ đã sửa' }).click()
  expect(await page.locator('.changes ins').first().textContent()).toContain('[Đề mục] Tin mới')
  expect(await page.locator('.changes ins strong').count()).toBeGreaterThan(0)
  expect(await accessibilityFaults(await pages.open(`/bai/${reference}/thay-doi`, { script: true }))).toEqual([])
})

test('an editing page comes with less than 100 KB', async () => {
  const { reference } = await piece(clean())
  const page = await pages.newPage({ script: true })
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto(`${web.url}/bai/${reference}/sua`, { waitUntil: 'load' })
  await page.getByRole('textbox', { name: 'Nội dung' }).waitFor()
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThan(100_000)
})
