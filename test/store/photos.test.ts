import { afterAll, expect, test } from 'vitest'
import { compareLater, keepSeen, knownPhotos } from '../../src/store/photos.ts'
import { startRow } from '../../src/store/progress.ts'
import { openSubmission, reviseSubmission } from '../../src/store/submissions.ts'
import { testDatabase } from '../database.ts'

const { database, close } = await testDatabase()
afterAll(close)

const NOW = new Date('2026-03-02T03:00:00Z')
const MOMENT = '2026-03-01T08:00:00'
let counted = 0

const sha = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64)
const print = (): string => Array.from({ length: 64 }, () => String(Math.round(Math.random()))).join('')
const off = (of: string, bits: number): string =>
  [...of].map((bit, at) => (at % 6 === 0 && at / 6 < bits ? String(1 - Number(bit)) : bit)).join('')

/** A submission with one mail that brought these photos, printed or not. */
async function submission(photos: Readonly<Record<string, string | null>>, raw = `raw ${counted}`, moment?: string) {
  return database.transaction().execute(async writing => {
    const id = await openSubmission(writing, { prefix: 'BK', now: NOW })
    const mail = await writing
      .insertInto('mails')
      .values({
        rawSha256: sha(raw),
        piece: ++counted,
        rawBytes: 1,
        keptAt: NOW,
        sentAt: NOW,
        kind: 'submission',
        submissionId: id,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const [name, made] of Object.entries(photos)) {
      const file = { sha256: sha(name), name, type: 'image/jpeg', bytes: 1 }
      await writing
        .insertInto('mailFiles')
        .values({ mailId: mail.id, ...file })
        .execute()
      await writing.insertInto('submissionPhotos').values({ submissionId: id, sha256: file.sha256 }).execute()
      if (made !== null)
        await keepSeen(writing, [
          { sha256: file.sha256, print: made, thumbnailLikeness: null, takenAt: moment ?? null },
        ])
    }
    return id
  })
}

const earlierOf = async (id: number, name: string) => (await knownPhotos(database, id)).earlier.get(sha(name))

test('the same file, and one like it, are found with the submission that brought them first', async () => {
  const picture = print()
  const first = await submission({ 'goc.jpg': picture })
  await submission({ 'goc.jpg': picture })
  const later = await submission({ 'goc.jpg': picture, 'zalo.jpg': off(picture, 10), 'khac.jpg': print() })
  const reference = `BK-2026-${String(first).padStart(4, '0')}`
  expect(await earlierOf(later, 'goc.jpg')).toEqual({ sha256: sha('goc.jpg'), reference })
  expect(await earlierOf(later, 'zalo.jpg')).toEqual({ sha256: sha('goc.jpg'), reference })
  expect(await earlierOf(later, 'khac.jpg')).toBeUndefined()
  expect(await earlierOf(first, 'goc.jpg')).toBeUndefined()
})

test('of several earlier submissions the one that was published is shown', async () => {
  const picture = print()
  const photos = { 'dang.jpg': picture }
  const [, published] = [await submission(photos), await submission(photos), await submission(photos)]
  await database.updateTable('submissions').set({ state: 'published' }).where('id', '=', published).execute()
  const later = await submission({ ...photos, 'dang zalo.jpg': off(picture, 3) })
  const reference = `BK-2026-${String(published).padStart(4, '0')}`
  expect(await earlierOf(later, 'dang.jpg')).toEqual({ sha256: sha('dang.jpg'), reference })
  expect(await earlierOf(later, 'dang zalo.jpg')).toEqual({ sha256: sha('dang.jpg'), reference })
})

test('a picture of another moment is another photo', async () => {
  const picture = print()
  await submission({ 'mot.jpg': picture }, undefined, MOMENT)
  const later = await submission({ 'hai.jpg': picture }, undefined, '2026-03-01T08:00:02')
  expect(await earlierOf(later, 'hai.jpg')).toBeUndefined()
})

test('articles of one mail share its photos: none of them came before', async () => {
  await submission({ 'chung.jpg': print() }, 'one mail')
  const second = await submission({ 'chung.jpg': null }, 'one mail')
  expect(await earlierOf(second, 'chung.jpg')).toBeUndefined()
})

test('a photo without a print is nobody’s copy, and its print may come later', async () => {
  const picture = print()
  const first = await submission({ 'cham.jpg': null })
  const second = await submission({ 'nhanh.jpg': picture }, undefined, MOMENT)
  expect(await earlierOf(second, 'nhanh.jpg')).toBeUndefined()
  const woken = await database.transaction().execute(async writing => {
    await startRow(writing, { pipeline: 'photos', id: second, revision: 1, step: 'verdict', due: NOW })
    const late = [
      { sha256: sha('cham.jpg'), print: off(picture, 3), thumbnailLikeness: null, takenAt: `${MOMENT}+07:00` },
    ]
    await keepSeen(writing, late)
    return compareLater(writing, first, late, NOW)
  })
  expect(woken).toEqual([{ pipeline: 'photos', id: second }])
  expect(await earlierOf(second, 'nhanh.jpg')).toMatchObject({ sha256: sha('cham.jpg') })
  const row = await database.selectFrom('progress').selectAll().where('rowId', '=', second).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ step: 'verdict', revision: 2, due: NOW })
})

test('a later submission that is still drawn is not led past that', async () => {
  const picture = print()
  const first = await submission({ 'truoc.jpg': null })
  const second = await submission({ 'sau.jpg': picture })
  const woken = await database.transaction().execute(async writing => {
    await startRow(writing, { pipeline: 'photos', id: second, revision: 1, step: 'prints', due: NOW })
    return compareLater(writing, first, [{ sha256: sha('truoc.jpg'), print: picture, takenAt: null }], NOW)
  })
  expect(woken).toEqual([])
})

test('what is read of an older revision is not compared to the end', async () => {
  const id = await submission({ 'cu.jpg': print() })
  await database
    .transaction()
    .execute(writing => startRow(writing, { pipeline: 'photos', id, revision: 1, step: 'verdict', due: NOW }))
  await database.transaction().execute(writing => reviseSubmission(writing, id, NOW))
  const row = await database
    .selectFrom('progress')
    .select(['step', 'due'])
    .where('pipeline', '=', 'photos')
    .where('rowId', '=', id)
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ step: null, due: null })
})
