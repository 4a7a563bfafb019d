import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono, type Context as Request } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type PasswordProblem, setUpPage, signInPage, voidCodePage } from '../../templates/pages/signIn.ts'
import type { Credentials } from './access.ts'
import type { Context } from './frame.ts'
import { isBehindTls, startSession } from './session.ts'

/** Strangers may send these forms: no more than forms need. */
const FORM_BYTES = 16 * 1024

/** What is there for those who have not signed in: the sign-in, and the page on which a password is set with a code. */
export function signInRoutes(context: Context): Hono {
  const { office, access } = context
  const byMail = access.askForLink !== null
  const app = new Hono()
  app.get('/dang-nhap', async c => {
    if (!(await access.hasEditors())) return c.redirect('/thiet-lap', 303)
    const next = ownPath(c.req.query('tiep'))
    return c.html(signInPage(office, { email: '', next, problem: null, byMail }))
  })
  app.post('/dang-nhap', limited, async c => {
    const form = await formOf(c)
    const credentials = credentialsOf(c, context, form('email'), form('mat-khau'))
    const next = ownPath(form('tiep'))
    const answer = await access.signIn(credentials)
    if (typeof answer === 'string')
      return c.html(
        signInPage(office, { email: form('email'), next, problem: answer, byMail }),
        answer === 'locked' ? 429 : 401,
      )
    await startSession(c, context, answer.token)
    return c.redirect(next, 303)
  })
  app.get('/thiet-lap', async c => {
    const code = c.req.query('ma') ?? ''
    const whom = await access.invited(code)
    if (whom !== null) return c.html(setUpPage(office, { code, whom, name: '', email: '', problem: null }))
    if (code === '' && (await access.hasEditors())) return c.redirect('/', 303)
    return c.html(voidCodePage(office, code === '' ? 'none' : 'void'), code === '' ? 200 : 404)
  })
  app.post('/thiet-lap', limited, async c => {
    const form = await formOf(c)
    const [code, password] = [form('ma'), form('mat-khau')]
    const whom = await access.invited(code)
    if (whom === null) return c.html(voidCodePage(office, 'void'), 404)
    const first = { name: form('ten').trim(), email: emailOf(form('email')) }
    const { email } = whom === 'first' ? first : whom
    const problem = whom === 'first' && !isPerson(first) ? 'person' : passwordProblem(password, email)
    if (problem !== null) return c.html(setUpPage(office, { code, whom, ...first, problem }), 422)
    const token = await access.accept(code, { first, password }, deviceOf(c))
    if (token === null) return c.html(voidCodePage(office, 'void'), 404)
    await startSession(c, context, token)
    return c.redirect('/', 303)
  })
  return app
}

export const limited = bodyLimit({ maxSize: FORM_BYTES })

/** The texts of a form that was sent; '' for what is not there. */
export async function formOf(c: Request): Promise<(name: string) => string> {
  const body = await c.req.parseBody()
  return name => {
    const value = body[name]
    return typeof value === 'string' ? value : ''
  }
}

export const credentialsOf = (c: Request, context: Context, email: string, password: string): Credentials => ({
  email: emailOf(email),
  password,
  address: addressOf(c, context),
  device: deviceOf(c),
})

export const emailOf = (text: string): string => text.trim().toLowerCase()

export const deviceOf = (c: Request): string => c.req.header('user-agent') ?? ''

/** Behind a proxy the last address in X-Forwarded-For is the one the proxy saw; those before it anybody can write. */
export function addressOf(c: Request, { publicUrl }: Context): string {
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  const connected = getConnInfo(c).remote.address ?? ''
  return isBehindTls(publicUrl) ? forwarded || connected : connected
}

/** A path of the desk; "/" for what leads elsewhere. */
function ownPath(text: string | undefined): string {
  const here = 'http://here'
  if (text === undefined || !URL.canParse(text, here)) return '/'
  const { origin, pathname, search } = new URL(text, here)
  return origin === here ? pathname + search : '/'
}

const isPerson = ({ name, email }: { readonly name: string; readonly email: string }): boolean =>
  name !== '' && name.length <= 100 && email.length <= 254 && /^\S+@\S+$/.test(email)

/** NIST SP 800-63B: length is what counts, kinds of letters do not. */
const LEAST_LETTERS = 12
const LEAST_DIFFERENT = 5

/** Why a password is too easily guessed. */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  const letters = [...password.normalize('NFC')]
  if (letters.length < LEAST_LETTERS) return 'short'
  const simple = new Set(letters).size < LEAST_DIFFERENT || password.trim().toLowerCase() === email
  return simple ? 'simple' : null
}
