import { afterAll, expect, test } from 'vitest'
import { lookInSent } from '../../src/mailbox/sent.ts'
import { startDovecot } from '../dovecot.ts'

const server = await startDovecot()
afterAll(() => server[Symbol.asyncDispose]())

const NOW = new Date()
const sought = { messageId: '<ours@x.invalid>', token: 'token-1', reference: 'BK-2026-0042', since: NOW }

const letter = (headers: string, words = 'Ban Biên tập đã nhận bài.'): string =>
  `From: toasoan@example.org\nTo: a@example.org\nContent-Type: text/plain; charset=utf-8\n${headers}\n\n${words}\n`

test('a reply is found by our Message-ID', async () => {
  await server.append(letter('Message-ID: <ours@x.invalid>'), { folder: 'Sent', name: 'a' })
  expect(await lookInSent(server.account('a'), sought)).toEqual({
    found: 'yes',
    messageId: '<ours@x.invalid>',
    threadId: null,
  })
})

test('a reply whose Message-ID was replaced is found by our own header, and its new id is given', async () => {
  await server.append(letter('Message-ID: <new@mail.gmail.com>\nX-Tinbai-Reply: token-1'), {
    folder: 'Sent',
    name: 'b',
  })
  expect(await lookInSent(server.account('b'), sought)).toEqual({
    found: 'yes',
    messageId: '<new@mail.gmail.com>',
    threadId: null,
  })
})

test('a server that keeps our replies and has not this one says no', async () => {
  const earlier = letter('Message-ID: <e@x>\nX-Tinbai-Reply: token-0\nSubject: Cần bổ sung (BK-2026-0042)')
  await server.append(earlier, { folder: 'Sent', name: 'c' })
  expect(await lookInSent(server.account('c'), sought)).toEqual({ found: 'no' })
})

test.each([
  ['subject', letter('Message-ID: <p@x>\nSubject: =?utf-8?Q?=C4=90=C3=A3_nh=E1=BA=ADn_=28BK-2026-0042=29?=')],
  ['text', letter('Message-ID: <p@x>\nSubject: Re', 'Mã bài: BK-2026-0042')],
])(
  'a letter without our header that names the submission in its %s may be the reply: nobody can tell',
  async (where, raw) => {
    await server.append(letter('Message-ID: <e@x>\nX-Tinbai-Reply: token-0'), { folder: 'Sent', name: where })
    await server.append(raw, { folder: 'Sent', name: where })
    expect(await lookInSent(server.account(where), sought)).toEqual({ found: 'unknown' })
  },
)

test('an empty Sent folder of a server that never kept a reply of ours says nothing', async () => {
  expect(await lookInSent(server.account('e'), sought)).toEqual({ found: 'unknown' })
})

test('a server that is gone says nothing', async () => {
  await using server = await startDovecot()
  await server.kill()
  expect(await lookInSent(server.account('f'), sought)).toEqual({ found: 'unknown' })
})

test('a wrong password says nothing', async () => {
  const account = { ...server.account('g'), auth: { password: 'wrong' } }
  expect(await lookInSent(account, sought)).toEqual({ found: 'unknown' })
})
