import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { errorPage, notFoundPage } from '../../templates/pages/layout.ts'
import { STYLE } from '../../templates/pages/style.ts'
import type { Office } from '../domain.ts'
import { decisionRoutes } from './decisions.ts'
import type { Desk } from './desk.ts'
import { fileRoutes } from './files.ts'
import { type Context, frameOf } from './frame.ts'
import { mailboxRoutes } from './mailbox.ts'
import { otherRoutes } from './other.ts'
import { queueRoutes } from './queue.ts'
import { replyRoutes } from './replies.ts'
import { submissionRoutes } from './submission.ts'
import { type Watched, watchRoutes } from './watch.ts'

export interface WebOptions {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  readonly office: Office
  readonly now: () => Date
  readonly report: (error: unknown) => void
  readonly watched: Watched
}

export interface Web {
  readonly url: string
  close(): Promise<void>
}

/** Pages hold no scripts and nothing from elsewhere. */
const POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
}

/** Serves the desk. Throws with a sentence for the operator where the port is taken. */
export async function serve(desk: Desk, options: WebOptions): Promise<Web> {
  const server = createAdaptorServer({ fetch: application(desk, options).fetch, hostname: options.host })
  server.listen(options.port, options.host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(
      `The desk cannot be served on ${options.host}:${options.port} (${(cause as NodeJS.ErrnoException).code}). Is another program there? Try HTTP_PORT=0`,
      { cause },
    )
  }
  const { port } = server.address() as AddressInfo
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

function application(desk: Desk, options: WebOptions): Hono {
  const context: Context = { desk, office: options.office, now: options.now }
  const app = new Hono()
  app.use(secureHeaders({ contentSecurityPolicy: POLICY, referrerPolicy: 'no-referrer', xFrameOptions: 'DENY' }))
  app.use(async (c, next) => {
    // Without a sign-in, only names of this machine are answered: a page elsewhere must not reach us by DNS rebinding.
    if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(c.req.header('host') ?? ''))
      return c.text('Misdirected Request', 421)
    return next()
  })
  app.use(csrf())
  app.get('/style.css', c =>
    c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=3600' }),
  )
  app.route('/', watchRoutes(options.watched))
  app.route('/', queueRoutes(context))
  app.route('/', submissionRoutes(context))
  app.route('/', decisionRoutes(context))
  app.route('/', otherRoutes(context))
  app.route('/', mailboxRoutes(context))
  app.route('/', replyRoutes(context))
  app.route('/', fileRoutes(context))
  app.notFound(async c => c.html(notFoundPage(await frameOf(context)), 404))
  app.onError(async (error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    options.report(error)
    return c.html(errorPage(await frameOf(context)), 500)
  })
  return app
}
