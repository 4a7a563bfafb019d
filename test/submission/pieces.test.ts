import { expect, test } from 'vitest'
import type { Content } from '../../src/domain.ts'
import { piecesOf } from '../../src/submission/pieces.ts'
import { aDocument, aFormText, anOtherFile, aPhotoFile, aReading } from '../domain.ts'

const SPORT = [
  'Ngày 20/11/2019, Công đoàn cơ sở Chi cục Thuế tổ chức hội thao chào mừng ngày thành lập ngành với hơn 60 đoàn viên tham gia.',
  'Các đội tranh tài ở ba môn bóng chuyền hơi, kéo co và cầu lông. Kết thúc hội thao, Ban Tổ chức trao giải cho các đội xuất sắc nhất.',
].join('\n')

const gifts = aDocument(aFormText(), 'Nà Phặc tặng quà.docx')
const sport = aDocument(
  aFormText({ title: 'Chi cục Thuế tổ chức hội thao', body: SPORT, captions: 'Các đội thi đấu kéo co' }),
  'Chi cục Thuế hội thao.docx',
)

/** Names of the files of each piece. */
const split = (...contents: readonly Content[]) =>
  piecesOf(aReading({ own: 'Em gửi bài.' }, contents)).map(piece => piece.contents.map(({ file }) => file.name))

test('a mail with one article stays whole', () => {
  expect(split(gifts, aPhotoFile('1.jpg'), anOtherFile('lich.ics'))).toEqual([
    ['Nà Phặc tặng quà.docx', '1.jpg', 'lich.ics'],
  ])
})

test('the same article as Word and as PDF is one', () => {
  expect(split(gifts, aDocument(aFormText(), 'bai.pdf'), aPhotoFile('1.jpg'))).toHaveLength(1)
})

test('each article gets the photos of its folder', () => {
  const inFolder = (content: Content, folder: string): Content =>
    ({ ...content, file: { ...content.file, folders: [folder] } }) as Content
  expect(
    split(
      inFolder(gifts, 'Bài 1'),
      inFolder(sport, 'Bài 2'),
      inFolder(aPhotoFile('b.jpg'), 'Bài 2'),
      inFolder(aPhotoFile('a.jpg'), 'Bài 1'),
    ),
  ).toEqual([
    ['Nà Phặc tặng quà.docx', 'a.jpg'],
    ['Chi cục Thuế hội thao.docx', 'b.jpg'],
  ])
})

test('each article gets the photos whose names speak of it', () => {
  expect(split(gifts, sport, aPhotoFile('hội thao chi cục thuế.jpg'), aPhotoFile('tặng quà Nà Phặc.jpg'))).toEqual([
    ['Nà Phặc tặng quà.docx', 'tặng quà Nà Phặc.jpg'],
    ['Chi cục Thuế hội thao.docx', 'hội thao chi cục thuế.jpg'],
  ])
})

test('each article gets the photos that stand behind it', () => {
  expect(split(gifts, aPhotoFile('IMG_1.jpg'), sport, aPhotoFile('IMG_2.jpg'), aPhotoFile('IMG_3.jpg'))).toEqual([
    ['Nà Phặc tặng quà.docx', 'IMG_1.jpg'],
    ['Chi cục Thuế hội thao.docx', 'IMG_2.jpg', 'IMG_3.jpg'],
  ])
})

test('as many photos as captions are dealt out in order', () => {
  expect(split(gifts, sport, aPhotoFile('IMG_1.jpg'), aPhotoFile('IMG_2.jpg'))).toEqual([
    ['Nà Phặc tặng quà.docx', 'IMG_1.jpg'],
    ['Chi cục Thuế hội thao.docx', 'IMG_2.jpg'],
  ])
})

test('a photo that nothing tells goes with every article, so that none is asked for it', () => {
  expect(split(gifts, sport, aPhotoFile('IMG_1.jpg'))).toEqual([
    ['Nà Phặc tặng quà.docx', 'IMG_1.jpg'],
    ['Chi cục Thuế hội thao.docx', 'IMG_1.jpg'],
  ])
})
