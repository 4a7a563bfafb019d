import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { type Dovecot, startDovecot } from '../dovecot.ts'
import { eventually, serviceFolder } from '../service.ts'
import { startReceiver } from '../smtp.ts'

const sample = (name: string): Promise<Buffer> =>
  readFile(join(import.meta.dirname, '../../templates/samples', `${name}.eml`))

/** Settings that read an account there and send what is written. */
const settings = ({ port, account }: Dovecot, smtp: number, others: Readonly<Record<string, string>> = {}) => ({
  IMAP_HOST: '127.0.0.1',
  IMAP_PORT: String(port),
  IMAP_TLS: 'off',
  IMAP_USER: account().user,
  IMAP_PASSWORD: account().auth.password,
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(smtp),
  SMTP_TLS: 'off',
  REPLIES: 'on',
  POLL_SECONDS: '1',
  ...others,
})

const LONG_AGO = new Date('2020-01-01T00:00:00Z')

test('a mail that comes into the inbox is answered within seconds, once, and stays unread', async () => {
  await using server = await startDovecot()
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  const service = await folder.start(settings(server, receiver.port, { POLL_SECONDS: '300' }))
  await eventually(async () => (await service.get('/')).includes('đã xử lý 0'))
  await server.append(await sample('01-bai-day-du'))
  await eventually(async () => receiver.received.length === 1, 20)
  expect((await simpleParser(receiver.received[0]?.raw ?? '')).subject).toMatch(/^Đã nhận: /)

  const flags = await server.as(async client => {
    await client.mailboxOpen('INBOX', { readOnly: true })
    const mail = await client.fetchOne('1', { flags: true })
    return mail === false ? null : [...(mail.flags ?? [])].filter(flag => flag !== '\\Recent')
  })
  expect(flags).toEqual([])
})

test('mail from before the first connection is filed and nobody is answered, mail after it is', async () => {
  await using server = await startDovecot()
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  await server.append(await sample('03-chua-co-anh'), { date: LONG_AGO })
  await server.append(await sample('05-thieu-don-vi'), { date: LONG_AGO })
  const service = await folder.start(settings(server, receiver.port))
  await eventually(async () => (await service.get('/can-bo-sung')).includes('Cần bổ sung<span class="count">2</span>'))
  await server.append(await sample('01-bai-day-du'))
  await eventually(async () => receiver.received.length === 1)
  expect((await simpleParser(receiver.received[0]?.raw ?? '')).subject).toContain('Nà Mẫu')
})

test('a mail that came while the server was gone and the service off is filed once, whatever its UID is by now', async () => {
  await using server = await startDovecot()
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  const first = await folder.start(settings(server, receiver.port))
  await server.append(await sample('01-bai-day-du'))
  await eventually(async () => receiver.received.length === 1)
  await server.kill()
  await server.start()
  await server.append(await sample('03-chua-co-anh'))
  await eventually(async () => receiver.received.length === 2)

  await first.stop()
  await server.append(await sample('05-thieu-don-vi'))
  await server.renumber()
  const second = await folder.start(settings(server, receiver.port))
  await eventually(async () => receiver.received.length === 3)
  await eventually(async () => (await second.get('/')).includes('3 thư · đã xử lý 3 · sót 0'))
  expect(await second.get('/can-bo-sung')).toContain('Cần bổ sung<span class="count">2</span>')
  await second.stop()
  expect(receiver.received).toHaveLength(3)
})

test('mail among the junk is filed as such and not answered, until somebody takes it out', async () => {
  await using server = await startDovecot()
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  const service = await folder.start(settings(server, receiver.port))
  await eventually(async () => (await service.get('/')).includes('đã xử lý 0'))
  await server.append(await sample('01-bai-day-du'), { folder: 'Junk' })
  await eventually(async () => (await service.get('/thu-khac')).includes('Nghi thư rác'))
  expect(receiver.received).toEqual([])
  await server.as(async client => {
    await client.mailboxOpen('Junk')
    await client.messageMove('1', 'INBOX')
  })
  await eventually(async () => receiver.received.length === 1)
  expect(await service.get('/thu-khac')).not.toContain('Nghi thư rác')
})

test('the same mail in two folders is one mail', async () => {
  await using server = await startDovecot()
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  const service = await folder.start(settings(server, receiver.port, { IMAP_FOLDERS: 'INBOX, Sent' }))
  await server.append(await sample('01-bai-day-du'), { folder: 'Sent' })
  await server.append(await sample('01-bai-day-du'))
  await eventually(async () => (await service.get('/')).includes('2 thư · đã xử lý 2 · sót 0'))
  await eventually(async () => receiver.received.length === 1)
  expect(await service.get('/')).toContain('Chờ duyệt<span class="count">1</span>')
  await service.stop()
  expect(receiver.received).toHaveLength(1)
})
