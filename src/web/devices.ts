import { Hono } from 'hono'
import { devicesPage } from '../../templates/pages/devices.ts'
import { type Context, frameOf } from './frame.ts'
import { type SignedIn, startSession, stopSession } from './session.ts'
import { credentialsOf, formOf, passwordProblem } from './signIn.ts'

/** What is one's own: where one is signed in, and one's password. */
export function deviceRoutes(context: Context): Hono<SignedIn> {
  const { access } = context
  const app = new Hono<SignedIn>()
  app.get('/thiet-bi', async c => {
    const { editor, session } = c.var
    const devices = await access.sessions(editor.id)
    const changed = c.req.query('da-doi') !== undefined
    return c.html(devicesPage(await frameOf(context, editor), devices, session, changed ? 'changed' : null))
  })
  app.post('/thiet-bi/khac/dang-xuat', async c => {
    await access.endSessions(c.var.editor.id, { allBut: c.var.session })
    return c.redirect('/thiet-bi', 303)
  })
  app.post('/thiet-bi/:id{[0-9]{1,9}}/dang-xuat', async c => {
    await access.endSessions(c.var.editor.id, { id: Number(c.req.param('id')) })
    return c.redirect('/thiet-bi', 303)
  })
  app.post('/mat-khau', async c => {
    const { editor, session } = c.var
    const form = await formOf(c)
    const next = form('mat-khau-moi')
    const answer =
      passwordProblem(next, editor.email) ??
      (await access.changePassword(credentialsOf(c, context, editor.email, form('mat-khau')), next))
    if (typeof answer === 'string') {
      const devices = await access.sessions(editor.id)
      return c.html(devicesPage(await frameOf(context, editor), devices, session, answer), 422)
    }
    await startSession(c, context, answer.token)
    return c.redirect('/thiet-bi?da-doi', 303)
  })
  app.post('/dang-xuat', async c => {
    await stopSession(c, context)
    return c.redirect('/dang-nhap', 303)
  })
  return app
}
