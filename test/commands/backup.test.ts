import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startFauxqs } from 'fauxqs'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { tablesOf } from '../../src/store/backup.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { startServer } from '../../src/store/server.ts'
import { tinbai } from '../commands.ts'
import { startDovecot } from '../dovecot.ts'
import { temporaryFolder } from '../folder.ts'
import { eventually, type Running, type ServiceFolder, serviceFolder } from '../service.ts'
import { startReceiver } from '../smtp.ts'

const bucketServer = await startFauxqs({ port: 0, logger: false })
bucketServer.createBucket('tinbai')
const out = await temporaryFolder()
afterAll(async () => {
  await bucketServer.stop()
  await out[Symbol.asyncDispose]()
})

const sample = (name: string): string => join(import.meta.dirname, '../../templates/samples', `${name}.eml`)

async function run(input: readonly string[], settings: Readonly<Record<string, string>>) {
  await using command = tinbai(input, settings)
  return { ended: await command.ended, words: command.output.join('\n') }
}

const at = (folder: ServiceFolder, settings: Readonly<Record<string, string>> = {}) => ({
  DATA_DIR: folder.path,
  ...settings,
})

/** Reads pages of a service as somebody who signed in to another: a session comes back like everything else. */
const asIn =
  (signedIn: Running, { url }: Running) =>
  async (path: string) =>
    (await fetch(`${url}${path}`, { headers: { Cookie: await signedIn.cookie() } })).text()

async function settled(get: (path: string) => Promise<string>, waiting: number): Promise<void> {
  const count = `Chờ duyệt<span class="count">${waiting}</span>`
  await eventually(async () => (await get('/')).includes(count))
}

/** Every row of every table as PostgreSQL writes it. */
async function rowsIn(folder: ServiceFolder): Promise<Readonly<Record<string, readonly string[]>>> {
  return asked(folder, async database => {
    const rows: Record<string, readonly string[]> = {}
    for (const table of await database.transaction().execute(tablesOf)) {
      const found = await sql<{
        line: string
      }>`select row_to_json(each)::text as line from ${sql.table(table)} each`.execute(database)
      rows[table] = found.rows.map(({ line }) => line).sort()
    }
    return rows
  })
}

async function asked<T>(folder: ServiceFolder, ask: (database: Database) => Promise<T>): Promise<T> {
  const server = await startServer(folder.path)
  const database = await openDatabase(server.connection)
  try {
    return await ask(database)
  } finally {
    await database.destroy()
    await server.stop()
  }
}

