import { afterAll, beforeEach, expect, test } from 'vitest'
import { photos } from '../../pipelines/photos.ts'
import { reminder } from '../../pipelines/reminder.ts'
import { reply } from '../../pipelines/reply.ts'
import { submission } from '../../pipelines/submission.ts'
import { runner } from '../../src/run/runner.ts'
import { Locks } from '../../src/store/locks.ts'
import { fileOther, fileReading, keepMail } from '../../src/store/mails.ts'
import { RowProgress } from '../../src/store/progress.ts'
import { addMail, openSubmission } from '../../src/store/submissions.ts'
import { testDatabase } from '../database.ts'
import { aDocument, aFormText, aPhotoFile, OFFICE } from '../domain.ts'
import { startReceiver } from '../smtp.ts'
import { DAY, type Sent, sent } from '../submission/conversation.ts'

const { database, connection, close } = await testDatabase()
const receiver = await startReceiver()
const locks = new Locks(connection)
afterAll(async () => {
  await locks[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
  await close()
})

/** Wednesday morning; mails of a conversation count their minutes from here. */
const START = new Date('2019-11-20T02:00:00Z')
let now = START
let kept = 0
let before = 0
const settings = { remindDays: 3, closeDays: 14 }
const progress = new RowProgress(database, () => now)

beforeEach(async () => {
  await database.deleteFrom('progress').execute()
  before = receiver.received.length
  now = START
  Object.assign(settings, { remindDays: 3, closeDays: 14 })
})

const form = aDocument(aFormText(), 'Mau.docx')

async function keep({ reading, arrival }: Sent): Promise<number> {
  const sha256 = String(++kept).padStart(64, '0')
  const sighting = { account: 'folder', folder: 'inbox', uidValidity: '0', uid: sha256 }
  const wake = await keepMail(database, { sha256, bytes: 1 }, sighting, now)
  const id = wake?.id ?? 0
  const columns = { messageId: arrival.messageId, fromAddress: arrival.sender, subject: reading.mail.subject }
  await database
    .transaction()
    .execute(writing =>
      fileReading(writing, id, { ...columns, sentAt: new Date(arrival.sentAt), reading, arrival, files: [] }),
    )
  await database.deleteFrom('progress').where('pipeline', '=', 'mail').execute()
  return id
}

const open = () => database.transaction().execute(writing => openSubmission(writing, { prefix: 'BK', now }))

async function comes(to: number, mail: Sent): Promise<void> {
  const id = await keep(mail)
  await database.transaction().execute(writing => addMail(writing, to, { id, reason: 'first' }, now))
}

/** Lets days pass, from one thing that falls due to the next. */
async function live(days: number): Promise<void> {
  const edges = {
    ...settings,
    database,
    office: OFFICE,
    now: () => now,
    quietMinutes: 20,
    sendReplies: true,
    mailDomain: 'example.org',
    smtp: { host: '127.0.0.1', port: receiver.port, tls: 'off' as const, user: 'toasoan', password: 'any' },
    lookInSent: null,
    repliesPerHour: 60,
    from: { header: 'Ban Biên tập <toasoan@example.org>', address: 'toasoan@example.org' },
    form: { name: 'mau.docx', bytes: new Uint8Array() },
    outbox: { keep: async () => undefined },
  }
  const failures: unknown[] = []
  const run = runner<never, never>({
    pipelines: [submission, photos, reply, reminder] as never,
    progress: progress as never,
    take: ({ pipeline, id }) => locks.take(`${pipeline} ${id}`),
    edges: edges as never,
    now: () => now,
    wake: async () => undefined,
    report: ({ error }) => failures.push(error),
  })
  const end = now.getTime() + days * DAY * 60_000
  for (;;) {
    const due = (await progress.dueRows(500)).filter(({ pipeline }) => pipeline !== 'photos')
    for (const row of due) await run(row)
    if (due.length > 0) continue
    const next = await database
      .selectFrom('progress')
      .select(eb => eb.fn.min('due').as('due'))
      .where('pipeline', '!=', 'photos')
      .executeTakeFirstOrThrow()
    if (next.due === null || next.due.getTime() > end) break
    now = next.due
  }
  now = new Date(end)
  expect(failures).toEqual([])
}

/** "Cần bổ sung 2019-11-20 09:20": what was sent, and when it left by the clock of Vietnam. */
async function letters(): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('outbox')
    .select(['subject', 'leftAt'])
    .where('state', '=', 'sent')
    .where('leftAt', '>=', START)
    .orderBy('id')
    .execute()
  const times = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' })
  const all = rows.map(({ subject, leftAt }) => `${subject.split(':')[0]} ${times.format(leftAt ?? now)}`)
  await database.deleteFrom('outbox').execute()
  return all
}

test('nobody answers: one reminder after three working days, set aside after fourteen, then silence', async () => {
  await comes(await open(), sent('article', 0, {}, [form]))
  await live(90)
  expect(receiver.received.length - before).toBe(3)
  expect(await letters()).toEqual([
    'Cần bổ sung 2019-11-20 09:20',
    'Nhắc bổ sung 2019-11-25 08:00',
    'Tạm gác 2019-12-10 08:00',
  ])
})

test('photos that come in time: received, and no reminder', async () => {
  const piece = await open()
  await comes(piece, sent('article', 0, {}, [form]))
  await live(2)
  await comes(piece, sent('photos', 2 * DAY, {}, [aPhotoFile()]))
  await live(60)
  expect(await letters()).toEqual(['Cần bổ sung 2019-11-20 09:20', 'Đã nhận 2019-11-22 09:20'])
})

test('an answer that brings nothing new puts the reminder off and brings no second request', async () => {
  const piece = await open()
  await comes(piece, sent('article', 0, {}, [form]))
  await live(4)
  const talk = await keep(sent('talk', 4 * DAY, { text: 'Em sẽ gửi ảnh sau ạ' }))
  await database.transaction().execute(writing => fileOther(writing, talk, 'conversation', piece))
  await comes(piece, sent('again', 4 * DAY, { text: 'Em gửi lại' }))
  await live(9)
  expect(await letters()).toEqual(['Cần bổ sung 2019-11-20 09:20', 'Nhắc bổ sung 2019-11-27 08:00'])
})

test('a request that reached nobody is not repeated', async () => {
  await comes(await open(), sent('article', 0, {}, [form]))
  await live(1)
  await database.updateTable('outbox').set({ state: 'bounced', problem: 'noSuchAddress' }).execute()
  await live(60)
  expect(receiver.received.length - before).toBe(1)
  expect(await letters()).toEqual([])
})

test('both can be switched off', async () => {
  Object.assign(settings, { remindDays: 0, closeDays: 0 })
  await comes(await open(), sent('article', 0, {}, [form]))
  await live(60)
  expect(await letters()).toEqual(['Cần bổ sung 2019-11-20 09:20'])
})
