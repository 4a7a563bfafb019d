import { expect, test } from 'vitest'
import type { CaptionLine, PlacedPhoto } from '../../src/domain.ts'
import { captionLines } from '../../src/form/captionLines.ts'
import { captionPhotos } from '../../src/form/captions.ts'
import { readForm } from '../../src/form/read.ts'
import { aFile, phoneFacts } from '../domain.ts'
import { ARTICLE, caption, mail, readBody } from './compose.ts'

const [A, B] = ARTICLE.captions
const C = 'Toàn cảnh buổi trao quà tại trường'

const lines = (...texts: readonly string[]): readonly CaptionLine[] =>
  captionLines(texts.map(text => ({ text, bold: false, startsCell: false, afterPicture: false })))

test.each<[readonly string[], readonly CaptionLine[]]>([
  [
    [`Ảnh 1: ${A}`, `Ảnh 2: ${B}`],
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
  ],
  [[`Ảnh số 1 - ${A}`], [caption(A, { number: 1 })]],
  [[`Ảnh 01. ${A}`], [caption(A, { number: 1 })]],
  [[`Ảnh 1 ${A}`], [caption(A, { number: 1 })]],
  [
    [`Hình 1. ${A}`, `Hình 2. ${B}`],
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
  ],
  [
    [`H1: ${A}`, `H2: ${B}`],
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
  ],
  [
    [`1/ ${A}`, `2/ ${B}`],
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
  ],
  [
    [`1. ${A}`, `2. ${B}`],
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
  ],
  [
    [`(1) ${A}`, `(2) ${B}`],
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
  ],
  [
    [`- ${A}`, `+ ${B}`, `• ${C}`],
    [caption(A), caption(B), caption(C)],
  ],
  [[`Ảnh: ${A}`], [caption(A)]],
  [[`Chú thích ảnh 1: ${A}`], [caption(A, { number: 1 })]],
  [
    [`Ảnh thứ nhất: ${A}`, `Ảnh thứ hai: ${B}`],
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
  ],
  [[`Ảnh 1: ${A}; Ảnh 2: ${B}`], [caption(A, { number: 1 }), caption(B, { number: 2 })]],
  [[`Ảnh 1: ${A}. Ảnh 2: ${B}.`], [caption(`${A}.`, { number: 1 }), caption(`${B}.`, { number: 2 })]],
  [[`1. ${A} 2. ${B}`], [caption(A, { number: 1 }), caption(B, { number: 2 })]],
  [
    ['Ảnh 1', A, 'Ảnh 2', B],
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
  ],
  [['Ảnh 1:', A], [caption(A, { number: 1 })]],
  [[`IMG_1234.JPG: ${A}`], [caption(A, { fileName: 'IMG_1234.JPG' })]],
  [[`Ảnh IMG_1234.jpg - ${A}`], [caption(A, { fileName: 'IMG_1234.jpg' })]],
  [[`${A} (IMG_1234.jpg)`], [caption(A, { fileName: 'IMG_1234.jpg' })]],
  [[`IMG_1234: ${A}`], [caption(A, { fileName: 'IMG_1234' })]],
  [
    [`Ảnh 1, 2: ${A}`, `Ảnh 3: ${B}`],
    [caption(A, { number: 1 }), caption(A, { number: 2 }), caption(B, { number: 3 })],
  ],
  [[`Ảnh 1-3: ${A}`], [caption(A, { number: 1 }), caption(A, { number: 2 }), caption(A, { number: 3 })]],
  [[`Ảnh 1 và 2: ${A}`], [caption(A, { number: 1 }), caption(A, { number: 2 })]],
  [[`Ảnh chụp ${B}`], [caption(`Ảnh chụp ${B}`)]],
  [
    ['Ảnh 1: Các đại biểu dự hội nghị ngày 12/11/2019'],
    [caption('Các đại biểu dự hội nghị ngày 12/11/2019', { number: 1 })],
  ],
  [['20 suất quà được trao tới đoàn viên'], [caption('20 suất quà được trao tới đoàn viên')]],
  [['như trong bài'], []],
  [['Như trong bài viết'], []],
  [['(có trong bài)'], []],
  [['Ở dưới ảnh'], []],
  [['Chú thích ở dưới mỗi ảnh'], []],
  [['Đã ghi dưới từng ảnh'], []],
  [['Đã chú thích trong tên tệp ảnh'], []],
  [['Xem file ảnh kèm theo'], []],
  [['Gửi kèm theo'], []],
  [['Không'], []],
  [['……………'], []],
  [['Ảnh 1:', 'Ảnh 2:'], []],
])('captions are read from %j', (written, read) => {
  expect(lines(...written)).toEqual(read)
})

