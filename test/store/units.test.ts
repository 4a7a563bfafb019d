import { afterAll, expect, test } from 'vitest'
import { must, testDesk } from '../desk.ts'
import { aDocument, aFormText, aPhotoFile } from '../domain.ts'

const { close, passes, work, receive, referenceOf, viewOf, decide, now } = await testDesk()
afterAll(close)

const from = (address: string) => ({ from: { address, name: '' } })

async function pieceOf(unit: string, title: string, address: string): Promise<string> {
  passes(60)
  const id = await receive([aDocument(aFormText({ title, unit }), 'Mau.docx'), aPhotoFile()], from(address))
  await work()
  return referenceOf(id)
}

async function publish(reference: string, on: string): Promise<void> {
  await must(decide(reference, { kind: 'publish', link: `https://congdoanbackan.org.vn/${reference}`, on }))
}

const titles = (rows: readonly { readonly title: string | null }[]) => rows.map(({ title }) => title)

test('beside a piece stand the quota of its unit, however that is typed, and what the unit and the sender sent last', async () => {
  const first = await pieceOf('LĐLĐ huyện Ba Bể', 'Bài thứ nhất', 'a@example.com')
  const second = await pieceOf('ldld huyen ba be', 'Bài thứ hai', 'b@example.com')
  const other = await pieceOf('LĐLĐ huyện Na Rì', 'Bài của Na Rì', 'a@example.com')
  const own = await pieceOf('LĐLĐ HUYỆN BA BỂ', 'Bài mới', 'a@example.com')

  expect((await viewOf(own)).besides).toMatchObject({
    unit: { quota: { months: 1, inPeriod: 1, inYear: 12 }, published: { inPeriod: 0, inYear: 0 } },
    ofUnit: [{ reference: second }, { reference: first }],
    ofSender: [{ reference: other, list: 'waiting', publishedOn: null }],
  })

  await publish(first, '2019-10-31')
  await publish(second, '2019-11-01')
  const { unit, ofUnit } = (await viewOf(own)).besides
  expect(unit?.published, 'one in October, one in November').toEqual({ inPeriod: 1, inYear: 2 })
  expect(ofUnit[0]).toMatchObject({ list: 'published', publishedOn: '2019-11-01' })
  expect((await viewOf(other)).besides.unit?.published).toEqual({ inPeriod: 0, inYear: 0 })
})

test('what a grass-roots union has published counts by half-years, and none of it in the next year', async () => {
  const unit = 'Công đoàn cơ sở Phòng Tài chính'
  const early = await pieceOf(unit, 'Bài tháng sáu', 'c@example.com')
  const late = await pieceOf(unit, 'Bài tháng bảy', 'c@example.com')
  await publish(early, '2019-06-30')
  await publish(late, '2019-07-01')
  const seen = await pieceOf('CÔNG ĐOÀN CƠ SỞ PHÒNG TÀI CHÍNH', 'Bài đang xem', 'd@example.com')
  const counts = async () => (await viewOf(seen)).besides.unit?.published
  expect(await counts()).toEqual({ inPeriod: 1, inYear: 2 })
  passes((Date.parse('2020-01-01T00:00:00+07:00') - now().getTime()) / 1000 - 1)
  expect(await counts()).toEqual({ inPeriod: 1, inYear: 2 })
  passes(1)
  expect(await counts()).toEqual({ inPeriod: 0, inYear: 0 })
})

test('a piece taken back from the site counts no more, and no more than five others are shown', async () => {
  const unit = 'Văn phòng LĐLĐ tỉnh'
  const published = await pieceOf(unit, 'Bài 0', 'e@example.com')
  await publish(published, new Date(now().getTime() + 7 * 60 * 60 * 1000).toISOString().slice(0, 10))
  for (const number of [1, 2, 3, 4, 5]) await pieceOf(unit, `Bài ${number}`, 'e@example.com')
  const seen = await pieceOf(unit, 'Bài đang xem', 'e@example.com')
  const { besides } = await viewOf(seen)
  expect(titles(besides.ofUnit)).toEqual(['Bài 5', 'Bài 4', 'Bài 3', 'Bài 2', 'Bài 1'])
  expect(titles(besides.ofSender), 'one that is not shown twice').toEqual(['Bài 0'])
  expect(besides.unit).toMatchObject({ quota: null, published: { inPeriod: 1, inYear: 1 } })
  await must(decide(published, { kind: 'reopen' }))
  expect((await viewOf(seen)).besides.unit?.published).toEqual({ inPeriod: 0, inYear: 0 })
})
