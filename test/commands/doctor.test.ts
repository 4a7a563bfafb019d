import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { thereAndBack } from '../../src/commands/thereAndBack.ts'
import { connect } from '../../src/mailbox/connect.ts'
import { tinbai } from '../commands.ts'
import { testDatabase } from '../database.ts'
import { startDovecot, type WithPassword } from '../dovecot.ts'
import { temporaryFolder } from '../folder.ts'
import { startPeer } from '../mailbox/peer.ts'
import { startRedis } from '../redis.ts'
import { eventually, serviceFolder } from '../service.ts'
import { startReceiver } from '../smtp.ts'

const { connection, close } = await testDatabase()
const folder = await temporaryFolder()
await chmod(folder.path, 0o755)
const dovecot = await startDovecot()
afterAll(async () => {
  await dovecot[Symbol.asyncDispose]()
  await close()
  await folder[Symbol.asyncDispose]()
})

const OWN = {
  DATABASE_URL: `postgres:///${connection.database}?host=${connection.host}&user=${connection.user}`,
  DATA_DIR: join(folder.path, 'doctor'),
}

/** Settings for an inbox and a server on loopback that sends. */
const mailAt = (imap: number, smtp: number, account: WithPassword) => ({
  IMAP_HOST: '127.0.0.1',
  IMAP_PORT: String(imap),
  IMAP_TLS: 'off',
  IMAP_USER: account.user,
  IMAP_PASSWORD: account.auth.password,
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(smtp),
  SMTP_TLS: 'off',
  SMTP_USER: account.user,
  SMTP_PASSWORD: 'not-a-real-one',
})

/** What the doctor says, and how it ends. */
async function examine(settings: Readonly<Record<string, string>>) {
  await using command = tinbai(['doctor'], { ...OWN, ...settings })
  const ended = await command.ended
  const { output } = command
  return { ended, output, failed: output.filter(line => line.startsWith('✗')) }
}

const mailsIn = (name: string, path = 'INBOX'): Promise<number> =>
  dovecot.as(async client => (await client.mailboxOpen(path, { readOnly: true })).exists, name)

test('all is well: a mail has gone out and come back, and nothing of it is left', async () => {
  await using redis = await startRedis()
  await using receiver = await startReceiver(undefined, raw => dovecot.append(raw, { name: 'well' }))
  const { ended, output } = await examine({
    ...mailAt(dovecot.port, receiver.port, dovecot.account('well')),
    REDIS_URL: redis.url,
  })
  expect(output.filter(line => !line.startsWith('✓'))).toEqual([])
  expect(output).toContain('✓ Gửi một thư tới chính hộp thư và nhận lại')
  expect(ended).toBe('0')
  expect(receiver.received.map(({ to }) => to)).toEqual([['congdoanbk@gmail.com']])
  expect(await mailsIn('well')).toBe(0)
})

test('what is not set is named, and is no failure', async () => {
  const { ended, output } = await examine({})
  const notSet = output.filter(line => line.startsWith('–'))
  expect(notSet).toEqual([expect.stringContaining('IMAP_USER'), expect.stringContaining('SMTP_HOST')])
  expect(ended).toBe('0')
})

test('each wrong part is named with the way to mend it, and the others are looked at all the same', async () => {
  await using receiver = await startReceiver({ answer: 535, text: '5.7.8 Not accepted', to: 'auth' })
  const { ended, failed, output } = await examine({
    ...mailAt(dovecot.port, receiver.port, dovecot.account('wrong')),
    IMAP_PASSWORD: 'wrong',
    ALERT_SMTP_HOST: '127.0.0.1',
    ALERT_SMTP_PORT: '1',
    ALERT_SMTP_TLS: 'off',
    REDIS_URL: 'redis://127.0.0.1:1',
  })
  expect(ended).toBe('1')
  expect(failed).toEqual([
    expect.stringMatching(/Hàng đợi.*ECONNREFUSED.*Xin kiểm tra REDIS_URL/),
    expect.stringMatching(/IMAP.*signIn.*mật khẩu ứng dụng/),
    expect.stringMatching(/cảnh báo.*unreachable.*ALERT_SMTP_HOST/),
    expect.stringMatching(/SMTP.*signIn.*mật khẩu ứng dụng/),
  ])
  expect(output).toContain('✓ Cơ sở dữ liệu PostgreSQL')
})

test('a folder that is not there, and a server that is away, are said so', async () => {
  const { failed } = await examine({
    ...mailAt(dovecot.port, 1, dovecot.account('folder')),
    IMAP_FOLDERS: 'INBOX, Hộp cũ',
  })
  expect(failed).toEqual([
    expect.stringMatching(/Thư mục cần đọc.*folder.*IMAP_FOLDERS/),
    expect.stringMatching(/SMTP.*unreachable.*SMTP_HOST/),
  ])
})

test('a mail that comes back among the junk, or by another clock, is told', async () => {
  const anHourAgo = new Date(Date.now() - 3_600_000)
  const place = { name: 'junk', folder: 'Junk', date: anHourAgo }
  await using receiver = await startReceiver(undefined, raw => dovecot.append(raw, place))
  const { failed } = await examine(mailAt(dovecot.port, receiver.port, dovecot.account('junk')))
  expect(failed).toEqual([expect.stringMatching(/thư rác.*SPF/), expect.stringMatching(/Đồng hồ.*hộp thư.*NTP/)])
  expect(await mailsIn('junk', 'Junk')).toBe(0)
})

test('a mail that is taken and never comes back is told when its time is over', async () => {
  await using inbox = await connect(dovecot.account('lost'))
  const journey = thereAndBack({
    inbox,
    folders: null,
    send: async () => ({ outcome: 'sent' }),
    from: { header: 'toasoan@example.org', address: 'toasoan@example.org' },
    to: 'toasoan@example.org',
    patience: 100,
  })
  await expect(journey).rejects.toMatchObject({ code: 'notBack' })
})

test('in Gmail the mail bears a label, and one that is refused is told', async () => {
  await using peer = await startPeer([], { gmail: true })
  let uid = 0
  await using receiver = await startReceiver(undefined, async raw =>
    peer.mails.push({ uid: ++uid, raw, arrived: new Date() }),
  )
  const settings = mailAt(peer.server.port, receiver.port, peer.server)
  peer.manners.push('refusesLabels')
  expect((await examine(settings)).failed).toEqual([expect.stringMatching(/nhãn.*GMAIL_LABELS=off/)])
  expect((await examine(settings)).failed).toEqual([])
  expect([...(peer.labels.get(2) ?? [])]).toEqual(['tinbai/kh&AOE-c'])
})

test('a service that meets the mail takes it for no contribution and answers nobody', async () => {
  await using receiver = await startReceiver(undefined, raw => dovecot.append(raw, { name: 'beside' }))
  await using own = await serviceFolder()
  const mail = { ...mailAt(dovecot.port, receiver.port, dovecot.account('beside')), POLL_SECONDS: '1', REPLIES: 'on' }
  const service = await own.start(mail)
  await eventually(async () => (await service.get('/')).includes('đã xử lý 0'))
  await using command = tinbai(['doctor'], { ...mail, DATA_DIR: own.path })
  expect(await command.ended).toBe('0')
  await dovecot.append(receiver.received[0]?.raw ?? '', { name: 'beside' })
  await eventually(async () => (await service.get('/')).includes('1 thư · đã xử lý 1'))
  expect(await service.get('/thu-khac')).toContain('Thư của chính Ban Biên tập')
  expect(await service.get('/')).toContain('Chờ duyệt<span class="count">0</span>')
  expect(receiver.received).toHaveLength(1)
})
