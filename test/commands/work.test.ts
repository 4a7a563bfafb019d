import { createHash } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openBlobs } from '../../src/store/blobs.ts'
import { keepMail } from '../../src/store/mails.ts'
import { tinbai } from '../commands.ts'
import { testDatabase } from '../database.ts'
import { temporaryFolder } from '../folder.ts'
import { startRedis } from '../redis.ts'
import { eventually } from '../service.ts'
import { startReceiver } from '../smtp.ts'

const { database, connection, close } = await testDatabase()
const databaseUrl = `postgres:///${connection.database}?host=${connection.host}&user=${connection.user}`
const redis = await startRedis()
const folder = await temporaryFolder()
await chmod(folder.path, 0o755)
afterAll(async () => {
  await redis[Symbol.asyncDispose]()
  await close()
  await folder[Symbol.asyncDispose]()
})

const MAILS = 16

/** Keeps mails as the mailbox does, each from another sender about something else; nobody is woken. */
async function keepMails(blobs: string): Promise<void> {
  const files = openBlobs(blobs)
  for (let n = 0; n < MAILS; n++) {
    const writer = files.create()
    await writer.write(Buffer.from(mailAbout(n)))
    const place = { account: 'test', folder: 'inbox', uidValidity: '1', uid: String(n) }
    await keepMail(database, await writer.keep(), place, new Date())
  }
}

/** A contribution without photos whose every word is its own. */
function mailAbout(n: number): string {
  const words = (count: number, of: string): string =>
    Array.from({ length: count }, (_, word) => createHash('sha256').update(`${n} ${of} ${word}`).digest('hex'))
      .map(hash => hash.replace(/\d/g, '').slice(0, 5))
      .join(' ')
  return [
    `From: Nguoi Gui <nguoi-gui-${n}@example.com>`,
    'To: congdoanbk@gmail.com',
    `Subject: ${words(4, 'subject')}`,
    'Date: Wed, 14 Oct 2026 10:00:00 +0700',
    `Message-ID: <bai-${n}@mau.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `1. Tít tin, bài: ${words(8, 'title')}`,
    `2. Nội dung bài viết: ${words(60, 'body')}.`,
    `4. Tác giả: Nông Văn ${words(1, 'author')}`,
    `5. Đơn vị công tác: Công đoàn ${words(2, 'unit')}`,
    '6. Số điện thoại: 0900000009',
  ].join('\r\n')
}

test('two workers share the mails, also when one is killed: each is judged once and answered once', async () => {
  await using receiver = await startReceiver()
  const blobs = join(folder.path, 'shared')
  await mkdir(blobs)
  await keepMails(blobs)
  const worker = (name: string) =>
    tinbai(['work'], {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      BLOB_URL: `file://${blobs}`,
      DATA_DIR: join(folder.path, name),
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(receiver.port),
      SMTP_TLS: 'off',
      REPLIES: 'on',
      QUIET_MINUTES: '0',
    })
  await using first = worker('first')
  await using second = worker('second')
  await eventually(async () => receiver.received.length > 0)
  second.child.kill('SIGKILL')
  await eventually(async () => {
    // Each request is remembered for a reminder days later.
    const open = await database
      .selectFrom('progress')
      .select('rowId')
      .where('due', 'is not', null)
      .where('pipeline', '!=', 'reminder')
      .execute()
    const replies = await database.selectFrom('outbox').select('id').execute()
    return open.length === 0 && replies.length === MAILS
  }, 170)
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe('0')

  const submissions = await database.selectFrom('submissions').select(['revision', 'decision']).execute()
  expect(submissions).toEqual(Array(MAILS).fill({ revision: 1, decision: 'complete' }))
  const recipients = receiver.received.flatMap(({ to }) => to)
  expect(new Set(recipients).size).toBe(recipients.length)
  // What the killed one was just sending is for a person to decide; all else has gone out.
  const unsent = await database.selectFrom('outbox').select('recipient').where('state', '!=', 'sent').execute()
  expect(new Set([...recipients, ...unsent.map(({ recipient }) => recipient)]).size).toBe(MAILS)
})

test('a worker without the service’s database says what it needs', async () => {
  await using lonely = tinbai(['work'], { DATA_DIR: join(folder.path, 'lonely') })
  expect(await lonely.ended).toBe('1')
  expect(lonely.output.join('\n')).toContain('DATABASE_URL')
})

test('status counts beside those who work', async () => {
  await using counted = tinbai(['status', '--json'], {
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder.path, 'status'),
  })
  expect(await counted.ended).toBe('0')
  expect(JSON.parse(counted.output[0] ?? '')).toMatchObject({
    mails: { seen: MAILS, filed: MAILS },
    submissions: { incomplete: MAILS },
    rows: { due: 0, stuck: 0 },
  })
  await using told = tinbai(['status'], { DATABASE_URL: databaseUrl, DATA_DIR: join(folder.path, 'status') })
  expect(await told.ended).toBe('0')
  expect(told.output.join('\n')).toContain(`cần bổ sung ${MAILS}`)
})
