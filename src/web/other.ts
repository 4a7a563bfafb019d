import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { otherPage } from '../../templates/pages/mail.ts'
import { otherList, othersQuery, othersView } from '../../templates/pages/others.ts'
import { type Context, frameOf, pageNumber } from './frame.ts'
import type { SignedIn } from './session.ts'

/** Mails that are no contributions: their list, a page each, and the way back into the queue. */
export function otherRoutes(context: Context): Hono<SignedIn> {
  const { desk } = context
  const app = new Hono<SignedIn>()
  app.get('/thu-khac', etag(), async c => {
    const page = pageNumber(c.req.query('trang'))
    const view = othersView(new URL(c.req.url).searchParams)
    const { rows, more } = await desk.others(view, page)
    const reasons = await desk.otherReasons(view.withSeen)
    const made = /^\d{1,2}$/.test(c.req.query('thanh-bai') ?? '') ? Number(c.req.query('thanh-bai')) : null
    return c.html(otherList(await frameOf(context, c.get('editor')), view, { rows, reasons, made }, { page, more }))
  })
  app.post('/thu-khac', async c => {
    const { thu = [], viec } = await c.req.parseBody({ all: true })
    const ids = [thu].flat().flatMap(id => (/^\d{1,9}$/.test(String(id)) ? [Number(id)] : []))
    const query = othersQuery(othersView(new URL(c.req.url).searchParams))
    if (viec !== 'la-bai') {
      await desk.markSeen(ids, viec === 'da-xem')
      return c.redirect(`/thu-khac?${query}`, 303)
    }
    const made: (string | null)[] = []
    for (const id of ids) made.push(await desk.makeSubmission(id))
    return c.redirect(`/thu-khac?${query}&thanh-bai=${made.filter(reference => reference !== null).length}`, 303)
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
