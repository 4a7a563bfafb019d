import { Hono } from 'hono'
import { stuckList, submissionList } from '../../templates/pages/lists.ts'
import { type Context, frameOf, pageNumber } from './frame.ts'

const STATES = { '/': 'waiting', '/can-bo-sung': 'incomplete' } as const

/** The lists of submissions, and what is stuck. */
export function queueRoutes(context: Context): Hono {
  const { desk } = context
  const app = new Hono()
  for (const [path, state] of Object.entries(STATES)) {
    app.get(path, async c => {
      const page = pageNumber(c.req.query('trang'))
      const { rows, more } = await desk.submissions(state, page)
      return c.html(submissionList(await frameOf(context), state, rows, { page, more }))
    })
  }
  app.get('/chua-xu-ly', async c => c.html(stuckList(await frameOf(context), await desk.stuck())))
  app.post('/chua-xu-ly/:pipeline/:id{[0-9]{1,9}}', async c => {
    await desk.retry(c.req.param('pipeline'), Number(c.req.param('id')))
    return c.redirect('/chua-xu-ly', 303)
  })
  return app
}
