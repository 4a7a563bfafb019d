import type { Editor, Files, MailFile, PrivateField, Reading, SubmissionVerdict } from '../domain.ts'
import { type SeenText, seenTexts } from '../form/texts.ts'
import { sharedLinksIn } from '../rules/links.ts'
import { pieceKept, pieceSent } from '../submission/piece.ts'
import type { Database } from './database.ts'
import { DECIDED, decidableOf, publishedOn, standOf } from './decisions.ts'
import type { Draw } from './drawn.ts'
import { decisionView, dismissalOf, historyOf, noteReveal } from './history.ts'
import { doneToday, hasNewMail, listCounts, openLists, senderOf } from './lists.ts'
import { readMailbox } from './mailboxes.ts'
import { dismissSubmission, type Moved, mergeSubmissions, splitMail, undoMove } from './moves.ts'
import { openOthers, unseenOthers } from './others.ts'
import type { RowProgress } from './progress.ts'
import { openReplies, sending } from './replies.ts'
import { gather } from './submissions.ts'
import { besidesOf } from './units.ts'
import { decodeVerdict } from './verdictJson.ts'
import { claimOf, newestVersion, openVersions, versionsOf } from './versions.ts'

export interface DeskEdges {
  readonly database: Database
  readonly files: Files
  readonly progress: RowProgress
  readonly prefix: string
  /** The inbox that is read over IMAP, by its name in the store. */
  readonly mailbox: { readonly account: string; readonly gmail: boolean } | null
  readonly now: () => Date
  readonly thumbnail: Draw
  readonly webCopy: Draw
  readonly wake: (wake: { readonly pipeline: string; readonly id: number }) => Promise<void>
}

/** The desk's view of the rows; implements `Desk` of `src/web/desk.ts`. */
export function openDesk(edges: DeskEdges) {
  const { database, progress } = edges
  return {
    counts: () => counts(edges),
    ...openLists(database),
    ...openOthers(edges),
    doneToday: () => doneToday(database, edges.now()),
    stuck: () => stuck(database, progress),
    submission: (reference: string) => submission(edges, reference),
    other: (id: number) => other(database, id),
    file: (sha256: string) => file(edges, sha256),
    thumbnail: (sha256: string) => picture(edges, sha256, edges.thumbnail),
    webCopy: (sha256: string) => picture(edges, sha256, edges.webCopy),
    split: (mailId: number, by: Editor) =>
      moved(edges, splitMail(database, mailId, { prefix: edges.prefix, now: edges.now(), by: by.id })),
    merge: (from: string, into: string, by: Editor) =>
      moved(edges, mergeSubmissions(database, { from, into }, { now: edges.now(), by: by.id })),
    texts: (reference: string) => texts(database, reference),
    dismiss: (reference: string, by: Editor) =>
      moved(edges, dismissSubmission(database, reference, { now: edges.now(), by: by.id })),
    decision: (id: number) => decisionView(database, id),
    undoMove: (id: number, by: Editor) => moved(edges, undoMove(database, id, { now: edges.now(), by: by.id })),
    ...openReplies(edges),
    ...openVersions(edges),
    reveal: (reference: string, field: PrivateField, by: Editor) =>
      noteReveal(database, reference, { field, by: by.id, now: edges.now() }),
    async retry(pipeline: string, id: number) {
      await progress.retry({ pipeline, id })
      await edges.wake({ pipeline, id })
    },
  }
}

async function counts({ database, progress, mailbox }: DeskEdges) {
  const [lists, other, stuck, read, sends] = await Promise.all([
    listCounts(database),
    unseenOthers(database),
    progress.stuck(),
    mailbox === null ? null : mailboxView(database, mailbox),
    sending(database),
  ])
  return { ...lists, other, stuck: stuck.length, mailbox: read, sending: sends }
}

async function mailboxView(
  database: Database,
  { account, gmail }: { readonly account: string; readonly gmail: boolean },
) {
  const state = await readMailbox(database, account)
  if (state === null) return null
  const { waiting } = await database
    .selectFrom('progress')
    .select(eb => eb.fn.countAll<number>().as('waiting'))
    .where('pipeline', '=', 'mail')
    .where('step', 'is not', null)
    .executeTakeFirstOrThrow()
  return { ...state, gmail, waiting: Number(waiting) }
}

