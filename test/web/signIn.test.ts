import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '../../src/domain.ts'
import { addEditor, listEditors, removeEditor, setUpCode } from '../../src/store/editors.ts'
import { hashPassword } from '../../src/store/passwords.ts'
import { openSession } from '../../src/store/sessions.ts'
import { readStatus } from '../../src/store/status.ts'
import { hashOf } from '../../src/store/tokens.ts'
import { application } from '../../src/web/server.ts'
import { officeOfBacKan } from '../../templates/office.ts'
import { testDesk } from '../desk.ts'

const { desk, database, access, changes, now, passes, close } = await testDesk()
afterAll(close)

const DAY = 24 * 60 * 60
const PASSWORD = 'mười hai con giáp'
const HASH = await hashPassword(PASSWORD)
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const HERE = 'http://127.0.0.1'
function open(publicUrl: string | null = null) {
  const report = (error: unknown): never => {
    throw error
  }
  const watched = { health: async () => [], status: () => readStatus(database, now()), freeBytes: async () => 0 }
  return application(desk, { access, changes, office: officeOfBacKan, now, publicUrl, report, watched })
}

beforeEach(async () => {
  await database.deleteFrom('signInTries').execute()
  await database.deleteFrom('sessions').execute()
  await database.deleteFrom('invitations').execute()
  await database.updateTable('editors').set({ removedAt: now() }).execute()
})

/** A browser with its cookies, at a network address. */
function browser(address = '10.0.0.1', app = open(), site = HERE) {
  const jar = new Map<string, string>()
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const { host } = new URL(site)
    const headers = { Host: host, Origin: site, Cookie: cookie, 'User-Agent': CHROME }
    const socket = { remoteAddress: address }
    const answer = await app.request(
      `http://${host}${path}`,
      { ...init, headers: { ...headers, ...init.headers } },
      { incoming: { socket } },
    )
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    return answer
  }
  const post = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers })
  return {
    jar,
    get: ask,
    post,
    signIn: (email: string, password = PASSWORD, more: Record<string, string> = {}) =>
      post('/dang-nhap', { email, 'mat-khau': password, ...more }),
  }
}

/** Adds an editor who has set their password; all have the same. */
async function editor(email: string, role: Role = 'editor'): Promise<void> {
  await addEditor(database, { name: `Bạn ${email}`, email, role }, now())
  await database.updateTable('editors').set({ password: HASH }).where('email', '=', email).execute()
}

/** A browser in which they have signed in. */
async function signedIn(email: string) {
  const { id } = await database
    .selectFrom('editors')
    .select('id')
    .where('email', '=', email)
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const here = browser()
  here.jar.set('tinbai', await openSession(database, id, CHROME, now()))
  return here
}

/** So often a wrong password was given. */
const wrong = (key: string, tries: number) =>
  database.insertInto('signInTries').values({ key, tries, since: now() }).execute()

const leadsTo = (answer: Response): string | null => answer.headers.get('location')

test('the first start shows only the set-up, which takes the printed code once; whoever has it is the chief', async () => {
  const code = (await setUpCode(database)) ?? ''
  const stranger = browser()
  expect(leadsTo(await stranger.get('/'))).toBe('/thiet-lap')
  expect(leadsTo(await stranger.get('/dang-nhap'))).toBe('/thiet-lap')
  expect(await (await stranger.get('/thiet-lap')).text()).toContain('chưa có biên tập viên nào')
  const person = { ten: 'Trần An', email: 'An@Example.com', 'mat-khau': PASSWORD }
  expect((await stranger.post('/thiet-lap', { ...person, ma: 'x'.repeat(43) })).status).toBe(404)
  expect((await stranger.post('/thiet-lap', { ...person, ma: code, 'mat-khau': 'ngắn' })).status).toBe(422)
  expect((await stranger.post('/thiet-lap', { ...person, ma: code, ten: ' ' })).status).toBe(422)

  const first = browser()
  expect(await (await first.get(`/thiet-lap?ma=${code}`)).text()).toContain('Họ và tên')
  expect(leadsTo(await first.post('/thiet-lap', { ...person, ma: code }))).toBe('/')
  expect(await (await first.get('/')).text()).toContain('Trần An')
  expect(await listEditors(database)).toMatchObject([{ name: 'Trần An', email: 'an@example.com', role: 'chief' }])

  expect((await stranger.post('/thiet-lap', { ...person, ma: code })).status).toBe(404)
  expect(leadsTo(await stranger.get('/'))).toBe('/dang-nhap')
  expect(await setUpCode(database)).toBeNull()
})

