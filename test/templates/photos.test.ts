import { expect, test } from 'vitest'
import { pieceSent } from '../../src/submission/piece.ts'
import { photoBox } from '../../templates/pages/photos.ts'
import { aPhoto, aVerdict } from '../domain.ts'

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
