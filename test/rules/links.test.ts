import { expect, test } from 'vitest'
import { sharedLinks, sharedLinksIn } from '../../src/rules/links.ts'
import { aDocument, aReading } from '../domain.ts'

const FILE = 'https://drive.google.com/file/d/1AbC/view?usp=drive_web'

const found = (...links: readonly (readonly [url: string, text?: string])[]) =>
  sharedLinks(links.map(([url, text = url]) => ({ url, text }))).map(({ url, name, isPhotos }) => [url, name, isPhotos])

test("Gmail's chip of a Drive file is known by the name that the sender saw", () => {
  expect(found([FILE, 'IMG_2041.JPG'], [FILE, 'IMG_2041.JPG'])).toEqual([[FILE, 'IMG_2041.JPG', true]])
  expect(found([FILE, 'Tin bai.docx'])).toEqual([[FILE, 'Tin bai.docx', false]])
  expect(found([FILE])).toEqual([[FILE, '', true]])
})

test.each([
  ['https://photos.app.goo.gl/9xYz'],
  ['https://1drv.ms/f/s!AbC'],
  ['https://lienha-my.sharepoint.com/:f:/g/personal/x'],
  ['https://www.fshare.vn/folder/ABC123'],
  ['https://drive.usercontent.google.com/download?id=1AbC'],
  ['https://b-f12-zpg.zdn.vn/123/anh.jpg'],
  ['https://app.box.com/s/abc'],
])('%s leads to shared files', url => {
  expect(found([url])).toEqual([[url, '', true]])
})

test.each([
  ['https://zalo.me/0900000000'],
  ['https://www.facebook.com/congdoan'],
  ['https://backan.gov.vn/tin-tuc'],
  ['https://drive.google.com.evil.example/file/d/1'],
])('%s is no shared file', url => {
  expect(found([url])).toEqual([])
})

test('a link behind the wrapping of a mail program is the same link', () => {
  const folder = 'https://drive.google.com/drive/folders/1AbC?usp=sharing'
  const wrapped = encodeURIComponent(folder)
  expect(
    found(
      [`https://www.google.com/url?q=${wrapped}&source=gmail&ust=1`, 'Ảnh hội nghị'],
      [`https://apc01.safelinks.protection.outlook.com/?url=${wrapped}&data=05`, 'Ảnh hội nghị'],
      [`https://l.facebook.com/l.php?u=${wrapped}&h=AT0`, 'Ảnh hội nghị'],
      [folder],
    ),
  ).toEqual([[folder, 'Ảnh hội nghị', true]])
  expect(found(['https://www.google.com/url?q=https%3A%2F%2Fdrive.google.com%2Ffile%2F%zz'])).toEqual([])
})

test('links in a document and in an attached mail count', () => {
  const document = aDocument('Ảnh', 'bai.docx', { links: [{ url: FILE, text: 'Ảnh' }] })
  expect(sharedLinksIn(aReading({}, [document]))).toEqual([{ url: FILE, name: 'Ảnh', isPhotos: true }])
})
