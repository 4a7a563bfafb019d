import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, expect, test } from 'vitest'
import { type Authority, startAuthority } from '../authority.ts'
import { type Command, tinbai } from '../commands.ts'
import { startDovecot } from '../dovecot.ts'
import { eventually, serviceFolder } from '../service.ts'
import { startReceiver } from '../smtp.ts'

const authority = await startAuthority()
const dovecot = await startDovecot(authority)
afterAll(async () => {
  await dovecot[Symbol.asyncDispose]()
  await authority[Symbol.asyncDispose]()
})

const INBOX = 'toasoan@example.org'

/** Settings of an inbox that is opened by tokens, and sent from likewise. */
const settings = (smtp: number) => ({
  ...authority.settings,
  IMAP_HOST: '127.0.0.1',
  IMAP_PORT: String(dovecot.port),
  IMAP_TLS: 'off',
  IMAP_USER: INBOX,
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(smtp),
  SMTP_TLS: 'off',
  REPLIES: 'on',
  POLL_SECONDS: '1',
})

const sample = async (name: string): Promise<void> => {
  const raw = await readFile(join(import.meta.dirname, '../../templates/samples', `${name}.eml`))
  await dovecot.append(raw, { name: INBOX })
}

/** What the command prints for a person to open. */
const askedOf = ({ output }: Command): Promise<string> =>
  eventually(async () => output.find(line => line.startsWith(`${authority.url}/auth`)) ?? null, 20)

test('access is given once and mail flows; taken back, it is told on every page and by mail, and nobody is asked again', async () => {
  await using receiver = await startReceiver(undefined, undefined, authority.accountOf)
  await using elsewhere = await startReceiver()
  await using folder = await serviceFolder()
  const own = {
    ...settings(receiver.port),
    ALERT_SMTP_HOST: '127.0.0.1',
    ALERT_SMTP_PORT: String(elsewhere.port),
    ALERT_SMTP_TLS: 'off',
    ALERT_SMTP_USER: 'canh-bao@example.com',
    ALERT_SMTP_PASSWORD: 'not-a-real-one',
  }
  const service = await folder.start(own)
  await eventually(async () => (await service.get('/')).includes('npx tinbai gmail authorize'))
  expect(authority.asked).toBe(0)

  const authorize = (): Command => tinbai(['gmail', 'authorize'], { ...own, DATA_DIR: folder.path })
  await using first = authorize()
  const page = await fetch(authority.consent(await askedOf(first), INBOX))
  expect(await page.text()).toContain('đóng trang này')
  expect(await first.ended).toBe('0')
  await eventually(async () => !(await service.get('/')).includes('gmail authorize'))
  await sample('01-bai-day-du')
  await eventually(async () => receiver.received.length === 1)

  authority.revoke()
  await dovecot.kill()
  await dovecot.start()
  await eventually(async () =>
    (await service.get('/can-bo-sung')).includes('Google không còn cho phép tinbai mở hộp thư'),
  )
  await eventually(async () => elsewhere.received.length > 0)
  const { asked } = authority
  const [told] = elsewhere.received
  expect(told).toMatchObject({ from: 'canh-bao@example.com', to: ['mau@example.com'] })
  expect((await simpleParser(told?.raw ?? '')).text).toContain('npx tinbai gmail authorize')

  await service.stop()
  const again = await folder.start(own)
  await eventually(async () => (await again.get('/')).includes('gmail authorize'))
  expect(authority.asked).toBe(asked)
  expect(elsewhere.received).toHaveLength(1)

  await using second = authorize()
  second.child.stdin?.write('http://127.0.0.1/?state=other&code=x\n')
  second.child.stdin?.write(`${authority.consent(await askedOf(second), INBOX)}\n`)
  expect(await second.ended).toBe('0')
  await sample('03-chua-co-anh')
  await eventually(async () => receiver.received.length === 2)
})

test('the doctor says that nobody has given access, and how to', async () => {
  await using folder = await serviceFolder()
  await using command = tinbai(['doctor'], { ...settings(1), DATA_DIR: folder.path })
  expect(await command.ended).toBe('1')
  expect(command.output.filter(line => line.startsWith('✗'))).toEqual([
    expect.stringMatching(/IMAP.*grant.*npx tinbai gmail authorize/),
    expect.stringMatching(/SMTP.*grant.*npx tinbai gmail authorize/),
  ])
})

test.each([
  [
    'another account is chosen',
    (given: Authority, asked: string) => given.consent(asked, 'rieng@example.org'),
    /chọn đúng tài khoản/,
  ],
  [
    'the person says no',
    (_: Authority, asked: string) => {
      const { searchParams } = new URL(asked)
      return `${searchParams.get('redirect_uri')}/?error=access_denied&state=${searchParams.get('state')}`
    },
    /access_denied/,
  ],
])('where %s nothing is kept, and the way out is told', async (_, ends, words) => {
  await using folder = await serviceFolder()
  const own = { ...settings(1), DATA_DIR: folder.path }
  await using command = tinbai(['gmail', 'authorize'], own)
  await fetch(ends(authority, await askedOf(command)))
  expect(await command.ended).toBe('1')
  expect(command.output.at(-1)).toMatch(words)
  await using doctor = tinbai(['doctor'], own)
  await doctor.ended
  expect(doctor.output.join('\n')).toContain('(grant)')
})

test('without a client of its own the command says what is missing', async () => {
  await using folder = await serviceFolder()
  await using command = tinbai(['gmail', 'authorize'], { DATA_DIR: folder.path })
  expect(await command.ended).toBe('1')
  expect(command.output.join('\n')).toContain('GMAIL_CLIENT_ID')
})
