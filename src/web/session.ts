import type { Context as Request } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { refusedPage } from '../../templates/pages/signIn.ts'
import type { Editor } from '../domain.ts'
import type { Access } from './access.ts'
import { type Context, frameOf } from './frame.ts'

/** What a route behind the sign-in knows: `c.get('editor')` is who asks. */
export interface SignedIn {
  readonly Variables: { readonly editor: Editor; readonly session: number }
}

/** Lets only those through who have signed in; others are led to where they can. */
export function onlySignedIn({ access, publicUrl }: Context) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const token = readToken(c, publicUrl)
    const session = token === undefined ? null : await access.session(token)
    if (session === null) return c.redirect(await wayIn(c, access), 303)
    c.set('editor', session.editor)
    c.set('session', session.id)
    return next()
  })
}

/** After signing in one is where one wanted to go; a form that was sent is to be sent again. */
async function wayIn(c: Request, access: Access): Promise<string> {
  if (!(await access.hasEditors())) return '/thiet-lap'
  const { pathname, search } = new URL(c.req.url)
  const wanted = c.req.method === 'GET' ? pathname + search : '/'
  return wanted === '/' ? '/dang-nhap' : `/dang-nhap?tiep=${encodeURIComponent(wanted)}`
}

/** An accountant sees everything and decides nothing. */
export function onlyReadingForAccountants(context: Context) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (reads || c.get('editor').role !== 'accountant') return next()
    return c.html(refusedPage(await frameOf(context, c.get('editor'))), 403)
  })
}

/** As long as a session lasts at most; when it ends is the store's affair. */
const COOKIE_SECONDS = 30 * 24 * 60 * 60

/** Gives the browser its new token. The session it had ends: a token from before is worth nothing after. */
export async function startSession(c: Request, { access, publicUrl }: Context, token: string): Promise<void> {
  const before = readToken(c, publicUrl)
  if (before !== undefined) await access.endSession(before)
  const { name, secure } = cookie(publicUrl)
  setCookie(c, name, token, { httpOnly: true, sameSite: 'Lax', secure, path: '/', maxAge: COOKIE_SECONDS })
}

/** Ends the browser's session and has it forget pages it keeps. */
export async function stopSession(c: Request, { access, publicUrl }: Context): Promise<void> {
  const token = readToken(c, publicUrl)
  if (token !== undefined) await access.endSession(token)
  const { name, secure } = cookie(publicUrl)
  deleteCookie(c, name, { secure, path: '/' })
  c.header('Clear-Site-Data', '"cache"')
}

const readToken = (c: Request, publicUrl: string | null): string | undefined => getCookie(c, cookie(publicUrl).name)

/** `__Host-`: no other host and no page without TLS can set it (RFC 6265bis, 4.1.3.2). */
function cookie(publicUrl: string | null): { readonly name: string; readonly secure: boolean } {
  const secure = isBehindTls(publicUrl)
  return { name: secure ? '__Host-tinbai' : 'tinbai', secure }
}

/** tinbai speaks no TLS: where its address is https, a proxy stands before it. */
export const isBehindTls = (publicUrl: string | null): boolean => publicUrl?.startsWith('https:') ?? false
