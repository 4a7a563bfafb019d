import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mail, takeIn } from '../pipelines/mail.ts'
import { reply } from '../pipelines/reply.ts'
import { submission } from '../pipelines/submission.ts'
import { drawThumbnail } from '../pipelines/thumbnails.ts'
import { FORM } from '../templates/form/form.ts'
import { officeOfBacKan } from '../templates/office.ts'
import type { Office } from './domain.ts'
import { type Log, openLog } from './log.ts'
import { folderMails, putSamples } from './mailbox/folder.ts'
import { openQueue, type WakeQueue } from './queue/queue.ts'
import { openOutboxFolder } from './replies/folder.ts'
import { openIsolation } from './run/isolate.ts'
import { repeat } from './run/repeat.ts'
import { runner } from './run/runner.ts'
import { sweep } from './run/sweep.ts'
import { readOffice, readSettings, type Settings } from './settings.ts'
import { clearHalfWritten, openBlobs } from './store/blobs.ts'
import { type Connection, holdDatabase, openDatabase } from './store/database.ts'
import { openDesk } from './store/desk.ts'
import { seenUids } from './store/mails.ts'
import { RowProgress } from './store/progress.ts'
import { startServer } from './store/server.ts'
import { keepThumbnails } from './store/thumbnails.ts'
import { serve } from './web/server.ts'

/** How often the folder mailbox and the due rows are looked at. */
const LOOK_MILLISECONDS = 2000

/** Limits for the work on one file of strangers: a 25 MB document and a 60 MP photo take a tenth of each. */
const BOUNDS = { milliseconds: 30_000, heapMegabytes: 512, workers: 2 }

const SAMPLES = join(import.meta.dirname, '../templates/samples')

export interface Service {
  readonly url: string
  close(): Promise<void>
}

/** For tests: told after each step, so that a test can end the process there. */
export interface Hooks {
  readonly observe?: (pipeline: string, step: string) => void
}

if (import.meta.main) await run()

async function run(): Promise<void> {
  try {
    const settings = readSettings()
    const service = await startService(settings, openLog(settings.logLevel))
    process.stdout.write(`tinbai: ${service.url}\n`)
    const stop = async (): Promise<void> => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      await service.close()
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
  } catch (error) {
    process.stderr.write(`tinbai: ${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  }
}

/**
 * Everything in one process: the mailbox, the pipelines, the outbox and the desk.
 *
 * @throws with a sentence for the operator where it cannot run
 */
export async function startService(settings: Settings, log: Log, hooks: Hooks = {}): Promise<Service> {
  const now = (): Date => new Date()
  await using stack = new AsyncDisposableStack()
  const office = readOffice(settings.office) ?? officeOfBacKan
  const connection = await hold(settings, stack)
  const database = await openDatabase(connection)
  stack.defer(() => database.destroy())
  const progress = new RowProgress(database, now)
  const works = await openWorks(settings.dataDir, stack)
  const edges = {
    ...works,
    ...mailing(settings, office),
    outbox: await openOutboxFolder(join(settings.dataDir, 'outbox')),
    form: { name: FORM.name, bytes: await readFile(FORM.path) },
    database,
    office,
    now,
    quietMinutes: settings.quietMinutes,
    sendReplies: settings.sendReplies,
  }

  let queue: WakeQueue | null = null
  const work = runner({
    pipelines: [mail, submission, reply],
    progress,
    edges,
    now,
    wake: async (wake, at) => queue?.wake(wake, at),
    report: failure => log.error(failure, 'a step failed'),
    ...hooks,
  })
  const report = seldom(error => log.error({ error }, 'an edge failed'))
  const opened = await openQueue({ connection, concurrency: 4, now, report }, work)
  queue = opened
  stack.defer(() => opened.close())

  stack.use(repeat(LOOK_MILLISECONDS, report, () => sweep(limit => progress.dueRows(limit), opened.wake)))
  stack.use(await watchFolder(join(settings.dataDir, 'inbox'), edges, opened, report, hooks.observe))

  const desk = openDesk({
    database,
    files: works.files,
    progress,
    prefix: office.prefix,
    now,
    thumbnail: keepThumbnails(join(settings.dataDir, 'thumbnails'), sha256 => drawThumbnail(sha256, works.isolation)),
    wake: opened.wake,
  })
  const web = await serve(desk, { ...settings.http, office, now, report })
  stack.defer(() => web.close())
  const running = stack.move()
  return { url: web.url, close: () => running.disposeAsync() }
}

/** The database, for this process alone. */
async function hold(settings: Settings, stack: AsyncDisposableStack): Promise<Connection> {
  const server = settings.databaseUrl === null ? await startServer(settings.dataDir) : null
  const connection = server?.connection ?? { connectionString: settings.databaseUrl ?? '' }
  const held = await holdDatabase(connection)
  if ('heldBy' in held) {
    throw new Error(
      `${settings.databaseUrl === null ? settings.dataDir : 'The database'} is in use by another process: ${held.heldBy}. Stop that one first, or set another DATA_DIR.`,
    )
  }
  if (server !== null) stack.defer(() => server.stop())
  stack.defer(held.release)
  return connection
}

async function openWorks(dataDir: string, stack: AsyncDisposableStack) {
  const blobs = join(dataDir, 'blobs')
  await clearHalfWritten(blobs)
  const place = { module: import.meta.resolve('./store/blobs.ts'), name: 'openBlobs', input: [blobs] }
  const isolation = openIsolation(place, BOUNDS)
  stack.defer(() => isolation.close())
  return { files: openBlobs(blobs), isolation }
}

function mailing(settings: Settings, office: Office) {
  const header = settings.mailFrom ?? `"${office.board}" <${office.addresses[0] ?? 'tinbai@localhost'}>`
  const address = /<([^<>]+)>/.exec(header)?.[1] ?? header
  return {
    smtp: settings.smtp,
    from: { header, address },
    mailDomain: address.split('@')[1] ?? 'localhost',
  }
}

/** Takes in what lies in the folder mailbox, and what is put there later. */
async function watchFolder(
  inbox: string,
  edges: Parameters<typeof takeIn>[2],
  queue: WakeQueue,
  report: (error: unknown) => void,
  observe: Hooks['observe'],
): Promise<AsyncDisposable> {
  await putSamples(SAMPLES, inbox)
  const seen = await seenUids(edges.database, 'folder')
  return repeat(LOOK_MILLISECONDS, report, async () => {
    for await (const { uid, stream } of folderMails(inbox, known => seen.has(known), edges.now())) {
      const wake = await takeIn(stream(), { account: 'folder', folder: 'inbox', uidValidity: '0', uid }, edges)
      seen.add(uid)
      observe?.('inbox', 'keep')
      if (wake !== null) await queue.wake(wake)
    }
  })
}

/** A server that is gone fails many times a second: one line in ten seconds says it. */
function seldom(report: (error: unknown) => void): (error: unknown) => void {
  let last = 0
  return error => {
    if (Date.now() - last < 10_000) return
    last = Date.now()
    report(error)
  }
}
