import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { NO_PICTURE } from '../../templates/pages/noPicture.ts'
import type { PhotoFormat, Sha256 } from '../domain.ts'
import { FORMAT_BYTES, photoFormat } from '../photos/format.ts'
import type { Desk, Download } from './desk.ts'
import type { Context } from './frame.ts'

const HASH = '[0-9a-f]{64}'

/** A file never changes under its hash. */
const FOREVER = 'private, max-age=31536000, immutable'

/** Bytes of a stranger: whatever a browser takes them for, they can do nothing and are nobody's. */
const STRANGE = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  // Browsers refuse what is sandboxed and asks for an opener policy (HTML, "obtain a cross-origin opener policy").
  'Cross-Origin-Opener-Policy': 'unsafe-none',
  'Cache-Control': FOREVER,
}

/**
 * Files as they came, always as downloads, and pictures drawn of photos; of the pictures that browsers show, the
 * original's own pixels. Only what the desk knows is handed out.
 */
export function fileRoutes({ desk }: Context): Hono {
  const app = new Hono()
  app.get(`/tep/:sha256{${HASH}}/:name`, async c => {
    const file = await desk.file(c.req.param('sha256'))
    if (file === null) return c.notFound()
    return c.body(c.req.method === 'HEAD' ? '' : bodyOf(file), 200, {
      ...STRANGE,
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(file.bytes),
      'Content-Disposition': attachment(file.name),
    })
  })
  app.get(`/anh/:sha256{${HASH}}/goc`, async c => {
    const file = await desk.file(c.req.param('sha256'))
    const type = file === null ? undefined : SHOWN[photoFormat(await file.head(FORMAT_BYTES)) ?? '']
    if (file === null || type === undefined) return c.notFound()
    return c.body(c.req.method === 'HEAD' ? '' : bodyOf(file), 200, {
      ...STRANGE,
      'Content-Type': type,
      'Content-Length': String(file.bytes),
    })
  })
  for (const { extension, type, draw } of PICTURES) {
    app.get(`/anh/:name{${HASH}\\.${extension}}`, async c => {
      const bytes = await draw(desk, c.req.param('name').slice(0, 64))
      if (bytes === 'unknown') return c.notFound()
      if (bytes === null) return c.body(NO_PICTURE, 404, { 'Content-Type': 'image/svg+xml' })
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': type, 'Cache-Control': FOREVER })
    })
  }
  return app
}

/** Pictures that every browser shows, by what their bytes are: a type that the sender named counts for nothing. */
const SHOWN: Partial<Record<PhotoFormat | '', string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
}

const bodyOf = (file: Download): ReadableStream => Readable.toWeb(Readable.from(file.stream())) as ReadableStream

interface PictureRoute {
  readonly extension: string
  readonly type: string
  readonly draw: (desk: Desk, sha256: Sha256) => ReturnType<Desk['thumbnail']>
}

const PICTURES: readonly PictureRoute[] = [
  { extension: 'webp', type: 'image/webp', draw: (desk, sha256) => desk.thumbnail(sha256) },
  { extension: 'jpg', type: 'image/jpeg', draw: (desk, sha256) => desk.webCopy(sha256) },
]

/** The header of a download under this name. RFC 8187: what `encodeURIComponent` leaves but its grammar does not take. */
export const attachment = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)}`
