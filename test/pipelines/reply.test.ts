import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import type { InSent } from '../../src/mailbox/sent.ts'
import { decideReply, noteBounce } from '../../src/store/outbox.ts'
import { tryHeld } from '../../src/store/postman.ts'
import { openReplies, sending } from '../../src/store/replies.ts'
import { addMail } from '../../src/store/submissions.ts'
import { type Receiver, startReceiver } from '../smtp.ts'
import { openPostman } from './postman.ts'

const post = await openPostman()
afterAll(() => post[Symbol.asyncDispose]())

let server: Receiver
beforeEach(async () => {
  server = await startReceiver()
  await post.begin(server)
})
afterEach(() => server[Symbol.asyncDispose]())

const DAY = 24 * 60
const desk = openReplies({ database: post.database, now: post.now, wake: async () => undefined })
const decide = (id: number | null, decision: 'sent' | 'again') =>
  post.database.transaction().execute(writing => decideReply(writing, id ?? 0, decision, post.now()))
const inSent = (...answers: readonly InSent[]) => {
  const left = [...answers]
  post.edges.lookInSent = async () => left.shift() ?? answers.at(-1) ?? { found: 'unknown' }
}
const IN_SENT = { found: 'yes', messageId: '<CAB=1@mail.gmail.com>', threadId: '1712' } as const

const live = (minutes: number): Promise<void> => post.live(minutes)

test('a reply leaves once, however often its row is worked on', async () => {
  const id = await post.write()
  await Promise.all([post.work(), post.work()])
  await live(60)
  expect(await post.reply(id)).toMatchObject({ state: 'sent', problem: null })
  expect(server.received).toHaveLength(1)
})

test('Sent tells under which Message-ID and in which thread it left', async () => {
  inSent({ found: 'unknown' }, { found: 'no' }, IN_SENT)
  const id = await post.write()
  await post.work()
  expect(await post.reply(id)).toMatchObject({ state: 'sent', sentMessageId: null })
  await live(5)
  expect(await post.reply(id)).toMatchObject({
    state: 'sent',
    sentMessageId: '<CAB=1@mail.gmail.com>',
    threadId: '1712',
  })
  expect(server.received).toHaveLength(1)
})

test('a copy that never comes into Sent is not sought for ever, and nothing is sent again', async () => {
  let looks = 0
  post.edges.lookInSent = async () => {
    looks++
    return { found: 'no' }
  }
  const id = await post.write()
  await live(2 * DAY)
  expect(await post.reply(id)).toMatchObject({ state: 'sent', tries: 0 })
  expect(looks).toBeLessThan(10)
  expect(server.received).toHaveLength(1)
})

test.each(['afterData', 'beforeEnd'] as const)(
  'a line that drops (%s) leaves it to a person where Sent cannot tell',
  async drops => {
    server.behave({ drops })
    const id = await post.write()
    await post.work()
    server.behave()
    expect(await post.reply(id)).toMatchObject({ state: 'unsure', problem: 'lineLost' })
    inSent({ found: 'unknown' })
    await live(10 * DAY)
    expect(await post.reply(id)).toMatchObject({ state: 'unsure' })
    expect(await sending(post.database)).toMatchObject({ unsure: 1 })
    expect(server.tries).toBe(2)
  },
)

test('a reply that lies in Sent after all is sent, and not again', async () => {
  server.behave({ drops: 'afterData' })
  const id = await post.write()
  inSent({ found: 'no' }, { found: 'no' }, { found: 'unknown' }, IN_SENT)
  await post.work()
  server.behave()
  await live(60)
  expect(await post.reply(id)).toMatchObject({ state: 'sent', problem: null, sentMessageId: '<CAB=1@mail.gmail.com>' })
  expect(server.received).toHaveLength(1)
})

test('a reply that is surely not in Sent when it must be there leaves again under the same Message-ID', async () => {
  server.behave({ drops: 'beforeEnd' })
  const id = await post.write()
  inSent({ found: 'no' })
  await post.work()
  server.behave()
  await live(9)
  expect(server.received).toEqual([])
  await live(10)
  expect(await post.reply(id)).toMatchObject({ state: 'sent' })
  expect(server.received).toHaveLength(1)
  expect(server.received[0]?.raw).toContain((await post.reply(id)).messageId)
})

