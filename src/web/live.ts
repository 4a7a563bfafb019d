import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Context } from './frame.ts'
import type { SignedIn } from './session.ts'

/** Many changes in a row are told as one. */
const PAUSE_MILLISECONDS = 1000
/** Proxies end a connection that says nothing for a minute. */
const SIGN_OF_LIFE_MILLISECONDS = 25_000

/** Server-sent events (WHATWG HTML, "Server-sent events") for open pages: that something has changed, never what. */
export function liveRoutes({ changes }: Context): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  app.get('/su-kien', c =>
    streamSSE(c, async stream => {
      let hasChanged = false
      let wake = (): void => undefined
      const end = changes.subscribe(() => {
        hasChanged = true
        wake()
      })
      stream.onAbort(() => {
        end()
        wake()
      })
      while (!stream.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        if (!hasChanged) await Promise.race([promise, stream.sleep(SIGN_OF_LIFE_MILLISECONDS)])
        if (hasChanged) await stream.writeSSE({ data: 'changed' })
        else await stream.write(':\n\n')
        hasChanged = false
        await stream.sleep(PAUSE_MILLISECONDS)
      }
    }),
  )
  return app
}
