import { join } from 'node:path'
import { type AlertEdges, telling } from '../pipelines/alert.ts'
import { openCorrections } from '../pipelines/corrections.ts'
import { openDecisions } from '../pipelines/decisions.ts'
import { takeIn } from '../pipelines/mail.ts'
import { accountOf, openInbox } from '../pipelines/mailbox.ts'
import { openMailPages } from '../pipelines/mailPage.ts'
import { openRunAgain } from '../pipelines/runAgain.ts'
import { openTakeAway } from '../pipelines/takeAway.ts'
import { openGround } from './ground.ts'
import { freeBytes, healthOf } from './health.ts'
import { type Log, openLog } from './log.ts'
import type { ImapServer } from './mailbox/connect.ts'
import { folderMails, putSamples } from './mailbox/folder.ts'
import { watchMailbox } from './mailbox/watch.ts'
import { alertSenderOf } from './office.ts'
import type { WakeQueue } from './queue/queue.ts'
import { alone } from './run/alone.ts'
import type { Wake } from './run/pipeline.ts'
import { repeat } from './run/repeat.ts'
import { readSettings, type Settings } from './settings.ts'
import { openAccess } from './store/access.ts'
import { Changes } from './store/changes.ts'
import { openDesk } from './store/desk.ts'
import { setUpCode } from './store/editors.ts'
import { healthOfRows } from './store/health.ts'
import { seenUids } from './store/mails.ts'
import { localFolder } from './store/place.ts'
import { tryHeld } from './store/postman.ts'
import { readStatus } from './store/status.ts'
import { setUpAddress } from './web/access.ts'
import { serve } from './web/server.ts'
import { type Hooks, startWorker } from './worker.ts'

/** How often the folder mailbox is looked at. */
const LOOK_MILLISECONDS = 2000

/** A database that was gone is listened to again after this pause. */
const LISTEN_MILLISECONDS = 1000

const SAMPLES = join(import.meta.dirname, '../templates/samples')

export interface Service {
  readonly url: string
  /** Where the first editor is set up, once; null where there are editors. */
  readonly setUpUrl: string | null
  close(): Promise<void>
}

