import { openCorrections } from '../pipelines/corrections.ts'
import { openDecisions } from '../pipelines/decisions.ts'
import { openMailPages } from '../pipelines/mailPage.ts'
import { photos } from '../pipelines/photos.ts'
import { openRunAgain } from '../pipelines/runAgain.ts'
import { submission } from '../pipelines/submission.ts'
import { openTakeAway } from '../pipelines/takeAway.ts'
import type { Content, EditorDecision, Mail, OtherReason, Role } from '../src/domain.ts'
import { runner } from '../src/run/runner.ts'
import { openAccess } from '../src/store/access.ts'
import { Changes } from '../src/store/changes.ts'
import { openDesk } from '../src/store/desk.ts'
import { addEditor, listEditors } from '../src/store/editors.ts'
import { Locks } from '../src/store/locks.ts'
import { fileOther, fileReading, keepMail } from '../src/store/mails.ts'
import { RowProgress } from '../src/store/progress.ts'
import { openSession } from '../src/store/sessions.ts'
import { addMail, openSubmission } from '../src/store/submissions.ts'
import { testDatabase } from './database.ts'
import { aDocument, aFormText, aPhotoFile, OFFICE } from './domain.ts'
import { sent } from './submission/conversation.ts'

/** The minute 0 of a conversation. */
const START = Date.parse('2019-11-20T02:00:00Z')

/** What the desk is told of an inbox. */
export interface DeskInbox {
  readonly account: string
  readonly gmail: boolean
}

/** The desk over a real PostgreSQL, with a clock that stands still until time passes, and mails that were read before. */
export async function testDesk(mailbox: DeskInbox | null = null) {
  const { database, connection, close } = await testDatabase()
  const locks = new Locks(connection)
  const changes = new Changes()
  const listening = new AbortController()
  const listened = changes.listen(connection, listening.signal)
  let clock = new Date(START)
  let mails = 0
  const now = (): Date => clock
  const progress = new RowProgress(database, now)
  const mailing = { database, office: OFFICE, now, sendReplies: true, mailDomain: 'example.com' }
  const wake = async (): Promise<void> => undefined
  const failures: unknown[] = []
  const isolation = { call: noFile, close: async () => undefined }
  const works = runner({
    pipelines: [submission, photos],
    progress,
    take: ({ pipeline, id }) => locks.take(`${pipeline} ${id}`),
    edges: {
      ...mailing,
      quietMinutes: 20,
      look: noPicture,
    },
    now,
    wake,
    report: ({ error }) => failures.push(error),
  })
  const desk = {
    ...openDesk({
      ...mailing,
      files: NO_FILES,
      progress,
      prefix: 'BK',
      mailbox,
      thumbnail: noPicture,
      webCopy: noPicture,
      wake,
    }),
    ...openDecisions({ ...mailing, holdSeconds: 60, wake }),
    ...openCorrections({ database, now, holdSeconds: 60 }),
    ...openRunAgain(mailing),
    ...openTakeAway({ files: NO_FILES, webCopy: noPicture }),
    ...openMailPages({ database, isolation }),
  }

  await addEditor(database, { name: 'Trần Thị Mẫu', email: 'mau@example.com', role: 'editor' }, clock)
  const [editor] = await listEditors(database)
  if (editor === undefined) throw new Error('nobody decides')

  /** Judges and answers whatever is due now; nothing is sent. */
  async function work(): Promise<void> {
    for (const pipeline of ['submission', 'photos'])
      for (const row of await progress.dueRows(100)) if (row.pipeline === pipeline) await works(row)
    if (failures.length > 0) throw failures[0]
  }

  /** A mail that was read. Gives its id. */
  async function keep(contents: readonly Content[], mail: Partial<Mail>): Promise<number> {
    const { reading, arrival } = sent(`mail-${++mails}`, (clock.getTime() - START) / 60_000, mail, contents)
    const sha256 = String(mails).padStart(64, '0')
    const sighting = { account: 'folder', folder: 'inbox', uidValidity: '0', uid: sha256 }
    const kept = await keepMail(database, { sha256, bytes: 1 }, sighting, clock)
    if (kept === null) throw new Error('known')
    const columns = { messageId: arrival.messageId, fromAddress: arrival.sender, subject: reading.mail.subject }
    const filed = { ...columns, sentAt: clock, reading, arrival, files: [] }
    await database.transaction().execute(writing => fileReading(writing, kept.id, filed))
    return kept.id
  }

  /** A mail joins a submission, a new one where none is given. Gives the submission's id. */
  async function receive(contents: readonly Content[], mail: Partial<Mail> = {}, into: number | null = null) {
    const id = await keep(contents, mail)
    return database.transaction().execute(async writing => {
      const submissionId = into ?? (await openSubmission(writing, { prefix: 'BK', now: clock }))
      await addMail(writing, submissionId, { id, reason: 'first' }, clock)
      return submissionId
    })
  }

  /** A mail stands under "Thư khác". */
  async function receiveOther(subject: string, why: OtherReason): Promise<void> {
    const id = await keep([], { subject })
    await database.transaction().execute(writing => fileOther(writing, id, why, null))
  }

  async function referenceOf(id: number): Promise<string> {
    const found = database.selectFrom('submissions').select('reference').where('id', '=', id)
    return (await found.executeTakeFirstOrThrow()).reference
  }

  async function viewOf(reference: string) {
    const view = await desk.submission(reference)
    if (view === null || view === 'judging' || !('verdict' in view)) throw new Error(`${reference} is not shown`)
    return view
  }

  return {
    database,
    locks,
    progress,
    desk,
    /** Who decides. */
    editor,
    access: openAccess(database, now, null),
    changes,
    /** A cookie of theirs, "name=value". */
    signIn: async () => `tinbai=${await openSession(database, editor.id, '', clock)}`,
    /** The cookie of one more editor. */
    async another(name: string, role: Role = 'editor'): Promise<string> {
      const email = `editor-${++mails}@example.com`
      await addEditor(database, { name, email, role }, clock)
      const added = (await listEditors(database)).find(one => one.email === email)
      return `tinbai=${await openSession(database, added?.id ?? 0, '', clock)}`
    },
    now,
    work,
    receive,
    receiveOther,
    referenceOf,
    viewOf,
    passes(seconds: number): void {
      clock = new Date(clock.getTime() + seconds * 1000)
    },
    /** A judged submission of these files. */
    async piece(contents: readonly Content[] = clean()) {
      const id = await receive(contents)
      await work()
      return { id, reference: await referenceOf(id) }
    },
    /** Decides as an editor who sees the page as it is now, or stood, with the letter as it was written. */
    async decide(reference: string, decision: EditorDecision, stand?: string): Promise<number | null> {
      const letter = await desk.letter(reference, decision)
      const seen = stand ?? (await viewOf(reference)).stand
      return desk.decide(reference, { stand: seen, decision, text: letter?.text ?? null }, editor)
    },
    async close(): Promise<void> {
      listening.abort()
      await listened
      await locks[Symbol.asyncDispose]()
      await close()
    },
  }
}

/** What nothing needs to be said about. */
export const clean = (): readonly Content[] => [aDocument(aFormText(), 'Mau.docx'), aPhotoFile()]

export async function must(made: Promise<number | null>): Promise<number> {
  const id = await made
  if (id === null) throw new Error('refused')
  return id
}

const noPicture = async (): Promise<null> => null

const NO_FILES = { read: noFile, stream: noFile, create: noFile }

function noFile(): never {
  throw new Error('no file is kept here')
}