async function stuck(database: Database, progress: RowProgress) {
  const rows = await progress.stuck()
  const mails = rows.filter(({ pipeline }) => pipeline === 'mail').map(({ id }) => id)
  const raws =
    mails.length === 0
      ? []
      : await database.selectFrom('mails').select(['id', 'rawSha256']).where('id', 'in', mails).execute()
  return rows.map(({ pipeline, id, problem }) => ({
    pipeline: pipeline as 'mail' | 'submission' | 'photos' | 'reply' | 'reminder' | 'digest' | 'signInLink',
    id,
    problem,
    raw: pipeline === 'mail' ? (raws.find(mail => mail.id === id)?.rawSha256 ?? null) : null,
  }))
}

async function submission({ database, now }: DeskEdges, reference: string) {
  const row = await database
    .selectFrom('submissions')
    .select(['id', 'reference', 'revision', 'verdict', 'openedAt', 'lastMailAt', 'mergedInto'])
    .select(['list', 'unit', 'state', 'stateAt', 'link', 'reason', 'decisions'])
    .select([senderOf, hasNewMail, publishedOn])
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (row === undefined) return null
  if (row.mergedInto !== null) return { mergedInto: await referenceOf(database, row.mergedInto) }
  if (row.verdict === null || row.list === null) return (await dismissedTo(database, row.id)) ?? ('judging' as const)
  const { id, list, unit, mergedInto: _, decisions, ...shown } = row
  const verdict = decodeVerdict(row.verdict)
  const sent = pieceSent(verdict)
  const [edited, mails, replies, waiting, earlier, nearby, besides, history, versions, claim] = await Promise.all([
    newestVersion(database, id),
    mailsOf(database, id),
    repliesOf(database, id),
    replyWaiting(database, id),
    named(database, verdict),
    near(database, id, row),
    besidesOf(database, { id, unit, sender: row.sender }, now()),
    historyOf(database, id),
    versionsOf(database, id),
    claimOf(database, id),
  ])
  return {
    ...shown,
    list,
    stand: standOf({ revision: row.revision, decisions }),
    verdict,
    earlier,
    mails: mails.map(mailView),
    replies,
    replyDue: DECIDED.includes(row.state) ? null : (waiting?.due ?? null),
    decidable: decidableOf(row.state, waiting !== undefined),
    near: nearby,
    besides,
    history,
    versions,
    edited,
    sent,
    piece: edited === null ? sent : pieceKept(edited.piece, sent),
    claim,
  }
}

const mailsOf = (database: Database, id: number) =>
  database.selectFrom('mails').selectAll().where('submissionId', '=', id).orderBy('sentAt').orderBy('id').execute()

const repliesOf = (database: Database, id: number) =>
  database.selectFrom('outbox').selectAll().where('submissionId', '=', id).orderBy('id', 'desc').execute()

/** The step that writes its reply, while that has not come. */
const replyWaiting = (database: Database, id: number) =>
  database
    .selectFrom('progress')
    .select('due')
    .where('pipeline', '=', 'submission')
    .where('rowId', '=', id)
    .where('step', '=', 'reply')
    .executeTakeFirst()

/** What was looked through for the form, and where each field stands. */
async function texts(database: Database, reference: string): Promise<readonly SeenText[]> {
  const row = await database
    .selectFrom('submissions')
    .select(['id', 'verdict'])
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (row?.verdict == null) return []
  const { readings } = await gather(database, row.id)
  return seenTexts(readings, decodeVerdict(row.verdict).fields)
}

/** The first mail of a submission that an editor has put under "Thư khác"; null: it has mails, they are being judged. */
async function dismissedTo(database: Database, submissionId: number) {
  const mails = await database
    .selectFrom('mails')
    .select(['id', 'kind', 'why'])
    .where('submissionId', '=', submissionId)
    .orderBy('sentAt')
    .orderBy('id')
    .execute()
  const first = mails.find(({ why }) => why === 'editor')
  return first === undefined || mails.some(({ kind }) => kind === 'submission') ? null : { dismissedTo: first.id }
}

async function referenceOf(database: Database, id: number): Promise<string> {
  const row = await database
    .selectFrom('submissions')
    .select('reference')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.reference
}

/** Pieces that this one is perhaps a part of: of one sender or unit, in a quarter before and after. */
const NEAR_DAYS = 90
const NEAR_ROWS = 20