const photo = (name: string, beside: string | null = null): PlacedPhoto => ({
  file: aFile(name),
  facts: phoneFacts(),
  sent: beside === null ? 'separately' : 'inArticle',
  beside,
})

const [a, b, c] = [photo('IMG_1.jpg'), photo('IMG_2.jpg'), photo('IMG_3.jpg')]

test.each<[string, readonly CaptionLine[], readonly PlacedPhoto[], readonly (string | null)[]]>([
  ['by order', [caption(A), caption(B)], [a, b], [A, B]],
  ['by number', [caption(B, { number: 2 }), caption(A, { number: 1 })], [a, b], [A, B]],
  [
    'by the number in every file name',
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
    [photo('Anh 2.jpg'), photo('Anh 1.jpg')],
    [B, A],
  ],
  [
    'by camera numbers, the first photo is number 1',
    [caption(A, { number: 1 }), caption(B, { number: 2 })],
    [photo('DSC_0031.JPG'), photo('DSC_0032.JPG')],
    [A, B],
  ],
  ['by file name', [caption(B, { fileName: 'IMG_2.jpg' }), caption(A, { fileName: 'img_1.JPG' })], [a, b], [A, B]],
  ['by file name without its ending', [caption(B, { fileName: 'IMG_2' }), caption(A)], [a, b], [A, B]],
  ['beside a pasted photo', [caption(A), caption(B)], [photo('image1.jpeg', B), photo('image2.jpeg', A)], [B, A]],
  ['beside a pasted photo with a number', [caption(A, { number: 1 })], [photo('image1.jpeg', `Ảnh 1: ${A}`)], [A]],
  ['beside a pasted photo only', [], [photo('image1.jpeg', A)], [A]],
  ['beside it and numbered, without the number', [], [photo('image1.jpeg', `Ảnh 1: ${A}`)], [A]],
  ['in the file name', [], [photo('Đc Lan trao quà cho đoàn viên.jpg')], ['Đc Lan trao quà cho đoàn viên']],
  [
    'in the file name after a number',
    [],
    [photo('1. Đc Lan trao quà cho đoàn viên.jpg')],
    ['Đc Lan trao quà cho đoàn viên'],
  ],
  ['one too few', [caption(A)], [a, b], [A, null]],
  ['one too many', [caption(A), caption(B), caption(C)], [a, b], [A, B]],
  [
    'one caption for numbers 1 and 2',
    [caption(A, { number: 1 }), caption(A, { number: 2 }), caption(B, { number: 3 })],
    [a, b, c],
    [A, A, B],
  ],
  [
    'one caption that speaks of all photos',
    [caption('Một số hình ảnh tại buổi trao quà')],
    [a, b],
    ['Một số hình ảnh tại buổi trao quà', 'Một số hình ảnh tại buổi trao quà'],
  ],
  [
    'machine names describe nothing',
    [],
    [
      'IMG_20191112_083000.jpg',
      'z1234567890123_abcdef0123456789.jpg',
      'DSC_0001.JPG',
      'Ảnh 1.jpg',
      'received_123456.jpeg',
      'Screenshot_20191112-083000_Zalo.jpg',
      'WhatsApp Image 2019-11-12 at 08.30.00.jpeg',
      'photo_2019-11-12_08-30-00.jpg',
      'FB_IMG_1573540000000.jpg',
      'IMG-20191112-WA0001.jpg',
      'anh minh hoa.jpg',
    ].map(name => photo(name)),
    Array.from({ length: 11 }, () => null),
  ],
])('photos get their captions %s', (_, captions, photos, found) => {
  expect(captionPhotos(captions, photos, new Map())).toEqual(found)
})

test('a caption for several photos is one caption of the form', () => {
  expect(
    readBody(
      'Tít: Trao quà cho đoàn viên khó khăn',
      'Nội dung:',
      ...ARTICLE.body,
      `Chú thích ảnh:`,
      `Ảnh 1, 2: ${A}`,
      `Ảnh 3: ${B}`,
      'Tác giả: Bế Thị Lan',
    ).captions,
  ).toEqual([A, B])
})

test.each([
  ['Em gửi ảnh: Các học viên trong buổi tập huấn', ['Các học viên trong buổi tập huấn']],
  ['Tôi xin gửi lại ảnh gốc: Đồng chí Chủ tịch trao quà cho đoàn viên', ['Đồng chí Chủ tịch trao quà cho đoàn viên']],
  ['Em gửi ảnh: như sau ạ', []],
  ['Em gửi ảnh: https://drive.google.com/file/d/abc', []],
  ['Em gửi bài và ảnh ạ', []],
])('"%s" says what the photo shows, or does not', (text, captions) => {
  expect(readForm([mail(text)]).fields.captions).toEqual(captions)
})
