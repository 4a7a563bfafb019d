import { Hono, type Context as HonoContext } from 'hono'
import { from } from '../../templates/pages/decisions.ts'
import { changesPage, editPage } from '../../templates/pages/edit.ts'
import { wayNamed } from '../../templates/pages/queueLists.ts'
import type { SubmissionView } from '../../templates/pages/views.ts'
import type { Passage, Piece } from '../domain.ts'
import { passagesOf, readPassages } from '../submission/passages.ts'
import { type Context, frameOf, viewed } from './frame.ts'
import type { SignedIn } from './session.ts'

type Call = HonoContext<SignedIn>

/** Changing a piece: its title, text and photos; what was changed; and who works on it. */
export function editRoutes(context: Context): Hono<SignedIn> {
  const { desk } = context
  const app = new Hono<SignedIn>()
  app.get('/bai/:reference/sua', async c => {
    const view = await viewed(context, c.req.param('reference'))
    if (view === null) return c.notFound()
    const form = { piece: view.piece, seen: numberOf(view), list: wayNamed(c.req.query('tu')), isStale: false }
    // Whoever comes back to the page sees what was saved since, not what it showed first.
    c.header('Cache-Control', 'no-store')
    return c.html(editPage(await frameOf(context, c.get('editor')), view, form))
  })
  app.post('/bai/:reference/sua', c => save(c, context))
  app.get('/bai/:reference/thay-doi', async c => {
    const view = await viewed(context, c.req.param('reference'))
    if (view === null) return c.notFound()
    const since = view.versions.find(({ number }) => String(number) === c.req.query('ban')) ?? null
    const before = since === null ? view.sent : await desk.version(view.reference, since.number)
    return c.html(changesPage(await frameOf(context, c.get('editor')), view, { since, before: before ?? view.sent }))
  })
  app.post('/bai/:reference/ban/:number{[0-9]{1,6}}', async c => {
    const view = await viewed(context, c.req.param('reference'))
    const number = Number(c.req.param('number'))
    const piece = number === 0 ? (view?.sent ?? null) : await desk.version(c.req.param('reference'), number)
    if (view === null || piece === null) return c.notFound()
    await desk.save(view.reference, { seen: numberOf(view), piece }, c.get('editor'))
    return c.redirect(`/bai/${view.reference}/thay-doi`, 303)
  })
  app.post('/bai/:reference/nhan', async c => {
    await desk.claim(c.req.param('reference'), c.get('editor'))
    return c.redirect(`/bai/${c.req.param('reference')}`, 303)
  })
  app.post('/bai/:reference/tha', async c => {
    await desk.release(c.req.param('reference'))
    return c.redirect(`/bai/${c.req.param('reference')}`, 303)
  })
  return app
}

const numberOf = ({ edited }: SubmissionView): number => edited?.number ?? 0

/** A browser that saves by itself asks for JSON: `{ ban }`, or 409 where somebody else has saved. */
async function save(c: Call, context: Context) {
  const body = await c.req.formData()
  const reference = c.req.param('reference') ?? ''
  const seen = Number(body.get('ban'))
  const piece = pieceIn(body)
  const saved = Number.isInteger(seen) ? await context.desk.save(reference, { seen, piece }, c.get('editor')) : null
  const isByItself = c.req.header('accept') === 'application/json'
  if (saved === null) return c.notFound()
  const list = wayNamed(String(body.get('tu') ?? ''))
  if (saved !== 'stale') {
    return isByItself ? c.json({ ban: saved.number }) : c.redirect(`/bai/${reference}${from(list)}`, 303)
  }
  if (isByItself) return c.json({}, 409)
  const view = await viewed(context, reference)
  if (view === null) return c.notFound()
  const form = { piece, seen: numberOf(view), list, isStale: true }
  return c.html(editPage(await frameOf(context, c.get('editor')), view, form), 409)
}

/** A photo that is given the place of another goes before it, or behind it when it moves down. */
const placeOf = (wanted: number, at: number): number => wanted + Math.sign(wanted - at) / 2

/** Fields of photos stand in the order of the form; `thu-tu` says the order that is wanted. */
function pieceIn(body: FormData): Piece {
  const used = new Set(body.getAll('dung'))
  const all = (name: string): readonly string[] => body.getAll(name).map(String)
  const [orders, captions] = [all('thu-tu'), all('chu-thich')]
  const photos = all('anh')
    .map((sha256, at) => ({
      sha256,
      order: placeOf(Number(orders[at]) || at + 1, at + 1),
      caption: oneLine(captions[at] ?? '') || null,
    }))
    .filter(({ sha256 }) => used.has(sha256))
    .sort((a, b) => a.order - b.order)
  return {
    title: oneLine(String(body.get('tit') ?? '')) || null,
    body: bodyIn(body),
    photos: photos.map(({ sha256, caption }) => ({ sha256, caption })),
  }
}

/** A text in its forms comes as HTML; with plain text beside it, no script has run, and the HTML is what the page began from. */
function bodyIn(body: FormData): readonly Passage[] {
  const formed = readPassages(String(body.get('dinh-dang') ?? ''))
  const text = body.get('noi-dung')
  return text === null ? formed : passagesOf(String(text), formed)
}

const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()