test('a reply that is lost on the way each time is left to a person in the end', async () => {
  server.behave({ drops: 'beforeEnd' })
  const id = await post.write()
  inSent({ found: 'no' })
  await live(2 * DAY)
  expect(await post.reply(id)).toMatchObject({ state: 'unsure', problem: 'lineLost' })
  expect(server.tries / 2).toBe(4)
})

test.each(['claim', 'send'])('a run that is cut after "%s" is never repeated blindly', async step => {
  const id = await post.write()
  await post.work(step)
  await live(30)
  expect(await post.reply(id)).toMatchObject({ state: 'unsure', problem: 'interrupted' })
  expect(server.received).toHaveLength(step === 'send' ? 1 : 0)
})

test('an editor who has looked decides, once', async () => {
  server.behave({ drops: 'beforeEnd' })
  const [known, lost] = [await post.write(), await post.write()]
  await post.work()
  server.behave()
  expect(await decide(known, 'sent')).not.toBeNull()
  expect(await decide(lost, 'again')).not.toBeNull()
  expect(await decide(lost, 'again')).toBeNull()
  expect(await decide(known, 'again')).toBeNull()
  await post.work()
  expect((await post.reply(known)).state).toBe('sent')
  expect((await post.reply(lost)).state).toBe('sent')
  expect(server.received).toHaveLength(1)
})

test('an address that does not exist is shown, and the same words go out when its owner writes again', async () => {
  server.behave({ answer: 550, text: '5.1.1 No such user', to: 'recipient' })
  const submissionId = await post.submission()
  const id = await post.write({ submissionId })
  await live(2 * DAY)
  expect(await post.reply(id)).toMatchObject({ state: 'failed', problem: 'noSuchAddress', answer: '550 5.1.1' })
  expect(server.tries).toBe(2)
  server.behave()
  expect(await post.write({ submissionId, recipient: 'dung@example.com' })).not.toBeNull()
  expect(await post.write({ submissionId, recipient: 'dung@example.com' })).toBeNull()
})

test('a mailbox that takes nothing for now is tried ever more seldom, and given up after five days', async () => {
  server.behave({ answer: 450, text: '4.2.1 Later', to: 'recipient' })
  const id = await post.write()
  await live(60)
  expect(server.tries / 2).toBe(3)
  expect(await post.reply(id)).toMatchObject({ state: 'queued', problem: 'busy', answer: '450 4.2.1' })
  await live(8 * DAY)
  expect(server.tries / 2).toBe(10)
  expect(await post.reply(id)).toMatchObject({ state: 'failed', problem: 'busy' })
})

test('a server that is gone is asked by one reply at a time, and all leave when it is back', async () => {
  server.behave({ answer: 421, text: '4.3.0 Shutting down', to: 'sender' })
  const ids = [await post.write(), await post.write(), await post.write()]
  await live(60)
  expect(server.tries).toBeLessThan(20)
  expect(await sending(post.database)).toMatchObject({ trouble: { why: 'unreachable' }, held: 3 })
  server.behave()
  await live(3 * 60)
  expect(await Promise.all(ids.map(async id => (await post.reply(id)).state))).toEqual(['sent', 'sent', 'sent'])
  expect(await sending(post.database)).toMatchObject({ trouble: null, held: 0 })
})

test('over Gmail’s daily quota everything waits a day, also what is written meanwhile', async () => {
  server.behave({ answer: 550, text: '5.4.5 Daily user sending limit exceeded' })
  const first = await post.write()
  await post.work()
  const second = await post.write()
  await live(DAY - 10)
  expect(server.tries / 2).toBe(1)
  expect(await post.reply(first)).toMatchObject({ state: 'queued', problem: 'quota' })
  expect(await post.reply(second)).toMatchObject({ state: 'queued', problem: 'quota' })
  server.behave()
  await live(60)
  expect(server.received).toHaveLength(2)
})

