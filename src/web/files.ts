import { Readable } from 'node:stream'
import { Hono } from 'hono'
import type { Context } from './frame.ts'

const HASH = '[0-9a-f]{64}'

/** A file never changes under its hash. */
const FOREVER = 'private, max-age=31536000, immutable'

/** Files as they came, always as downloads, and thumbnails. Only what the desk knows is handed out. */
export function fileRoutes({ desk }: Context): Hono {
  const app = new Hono()
  app.get(`/tep/:sha256{${HASH}}/:name`, async c => {
    const file = await desk.file(c.req.param('sha256'))
    if (file === null) return c.notFound()
    return c.body(Readable.toWeb(Readable.from(file.stream())) as ReadableStream, 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(file.bytes),
      'Content-Disposition': `attachment; filename*=UTF-8''${encoded(file.name)}`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cache-Control': FOREVER,
    })
  })
  app.get(`/anh/:name{${HASH}\\.webp}`, async c => {
    const bytes = await desk.thumbnail(c.req.param('name').slice(0, 64))
    if (bytes === null) return c.notFound()
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': 'image/webp', 'Cache-Control': FOREVER })
  })
  return app
}

/** RFC 8187: what `encodeURIComponent` leaves but the header's grammar does not take. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
