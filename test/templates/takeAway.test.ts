import { expect, test } from 'vitest'
import { type Piece, wordsOf } from '../../src/domain.ts'
import { readPassages } from '../../src/submission/passages.ts'
import { pieceSent } from '../../src/submission/piece.ts'
import { publicationOf } from '../../templates/publication.ts'
import { facebookText, zaloText } from '../../templates/takeAway.ts'
import { aPhoto, aVerdict, FIELDS } from '../domain.ts'

/** As it was sent, but for what an editor has changed. */
function publication(given: Parameters<typeof aVerdict>[0], edited: Partial<Piece> = {}) {
  const verdict = aVerdict(given)
  return publicationOf({ verdict, piece: { ...pieceSent(verdict), ...edited } })
}

const short = {
  ...FIELDS,
  title: 'Tặng quà đoàn viên',
  body: 'Ngày 18/11/2019, công đoàn tặng 12 suất quà. TS. Nông Văn K trao quà.\nĐoàn viên rất vui!',
  author: 'Nông Thị Hằng',
  unit: 'CĐCS Trường Nà Phặc',
}

test('a picture that came twice is taken away once, by its better file', () => {
  const original = aPhoto({ name: 'goc.jpg' })
  const copy = aPhoto({ name: 'zalo.jpg', copyOf: original.file.sha256 })
  const { photos } = publication({ photos: [copy, original] })
  expect(photos.map(({ sha256 }) => sha256)).toEqual([original.file.sha256])
})

test('what an editor has changed is what is taken away, and a number that they typed is hidden as well', () => {
  const [first, second] = [aPhoto({ name: '1.jpg' }), aPhoto({ name: '2.jpg' })]
  const { title, photos } = publication(
    { photos: [first, second] },
    { title: 'Gọi 0983456712', photos: [{ sha256: second.file.sha256, caption: 'Ảnh bìa' }] },
  )
  expect(title).toBe('Gọi •••')
  expect(photos).toEqual([{ sha256: second.file.sha256, format: 'jpeg', caption: 'Ảnh bìa', hasPlace: false }])
})

test('numbers of persons are hidden in the title, the text, the captions and the credit', () => {
  const words = 'Liên hệ 0983.456.712, STK 8605205112233, hoặc 0912 345 678'
  const fields = { ...FIELDS, title: words, body: words, author: words, unit: words }
  const { title, body, credit, photos } = publication({ fields, photos: [aPhoto({ caption: words })] })
  const hidden = 'Liên hệ •••, STK •••, hoặc •••'
  expect([title, ...body.map(wordsOf), photos[0]?.caption]).toEqual([hidden, hidden, hidden])
  expect(credit).toBe(`${hidden} – ${hidden}`)
})

test('a post on Facebook has its paragraphs apart and names the photos by their order', () => {
  const photos = [aPhoto({ caption: 'Trao quà' }), aPhoto({ name: '2.jpg', caption: null }), aPhoto({ name: '3.jpg' })]
  expect(facebookText(publication({ fields: short, photos })).split('\n')).toEqual([
    'Tặng quà đoàn viên',
    '',
    'Ngày 18/11/2019, công đoàn tặng 12 suất quà. TS. Nông Văn K trao quà.',
    '',
    'Đoàn viên rất vui!',
    '',
    'Nông Thị Hằng – CĐCS Trường Nà Phặc',
    '',
    'Ảnh 1: Trao quà',
    'Ảnh 3: Đồng chí Chủ tịch Công đoàn trao quà cho đoàn viên',
  ])
})

test('a message on Zalo is a sentence a line under a title in capitals', () => {
  expect(zaloText(publication({ fields: short })).split('\n')).toEqual([
    'TẶNG QUÀ ĐOÀN VIÊN',
    '',
    'Ngày 18/11/2019, công đoàn tặng 12 suất quà.',
    'TS. Nông Văn K trao quà.',
    '',
    'Đoàn viên rất vui!',
    '',
    'Nông Thị Hằng – CĐCS Trường Nà Phặc',
  ])
})

test('a post has subheadings on a line of their own and lists line by line, with their marks', () => {
  const body = readPassages(
    '<h2>Kết quả</h2><p>Tặng <b>12</b> suất. Rất vui!</p><ul><li>Gạo. Dầu ăn</li><li>Quà</li></ul><ol><li>Một</li><li>Hai</li></ol>',
  )
  const post = publication({ fields: { ...short, title: null, author: null, unit: null }, photos: [] }, { body })
  const lists = ['', '– Gạo. Dầu ăn', '– Quà', '', '1. Một', '2. Hai']
  expect(facebookText(post).split('\n')).toEqual(['Kết quả', '', 'Tặng 12 suất. Rất vui!', ...lists])
  expect(zaloText(post).split('\n')).toEqual(['Kết quả', '', 'Tặng 12 suất.', 'Rất vui!', ...lists])
})

test('an article of which little is known leaves no gaps', () => {
  const fields = { ...FIELDS, title: null, author: null, unit: null, body: 'Một đoạn.' }
  expect(facebookText(publication({ fields, photos: [] }))).toBe('Một đoạn.')
})
