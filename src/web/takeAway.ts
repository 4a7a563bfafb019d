import { ReadableStream as WebStream } from 'node:stream/web'
import { Hono } from 'hono'
import { publicationOf } from '../../templates/publication.ts'
import { attachment } from './files.ts'
import { type Context, viewed } from './frame.ts'

/** The package of an article, as a download; with the places of its photos only where the address asks for them. */
export function takeAwayRoutes(context: Context): Hono {
  const app = new Hono()
  app.get('/bai/:reference/goi-bai', async c => {
    const view = await viewed(context, c.req.param('reference'))
    if (view === null) return c.notFound()
    const { name, zip } = context.desk.takeAway(view.reference, publicationOf(view), {
      places: c.req.query('vi-tri') === 'co',
    })
    return c.body(WebStream.from(zip) as ReadableStream, 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': attachment(name),
      'Cache-Control': 'no-store',
    })
  })
  return app
}
