import { Hono } from 'hono'
import { mailPage, noMailPage } from '../../templates/pages/mailPage.ts'
import type { MailPage, Sha256 } from '../domain.ts'
import type { Desk } from './desk.ts'
import type { Context } from './frame.ts'

/**
 * What a mail may do, should anything hostile have been left in it: show words and its own pictures. The sandbox makes it
 * nobody's page, also where it is opened by itself; links open windows, which are sites of their own again.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ')

const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'no-referrer',
  // Browsers refuse a sandboxed page that asks for an opener policy (HTML, "obtain a cross-origin opener policy").
  'Cross-Origin-Opener-Policy': 'unsafe-none',
  'Cache-Control': 'private, no-store',
}

/** The mail as its sender laid it out, for the frame on the pages of mails. */
export function mailPageRoutes({ desk }: Context): Hono {
  const app = new Hono()
  app.get('/thu/:id{[0-9]{1,9}}/nguyen-van', async c => {
    const mail = await desk.mailPage(Number(c.req.param('id')))
    if (mail === null) return c.notFound()
    if (mail === 'plain') return c.html(noMailPage('plain'), 200, HEADERS)
    const { page, subject, fields } = mail
    if (page === null) return c.html(noMailPage('unreadable'), 200, HEADERS)
    return c.html(mailPage({ subject, page, fields, pictures: await picturesOf(page, desk) }), 200, HEADERS)
  })
  return app
}

/** Written into the page, so not without end: a mail with more is looked at file by file. */
const MOST_PICTURES = 40

async function picturesOf({ pieces }: MailPage, desk: Desk): Promise<ReadonlyMap<Sha256, Uint8Array>> {
  const named = new Set(
    pieces.flatMap(piece => (piece.kind === 'picture' && piece.sha256 !== null ? [piece.sha256] : [])),
  )
  const drawn = new Map<Sha256, Uint8Array>()
  for (const sha256 of [...named].slice(0, MOST_PICTURES)) {
    const bytes = await desk.thumbnail(sha256)
    if (bytes !== null && bytes !== 'unknown') drawn.set(sha256, bytes)
  }
  return drawn
}
