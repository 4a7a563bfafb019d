import { Hono, type Context as HonoContext } from 'hono'
import { type DecisionForm, decidePage, PROBLEMS } from '../../templates/pages/decide.ts'
import { DECISION_BUTTONS, DECISION_PAGES, from, REFUSALS } from '../../templates/pages/decisions.ts'
import { hrefOf, wayNamed } from '../../templates/pages/queueLists.ts'
import type { SubmissionView } from '../../templates/pages/views.ts'
import { today } from '../../templates/pages/words.ts'
import type { Editor, EditorDecision, ListView } from '../domain.ts'
import { type Context, frameOf, viewed } from './frame.ts'
import type { SignedIn } from './session.ts'

type Call = HonoContext<SignedIn>
type Slug = keyof typeof DECISION_PAGES

/** Deciding about a submission: a page with the letter, what is then sent, and taking it back. */
export function decisionRoutes(context: Context): Hono<SignedIn> {
  const { desk } = context
  const app = new Hono<SignedIn>()
  for (const slug of Object.keys(DECISION_PAGES) as Slug[]) {
    app.get(`/bai/:reference/${slug}`, c => open(c, context, slug))
    app.post(`/bai/:reference/${slug}`, c => decide(c, context, slug))
  }
  for (const [slug, kind] of Object.entries(DECISION_BUTTONS)) {
    app.post(`/bai/:reference/${slug}`, async c => {
      const reference = c.req.param('reference')
      const { ban, tu } = await c.req.parseBody()
      const asked = { stand: String(ban), decision: { kind }, text: null }
      const made = await desk.decide(reference, asked, c.get('editor'))
      return c.redirect(pageOf(reference, wayNamed(String(tu)), made === null ? 'loi=da-doi' : `vua=${made}`), 303)
    })
  }
  app.post('/quyet-dinh/:id{[0-9]{1,9}}/hoan-tac', async c => {
    const id = Number(c.req.param('id'))
    const undone = await desk.undoDecision(id, c.get('editor'))
    const about = await desk.decision(id)
    if (about === null) return c.notFound()
    return c.redirect(pageOf(about.reference, null, undone === 'tooLate' ? 'loi=qua-muon' : `vua=${id}`), 303)
  })
  return app
}

/** "/bai/BK-2026-0042?tu=cho-duyet&vua=7". */
function pageOf(reference: string, list: ListView | null, query: string): string {
  return `/bai/${reference}${list === null ? '?' : `${from(list)}&`}${query}`
}

async function open(c: Call, context: Context, slug: Slug) {
  const view = await viewed(context, c.req.param('reference') ?? '')
  if (view === null) return c.notFound()
  const kind = DECISION_PAGES[slug]
  const list = wayNamed(c.req.query('tu'))
  if (!view.decidable.includes(kind)) return c.redirect(pageOf(view.reference, list, 'loi=da-doi'))
  const empty = { words: '', link: view.link ?? '', on: view.publishedOn ?? today(context.now()) }
  const step = needsDetails(kind, view) ? 'details' : 'letter'
  const letter = step === 'details' ? null : await context.desk.letter(view.reference, decisionOf(kind, empty))
  return c.html(
    decidePage(await frameOf(context, c.get('editor')), view, {
      ...empty,
      ...{ kind, slug, step, letter, list, stand: view.stand, sends: true, problem: '' },
    }),
  )
}

/** What the letter is written from is asked for first. What the rules ask for needs no more words. */
const needsDetails = (kind: DecisionForm['kind'], { verdict }: SubmissionView): boolean =>
  kind === 'decline' || kind === 'publish' || (kind === 'ask' && verdict.decision !== 'complete')

async function decide(c: Call, context: Context, slug: Slug) {
  const { desk } = context
  const view = await viewed(context, c.req.param('reference') ?? '')
  if (view === null) return c.notFound()
  const body = await readBody(c)
  const kind = DECISION_PAGES[slug]
  const decision = decisionOf(kind, body)
  const written = await desk.letter(view.reference, decision)
  const again = async (step: DecisionForm['step'], problem = '', stand = body.stand) => {
    const edited = body.todo === 'letter' ? null : body.text
    const letter = written === null ? null : { ...written, text: edited ?? written.text }
    const form: DecisionForm = { ...body, kind, slug, step, stand, problem, letter: step === 'details' ? null : letter }
    return c.html(decidePage(await frameOf(context, c.get('editor')), view, form), problem === '' ? 200 : 409)
  }
  const problem = problemOf(decision, view)
  if (problem !== '') return again('details', problem)
  if (body.todo !== 'decide') return again(body.todo)

  const text = body.sends ? (body.text ?? written?.text ?? null) : null
  const isEmpty = kind === 'answer' && text === null
  const asked = { stand: body.stand, decision, text }
  const made = isEmpty ? null : await desk.decide(view.reference, asked, c.get('editor'))
  if (made !== null)
    return c.redirect(
      await onward(context, { reference: view.reference, list: body.list, made, by: c.get('editor') }),
      303,
    )
  return view.decidable.includes(kind) && kind !== 'answer'
    ? again('letter', REFUSALS['da-doi'], view.stand)
    : c.redirect(pageOf(view.reference, body.list, 'loi=da-doi'), 303)
}

/** What the form holds. An unticked box is not sent, so a form without a letter's text has none to send but the written one. */
async function readBody(c: Call) {
  const body = await c.req.parseBody()
  const text = (name: string): string => String(body[name] ?? '').trim()
  const letter = body.thu === undefined ? null : String(body.thu).replaceAll('\r\n', '\n')
  const todo = ({ thu: 'letter', xem: 'preview' } as const)[text('viec')] ?? ('decide' as const)
  return {
    stand: text('ban'),
    list: wayNamed(text('tu')),
    words: text('loi').replaceAll('\r\n', '\n'),
    link: text('link'),
    on: text('ngay'),
    text: letter,
    sends: letter === null || text('gui') !== '',
    todo,
  }
}

function decisionOf(
  kind: DecisionForm['kind'],
  { words, link, on }: { readonly words: string; readonly link: string; readonly on: string },
): EditorDecision {
  if (kind === 'ask') return { kind, words }
  if (kind === 'decline') return { kind, reason: words }
  if (kind === 'publish') return { kind, link, on }
  return { kind }
}

/** What is missing, in words; '' for nothing. Browsers ask for it too: this is for those that do not. */
function problemOf(decision: EditorDecision, view: SubmissionView): string {
  if (decision.kind === 'decline' && decision.reason === '') return PROBLEMS.reason
  if (decision.kind === 'ask' && decision.words === '' && needsDetails('ask', view)) return PROBLEMS.words
  if (decision.kind !== 'publish') return ''
  if (!/^https?:$/.test(URL.canParse(decision.link) ? new URL(decision.link).protocol : '')) return PROBLEMS.link
  return isDay(decision.on) ? '' : PROBLEMS.day
}

function isDay(text: string): boolean {
  const time = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : Number.NaN).getTime()
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The next one of the list that the editor goes through, or the list; without one, the submission itself. */
async function onward(
  { desk }: Context,
  {
    reference,
    list,
    made,
    by,
  }: { readonly reference: string; readonly list: ListView | null; readonly made: number; readonly by: Editor },
) {
  if (list === null) return pageOf(reference, null, `vua=${made}`)
  const next = await desk.next(list, reference, by)
  const href = hrefOf(list)
  return next === null ? `${href}${href.includes('?') ? '&' : '?'}vua=${made}` : pageOf(next, list, `vua=${made}`)
}
