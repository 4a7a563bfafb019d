import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { composeReply } from '../../src/replies/compose.ts'
import { sendMail } from '../../src/replies/send.ts'
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
  const server = { host: '127.0.0.1', port, tls: 'off', user: null, password: null } as const
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
  expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    ['Mẫu tin, bài.docx', 'form'],
  ])
})

test.each<[string, Manner, object]>([
  ['a line that drops before the mail is given', { drops: 'recipient' }, { outcome: 'later' }],
  ['a line that drops after the mail was taken', { drops: 'afterData' }, { outcome: 'unsure' }],
  ['a server that is busy', { answer: 421, text: '4.3.0 Try again later' }, { outcome: 'later', code: '421' }],
  ['a mailbox that does not exist', { answer: 550, text: '5.1.1 No such user' }, { outcome: 'refused', code: '550' }],
  [
    'Gmail’s daily quota',
    { answer: 550, text: '5.4.5 Daily sending quota exceeded' },
    { outcome: 'later', code: '550' },
  ],
])('%s', async (_what, manner, outcome) => {
  await using receiver = await startReceiver(manner)
  expect(await send(receiver.port)).toMatchObject(outcome)
})

test('a server that is not there is tried later', async () => {
  const receiver = await startReceiver()
  await receiver[Symbol.asyncDispose]()
  expect(await send(receiver.port)).toMatchObject({ outcome: 'later' })
})
