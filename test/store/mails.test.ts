import { afterAll, expect, test } from 'vitest'
import type { Reading } from '../../src/domain.ts'
import { Private, type SubmissionVerdict } from '../../src/domain.ts'
import { fileReading, keepMail } from '../../src/store/mails.ts'
import { fileVerdict, openSubmission, readFiled } from '../../src/store/submissions.ts'
import { decodeVerdict, encodeVerdict } from '../../src/store/verdictJson.ts'
import { testDatabase } from '../database.ts'

const { database, close } = await testDatabase()
afterAll(close)

const NOW = new Date('2026-03-02T03:00:00Z')
const sighting = (uid: string) => ({ account: 'folder', folder: 'inbox', uidValidity: '0', uid })

test('the same bytes under another UID are one mail with two sightings', async () => {
  const raw = { sha256: 'a'.repeat(64), bytes: 10 }
  expect(await keepMail(database, raw, sighting('1'), NOW)).toMatchObject({ pipeline: 'mail' })
  expect(await keepMail(database, raw, sighting('2'), NOW)).toBeNull()
  expect(await keepMail(database, raw, sighting('2'), NOW)).toBeNull()
  expect(await database.selectFrom('sightings').select('uid').orderBy('uid').execute()).toEqual([
    { uid: '1' },
    { uid: '2' },
  ])
})

test('what strangers may write in a text is kept as far as a database can', async () => {
  const wake = await keepMail(database, { sha256: 'b'.repeat(64), bytes: 10 }, sighting('3'), NOW)
  const reading = { mail: { subject: 'nul \u0000 and half \ud83d a letter' }, contents: [] } as unknown as Reading
  await database.transaction().execute(writing =>
    fileReading(writing, wake?.id ?? 0, {
      messageId: '<b@example.com>',
      fromAddress: null,
      subject: '',
      sentAt: NOW,
      reading,
      arrival: null,
      files: [],
    }),
  )
  const row = await database
    .selectFrom('mails')
    .select('reading')
    .where('id', '=', wake?.id ?? 0)
    .executeTakeFirstOrThrow()
  expect(row.reading?.mail.subject).toBe('nul  and half \ufffd a letter')
})

test('references count up within a year, also when two are opened at once', async () => {
  const open = () => database.transaction().execute(writing => openSubmission(writing, { prefix: 'XY', now: NOW }))
  await Promise.all([open(), open(), open()])
  const rows = await database
    .selectFrom('submissions')
    .select('reference')
    .where('reference', 'like', 'XY-%')
    .orderBy('reference')
    .execute()
  expect(rows.map(({ reference }) => reference)).toEqual(['XY-2026-0001', 'XY-2026-0002', 'XY-2026-0003'])
})

const verdict: SubmissionVerdict = {
  kind: 'submission',
  decision: 'accept',
  fields: {
    title: 'Tít',
    body: 'Nội dung',
    captions: [],
    author: null,
    unit: null,
    phone: new Private('0983456712'),
    accountNumber: null,
    accountHolder: null,
  },
  photos: [],
  pages: [],
  notes: [],
  findings: [],
}

test('private numbers come back from the database and print nowhere on the way', async () => {
  const back = decodeVerdict(JSON.parse(encodeVerdict(verdict)))
  expect(back.fields.phone?.reveal()).toBe('0983456712')
  expect(`${back.fields.phone} ${JSON.stringify(back)}`).not.toContain('0983456712')
  const id = await database.transaction().execute(writing => openSubmission(writing, { prefix: 'ZZ', now: NOW }))
  await database.transaction().execute(writing => fileVerdict(writing, id, verdict))
  await expect(readFiled(database, id)).rejects.toThrow()
})
