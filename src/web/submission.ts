import { Hono } from 'hono'
import { judgingPage } from '../../templates/pages/layout.ts'
import { submissionPage } from '../../templates/pages/submission.ts'
import { type Context, frameOf } from './frame.ts'

/** The page of one submission. */
export function submissionRoutes(context: Context): Hono {
  const app = new Hono()
  app.get('/bai/:reference', async c => {
    const view = await context.desk.submission(c.req.param('reference'))
    if (view === null) return c.notFound()
    const frame = await frameOf(context)
    if (view !== 'judging') return c.html(submissionPage(frame, view))
    c.header('Refresh', '1')
    return c.html(judgingPage(frame))
  })
  return app
}
