import { afterAll, expect, test } from 'vitest'
import { openInbox, type StartFrom } from '../../pipelines/mailbox.ts'
import type { MailboxState } from '../../src/domain.ts'
import { watchMailbox } from '../../src/mailbox/watch.ts'
import { openBlobs } from '../../src/store/blobs.ts'
import { readMailbox } from '../../src/store/mailboxes.ts'
import { testDatabase } from '../database.ts'
import { temporaryFolder } from '../folder.ts'
import { eventually } from '../service.ts'
import { type Peer, type PeerMail, startPeer } from './peer.ts'

const { database, close } = await testDatabase()
const folder = await temporaryFolder()
const files = openBlobs(folder.path)
afterAll(async () => {
  await close()
  await folder[Symbol.asyncDispose]()
})

const mail = (uid: number, words = 'Chào Ban Biên tập.', headers = ''): PeerMail => ({
  uid,
  raw: `From: a@example.org\r\nMessage-ID: <${uid}@example.org>\r\nSubject: Bai ${uid}\r\n${headers}\r\n${words}\r\n`,
})

/** Pauses and deadlines that a test can wait for. */
const QUICK = {
  deadlines: { connect: 2000, answer: 500 },
  pauses: {
    lost: { first: 10, last: 50 },
    quota: { first: 3_600_000, last: 3_600_000 },
    signIn: { first: 60_000, last: 60_000 },
  },
}

let account = 0

/** Reads a peer into the real store; each reading has an account of its own unless it is given one. */
async function readPeer(
  peer: Peer,
  options: { account?: string; startFrom?: StartFrom; pollMilliseconds?: number; now?: () => Date } = {},
) {
  const name = options.account ?? `account ${++account}`
  const edges = { database, files, now: options.now ?? (() => new Date()) }
  const inbox = await openInbox(name, options.startFrom ?? 'all', edges, async () => undefined)
  const errors: unknown[] = []
  const watch = watchMailbox(peer.server, inbox, {
    folders: null,
    labels: true,
    pollMilliseconds: options.pollMilliseconds ?? 50,
    now: edges.now,
    report: error => errors.push(error),
    ...QUICK,
  })
  return {
    account: name,
    errors,
    state: async (): Promise<MailboxState | null> => readMailbox(database, name),
    /** The raw mails in the store, in the order in which they were kept. */
    async kept() {
      const rows = await database
        .selectFrom('sightings')
        .innerJoin('mails', 'mails.id', 'sightings.mailId')
        .select(['mails.id', 'mails.rawSha256', 'mails.intake', 'sightings.uid', 'sightings.threadId'])
        .where('account', '=', name)
        .orderBy('mails.id')
        .execute()
      return Promise.all(
        rows.map(async row => ({ ...row, raw: Buffer.from(await files.read(row.rawSha256)).toString('latin1') })),
      )
    },
    [Symbol.asyncDispose]: () => watch[Symbol.asyncDispose](),
  }
}

test.each(['closesInIdle', 'muteInIdle'] as const)(
  'a server that %s is noticed, and what came meanwhile is kept once',
  async manner => {
    await using peer = await startPeer([mail(1, manner)])
    peer.manners.push(manner)
    await using reading = await readPeer(peer)
    await eventually(async () => peer.manners.length === 0)
    peer.mails.push(mail(2, manner))
    await eventually(async () => (await reading.kept()).length === 2)
    expect((await reading.kept()).map(({ uid }) => uid)).toEqual(['1', '2'])
    expect(peer.sent.get(1)).toBe(peer.mails[0]?.raw.length)
  },
)

test.each(['closesInFetch', 'muteInFetch', 'cutsLiteral', 'shortLiteral'] as const)(
  'a mail whose loading %s is never kept as a whole one, and is loaded again',
  async manner => {
    await using peer = await startPeer([mail(1, `${manner} ${'x'.repeat(5000)}`), mail(2, manner)])
    peer.manners.push(manner)
    await using reading = await readPeer(peer)
    await eventually(async () => (await reading.kept()).length === 2)
    expect((await reading.kept()).map(({ raw }) => raw)).toEqual(peer.mails.map(({ raw }) => raw))
  },
)

test.each([
  ['shorter', -10],
  ['longer', 10],
])('a mail that is %s than announced at every try is shown as missing, and holds up no other', async (_, by) => {
  const wrong = mail(1, `wrong ${by}`)
  await using peer = await startPeer([{ ...wrong, size: wrong.raw.length - by }, mail(2, `right ${by}`)])
  await using reading = await readPeer(peer)
  await eventually(async () => (await reading.kept()).length === 1)
  const state = await eventually(async () => {
    const now = await reading.state()
    return now !== null && now.troubled.length === 1 && now
  })
  expect(state).toMatchObject({ mails: 2, missing: 1, troubled: [{ uid: 1, problem: 'wrongSize' }] })
  expect((await reading.kept()).map(({ uid }) => uid)).toEqual(['2'])
})

test('a password that is refused is said so, and not tried again at once', async () => {
  await using peer = await startPeer([])
  peer.manners.push('wrongPassword')
  await using reading = await readPeer(peer)
  await eventually(async () => (await reading.state())?.problem === 'signIn')
  expect(peer.commands.filter(command => command.startsWith('LOGIN'))).toHaveLength(1)
})

