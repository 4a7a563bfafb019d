import { Hono } from 'hono'
import { mailboxPage } from '../../templates/pages/mailbox.ts'
import { type Context, frameOf } from './frame.ts'
import type { SignedIn } from './session.ts'

/** The inbox beside what is kept of it. */
export function mailboxRoutes(context: Context): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  app.get('/hop-thu', async c => {
    const frame = await frameOf(context, c.get('editor'))
    const { mailbox } = frame.counts
    return mailbox === null ? c.notFound() : c.html(mailboxPage(frame, mailbox))
  })
  return app
}
