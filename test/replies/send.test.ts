import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { AccessToken } from '../../src/domain.ts'
import { composeReply } from '../../src/replies/compose.ts'
import { sendMail } from '../../src/replies/send.ts'
import { read } from '../mail/compose.ts'
import { type Manner, startReceiver } from '../smtp.ts'

const reply = {
  messageId: '<bk-2026-0042.1@example.org>',
  inReplyTo: '<original@mail.example.com>',
  references: ['<first@mail.example.com>', '<original@mail.example.com>'],
  recipient: 'nguoi.gui@example.com',
  subject: 'Đã nhận: Công đoàn cơ sở Trường Tiểu học Nà Phặc thăm hỏi đoàn viên ốm đau (BK-2026-0042)',
  text: 'Kính gửi đồng chí Hằng,\n\nBan Biên tập đã nhận được bài và 2 ảnh.\n',
  html: '<p>Kính gửi đồng chí Hằng,</p>',
  reference: 'BK-2026-0042',
}

const letterhead = {
  from: 'Ban Biên tập <toasoan@example.org>',
  now: new Date('2026-03-02T03:00:00Z'),
  form: { name: 'Mẫu tin, bài.docx', bytes: Buffer.from('form') },
}

const envelope = { from: 'toasoan@example.org', to: reply.recipient }

async function send(port: number) {
  const server = { host: '127.0.0.1', port, tls: 'off', user: 'toasoan', password: 'any' } as const
  return sendMail(server, envelope, await composeReply(reply, letterhead))
}

test('a reply arrives whole, in the contributor’s thread, marked so that no robot answers it', async () => {
  await using receiver = await startReceiver()
  expect(await send(receiver.port)).toEqual({ outcome: 'sent' })

  expect(receiver.received).toHaveLength(1)
  const [got] = receiver.received
  expect(got).toMatchObject({ from: 'toasoan@example.org', to: ['nguoi.gui@example.com'] })
  const mail = await simpleParser(got?.raw ?? '')
  expect(mail.subject).toBe(reply.subject)
  expect(mail.text?.trim()).toBe(reply.text.trim())
  expect(mail.html).toContain(reply.html)
  expect(mail.inReplyTo).toBe(reply.inReplyTo)
  expect(mail.references).toEqual(reply.references)
  expect(mail.messageId).toBe(reply.messageId)
  expect(mail.headers.get('auto-submitted')).toBe('auto-replied')
  expect(mail.headers.get('x-tinbai-reply')).toBe(reply.messageId.slice(1, -1))
  expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    ['Mẫu tin, bài.docx', 'form'],
  ])
})

test.each<[string, Manner, object]>([
  [
    'a line that drops before the mail is given',
    { drops: 'recipient' },
    { outcome: 'later', problem: 'unreachable', answer: null },
  ],
  ['a line that drops while the mail is given', { drops: 'beforeEnd' }, { outcome: 'unsure', problem: 'lineLost' }],
  ['a line that drops after the mail was taken', { drops: 'afterData' }, { outcome: 'unsure', problem: 'lineLost' }],
  [
    'a server that is busy',
    { answer: 421, text: '4.3.0 Try again later' },
    { outcome: 'later', problem: 'unreachable', answer: '421 4.3.0' },
  ],
  [
    'a mailbox that takes nothing for now',
    { answer: 450, text: '4.2.1 Receiving mail too quickly', to: 'recipient' },
    { outcome: 'later', problem: 'busy', answer: '450 4.2.1' },
  ],
  [
    'a mailbox that does not exist',
    { answer: 550, text: '5.1.1 No such user', to: 'recipient' },
    { outcome: 'refused', problem: 'noSuchAddress', answer: '550 5.1.1' },
  ],
  [
    'a mailbox that does not exist, said without words',
    { answer: 550, text: 'unavailable', to: 'recipient' },
    { outcome: 'refused', problem: 'noSuchAddress', answer: '550' },
  ],
  [
    'a mailbox that is full',
    { answer: 552, text: '5.2.2 The account is over quota', to: 'recipient' },
    { outcome: 'refused', problem: 'mailboxFull', answer: '552 5.2.2' },
  ],
  [
    'a server that takes it for spam',
    { answer: 550, text: '5.7.1 Message rejected' },
    { outcome: 'refused', problem: 'refused', answer: '550 5.7.1' },
  ],
  [
    'Gmail’s daily quota',
    { answer: 550, text: '5.4.5 Daily user sending limit exceeded' },
    { outcome: 'later', problem: 'quota', answer: '550 5.4.5' },
  ],
  [
    'Gmail’s daily quota, before the mail',
    { answer: 452, text: '4.5.3 Daily sending quota exceeded', to: 'sender' },
    { outcome: 'later', problem: 'quota', answer: '452 4.5.3' },
  ],
  [
    'a server that wants a sign-in',
    { answer: 530, text: '5.7.0 Authentication Required', to: 'sender' },
    { outcome: 'later', problem: 'signIn', answer: '530 5.7.0' },
  ],
  [
    'a password that is wrong',
    { answer: 535, text: '5.7.8 Username and Password not accepted', to: 'auth' },
    { outcome: 'later', problem: 'signIn', answer: '535 5.7.8' },
  ],
  [
    'too many sign-ins',
    { answer: 454, text: '4.7.0 Too many login attempts', to: 'auth' },
    { outcome: 'later', problem: 'unreachable', answer: '454 4.7.0' },
  ],
])('%s', async (_what, manner, outcome) => {
  await using receiver = await startReceiver(manner)
  expect(await send(receiver.port)).toEqual(outcome)
})

