import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { bareErrorPage, errorPage, notFoundPage } from '../../templates/pages/layout.ts'
import type { Editor, Office } from '../domain.ts'
import type { Access } from './access.ts'
import { apiRoutes } from './api.ts'
import { correctionRoutes } from './corrections.ts'
import { decisionRoutes } from './decisions.ts'
import type { Desk } from './desk.ts'
import { deviceRoutes } from './devices.ts'
import { editRoutes } from './edit.ts'
import { fileRoutes } from './files.ts'
import { type Changes, type Context, frameOf } from './frame.ts'
import { liveRoutes } from './live.ts'
import { mailboxRoutes } from './mailbox.ts'
import { mailPageRoutes } from './mailPage.ts'
import { otherRoutes } from './other.ts'
import { queueRoutes } from './queue.ts'
import { replyRoutes } from './replies.ts'
import { onlyReadingForAccountants, onlySignedIn, type SignedIn } from './session.ts'
import { signInRoutes } from './signIn.ts'
import { signInLinkRoutes } from './signInLink.ts'
import { revealRoutes, submissionRoutes } from './submission.ts'
import { takeAwayRoutes } from './takeAway.ts'
import { statusRoutes, type Watched, watchRoutes } from './watch.ts'

const read = (address: string): string => readFileSync(new URL(address), 'utf8')

const VIEWER = import.meta.resolve('photoswipe')

/** The desk's own scripts, and what they ask for by a package's name, the photo viewer and the editor: browsers know it by an address. */
const SCRIPTS: Readonly<Record<string, string>> = {
  '/desk.js': read(import.meta.resolve('../../templates/pages/desk.js')).replace("'photoswipe'", "'/photoswipe.js'"),
  '/photoswipe.js': read(new URL('photoswipe.esm.min.js', VIEWER).href),
  '/editor.js': read(import.meta.resolve('../../templates/pages/editor.js')).replace("'squire-rte'", "'/squire.js'"),
  '/squire.js': read(import.meta.resolve('squire-rte')),
}
/** One stylesheet: a base that evens out browsers, the viewer's own, then ours, of which the later may overrule the earlier. */
const STYLE = [
  import.meta.resolve('modern-normalize'),
  import.meta.resolve('photoswipe/dist/photoswipe.css'),
  ...['tokens', 'elements', 'parts', 'frame', 'lists', 'piece', 'photos', 'editing', 'print'].map(name =>
    import.meta.resolve(`../../templates/pages/style/${name}.css`),
  ),
]
  .map(read)
  .join('\n')

export interface WebOptions {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** The address that browsers use, where a proxy or a name leads here. */
  readonly publicUrl: string | null
  readonly access: Access
  readonly changes: Changes
  readonly office: Office
  readonly now: () => Date
  readonly report: (error: unknown) => void
  readonly watched: Watched
}

export interface Web {
  readonly url: string
  close(): Promise<void>
}

/** Pages hold no scripts of their own but the desk's one file, and nothing from elsewhere. */
const POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  frameSrc: ["'self'"],
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

/** All that is answered. Routes below the gates are for those who have signed in. */
export function application(desk: Desk, options: Omit<WebOptions, 'host' | 'port'>): Hono<SignedIn> {
  const { access, changes, office, now, publicUrl } = options
  const context: Context = { desk, access, changes, office, now, publicUrl }
  const app = new Hono<SignedIn>()
  // Not overwritten: a route that hands out what strangers sent has a policy of its own.
  app.use(
    secureHeaders({
      contentSecurityPolicy: POLICY,
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      overwrite: false,
    }),
  )
  app.use(async (c, next) => {
    if (!isOurHost(c.req.header('host') ?? '', publicUrl)) return c.text('Misdirected Request', 421)
    return next()
  })
  app.use(csrf({ origin: (origin, c) => origin === new URL(c.req.url).origin || origin === publicUrl }))
  // Only what is the same for everybody, and no stream: three quarters of an editing page are scripts.
  app.on('GET', ['/style.css', ...Object.keys(SCRIPTS)], compress())
  app.get('/style.css', c =>
    c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=3600' }),
  )
  for (const [path, text] of Object.entries(SCRIPTS)) {
    app.get(path, c =>
      c.body(text, 200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'max-age=3600' }),
    )
  }
  app.route('/', watchRoutes(options.watched))
  app.route('/', apiRoutes(context))
  app.route('/', signInRoutes(context))
  app.route('/', signInLinkRoutes(context))
  app.use(onlySignedIn(context))
  app.route('/', deviceRoutes(context))
  app.route('/', revealRoutes(context))
  app.use(onlyReadingForAccountants(context))
  app.route('/', liveRoutes(context))
  app.route('/', statusRoutes(context, options.watched))
  app.route('/', queueRoutes(context))
  app.route('/', submissionRoutes(context))
  app.route('/', decisionRoutes(context))
  app.route('/', correctionRoutes(context))
  app.route('/', editRoutes(context))
  app.route('/', takeAwayRoutes(context))
  app.route('/', otherRoutes(context))
  app.route('/', mailPageRoutes(context))
  app.route('/', mailboxRoutes(context))
  app.route('/', replyRoutes(context))
  app.route('/', fileRoutes(context))
  app.notFound(async c => c.html(notFoundPage(await frameOf(context, c.get('editor'))), 404))
  app.onError(async (error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    options.report(error)
    const editor: Editor | undefined = c.get('editor')
    return c.html(editor === undefined ? bareErrorPage(office) : errorPage(await frameOf(context, editor)), 500)
  })
  return app
}

/** Names of this machine, and the one that is set: a page elsewhere must not reach us by a name of its own (DNS rebinding). */
const isOurHost = (host: string, publicUrl: string | null): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host) || (publicUrl !== null && host === new URL(publicUrl).host)
