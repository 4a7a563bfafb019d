import { Hono } from 'hono'
import { otherList } from '../../templates/pages/lists.ts'
import { otherPage } from '../../templates/pages/mail.ts'
import { type Context, frameOf, pageNumber } from './frame.ts'
import type { SignedIn } from './session.ts'

/** Mails that are no contributions: their list, a page each, and the way back into the queue. */
export function otherRoutes(context: Context): Hono<SignedIn> {
  const { desk } = context
  const app = new Hono<SignedIn>()
  app.get('/thu-khac', async c => {
    const page = pageNumber(c.req.query('trang'))
    const { rows, more } = await desk.others(page)
    return c.html(otherList(await frameOf(context, c.get('editor')), rows, { page, more }))
  })
  app.get('/thu/:id{[0-9]{1,9}}', async c => {
    const view = await desk.other(Number(c.req.param('id')))
    return view === null ? c.notFound() : c.html(otherPage(await frameOf(context, c.get('editor')), view))
  })
  app.post('/thu/:id{[0-9]{1,9}}/la-bai', async c => {
    const reference = await desk.makeSubmission(Number(c.req.param('id')))
    return reference === null ? c.notFound() : c.redirect(`/bai/${reference}`, 303)
  })
  return app
}
