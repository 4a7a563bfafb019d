import { Hono, type Context as HonoContext } from 'hono'
import { PHOTO_CORRECTIONS } from '../../templates/pages/corrections.ts'
import { from } from '../../templates/pages/decisions.ts'
import { photoAnchor } from '../../templates/pages/photos.ts'
import { wayNamed } from '../../templates/pages/queueLists.ts'
import { runAgainPage } from '../../templates/pages/runAgain.ts'
import { subjectText } from '../../templates/pages/words.ts'
import type { Correction } from '../domain.ts'
import { type Context, frameOf, viewed } from './frame.ts'
import type { SignedIn } from './session.ts'

/** Verdicts that were wrong, put right with one click each, and what today's rules make of the same mails. */
export function correctionRoutes(context: Context): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  for (const [slug, original] of Object.entries(PHOTO_CORRECTIONS)) {
    app.post(`/bai/:reference/anh/:sha256{[0-9a-f]{64}}/${slug}`, async c => {
      const view = await viewed(context, c.req.param('reference'))
      const photo = view?.verdict.photos.find(({ file }) => file.sha256 === c.req.param('sha256'))
      if (photo === undefined) return c.notFound()
      const { sha256, name } = photo.file
      return correct(c, context, { kind: 'photo', sha256, name, said: photo.original, original }, photoAnchor(sha256))
    })
  }
  app.post('/bai/:reference/may-nham', async c => {
    const view = await viewed(context, c.req.param('reference'))
    const form = await c.req.formData()
    const [rule, files] = [form.get('luat'), form.getAll('tep').map(String)]
    const finding = view?.verdict.findings.find(one => one.rule === rule && isSame(one.files, files))
    if (view === null || finding === undefined) return c.notFound()
    return correct(c, context, { kind: 'finding', finding }, 'findings')
  })
  app.get('/bai/:reference/chay-lai', async c => {
    const reference = c.req.param('reference')
    const view = await viewed(context, reference)
    const run = view === null ? null : await context.desk.runAgain(reference)
    if (view === null || run === null) return c.notFound()
    const about = { path: `/bai/${reference}`, name: reference, place: view.list }
    return c.html(runAgainPage(await frameOf(context, c.get('editor')), about, run))
  })
  app.get('/thu/:id{[0-9]{1,9}}/chay-lai', async c => {
    const id = Number(c.req.param('id'))
    const [view, run] = [await context.desk.other(id), await context.desk.runOtherAgain(id)]
    if (view === null || run === null) return c.notFound()
    const about = { path: `/thu/${id}`, name: subjectText(view.subject), place: 'other' } as const
    return c.html(runAgainPage(await frameOf(context, c.get('editor')), about, run))
  })
  app.post('/bai/:reference/khong-phai-bai', async c => {
    const reference = await context.desk.dismiss(c.req.param('reference'), c.get('editor'))
    return reference === null ? c.notFound() : c.redirect(`/bai/${reference}`, 303)
  })
  return app
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name, at) => name === others[at])

/** @param place the part of the page that the editor looks at */
async function correct(c: HonoContext<SignedIn>, { desk }: Context, correction: Correction, place: string) {
  const reference = c.req.param('reference') ?? ''
  const body = await c.req.parseBody()
  const isRight = await desk.correct(reference, { stand: String(body.ban), correction }, c.get('editor'))
  const list = from(wayNamed(String(body.tu ?? '')))
  if (isRight) return c.redirect(`/bai/${reference}${list}#${place}`, 303)
  return c.redirect(`/bai/${reference}${list === '' ? '?' : `${list}&`}loi=da-doi`, 303)
}
