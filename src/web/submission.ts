import { Hono, type Context as HonoContext } from 'hono'
import { judgingPage } from '../../templates/pages/layout.ts'
import { wayNamed } from '../../templates/pages/queueLists.ts'
import { submissionPage } from '../../templates/pages/submission.ts'
import { textsPage } from '../../templates/pages/texts.ts'
import type { SubmissionView } from '../../templates/pages/views.ts'
import { PRIVATE_FIELDS, type PrivateField } from '../domain.ts'
import { type Context, frameOf, justMade, viewed } from './frame.ts'
import type { SignedIn } from './session.ts'

/** The page of one submission, and where its mails belong. */
export function submissionRoutes(context: Context): Hono<SignedIn> {
  const { desk } = context
  const app = new Hono<SignedIn>()
  app.get('/bai/:reference', async c => {
    const view = await desk.submission(c.req.param('reference'))
    if (view === null) return c.notFound()
    if (view !== 'judging' && 'mergedInto' in view) return c.redirect(`/bai/${view.mergedInto}`)
    if (view !== 'judging' && 'dismissedTo' in view) return c.redirect(`/thu/${view.dismissedTo}`)
    if (view !== 'judging') return show(c, context, view)
    c.header('Refresh', '1')
    return c.html(judgingPage(await frameOf(context, c.get('editor'))))
  })
  app.get('/bai/:reference/da-doc', async c => {
    const view = await viewed(context, c.req.param('reference'))
    if (view === null) return c.notFound()
    const texts = await desk.texts(view.reference)
    return c.html(textsPage(await frameOf(context, c.get('editor')), view, texts))
  })
  app.post('/thu/:id{[0-9]{1,9}}/tach-ra', async c => {
    const reference = await desk.split(Number(c.req.param('id')), c.get('editor'))
    return reference === null ? c.notFound() : c.redirect(`/bai/${reference}`, 303)
  })
  app.post('/bai/:reference/gop', async c => {
    const { vao } = await c.req.parseBody()
    const reference = await desk.merge(c.req.param('reference'), String(vao).trim().toUpperCase(), c.get('editor'))
    return reference === null ? c.notFound() : c.redirect(`/bai/${reference}`, 303)
  })
  app.post('/lich-su/:id{[0-9]{1,9}}/hoan-tac', async c => {
    const [id, by] = [Number(c.req.param('id')), c.get('editor')]
    const reference = (await desk.undoMove(id, by)) ?? (await desk.undoCorrection(id, by))
    return reference === null ? c.notFound() : c.redirect(`/bai/${reference}`, 303)
  })
  return app
}

/** Numbers of persons, one at a time, each time noted. Accountants read them too: they pay. */
export function revealRoutes(context: Context): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  app.post('/bai/:reference/hien/:field', async c => {
    const field = PRIVATE_FIELDS.find(one => one === c.req.param('field'))
    const reference = c.req.param('reference')
    if (field === undefined) return c.notFound()
    await context.desk.reveal(reference, field, c.get('editor'))
    const view = await viewed(context, reference)
    return view === null ? c.notFound() : show(c, context, view, field)
  })
  return app
}

async function show(
  c: HonoContext<SignedIn>,
  context: Context,
  view: SubmissionView,
  revealed: PrivateField | null = null,
) {
  const waiting = view.replyDue === null ? null : await context.desk.letter(view.reference, { kind: 'answer' })
  const made = await justMade(context, c.req.query('vua'))
  const aside = { waiting, made, list: wayNamed(c.req.query('tu')), refusal: c.req.query('loi'), revealed }
  return c.html(submissionPage(await frameOf(context, c.get('editor')), view, aside))
}
