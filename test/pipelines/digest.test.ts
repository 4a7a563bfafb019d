import { simpleParser } from 'mailparser'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { digest } from '../../pipelines/digest.ts'
import { runner } from '../../src/run/runner.ts'
import { startDigests } from '../../src/store/digests.ts'
import { addEditor, removeEditor } from '../../src/store/editors.ts'
import { workingDaysAfter } from '../../src/submission/workingDays.ts'
import { testDesk } from '../desk.ts'
import { aDocument, aFormText, aPhotoFile, OFFICE } from '../domain.ts'
import { startReceiver } from '../smtp.ts'

const { database, locks, progress, close, now, passes, piece, decide, editor } = await testDesk()
const receiver = await startReceiver()
afterAll(async () => {
  await receiver[Symbol.asyncDispose]()
  await close()
})

const HOUR = 60 * 60
const smtp = { host: '127.0.0.1', port: receiver.port, tls: 'off' as const, user: 'toasoan', password: 'any' }
const settings = {
  sendReplies: true,
  digest: true,
  office: OFFICE,
  publicUrl: 'https://tinbai.example.vn',
}
const failures: unknown[] = []

/** A process that works on digests. */
const aProcess = (given: Partial<typeof settings> = {}) =>
  runner<never, never>({
    pipelines: [digest] as never,
    progress: progress as never,
    take: ({ pipeline, id }) => locks.take(`${pipeline} ${id}`),
    edges: {
      ...settings,
      ...given,
      database,
      smtp,
      from: { header: 'Ban Biên tập <toasoan@example.org>', address: 'toasoan@example.org' },
      now,
    } as never,
    now,
    wake: async () => undefined,
    report: ({ error }) => failures.push(error),
  })

const start = () => startDigests(database, workingDaysAfter(now(), 1, OFFICE.holidays))

const TIMES = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' })

/** Lets hours pass, a quarter at a time; gives who was mailed when. */
async function live(hours: number, given: Partial<typeof settings> = {}): Promise<readonly string[]> {
  const work = aProcess(given)
  const mailed: string[] = []
  for (let quarter = 0; quarter < hours * 4; quarter++) {
    passes(HOUR / 4)
    const before = receiver.received.length
    for (const row of await progress.dueRows(100)) if (row.pipeline === 'digest') await work(row)
    for (const { to } of receiver.received.slice(before)) mailed.push(`${to[0]} ${TIMES.format(now())}`)
  }
  expect(failures).toEqual([])
  return mailed
}

const waits = (title: string) => piece([aDocument(aFormText({ title }), 'Mau.docx'), aPhotoFile()])

/** The clock moves to a morning of a week. */
function comes(day: string): void {
  passes((Date.parse(`${day}T09:00:00+07:00`) - now().getTime()) / 1000)
}

beforeEach(async () => {
  receiver.behave()
  await database.deleteFrom('progress').where('pipeline', '=', 'digest').execute()
  await database.updateTable('submissions').set({ state: 'accepted' }).execute()
})

test('each working morning every editor is mailed once what has waited for more than three days', async () => {
  const chief = 'truong@example.com'
  await addEditor(database, { name: 'Trưởng Ban', email: chief, role: 'chief' }, now())
  await addEditor(database, { name: 'Kế toán', email: 'ke.toan@example.com', role: 'accountant' }, now())
  const { reference } = await waits('Bài chờ lâu <b>')
  await start()
  expect(await live(7 * 24), 'from Wednesday morning, the 20th').toEqual([
    `${editor.email} 2019-11-25 08:00`,
    `${chief} 2019-11-25 08:00`,
    `${editor.email} 2019-11-26 08:00`,
    `${chief} 2019-11-26 08:00`,
    `${editor.email} 2019-11-27 08:00`,
    `${chief} 2019-11-27 08:00`,
  ])
  const mail = await simpleParser(receiver.received.at(-1)?.raw ?? '')
  expect(mail.subject).toBe('1 bài chờ duyệt quá 3 ngày')
  expect(mail.text).toContain(`“Bài chờ lâu <b>”, CĐCS Trường Tiểu học Nà Phặc (${reference}): chờ 6 ngày.`)
  expect(mail.text).toContain('https://tinbai.example.vn/?xep=cu')
  expect(mail.html).toContain('Bài chờ lâu &lt;b&gt;')
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')

  await removeEditor(database, chief, now())
  expect(await live(24)).toEqual([`${editor.email} 2019-11-28 08:00`])
  await decide(reference, { kind: 'accept' })
  expect(await live(24), 'nothing waits').toEqual([])
})

test('it rests on holidays, and where it or all sending is off', async () => {
  comes('2019-12-24')
  await waits('Bài cuối năm')
  await start()
  await live(5 * 24, { digest: false })
  const office = { ...OFFICE, holidays: ['2019-12-31'] }
  expect(await live(5 * 24, { office }), 'the 29th is a Sunday, New Year a holiday').toEqual([
    `${editor.email} 2019-12-30 08:00`,
    `${editor.email} 2020-01-02 08:00`,
    `${editor.email} 2020-01-03 08:00`,
  ])
  expect(await live(3 * 24, { sendReplies: false })).toEqual([])
  expect(await live(24, { digest: false })).toEqual([])
})

test('many processes and restarts send it once; one that died in the sending leaves it for the next day', async () => {
  comes('2020-02-03')
  await waits('Bài của nhiều tiến trình')
  await start()
  await live(6 * 24 + 22, { digest: false })
  await Promise.all([start(), start()])
  passes(HOUR)
  const before = receiver.received.length
  const [row] = (await progress.dueRows(100)).filter(({ pipeline }) => pipeline === 'digest')
  if (row === undefined) throw new Error('nothing is due on Monday morning')
  await Promise.all([aProcess()(row), aProcess()(row), aProcess()(row)])
  await aProcess()(row)
  expect(receiver.received.length - before).toBe(1)

  await database.updateTable('progress').set({ step: 'sent', due: now() }).where('pipeline', '=', 'digest').execute()
  expect(await live(26), 'nobody knows whether it had left').toEqual([`${editor.email} 2020-02-11 08:00`])
})

test('a server that is away is asked again an hour later, never at night', async () => {
  comes('2020-03-02')
  await waits('Bài khi máy chủ bận')
  await start()
  await live(6 * 24 + 22, { digest: false })
  const busy = { answer: 451, text: '4.3.2 busy' }
  receiver.behave(busy)
  expect(await live(3)).toEqual([])
  receiver.behave()
  expect(await live(1)).toEqual([`${editor.email} 2020-03-09 11:00`])
  receiver.behave(busy)
  expect(await live(31), 'until the evening after').toEqual([])
  receiver.behave()
  expect(await live(24)).toEqual([`${editor.email} 2020-03-11 08:00`])
})