test('two who use one code at once do not both get in', async () => {
  const code = (await setUpCode(database)) ?? ''
  const answers = await Promise.all(
    ['a@example.com', 'b@example.com'].map(email =>
      browser().post('/thiet-lap', { ma: code, ten: 'Ai đó', email, 'mat-khau': PASSWORD }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
})

test('a code to set a password is void after a week, and once a newer one is given', async () => {
  const old = await addEditor(database, { name: 'Lan', email: 'lan@example.com', role: 'editor' }, now())
  const code = await addEditor(database, { name: 'Lan', email: 'lan@example.com', role: null }, now())
  expect((await browser().get(`/thiet-lap?ma=${old}`)).status).toBe(404)
  expect((await browser().get(`/thiet-lap?ma=${code}`)).status).toBe(200)
  passes(7 * DAY)
  expect((await browser().get(`/thiet-lap?ma=${code}`)).status).toBe(404)
})

test('after signing in one is where one wanted to go, and never on another site', async () => {
  await editor('an@example.com')
  expect(leadsTo(await browser().get('/thu-khac?trang=2'))).toBe('/dang-nhap?tiep=%2Fthu-khac%3Ftrang%3D2')
  const wanted = ['/thu-khac?trang=2', 'https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:x']
  const reached: (string | null)[] = []
  for (const tiep of wanted) reached.push(leadsTo(await browser().signIn('an@example.com', PASSWORD, { tiep })))
  expect(reached).toEqual(['/thu-khac?trang=2', '/', '/', '/', '/'])
})

test('letters typed composed or decomposed, an address in capitals: the same editor', async () => {
  await editor('an@example.com')
  expect((await browser().signIn('AN@example.com ', PASSWORD.normalize('NFD'))).status).toBe(303)
})

test('a password is stored as scrypt with its parameters, a token only as its hash', async () => {
  await editor('an@example.com')
  const here = await signedIn('an@example.com')
  const { password } = await database
    .selectFrom('editors')
    .select('password')
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow()
  expect(password).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/)
  const sessions = await database.selectFrom('sessions').selectAll().execute()
  expect(JSON.stringify(sessions)).not.toContain(here.jar.get('tinbai'))
})

test('guessing one account stops after ten, from wherever it comes, also when all ask at once; others go on', async () => {
  await editor('an@example.com')
  await editor('ba@example.com')
  await wrong(`account ${hashOf('an@example.com')}`, 8)
  const guesses = await Promise.all(
    Array.from({ length: 5 }, (_, n) => browser(`10.1.0.${n}`).signIn('an@example.com', `sai lần thứ ${n}`)),
  )
  expect(guesses.map(({ status }) => status).sort()).toEqual([401, 401, 429, 429, 429])
  expect((await browser('10.2.0.1').signIn('an@example.com')).status).toBe(429)
  expect((await browser('10.2.0.1').signIn('ba@example.com')).status).toBe(303)
  passes(15 * 60)
  expect((await browser('10.2.0.1').signIn('an@example.com')).status).toBe(303)
})

test('guessing many accounts from one address stops after fifty', async () => {
  await editor('an@example.com')
  await wrong('address 10.3.0.1', 49)
  expect((await browser('10.3.0.1').signIn('x@example.com')).status).toBe(401)
  expect((await browser('10.3.0.1').signIn('an@example.com')).status).toBe(429)
  expect((await browser('10.3.0.2').signIn('an@example.com')).status).toBe(303)
})

test('the answer is the same for an account that exists and one that does not, up to the lockout and beyond', async () => {
  await editor('an@example.com')
  const seen = async (email: string) => {
    await wrong(`account ${hashOf(email)}`, 9)
    const answers = [await browser().signIn(email, 'sai'), await browser().signIn(email, 'sai')]
    return Promise.all(answers.map(async answer => [answer.status, (await answer.text()).replaceAll(email, '')]))
  }
  expect(await seen('an@example.com')).toEqual(await seen('khong-co@example.com'))
})

test('behind a proxy the address is the one that the proxy saw, not one that the browser claims', async () => {
  await editor('an@example.com')
  const site = 'https://tinbai.example.vn'
  const proxied = browser('127.0.0.1', open(site), site)
  await proxied.post('/dang-nhap', { email: 'x@x.vn', 'mat-khau': 'x' }, { 'X-Forwarded-For': '1.2.3.4, 10.9.0.9' })
  await browser('10.9.0.8').post('/dang-nhap', { email: 'x@x.vn', 'mat-khau': 'x' }, { 'X-Forwarded-For': '1.2.3.4' })
  const keys = await database
    .selectFrom('signInTries')
    .select('key')
    .where('key', 'like', 'address%')
    .orderBy('key')
    .execute()
  expect(keys.map(({ key }) => key)).toEqual(['address 10.9.0.8', 'address 10.9.0.9'])
})

test('a token from before the sign-in is worth nothing after it', async () => {
  await editor('an@example.com')
  const victim = browser()
  victim.jar.set('tinbai', 'planted-by-somebody-else')
  await victim.signIn('an@example.com')
  const first = victim.jar.get('tinbai') ?? ''
  expect(first).toMatch(/^[\w-]{43}$/)
  await victim.signIn('an@example.com')
  expect(victim.jar.get('tinbai')).not.toBe(first)
  for (const token of ['planted-by-somebody-else', first]) {
    const other = browser()
    other.jar.set('tinbai', token)
    expect(leadsTo(await other.get('/'))).toBe('/dang-nhap')
  }
})

test('scripts cannot read the cookie, other sites cannot use it, and under https it never goes in the clear', async () => {
  await editor('an@example.com')
  const plain = await browser().signIn('an@example.com')
  expect(plain.headers.get('set-cookie')).toMatch(
    /^tinbai=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  const site = 'https://tinbai.example.vn'
  const secure = await browser('127.0.0.1', open(site), site).signIn('an@example.com')
  expect(secure.headers.get('set-cookie')).toMatch(/^__Host-tinbai=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

test('a session ends after a week unused, and after thirty days in any case', async () => {
  await editor('an@example.com')
  const here = await signedIn('an@example.com')
  for (let day = 0; day < 29; day += 6) {
    expect((await here.get('/')).status, `day ${day}`).toBe(200)
    passes(6 * DAY)
  }
  expect(leadsTo(await here.get('/'))).toBe('/dang-nhap')
  await here.signIn('an@example.com')
  passes(7 * DAY)
  expect(leadsTo(await here.get('/'))).toBe('/dang-nhap')
})

test('an editor sees where they are signed in, and ends a session elsewhere; nobody ends another’s', async () => {
  await editor('an@example.com')
  await editor('ba@example.com')
  const [office, phone] = [await signedIn('an@example.com'), await signedIn('an@example.com')]
  const other = await signedIn('ba@example.com')
  const text = await (await office.get('/thiet-bi')).text()
  expect(text).toContain('Chrome trên Windows')
  const ends = [...text.matchAll(/action="(\/thiet-bi\/\d+\/dang-xuat)"/g)].map(([, path]) => path ?? '')
  for (const path of ends) await other.post(path)
  expect((await phone.get('/')).status).toBe(200)
  for (const path of ends) await office.post(path)
  expect((await phone.get('/')).status).toBe(303)
  expect((await office.get('/')).status).toBe(200)
  expect((await other.get('/')).status).toBe(200)
})

test('signing out ends the session for whoever has its token', async () => {
  await editor('an@example.com')
  const here = await signedIn('an@example.com')
  const token = here.jar.get('tinbai') ?? ''
  expect(leadsTo(await here.post('/dang-xuat'))).toBe('/dang-nhap')
  here.jar.set('tinbai', token)
  expect((await here.get('/')).status).toBe(303)
})

test('a new password needs the old one and signs out everywhere else', async () => {
  await editor('an@example.com')
  const [here, phone] = [await signedIn('an@example.com'), await signedIn('an@example.com')]
  const next = 'một câu khác dễ nhớ'
  expect((await here.post('/mat-khau', { 'mat-khau': 'sai', 'mat-khau-moi': next })).status).toBe(422)
  expect((await here.post('/mat-khau', { 'mat-khau': PASSWORD, 'mat-khau-moi': 'aaaaaaaaaaaaaaa' })).status).toBe(422)
  expect((await phone.get('/')).status).toBe(200)
  expect((await here.post('/mat-khau', { 'mat-khau': PASSWORD, 'mat-khau-moi': next })).status).toBe(303)
  expect((await here.get('/')).status).toBe(200)
  expect((await phone.get('/')).status).toBe(303)
  expect((await phone.signIn('an@example.com')).status).toBe(401)
  expect((await phone.signIn('an@example.com', next)).status).toBe(303)
})

test('who is removed is out at once, and out for good', async () => {
  await editor('an@example.com')
  await editor('ba@example.com')
  const here = await signedIn('an@example.com')
  expect(await removeEditor(database, 'an@example.com', now())).toBe(true)
  expect((await here.get('/')).status).toBe(303)
  expect((await here.signIn('an@example.com')).status).toBe(401)
  expect(await removeEditor(database, 'an@example.com', now())).toBe(false)
})

test('an accountant reads every page and decides nothing; their own sessions they do end', async () => {
  await editor('ke-toan@example.com', 'accountant')
  const here = await signedIn('ke-toan@example.com')
  for (const path of ['/', '/can-bo-sung', '/thu-khac', '/chua-xu-ly']) expect((await here.get(path)).status).toBe(200)
  for (const path of ['/thu/1/la-bai', '/thu/1/tach-ra', '/bai/BK-2026-0001/gop', '/lich-su/1/hoan-tac', '/nowhere']) {
    const answer = await here.post(path)
    expect(answer.status, path).toBe(403)
    expect(await answer.text()).toContain('Việc này dành cho biên tập viên')
  }
  expect(leadsTo(await here.post('/dang-xuat'))).toBe('/dang-nhap')
})

test('another site can send none of the forms, the sign-in’s neither', async () => {
  await editor('an@example.com')
  const here = await signedIn('an@example.com')
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example'])
    for (const path of [
      '/dang-nhap',
      '/thiet-lap',
      '/dang-xuat',
      '/mat-khau',
      '/thiet-bi/khac/dang-xuat',
      '/thu/1/la-bai',
    ])
      expect((await here.post(path, {}, { Origin: origin })).status, `${origin} ${path}`).toBe(403)
  expect((await here.get('/')).status).toBe(200)
})

test('no page can be put into a frame, and none answers under a name that is not ours', async () => {
  await editor('an@example.com')
  const here = await signedIn('an@example.com')
  for (const path of ['/', '/dang-nhap', '/thiet-lap?ma=x', '/thiet-bi', '/nowhere']) {
    const { headers } = await here.get(path)
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options'), path).toBe('DENY')
  }
  const site = 'https://tinbai.example.vn'
  const behind = (host: string) => browser('127.0.0.1', open(site), site).get('/dang-nhap', { headers: { Host: host } })
  expect((await behind('tinbai.example.vn')).status).toBe(200)
  expect((await behind('localhost:8080')).status).toBe(200)
  expect((await behind('tinbai.example.vn.evil.example')).status).toBe(421)
  expect((await here.get('/', { headers: { Host: 'tinbai.example.vn' } })).status).toBe(421)
})

test('nobody who has not signed in learns anything: no page, file, thumbnail or error tells of what is behind', async () => {
  await editor('an@example.com')
  const stranger = browser()
  const hash = '0'.repeat(64)
  for (const path of [
    '/',
    '/thu/1',
    '/bai/BK-2026-0001',
    `/tep/${hash}/x`,
    `/anh/${hash}.webp`,
    '/thiet-bi',
    '/nowhere',
  ])
    expect(leadsTo(await stranger.get(path)), path).toMatch(/^\/dang-nhap/)
  expect((await stranger.get('/health')).status).toBe(200)
  expect((await stranger.get('/style.css')).status).toBe(200)
  const page = await (await stranger.get('/dang-nhap')).text()
  expect(page).not.toContain('class="count"')
})

test('a form that is too large is not read', async () => {
  await editor('an@example.com')
  expect((await browser().signIn('an@example.com', 'a'.repeat(20_000))).status).toBe(413)
})