/** The files of a store, by name. */
async function filesIn(folder: ServiceFolder): Promise<readonly string[]> {
  const entries = await readdir(join(folder.path, 'blobs'), { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && entry.name.length === 64)
    .map(({ name }) => name)
    .sort()
}

test('what a running service keeps comes back elsewhere, row for row and byte for byte, and goes on', async () => {
  await using from = await serviceFolder()
  await using to = await serviceFolder()
  await from.receive(sample('01-bai-day-du'), sample('04-anh-tu-zalo'), sample('08-giay-moi'))
  const first = await from.start()
  await settled(first.get, 1)
  const path = join(out.path, 'running.tar')
  const backedUp = await run(['backup', path], at(from))
  expect(backedUp).toMatchObject({ ended: '0', words: expect.stringContaining('Đã sao lưu 3 thư') })
  expect((await stat(path)).mode & 0o077).toBe(0)
  await first.stop()

  expect(await run(['restore', path], at(to))).toMatchObject({ ended: '0' })
  expect(await rowsIn(to)).toEqual(await rowsIn(from))
  const names = await filesIn(to)
  expect(names).toEqual(await filesIn(from))
  for (const name of names) {
    const bytes = await readFile(join(to.path, 'blobs', name.slice(0, 2), name))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(name)
  }
  await to.receive(sample('03-chua-co-anh'))
  const get = asIn(first, await to.start())
  await eventually(async () => (await get('/can-bo-sung')).includes('BK-2026-0003'))
})

test('a place that holds something is left alone until that is asked for, and an archive that was cut changes nothing', async () => {
  await using one = await serviceFolder()
  await using other = await serviceFolder()
  await one.receive(sample('01-bai-day-du'))
  const backedUp = await one.start()
  await settled(backedUp.get, 1)
  await other.receive(sample('02-bai-trong-thu'), sample('01-bai-day-du'))
  const running = await other.start()
  await settled(running.get, 2)
  const path = join(out.path, 'one.tar')
  expect(await run(['backup', path], at(one))).toMatchObject({ ended: '0' })

  expect(await run(['restore', '--replace', path], at(other))).toMatchObject({
    ended: '1',
    words: expect.stringContaining('in use'),
  })
  await running.stop()
  const before = await rowsIn(other)
  expect(await run(['restore', path], at(other))).toMatchObject({
    ended: '1',
    words: expect.stringContaining('--replace'),
  })
  const cut = join(out.path, 'cut.tar')
  await writeFile(cut, await readFile(path))
  await truncate(cut, (await stat(path)).size - 2048)
  expect(await run(['restore', '--replace', cut], at(other))).toMatchObject({
    ended: '1',
    words: expect.stringContaining('cut short'),
  })
  expect(await rowsIn(other)).toEqual(before)
  expect(await run(['restore', sample('01-bai-day-du')], at(other))).toMatchObject({
    ended: '1',
    words: expect.stringContaining('no archive'),
  })

  expect(await run(['restore', '--replace', path], at(other))).toMatchObject({ ended: '0' })
  await settled(asIn(backedUp, await other.start()), 1)
})

test('files come from a bucket and go to a folder, and one that is gone is named', async () => {
  await using from = await serviceFolder()
  await using to = await serviceFolder()
  const bucket = {
    BLOB_URL: 's3://tinbai/thu',
    S3_ENDPOINT: `http://127.0.0.1:${bucketServer.port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  }
  await from.receive(sample('01-bai-day-du'))
  await settled((await from.start(bucket)).get, 1)
  const path = join(out.path, 'bucket.tar')
  expect(await run(['backup', path], at(from, bucket))).toMatchObject({ ended: '0' })
  expect(await run(['restore', path], at(to))).toMatchObject({ ended: '0' })
  const [gone = ''] = await filesIn(to)
  await rm(join(to.path, 'blobs', gone.slice(0, 2), gone))
  expect(await run(['backup', path], at(to))).toMatchObject({ ended: '1', words: expect.stringContaining(gone) })
})

test('what was answered after the backup is not answered again', async () => {
  await using dovecot = await startDovecot()
  await using receiver = await startReceiver()
  await using lost = await serviceFolder()
  await using found = await serviceFolder()
  const account = dovecot.account()
  const mail = {
    IMAP_HOST: '127.0.0.1',
    IMAP_PORT: String(dovecot.port),
    IMAP_TLS: 'off',
    IMAP_USER: account.user,
    IMAP_PASSWORD: account.auth.password,
    START_FROM: 'all',
    POLL_SECONDS: '1',
    SMTP_HOST: 'localhost',
    SMTP_PORT: String(receiver.port),
    SMTP_TLS: 'off',
    REPLIES: 'on',
  }
  const path = join(out.path, 'before.tar')
  receiver.behave({ answer: 450, text: '4.2.1 Later', to: 'recipient' })
  const first = await lost.start(mail)
  await dovecot.append(await readFile(sample('01-bai-day-du')))
  await eventually(async () => (await first.get('/thu-tra-loi')).includes('máy chủ thư tạm thời chưa nhận'))
  expect(await run(['backup', path], at(lost))).toMatchObject({ ended: '0' })
  receiver.behave()
  await dovecot.append(await readFile(sample('03-chua-co-anh')))
  await eventually(async () => receiver.received.length === 1)
  await first.stop()

  expect(await run(['restore', path], at(found))).toMatchObject({ ended: '0' })
  const second = await found.start(mail)
  const get = asIn(first, second)
  await eventually(async () => (await get('/')).includes('2 thư · đã xử lý 2 · sót 0'))
  await eventually(async () => (await get('/can-bo-sung')).includes('Cần bổ sung<span class="count">1</span>'))
  await eventually(async () => (await get('/thu-tra-loi')).includes('Chưa rõ đã gửi hay chưa'))
  await second.stop()
  expect(receiver.received).toHaveLength(1)
})

test('what was waiting to be answered at the backup may have been answered since, and is left to a person', async () => {
  await using lost = await serviceFolder()
  await using found = await serviceFolder()
  const waiting = { QUIET_MINUTES: '600', REPLIES: 'on' }
  await lost.receive(sample('03-chua-co-anh'))
  const first = await lost.start(waiting)
  await eventually(async () => (await first.get('/')).includes('Cần bổ sung<span class="count">1</span>'))
  const [, page = ''] = /href="(\/bai\/[^"?]+)/.exec(await first.get('/can-bo-sung')) ?? []
  expect(await first.get(page)).toContain('Sắp gửi')
  const path = join(out.path, 'waiting.tar')
  expect(await run(['backup', path], at(lost))).toMatchObject({ ended: '0' })
  await first.stop()

  expect(await run(['restore', path], at(found))).toMatchObject({ ended: '0' })
  const text = await asIn(first, await found.start(waiting))(page)
  expect(text).not.toContain('Sắp gửi')
  expect(text).toContain('Không có thư trả lời')
})