test('a server that says too much was asked for is left alone for an hour', async () => {
  await using peer = await startPeer([])
  peer.manners.push('overQuota')
  await using reading = await readPeer(peer)
  const state = await eventually(async () => {
    const now = await reading.state()
    return now?.problem === 'quota' && now
  })
  expect((state.retryAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_500_000)
  expect(peer.commands.filter(command => command.startsWith('LOGIN'))).toHaveLength(1)
})

test('each body is loaded once, however often the mailbox is looked at', async () => {
  const mails = Array.from({ length: 50 }, (_, number) => mail(number + 1, `once ${number}`))
  await using peer = await startPeer(mails)
  await using reading = await readPeer(peer, { pollMilliseconds: 5 })
  await eventually(async () => (await reading.kept()).length === 50)
  const looks = peer.commands.length
  await eventually(async () => peer.commands.length > looks + 30)
  expect([...peer.sent].filter(([uid, bytes]) => bytes !== mails[uid - 1]?.raw.length)).toEqual([])
})

test('what is in the mailbox and not in the store is found at night, and fetched', async () => {
  let time = new Date('2026-11-25T03:00:00Z')
  await using peer = await startPeer([mail(2, 'lost by us'), mail(3, 'kept')])
  await using reading = await readPeer(peer, { now: () => time, pollMilliseconds: 5 })
  await eventually(async () => (await reading.state())?.mails === 2 && (await reading.state())?.missing === 0)
  await database.deleteFrom('sightings').where('account', '=', reading.account).where('uid', '=', '2').execute()
  peer.mails.unshift(mail(1, 'shown by the server only now'))
  const looks = peer.commands.length
  await eventually(async () => peer.commands.length > looks + 20)
  expect((await reading.kept()).map(({ uid }) => uid)).toEqual(['3'])

  time = new Date('2026-11-25T19:00:01Z')
  await eventually(async () => (await reading.kept()).length === 3)
  expect(
    await eventually(async () => ((await reading.state())?.comparedAt ?? 0) >= time && reading.state()),
  ).toMatchObject({
    mails: 3,
    missing: 0,
    comparedAt: time,
  })
})

test('a mail too large to be taken gives its headers, and nothing of its body is asked for', async () => {
  const large = mail(1, 'a video')
  await using peer = await startPeer([{ ...large, size: 1_400_000_000 }])
  await using reading = await readPeer(peer)
  await eventually(async () => (await reading.kept()).length === 1)
  expect(await reading.kept()).toMatchObject([
    { intake: 'headersOnly', raw: large.raw.slice(0, -'a video\r\n'.length) },
  ])
})

test('a mail from before the day to start from is kept, and marked never to be answered', async () => {
  await using peer = await startPeer([mail(1, 'before the start')])
  await using reading = await readPeer(peer, { startFrom: new Date('2030-01-01') })
  await eventually(async () => (await reading.kept()).length === 1)
  expect(await reading.kept()).toMatchObject([{ intake: 'silent' }])
})

test('on Gmail All Mail is read, drafts are left, and a mail under a new UIDVALIDITY is not loaded again', async () => {
  const mails = [mail(1, 'gmail'), { ...mail(2, 'not sent yet'), labels: ['\\Draft'] }]
  await using peer = await startPeer(mails, { gmail: true })
  await using first = await readPeer(peer)
  await eventually(async () => (await first.kept()).length === 1)
  expect(await first.kept()).toMatchObject([{ uid: '1', threadId: '2001' }])
  expect(peer.commands).toContain('EXAMINE "[Gmail]/All Mail"')
  await first[Symbol.asyncDispose]()

  peer.uidValidity = 2
  await using second = await readPeer(peer, { account: first.account })
  await eventually(async () => (await second.kept()).length === 2)
  expect(new Set((await second.kept()).map(({ id }) => id)).size).toBe(1)
  expect(peer.sent.get(1)).toBe(mails[0]?.raw.length)
})

test('on Gmail a mail bears the label of what became of it, and a refused label changes nothing else', async () => {
  await using peer = await startPeer([mail(1, 'label')], { gmail: true })
  peer.manners.push('refusesLabels')
  await using first = await readPeer(peer)
  const [kept] = await eventually(async () => {
    const all = await first.kept()
    return all.length === 1 && all
  })
  await database
    .updateTable('mails')
    .set({ kind: 'other', why: 'noSign' })
    .where('id', '=', kept?.id ?? 0)
    .execute()
  await eventually(async () => peer.manners.length === 0)
  peer.mails.push(mail(2, 'after the refusal'))
  await eventually(async () => (await first.kept()).length === 2)
  expect(peer.labels.size).toBe(0)
  await first[Symbol.asyncDispose]()

  await using second = await readPeer(peer, { account: first.account })
  await eventually(async () => peer.labels.get(1)?.size === 1)
  expect([...(peer.labels.get(1) ?? [])]).toEqual(['tinbai/kh&AOE-c'])
  expect(second.errors).toEqual([])
})
