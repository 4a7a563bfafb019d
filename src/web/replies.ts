import { Hono } from 'hono'
import { replyList } from '../../templates/pages/replies.ts'
import { type Context, frameOf, pageNumber } from './frame.ts'
import type { SignedIn } from './session.ts'

const DECISIONS = { 'da-gui': 'sent', 'gui-lai': 'again' } as const

/** Replies that have not arrived, or not yet, and what an editor decides about them. */
export function replyRoutes(context: Context): Hono<SignedIn> {
  const { desk } = context
  const app = new Hono<SignedIn>()
  app.get('/thu-tra-loi', async c => {
    const page = pageNumber(c.req.query('trang'))
    const { rows, more } = await desk.replies(page)
    return c.html(replyList(await frameOf(context, c.get('editor')), rows, { page, more }))
  })
  for (const [path, decision] of Object.entries(DECISIONS)) {
    app.post(`/thu-tra-loi/:id{[0-9]{1,9}}/${path}`, async c => {
      const reference = await desk.decideReply(Number(c.req.param('id')), decision)
      return reference === null ? c.notFound() : c.redirect(`/bai/${reference}`, 303)
    })
  }
  app.post('/thu-tra-loi/gui-tiep', async c => {
    await desk.resumeSending()
    return c.redirect('/thu-tra-loi', 303)
  })
  return app
}
