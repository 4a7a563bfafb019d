import { afterAll, expect, test } from 'vitest'
import { candidates } from '../../src/store/joins.ts'
import { fileReading, keepMail } from '../../src/store/mails.ts'
import { noteInSent, writeReply } from '../../src/store/outbox.ts'
import { addMail, openSubmission } from '../../src/store/submissions.ts'
import { testDatabase } from '../database.ts'
import { ARTICLE, aDocument, aFormText, aPhotoFile, TITLE } from '../domain.ts'
import { answering, DAY, HOUR, type Sent, sent } from '../submission/conversation.ts'

const { database, close } = await testDatabase()
afterAll(close)

const NOW = new Date('2019-11-20T03:00:00Z')
let files = 0

/** Keeps a mail as the pipeline does; gives its row. */
async function keep({ reading, arrival }: Sent, threadId: string | null = null): Promise<number> {
  const sha256 = String(++files).padStart(64, '0')
  const sighting = { account: 'folder', folder: 'inbox', uidValidity: '0', uid: sha256, threadId }
  const wake = await keepMail(database, { sha256, bytes: 1 }, sighting, NOW)
  if (wake === null) throw new Error('known')
  const { id } = wake
  const columns = { messageId: arrival.messageId, fromAddress: arrival.sender, subject: reading.mail.subject }
  await database
    .transaction()
    .execute(writing =>
      fileReading(writing, id, { ...columns, sentAt: new Date(arrival.sentAt), reading, arrival, files: [] }),
    )
  return id
}

/** A submission whose only mail this is; gives its id. */
async function open(mail: Sent, threadId: string | null = null): Promise<number> {
  const id = await keep(mail, threadId)
  return database.transaction().execute(async writing => {
    const submission = await openSubmission(writing, { prefix: 'BK', now: NOW })
    await addMail(writing, submission, { id, reason: 'first' }, NOW)
    return submission
  })
}

async function found(mail: Sent, threadId: string | null = null): Promise<readonly number[]> {
  const id = await keep(mail, threadId)
  const known = await database.transaction().execute(writing => candidates(writing, id, mail.arrival))
  return known.flatMap(one => ('submission' in one.id ? [one.id.submission] : [])).sort()
}

const from = (address: string) => ({ from: { name: '', address } })
const form = (title = TITLE, body = ARTICLE) => aDocument(aFormText({ title, body }), 'Mau.docx')
const OTHER =
  'Sáng nay LĐLĐ huyện Ba Bể khai mạc giải bóng chuyền công đoàn viên chức với mười sáu đội tham gia tranh tài trong ba ngày liền tại sân vận động trung tâm huyện.'

test('a mail is compared with the pieces it may belong to, and with no others', async () => {
  const article = await open(sent('article', 0, {}, [form()]))
  const strangers = await open(
    sent('other', 10, from('lan@example.com'), [form('Giải bóng chuyền công đoàn huyện Ba Bể', OTHER)]),
  )
  const late = await open(
    sent('late', 5, { ...answering('forgotten'), ...from('ba@example.com') }, [form('Khác', OTHER)]),
  )

  expect(await found(sent('own', 60 * DAY, {}, [aPhotoFile()])), 'its sender').toEqual([article])
  expect(await found(sent('own-later', 100 * DAY, {}, [aPhotoFile()])), 'months later').toEqual([])
  const foreign = from('new@example.com')
  expect(await found(sent('reply', 200 * DAY, { ...foreign, ...answering('article') })), 'its thread').toEqual([
    article,
  ])
  expect(await found(sent('forgotten', 300 * DAY, foreign)), 'what it answered').toEqual([late])
  expect(await found(sent('code', 400 * DAY, { ...foreign, subject: 'Bài BK-2019-0002' })), 'its code').toEqual([
    strangers,
  ])
  const corrected = ARTICLE.replace('12 đoàn viên', '15 đoàn viên')
  expect(await found(sent('again', DAY, foreign, [form(TITLE, corrected)])), 'its article').toEqual([article])
  expect(await found(sent('next', 40 * DAY, foreign, [form(TITLE, corrected)])), 'a month later').toEqual([])
  const photos = { ...foreign, subject: `Ảnh bài ${TITLE}` }
  expect(await found(sent('photos', HOUR, photos, [aPhotoFile()])), 'its title').toContain(article)
  const merged = await database.transaction().execute(writing => openSubmission(writing, { prefix: 'BK', now: NOW }))
  await database.updateTable('submissions').set({ mergedInto: article }).where('id', '=', merged).execute()
  expect(await found(sent('old-code', 500 * DAY, { ...foreign, subject: 'BK-2019-0004' })), 'merged').toEqual([article])
  expect(await found(sent('strange', 20 * HOUR, from('x@example.com'), [aPhotoFile()])), 'nothing').toEqual([])
})

test('the mailbox’s own thread leads to a submission by its mails and by our replies in it', async () => {
  const name = { ...from('thread@example.com'), subject: 'Re: Cần bổ sung' }
  const own = await open(sent('in-thread', 600 * DAY, name, [form('Khác hẳn', OTHER)]), '1789')
  const replied = await open(sent('replied', 700 * DAY, name, [form('Khác nữa', OTHER)]))
  await database.transaction().execute(async writing => {
    const reply = {
      submissionId: replied,
      revision: 1,
      kind: 'complete' as const,
      matter: 'complete',
      messageId: '<ours@example.com>',
      inReplyTo: null,
      references: [],
      recipient: 'thread@example.com',
      subject: 'Cần bổ sung',
      text: '',
      html: '',
      withForm: false,
    }
    const wake = await writeReply(writing, reply, 'queued', NOW)
    await noteInSent(writing, wake?.id ?? 0, { messageId: null, threadId: '1790' }, NOW)
  })
  const answer = (name: string) => sent(name, 1000 * DAY, { ...from('new@example.com'), ...answering('unknown') })
  expect(await found(answer('to-mail'), '1789')).toEqual([own])
  expect(await found(answer('to-reply'), '1790')).toEqual([replied])
  expect(await found(answer('elsewhere'), '1791')).toEqual([])
  expect(await found(answer('nowhere'))).toEqual([])
})
