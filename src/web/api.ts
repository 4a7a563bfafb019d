import { Hono } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { withoutOwnNumbers } from '../../templates/numbers.ts'
import { listView, QUEUE } from '../../templates/pages/queueLists.ts'
import type { ReplyView, SubmissionRow } from '../../templates/pages/views.ts'
import { type Editor, type Fields, type Photo, wordsOf } from '../domain.ts'
import { type Context, pageNumber, viewed } from './frame.ts'

/** Who a program reads for. */
interface Reading {
  readonly Variables: { readonly editor: Editor }
}

/**
 * The queue as JSON for programs, which show their token as RFC 6750 §2.1 has it: `Authorization: Bearer …`. They only
 * read, and no private number is in what they get.
 */
export function apiRoutes(context: Context): Hono<Reading> {
  const { desk, access } = context
  const app = new Hono<Reading>()
  app.use(
    '/api/*',
    bearerAuth<Reading>({
      verifyToken: async (token, c) => {
        const editor = await access.program(token)
        if (editor !== null) c.set('editor', editor)
        return editor !== null
      },
    }),
  )
  app.get('/api/submissions', async c => {
    const list = QUEUE.find(one => one === (c.req.query('list') ?? 'waiting'))
    if (list === undefined) return c.json({ wrong: `list is one of ${QUEUE.join(', ')}` }, 400)
    const view = listView(list, new URLSearchParams())
    const { rows, more } = await desk.submissions(view, pageNumber(c.req.query('page')), c.get('editor'))
    c.header('Cache-Control', 'no-store')
    return c.json({ submissions: rows.map(row => hidden(rowJson(row), row.verdict.fields)), more })
  })
  app.get('/api/submissions/:reference', async c => {
    const view = await viewed(context, c.req.param('reference'))
    if (view === null) return c.json({ wrong: 'no such submission, or it is not judged yet' }, 404)
    const { state, stateAt, link, publishedOn, reason, piece, replies } = view
    const whole = {
      ...rowJson(view),
      state,
      stateAt,
      link,
      publishedOn,
      reason,
      // Words alone: a number that is hidden may stand in two types.
      piece: { ...piece, body: piece.body.map(wordsOf).join('\n') || null },
      replies: replies.map(replyJson),
    }
    c.header('Cache-Control', 'no-store')
    return c.json(hidden(whole, view.verdict.fields))
  })
  return app
}

const rowJson = ({ reference, list, hasNewMail, lastMailAt, sender, verdict }: SubmissionRow) => ({
  ...{ reference, list, hasNewMail, lastMailAt, sender },
  fields: verdict.fields,
  photos: verdict.photos.map(photoJson),
  findings: verdict.findings,
})

const photoJson = ({ file: { name, bytes, sha256 }, caption, original, evidence, copyOf, earlier }: Photo) => ({
  ...{ name, bytes, sha256, caption, original, evidence, copyOf, earlier },
})

const replyJson = ({ kind, state, problem, recipient, subject, text, changedAt }: ReplyView) => ({
  ...{ kind, state, problem, recipient, subject, text, changedAt },
})

/** The fields of numbers are private by their type; in the words of an article the numbers may stand once more. */
const hidden = (value: object, fields: Fields): object =>
  JSON.parse(
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'string' ? withoutOwnNumbers(inner, fields) : inner,
    ),
  )
