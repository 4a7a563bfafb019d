import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { foundList, stuckList, submissionList } from '../../templates/pages/lists.ts'
import { listView, QUEUE, QUEUE_LISTS } from '../../templates/pages/queueLists.ts'
import { type Context, frameOf, justMade, pageNumber } from './frame.ts'
import type { SignedIn } from './session.ts'

/** The lists of submissions, and what is stuck. */
export function queueRoutes(context: Context): Hono<SignedIn> {
  const { desk } = context
  const app = new Hono<SignedIn>()
  // A list that is open asks again at every change, of which most are about others: then nothing is sent twice.
  for (const list of QUEUE) {
    app.get(QUEUE_LISTS[list].href, etag(), async c => {
      const page = pageNumber(c.req.query('trang'))
      const view = listView(list, new URL(c.req.url).searchParams)
      const { rows, more } = await desk.submissions(view, page, c.get('editor'))
      const made = await justMade(context, c.req.query('vua'))
      const done = list === 'waiting' ? await desk.doneToday() : null
      return c.html(submissionList(await frameOf(context, c.get('editor')), view, rows, { page, more }, { made, done }))
    })
  }
  app.get('/tim', async c => {
    const words = (c.req.query('tim') ?? '').trim().slice(0, 200)
    const page = pageNumber(c.req.query('trang'))
    const { rows, more } = await desk.search(words, page)
    return c.html(foundList(await frameOf(context, c.get('editor')), words, rows, { page, more }))
  })
  app.get('/chua-xu-ly', async c => c.html(stuckList(await frameOf(context, c.get('editor')), await desk.stuck())))
  app.post('/chua-xu-ly/:pipeline/:id{[0-9]{1,9}}', async c => {
    await desk.retry(c.req.param('pipeline'), Number(c.req.param('id')))
    return c.redirect('/chua-xu-ly', 303)
  })
  return app
}