test('a wrong password is not tried in a loop, and at once when somebody has mended it', async () => {
  server.behave({ answer: 535, text: '5.7.8 Not accepted', to: 'auth' })
  const ids = await Promise.all(Array.from({ length: 6 }, () => post.write()))
  await live(DAY)
  expect(server.tries).toBeLessThanOrEqual(6 + 9)
  expect(await sending(post.database)).toMatchObject({ trouble: { why: 'signIn' }, held: 6 })
  server.behave()
  await tryHeld(post.database, post.now())
  await live(15)
  expect(server.received).toHaveLength(ids.length)
})

test('when more would leave in an hour than may, nothing leaves until an editor says so, and nothing is lost', async () => {
  post.edges.repliesPerHour = 3
  for (let n = 0; n < 8; n++) await post.write()
  await post.work()
  expect(server.received).toHaveLength(3)
  await live(3 * 60)
  expect(server.received).toHaveLength(3)
  expect(await sending(post.database)).toMatchObject({ stoppedAt: expect.any(Date), held: 5 })
  expect((await desk.replies(0)).rows.map(({ problem }) => problem)).toEqual(Array(5).fill('tooMany'))

  await desk.resumeSending()
  await post.work()
  expect(server.received).toHaveLength(6)
  expect(await sending(post.database)).toMatchObject({ stoppedAt: expect.any(Date), held: 2 })
})

test('what leaves slowly enough never stops', async () => {
  post.edges.repliesPerHour = 3
  for (let n = 0; n < 8; n++) {
    await post.write()
    await live(25)
  }
  expect(server.received).toHaveLength(8)
  expect(await sending(post.database)).toMatchObject({ stoppedAt: null, held: 0 })
})

test('a robot that answers each of our replies gets few, however it marks its mails', async () => {
  const submissionId = await post.submission()
  for (let n = 0; n < 12; n++) {
    await post.write({ submissionId, recipient: 'robot@example.com', matter: `complete ${n}` })
    await live(4)
  }
  expect(server.received).toHaveLength(4)
  await live(5 * 60)
  expect(server.received).toHaveLength(12)
})

test('one reader gets no more than twenty replies a day; the others leave the day after', async () => {
  for (let n = 0; n < 25; n++) await post.write({ recipient: 'don.vi@example.com' })
  await post.work()
  expect(server.received).toHaveLength(20)
  expect(await sending(post.database)).toMatchObject({ stoppedAt: null, held: 5 })
  await live(DAY + 10)
  expect(server.received).toHaveLength(25)
})

test('a mail that joins takes back a reply that is held', async () => {
  server.behave({ answer: 421, text: '4.3.0 Later', to: 'sender' })
  const submissionId = await post.submission()
  const id = await post.write({ submissionId })
  await post.work()
  server.behave()
  const mail = await post.database
    .insertInto('mails')
    .values({ rawSha256: 'c'.repeat(64), rawBytes: 1, keptAt: post.now(), sentAt: post.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  await post.database
    .transaction()
    .execute(writing => addMail(writing, submissionId, { id: mail.id, reason: 'reply' }, post.now()))
  await post.database.deleteFrom('progress').where('pipeline', '=', 'submission').execute()
  await live(60)
  expect(await post.reply(id)).toMatchObject({ state: 'withdrawn' })
  expect(server.received).toEqual([])
})

test('a bounce marks the one reply that came back', async () => {
  const submissionId = await post.submission()
  const [first, second] = [await post.write({ submissionId }), await post.write({ submissionId, matter: 'complete' })]
  inSent(IN_SENT)
  await live(1)
  const back = { submissionId: null, recipients: [], problem: 'noSuchAddress', answer: '5.1.1' } as const
  const bounce = (given: Partial<Parameters<typeof noteBounce>[1]>) =>
    post.database
      .transaction()
      .execute(writing => noteBounce(writing, { ...back, about: ['<strange@x.vn>'], ...given }, post.now()))
  await bounce({ submissionId })
  expect((await post.reply(first)).state).toBe('sent')
  await bounce({ about: [(await post.reply(second)).messageId, (await post.reply(first)).messageId] })
  expect(await post.reply(second)).toMatchObject({ state: 'bounced', problem: 'noSuchAddress', answer: '5.1.1' })
  expect((await post.reply(first)).state).toBe('sent')
  await bounce({ submissionId, recipients: [(await post.reply(first)).recipient] })
  expect((await post.reply(first)).state).toBe('bounced')
})
