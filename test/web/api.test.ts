import { afterAll, expect, test } from 'vitest'
import { removeEditor, setPassword } from '../../src/store/editors.ts'
import { application } from '../../src/web/server.ts'
import { testDesk } from '../desk.ts'
import { ARTICLE, aDocument, aFormText, aPhotoFile, OFFICE } from '../domain.ts'

const { desk, database, access, changes, close, now, piece, decide, editor, signIn, another } = await testDesk()
afterAll(close)

const fail = (error: unknown): never => {
  throw error
}
const watched = { health: async () => [], status: async () => fail('nobody asks'), freeBytes: async () => 0 }
const app = application(desk, { access, changes, office: OFFICE, now, publicUrl: null, report: fail, watched })
const HERE = 'http://127.0.0.1'

const get = (path: string, token?: string) =>
  app.request(`${HERE}${path}`, {
    headers: { Host: '127.0.0.1', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
  })

const press = (path: string, cookie: string, fields: Record<string, string> = {}) =>
  app.request(`${HERE}${path}`, {
    method: 'POST',
    headers: { Host: '127.0.0.1', Origin: HERE, Cookie: cookie },
    body: new URLSearchParams(fields),
  })

/** An editor makes a code on the page of devices. */
async function made(cookie: string, name = 'Bảng thống kê'): Promise<string> {
  const page = await (await press('/chuong-trinh', cookie, { ten: name })).text()
  const [, token = ''] = /<code>([\w-]{43})<\/code>/.exec(page) ?? []
  return token
}

const PHONE = '0983456712'
const ACCOUNT = '8605205112233'

test('a program reads a list and a piece as JSON, never a private number', async () => {
  const body = `${ARTICLE}\nLiên hệ 0983 456 712, STK ${ACCOUNT}.`
  const { reference } = await piece([aDocument(aFormText({ body }), 'Mau.docx'), aPhotoFile()])
  const token = await made(await signIn())
  const list = await get('/api/submissions', token)
  expect(list.headers.get('cache-control')).toBe('no-store')
  const { submissions, more } = (await list.json()) as { submissions: { reference: string }[]; more: boolean }
  expect([submissions.map(one => one.reference), more]).toEqual([[reference], false])

  await decide(reference, { kind: 'accept' })
  expect(await (await get('/api/submissions', token)).json()).toEqual({ submissions: [], more: false })
  expect(await (await get('/api/submissions?list=accepted', token)).json()).toMatchObject({
    submissions: [{ reference, list: 'accepted' }],
  })
  const text = await (await get(`/api/submissions/${reference}`, token)).text()
  expect(JSON.parse(text)).toMatchObject({
    ...{ reference, list: 'accepted', state: 'accepted' },
    fields: { unit: 'CĐCS Trường Tiểu học Nà Phặc', author: 'Nông Thị Minh Hằng', phone: '[riêng]' },
    photos: [{ name: 'IMG_0001.jpg', original: 'yes', caption: expect.stringContaining('trao quà') }],
    findings: [],
    replies: [{ kind: 'accepted', state: 'queued', text: expect.stringContaining('đã được Ban Biên tập duyệt') }],
  })
  expect(JSON.parse(text).fields.body).toContain('Liên hệ •••, STK •••.')
  expect(text.replaceAll(/\D/g, '')).not.toContain(PHONE)
  expect(text).not.toContain(ACCOUNT)
})

test('what is not there is said in JSON too', async () => {
  const token = await made(await signIn())
  const missing = await get('/api/submissions/BK-2019-9999', token)
  expect([missing.status, await missing.json()]).toEqual([404, { wrong: expect.stringContaining('no such') }])
  const list = await get('/api/submissions?list=all', token)
  expect([list.status, await list.json()]).toEqual([400, { wrong: expect.stringContaining('waiting') }])
})

test('only a valid code lets in: no session, none that was ended, none of an editor who is gone or has a new password', async () => {
  const cookie = await signIn()
  const token = await made(cookie)
  const status = async (given?: string) => (await get('/api/submissions', given)).status
  expect(await status(token)).toBe(200)
  expect(await status()).toBe(401)
  expect(await status(`${token}x`)).toBe(401)
  const byCookie = await app.request(`${HERE}/api/submissions`, { headers: { Host: '127.0.0.1', Cookie: cookie } })
  expect(byCookie.status).toBe(401)

  const other = await another('Người khác')
  const [own] = await access.programs(editor.id)
  await press(`/chuong-trinh/${own?.id}/thu-hoi`, other)
  expect(await status(token), 'another cannot end it').toBe(200)
  await press(`/chuong-trinh/${own?.id}/thu-hoi`, cookie)
  expect(await status(token)).toBe(401)

  const last = await made(other)
  expect(await status(last)).toBe(200)
  const { email } = await database
    .selectFrom('editors')
    .select('email')
    .where('name', '=', 'Người khác')
    .executeTakeFirstOrThrow()
  await removeEditor(database, email, now())
  expect(await status(last)).toBe(401)

  const before = await made(cookie)
  expect(await status(before)).toBe(200)
  await database.transaction().execute(writing => setPassword(writing, editor.id, 'a new one'))
  expect(await status(before)).toBe(401)
})

test('a code is kept as its hash alone, and opens no page', async () => {
  const token = await made(await signIn(), 'Bảng <b>của tôi</b>')
  const kept = await database.selectFrom('programs').selectAll().execute()
  expect(JSON.stringify(kept)).not.toContain(token)
  expect((await get('/', token)).status).toBe(303)
  const page = await (
    await app.request(`${HERE}/thiet-bi`, { headers: { Host: '127.0.0.1', Cookie: await signIn() } })
  ).text()
  expect(page).toContain('Bảng &lt;b&gt;của tôi&lt;/b&gt;')
  expect(page).not.toContain(token)
})