async function run(): Promise<void> {
  try {
    const settings = readSettings()
    const service = await startService(settings, openLog(settings.logLevel))
    const stop = async (): Promise<void> => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      await service.close()
      // A library's timer would hold the process up: BullMQ leaves one where the database is gone.
      process.exit()
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
    process.stdout.write(greeting(service))
  } catch (error) {
    process.stderr.write(`tinbai: ${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  }
}

/** What the operator reads once the desk is served: its address, and the one that makes the first editor. */
export const greeting = ({ url, setUpUrl }: Service): string =>
  [url, setUpUrl].map(address => (address === null ? '' : `tinbai: ${address}\n`)).join('')

/**
 * Everything in one process: the mailbox, the pipelines, the outbox and the desk. Of several services on one database,
 * one reads the mailbox; when it ends, another takes over.
 *
 * @throws with a sentence for the operator where it cannot run
 */
export async function startService(settings: Settings, log: Log, hooks: Hooks = {}): Promise<Service> {
  await using stack = new AsyncDisposableStack()
  const ground = await openGround(settings, 'alone', stack, error => log.error({ error }, 'the database'))
  const { edges, servers, progress, queue, report } = await startWorker(settings, ground, log, stack, hooks)

  if (settings.imap === null) await putSamples(SAMPLES, join(settings.dataDir, 'inbox'))
  stack.use(
    alone(
      () => ground.locks.take('mailbox'),
      report,
      () => watchMail(settings, edges, servers.imap, queue, report, hooks.observe),
    ),
  )

  const { database, files, thumbnail, webCopy, office, now } = edges
  await tryHeld(database, now())
  const mailbox = settings.imap && { account: accountOf(settings.imap), gmail: isGmail(settings.imap.host) }
  const store = openDesk({
    database,
    files,
    progress,
    prefix: office.prefix,
    mailbox,
    now,
    thumbnail,
    webCopy,
    wake: queue.wake,
  })
  const watched = {
    health: () =>
      healthOf({
        rows: () => healthOfRows(database, mailbox?.account ?? null, now()),
        queue: queue.isIdle,
        folder: localFolder(settings.blobs),
      }),
    status: () => readStatus(database, now()),
    freeBytes: () => freeBytes(localFolder(settings.blobs)),
  }
  const { holdSeconds } = settings
  const decisions = openDecisions({ ...edges, holdSeconds, wake: queue.wake })
  const mailsLinks = servers.smtp !== null && edges.linkTo !== null
  const access = openAccess(database, now, mailsLinks ? queue.wake : null)
  const changes = new Changes()
  const listening = new AbortController()
  stack.use(repeat(LISTEN_MILLISECONDS, report, () => changes.listen(ground.connection, listening.signal)))
  stack.defer(() => listening.abort())
  const corrections = openCorrections({ ...edges, holdSeconds })
  const desk = {
    ...store,
    ...decisions,
    ...corrections,
    ...openRunAgain(edges),
    ...openTakeAway(edges),
    ...openMailPages(edges),
  }
  const web = await serve(desk, { ...settings.http, access, changes, office, now, report, watched })
  stack.defer(() => web.close())
  const code = await setUpCode(database)
  const setUpUrl = code === null ? null : setUpAddress(settings.http.publicUrl ?? web.url, code)
  const running = stack.move()
  return { url: web.url, setUpUrl, close: () => running.disposeAsync() }
}

/** Takes in what comes into the folder mailbox, and into the inbox over IMAP where one is set. */
async function watchMail(
  settings: Settings,
  edges: Parameters<typeof takeIn>[2] & Pick<AlertEdges, 'from'>,
  server: ImapServer | null,
  queue: WakeQueue,
  report: (error: unknown) => void,
  observe: Hooks['observe'],
): Promise<AsyncDisposable> {
  const { dataDir, imap, alerts } = settings
  await using stack = new AsyncDisposableStack()
  const wake = async (kept: Wake | null): Promise<void> => {
    observe?.('inbox', 'keep')
    if (kept !== null) await queue.wake(kept)
  }
  stack.use(await watchFolder(join(dataDir, 'inbox'), edges, report, wake))
  if (imap !== null && server !== null) {
    const { folders, startFrom, pollSeconds, labels, user } = imap
    const account = accountOf(imap)
    const own = await openInbox(account, startFrom, edges, wake)
    const from = alertSenderOf(settings, edges.from)
    const inbox = alerts === null ? own : telling(own, { account, name: user }, { ...edges, server: alerts, from })
    const options = { folders, labels, pollMilliseconds: pollSeconds * 1000, now: edges.now, report }
    stack.use(watchMailbox(server, inbox, options))
  }
  return stack.move()
}

async function watchFolder(
  inbox: string,
  edges: Parameters<typeof takeIn>[2],
  report: (error: unknown) => void,
  wake: (kept: Wake | null) => Promise<void>,
): Promise<AsyncDisposable> {
  const seen = await seenUids(edges.database, FOLDER)
  return repeat(LOOK_MILLISECONDS, report, async () => {
    for await (const { uid, stream } of folderMails(inbox, known => seen.has(known), edges.now())) {
      const kept = await takeIn(stream(), { ...FOLDER, uid }, edges)
      seen.add(uid)
      await wake(kept)
    }
  })
}

const isGmail = (host: string): boolean => /(^|\.)(gmail|googlemail)\.com$/i.test(host)

/** The folder mailbox as a place where mails are seen. */
const FOLDER = { account: 'folder', folder: 'inbox', uidValidity: '0' } as const

// Last, for a constant above has no value before its line has run.
if (import.meta.main) await run()
