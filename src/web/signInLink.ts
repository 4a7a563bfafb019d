import { Hono } from 'hono'
import { askLinkPage, enterPage, linkAskedPage, voidLinkPage } from '../../templates/pages/signInLink.ts'
import type { Context } from './frame.ts'
import { startSession } from './session.ts'
import { addressOf, deviceOf, emailOf, formOf, limited } from './signIn.ts'

/** Signing in by a link that is mailed. */
export function signInLinkRoutes(context: Context): Hono {
  const { office, access } = context
  const { askForLink } = access
  const app = new Hono()
  if (askForLink !== null) {
    app.get('/dang-nhap/thu', c => c.html(askLinkPage(office)))
    app.post('/dang-nhap/thu', limited, async c => {
      const email = emailOf((await formOf(c))('email'))
      await askForLink({ email, address: addressOf(c, context) })
      return c.html(linkAskedPage(office))
    })
  }
  // Only a button uses the link up: programs that look at mails for dangers open every link in them.
  app.get('/vao', c => c.html(enterPage(office, c.req.query('ma') ?? '')))
  app.post('/vao', limited, async c => {
    const token = await access.enter((await formOf(c))('ma'), deviceOf(c))
    if (token === null) return c.html(voidLinkPage(office), 404)
    await startSession(c, context, token)
    return c.redirect('/', 303)
  })
  return app
}
