import { simpleParser } from 'mailparser'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { signInLink } from '../../pipelines/signInLink.ts'
import { runner } from '../../src/run/runner.ts'
import { openAccess } from '../../src/store/access.ts'
import { removeEditor } from '../../src/store/editors.ts'
import { linkAddress } from '../../src/web/access.ts'
import { application } from '../../src/web/server.ts'
import { testDesk } from '../desk.ts'
import { OFFICE } from '../domain.ts'
import { startReceiver } from '../smtp.ts'
import { accessibilityFaults, openBrowser } from './browser.ts'

const { desk, database, locks, progress, access: withoutMail, changes, close, now, passes, editor } = await testDesk()
const receiver = await startReceiver()
afterAll(async () => {
  await receiver[Symbol.asyncDispose]()
  await close()
})

const fail = (error: unknown): never => {
  throw error
}
const SITE = 'http://tinbai.example.vn'
const failures: unknown[] = []
const work = runner<never, never>({
  pipelines: [signInLink] as never,
  progress: progress as never,
  take: ({ pipeline, id }) => locks.take(`${pipeline} ${id}`),
  edges: {
    database,
    smtp: { host: '127.0.0.1', port: receiver.port, tls: 'off', user: 'toasoan', password: 'any' },
    from: { header: 'Ban Biên tập <toasoan@example.org>', address: 'toasoan@example.org' },
    linkTo: (token: string) => linkAddress(SITE, token),
    now,
  } as never,
  now,
  wake: async () => undefined,
  report: ({ error }) => failures.push(error),
})
const mailing = openAccess(database, now, work)
const deskOf = (access: typeof mailing) => {
  const watched = { health: async () => [], status: async () => fail('nobody asks'), freeBytes: async () => 0 }
  return application(desk, { access, changes, office: OFFICE, now, publicUrl: SITE, report: fail, watched })
}
const app = deskOf(mailing)

const ask = (path: string, fields?: Record<string, string>, { to = app, address = '10.0.0.1', origin = SITE } = {}) =>
  to.request(
    `${SITE}${path}`,
    {
      headers: { Host: new URL(SITE).host, Origin: origin },
      ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }),
    },
    { incoming: { socket: { remoteAddress: address } } },
  )

/** Somebody asks for a link; gives the answer. */
async function asks(email: string, address?: string): Promise<string> {
  const answer = await ask('/dang-nhap/thu', { email }, { ...(address === undefined ? {} : { address }) })
  expect(answer.status).toBe(200)
  expect(failures).toEqual([])
  return answer.text()
}

/** The token in the newest mail. */
async function mailed(): Promise<string> {
  const { text = '' } = await simpleParser(receiver.received.at(-1)?.raw ?? '')
  return /http:\/\/tinbai\.example\.vn\/vao\?ma=([\w-]{43})/.exec(text)?.[1] ?? ''
}

const enters = async (ma: string): Promise<number> => (await ask('/vao', { ma })).status

beforeEach(async () => {
  await database.deleteFrom('signInTries').execute()
})

test('an editor signs in by the mailed link, once; opening it alone does not use it up', async () => {
  expect(await (await ask('/dang-nhap')).text()).toContain('/dang-nhap/thu')
  await asks(` ${editor.email.toUpperCase()} `)
  expect(receiver.received.at(-1)?.to).toEqual([editor.email])
  const token = await mailed()
  expect(await (await ask(`/vao?ma=${token}`)).text()).toContain(token)
  const kept = await database.selectFrom('signInLinks').selectAll().execute()
  expect(JSON.stringify(kept)).not.toContain(token)

  const entered = await ask('/vao', { ma: token })
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/'])
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';')
  const page = await app.request(`${SITE}/`, { headers: { Host: new URL(SITE).host, Cookie: cookie } })
  expect(await page.text()).toContain(editor.name)
  expect(await enters(token)).toBe(404)
})

test('two who use one link at once do not both get in', async () => {
  await asks(editor.email)
  const token = await mailed()
  expect((await Promise.all([enters(token), enters(token)])).sort()).toEqual([303, 404])
})

test('a link is void after a quarter of an hour, once a newer one is mailed, and from another site', async () => {
  await asks(editor.email)
  const old = await mailed()
  await asks(editor.email)
  const token = await mailed()
  expect(await enters(old)).toBe(404)
  expect((await ask('/vao', { ma: token }, { origin: 'https://evil.example' })).status).toBe(403)
  passes(15 * 60)
  expect(await enters(token)).toBe(404)
  expect(await enters('')).toBe(404)
})

test('the answer is the same where nobody has the address, and nobody is mailed', async () => {
  const known = await asks(editor.email)
  const before = receiver.received.length
  expect(await asks('la@example.com')).toBe(known)
  expect(receiver.received.length).toBe(before)
})

test('one address is mailed three times in a quarter of an hour, and one network asks twenty times', async () => {
  const before = receiver.received.length
  const answers = new Set<string>()
  for (let n = 0; n < 5; n++) answers.add(await asks(editor.email, `10.0.1.${n}`))
  expect(receiver.received.length - before).toBe(3)
  passes(15 * 60)
  for (let n = 0; n < 20; n++) answers.add(await asks(`la-${n}@example.com`))
  answers.add(await asks(editor.email))
  expect(receiver.received.length - before).toBe(3)
  expect(answers.size, 'each answer says the same').toBe(1)
  passes(15 * 60)
  await asks(editor.email)
  expect(receiver.received.length - before).toBe(4)
})

test('where nothing can be mailed, nothing is offered', async () => {
  const to = deskOf(withoutMail)
  expect(await (await ask('/dang-nhap', undefined, { to })).text()).not.toContain('/dang-nhap/thu')
  expect((await ask('/dang-nhap/thu', { email: editor.email }, { to })).status).toBe(303)
})

test('its pages are for everybody, on a phone and on a desk', async () => {
  const browser = await openBrowser()
  for (const path of ['/dang-nhap', '/dang-nhap/thu', '/vao?ma=x'])
    for (const width of [390, 1366]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } })
      const style = await (await ask('/style.css')).text()
      await page.setContent((await (await ask(path)).text()).replace('</head>', `<style>${style}</style></head>`))
      expect(await accessibilityFaults(page), `${path} at ${width}`).toEqual([])
      await page.close()
    }
  await browser.close()
})

test('who is removed gets no link, and one that was mailed is void', async () => {
  await asks(editor.email)
  const token = await mailed()
  await removeEditor(database, editor.email, now())
  expect(await enters(token)).toBe(404)
  const before = receiver.received.length
  await asks(editor.email)
  expect(receiver.received.length).toBe(before)
})