function near(database: Database, id: number, row: { readonly sender: string; readonly lastMailAt: Date }) {
  const days = NEAR_DAYS * 24 * 60 * 60 * 1000
  return database
    .selectFrom('submissions')
    .select(['reference', 'title'])
    .where('id', '!=', id)
    .where('mergedInto', 'is', null)
    .where('lastMailAt', '>=', new Date(row.lastMailAt.getTime() - days))
    .where('lastMailAt', '<=', new Date(row.lastMailAt.getTime() + days))
    .where(eb =>
      eb.or([
        eb(
          'id',
          'in',
          eb
            .selectFrom('mails')
            .select('submissionId')
            .where('fromAddress', '=', row.sender)
            .$castTo<{ submissionId: number }>(),
        ),
        eb('unit', '=', eb.selectFrom('submissions as own').select('own.unit').where('own.id', '=', id)),
      ]),
    )
    .orderBy('lastMailAt', 'desc')
    .limit(NEAR_ROWS)
    .execute()
}

/** The earlier submissions that brought the same pictures. */
async function named(database: Database, { photos }: SubmissionVerdict) {
  const references = photos.flatMap(({ earlier }) => (earlier === null ? [] : [earlier.reference]))
  if (references.length === 0) return []
  return database
    .selectFrom('submissions')
    .select(['reference', 'title', 'lastMailAt', 'state'])
    .select(publishedOn)
    .where('reference', 'in', references)
    .execute()
}

interface MailRow {
  readonly id: number
  readonly rawSha256: string
  readonly rawBytes: number
  readonly subject: string | null
  readonly fromAddress: string | null
  readonly sentAt: Date | null
  readonly keptAt: Date
  readonly reading: Reading | null
  readonly kind: 'submission' | 'other' | null
  readonly joinReason: string | null
}

function mailView(row: MailRow) {
  const files: readonly MailFile[] = row.reading?.mail.files ?? []
  return {
    id: row.id,
    raw: row.rawSha256,
    rawBytes: row.rawBytes,
    subject: row.subject ?? '',
    sender: row.fromAddress ?? '',
    sentAt: row.sentAt ?? row.keptAt,
    text: row.reading?.mail.text ?? '',
    // Of mails that were read before this was noted nobody knows: then its page says that there is only text.
    html: row.reading !== null && row.reading.mail.html !== false,
    files,
    links: row.reading === null ? [] : sharedLinksIn(row.reading),
    joined: row.kind === 'submission' ? row.joinReason : null,
  }
}

async function other(database: Database, id: number) {
  const row = await database
    .selectFrom('mails')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', 'other')
    .executeTakeFirst()
  if (row === undefined) return null
  const { subject, sender, sentAt, raw, rawBytes } = mailView(row)
  return {
    id,
    subject,
    sender,
    sentAt,
    raw,
    rawBytes,
    why: row.why ?? 'noSign',
    mail: row.reading === null ? null : mailView(row),
    dismissal: row.submissionId === null ? null : await dismissalOf(database, { id, submissionId: row.submissionId }),
  }
}

async function file({ database, files }: DeskEdges, sha256: string) {
  const known = (await mailFile(database, sha256)) ?? (await rawMail(database, sha256))
  if (known === null) return null
  return {
    ...known,
    head: (bytes: number) => files.read(sha256, { start: 0, end: bytes }),
    stream: () => files.stream(sha256),
  }
}

async function picture({ database }: DeskEdges, sha256: string, draw: Draw) {
  if ((await mailFile(database, sha256)) === null) return 'unknown'
  return draw(sha256)
}

async function mailFile(database: Database, sha256: string) {
  const row = await database
    .selectFrom('mailFiles')
    .select(['name', 'type', 'bytes'])
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

async function rawMail(database: Database, sha256: string) {
  const row = await database
    .selectFrom('mails')
    .select(['id', 'rawBytes'])
    .where('rawSha256', '=', sha256)
    .executeTakeFirst()
  return row === undefined ? null : { name: `thu-${row.id}.eml`, type: 'message/rfc822', bytes: row.rawBytes }
}

/** Wakes what a move has changed; gives the reference to look at. */
async function moved({ wake }: DeskEdges, moving: Promise<Moved | null>): Promise<string | null> {
  const done = await moving
  for (const row of done?.wakes ?? []) await wake(row)
  return done?.reference ?? null
}
