import { Hono } from 'hono'
import { devicesPage, type Outcome } from '../../templates/pages/devices.ts'
import { type Context, frameOf } from './frame.ts'
import { type SignedIn, startSession, stopSession } from './session.ts'
import { credentialsOf, formOf, passwordProblem } from './signIn.ts'

/** What is one's own: where one is signed in, one's password, and the programs that read in one's name. */
export function deviceRoutes(context: Context): Hono<SignedIn> {
  const { access } = context
  const app = new Hono<SignedIn>()
  const pageOf = async ({ editor, session }: SignedIn['Variables'], outcome: Outcome | null, token: string | null) => {
    const own = { devices: await access.sessions(editor.id), here: session, programs: await access.programs(editor.id) }
    return devicesPage(await frameOf(context, editor), { ...own, token }, outcome)
  }
  app.get('/thiet-bi', async c =>
    c.html(await pageOf(c.var, c.req.query('da-doi') === undefined ? null : 'changed', null)),
  )
  app.post('/chuong-trinh', async c => {
    const name = (await formOf(c))('ten').trim().slice(0, 100)
    const token = await access.addProgram(c.var.editor.id, name)
    c.header('Cache-Control', 'no-store')
    return c.html(await pageOf(c.var, null, token))
  })
  app.post('/chuong-trinh/:id{[0-9]{1,9}}/thu-hoi', async c => {
    await access.endProgram(c.var.editor.id, Number(c.req.param('id')))
    return c.redirect('/thiet-bi', 303)
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
    const { editor } = c.var
    const form = await formOf(c)
    const next = form('mat-khau-moi')
    const answer =
      passwordProblem(next, editor.email) ??
      (await access.changePassword(credentialsOf(c, context, editor.email, form('mat-khau')), next))
    if (typeof answer === 'string') return c.html(await pageOf(c.var, answer, null), 422)
    await startSession(c, context, answer.token)
    return c.redirect('/thiet-bi?da-doi', 303)
  })
  app.post('/dang-xuat', async c => {
    await stopSession(c, context)
    return c.redirect('/dang-nhap', 303)
  })
  return app
}
