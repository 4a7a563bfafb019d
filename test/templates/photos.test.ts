import { expect, test } from 'vitest'
import type { PhotoFacts } from '../../src/domain.ts'
import { pieceSent } from '../../src/submission/piece.ts'
import { photoBox } from '../../templates/pages/photos.ts'
import { aFile, aPhoto, aVerdict, phoneFacts } from '../domain.ts'

const EARLIER = {
  reference: 'BK-2019-0007',
  title: 'Bài trước',
  lastMailAt: new Date('2019-11-19T02:00:00Z'),
  state: 'published',
  publishedOn: '2019-11-20',
} as const

const PAGE = { reference: 'BK-2019-0042', stand: '1.0', history: [], way: null }

const photo = aPhoto({ earlier: { sha256: 'a'.repeat(64), reference: EARLIER.reference } })

test.each([
  ['published', EARLIER, true],
  ['not published', { ...EARLIER, state: 'open', publishedOn: null }, false],
] as const)('a photo of an earlier article that was %s', (_, earlier, isPublished) => {
  const verdict = aVerdict({ photos: [photo] })
  const page = String(photoBox({ ...PAGE, verdict, earlier: [earlier], piece: pieceSent(verdict) }))
  expect(page).toContain('Giống ảnh đã gửi trước đây')
  expect(page).toContain('<a href="/bai/BK-2019-0007">Bài trước</a>')
  expect(/>Đã đăng<\/button> ngày 20\/11\/2019/.test(page)).toBe(isPublished)
})

/** The words of a photo's table, a row a line. */
function factsShown(facts: Partial<PhotoFacts>, bytes = 3_000_000): readonly string[] {
  const file = { ...aFile('IMG_0001.jpg'), bytes }
  const verdict = aVerdict({ photos: [aPhoto({ file, facts: phoneFacts(facts) })] })
  const page = String(photoBox({ ...PAGE, verdict, earlier: [], piece: pieceSent(verdict) }))
  return [...page.matchAll(/<th scope="row">(.*?)<\/th><td>(.*?)<\/td>/g)].map(([, name, value]) => `${name}: ${value}`)
}

const JPEG = {
  progressive: false,
  subsampling: '4:2:0',
  ijgQuality: null,
  quality: 93,
  markers: '',
  hasLibjpegLayout: false,
  hasJfif: false,
  comment: null,
  photoshop: [],
  hasDucky: false,
  hasFacebookMark: false,
  pictures: null,
}

test('the table says how many bytes a pixel has, the colours, and what else the file holds', () => {
  expect(factsShown({ jpeg: JPEG, profile: 'Display P3', hasFilm: true })).toEqual(
    expect.arrayContaining([
      'Định dạng: JPEG',
      'Mỗi điểm ảnh: 0,25 byte',
      'Hồ sơ màu: Display P3',
      'Ảnh động: có đoạn phim ngắn kèm theo',
    ]),
  )
  const plain = factsShown({ jpeg: JPEG })
  expect(plain.filter(row => /^(?:Ảnh động|Số ảnh|Hồ sơ màu)/.test(row))).toEqual([])
})

test('a stereo pair is an MPO, a photo with what its camera made beside it is not', () => {
  const pair = factsShown({ jpeg: { ...JPEG, pictures: { count: 2, views: 2 } } })
  expect(pair).toEqual(expect.arrayContaining(['Định dạng: MPO', 'Số ảnh: 2 ảnh trong một tệp']))
  const one = factsShown({ jpeg: { ...JPEG, pictures: { count: 3, views: 1 } } })
  expect(one).toEqual(
    expect.arrayContaining([
      'Định dạng: JPEG',
      'Số ảnh: 3 ảnh trong một tệp: ảnh chụp và ảnh phụ do máy tạo (xem trước, HDR)',
    ]),
  )
})

test('a photo without camera data still says what its file is like', () => {
  const { exif } = phoneFacts()
  const none = { ...exif, make: null, model: null, takenAt: null, exposureTime: null, fNumber: null, iso: null }
  expect(factsShown({ exif: { ...none, focalLength: null } })).toEqual([
    'Kích thước: 4032 × 3024 px',
    'Định dạng: JPEG',
    'Mỗi điểm ảnh: 0,25 byte',
  ])
})