test('an address that cannot be written to is refused before anything is sent', async () => {
  await using receiver = await startReceiver()
  const server = { host: '127.0.0.1', port: receiver.port, tls: 'off', user: null, password: null } as const
  const to = 'hang@example.com>\r\nRCPT TO:<other@example.com'
  expect(await sendMail(server, { from: 'toasoan@example.org', to }, Buffer.from('x'))).toMatchObject({
    outcome: 'refused',
    problem: 'noSuchAddress',
  })
  expect(receiver.received).toEqual([])
})

test('a server that is not there is tried later', async () => {
  const receiver = await startReceiver()
  await receiver[Symbol.asyncDispose]()
  expect(await send(receiver.port)).toEqual({ outcome: 'later', problem: 'unreachable', answer: null })
})

test('any Vietnamese subject and any thread come through whole, in lines that no server refuses', async () => {
  const word = fc.stringMatching(/^[a-zđăâêôơưạảấầẩẫậếềểễệốồổỗộớờởỡợ"(),;:<>@=?_.-]{1,40}$/)
  const subject = fc.array(word, { minLength: 1, maxLength: 25 }).map(words => `Đã nhận: ${words.join(' ')}`)
  const ids = fc.array(fc.stringMatching(/^[a-zA-Z0-9.=+-]{1,120}$/), { maxLength: 21 })
  await fc.assert(
    fc.asyncProperty(subject, ids, async (said, thread) => {
      const references = [...new Set(thread)].map(id => `<${id}@mail.example.com>`)
      const raw = Buffer.from(
        await composeReply({ ...reply, subject: said, references, inReplyTo: references.at(-1) ?? null }, letterhead),
      ).toString('latin1')
      const mail = await read(Buffer.from(raw, 'latin1'))
      expect([mail.subject, mail.references, mail.messageId]).toEqual([said, references, reply.messageId])
      expect(mail.from).toEqual({ name: 'Ban Biên tập', address: 'toasoan@example.org' })
      expect(raw).not.toMatch(/[^\r]\n|[^\x00-\x7f]/)
      expect(Math.max(...raw.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998)
    }),
    { numRuns: 60 },
  )
})

test.each<[string, AccessToken, object]>([
  ['opens', async () => 'good', { outcome: 'sent' }],
  ['is no longer to be had', async () => null, { outcome: 'later', problem: 'grant', answer: null }],
  [
    'is refused, and no other is to be had',
    async refused => (refused === undefined ? 'old' : null),
    { outcome: 'later', problem: 'grant', answer: null },
  ],
  ['is refused though it is new', async () => 'old', { outcome: 'later', problem: 'signIn', answer: '535' }],
  [
    'cannot be asked for',
    () => Promise.reject(new Error('away')),
    { outcome: 'later', problem: 'unreachable', answer: null },
  ],
])('with a token in place of a password: where it %s', async (_, accessToken, outcome) => {
  await using receiver = await startReceiver(undefined, undefined, token => (token === 'good' ? 'toasoan' : null))
  const server = { host: '127.0.0.1', port: receiver.port, tls: 'off', user: 'toasoan', password: null } as const
  const raw = await composeReply(reply, letterhead)
  const sending = await sendMail({ ...server, accessToken }, envelope, raw)
  expect(sending).toEqual(outcome)
  expect(receiver.received).toHaveLength(sending.outcome === 'sent' ? 1 : 0)
})
