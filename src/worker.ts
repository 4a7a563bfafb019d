import { mkdir, readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { digest } from '../pipelines/digest.ts'
import { drawWebCopy, lookIn } from '../pipelines/draw.ts'
import { mail } from '../pipelines/mail.ts'
import { photos } from '../pipelines/photos.ts'
import { reminder } from '../pipelines/reminder.ts'
import { reply } from '../pipelines/reply.ts'
import { signInLink } from '../pipelines/signInLink.ts'
import { submission } from '../pipelines/submission.ts'
import { FORM } from '../templates/form/form.ts'
import type { Ground } from './ground.ts'
import type { Log } from './log.ts'
import { type InSent, lookInSent, type Sought } from './mailbox/sent.ts'
import { officeOf, senderOf } from './office.ts'
import { openQueue, type WakeQueue } from './queue/queue.ts'
import { openOutboxFolder } from './replies/folder.ts'
import { openIsolation } from './run/isolate.ts'
import { repeat } from './run/repeat.ts'
import { runner } from './run/runner.ts'
import { sweep } from './run/sweep.ts'
import { type Servers, serversOf } from './servers.ts'
import type { Settings } from './settings.ts'
import { EnduringClient, openDatabase } from './store/database.ts'
import { startDigests } from './store/digests.ts'
import { keepDrawn } from './store/drawn.ts'
import { clearHalfWritten } from './store/incoming.ts'
import { keepLooks } from './store/looks.ts'
import { localFolder, openPlace } from './store/place.ts'
import { RowProgress } from './store/progress.ts'
import { workingDaysAfter } from './submission/workingDays.ts'
import { linkAddress } from './web/access.ts'

const SWEEP_MILLISECONDS = 2000

/** How often is looked for editors who get no digest yet. */
const DIGEST_MILLISECONDS = 60 * 60 * 1000

/** Rows worked on side by side. */
const CONCURRENCY = 4

/** Limits for the work on one file of strangers: a 25 MB document and a 60 MP photo take a tenth of each. */
const BOUNDS = { milliseconds: 30_000, heapMegabytes: 512, workers: 2 }

/** For tests: told after each step, so that a test can end the process there. */
export interface Hooks {
  readonly observe?: (pipeline: string, step: string) => void
}

/**
 * Works on the rows of a database: what the service and `tinbai work` share. Many processes may do so at once.
 *
 * @param stack given what is to be closed in the end
 * @throws with a sentence for the operator where it cannot run
 */
export async function startWorker(
  settings: Settings,
  { connection, locks }: Ground,
  log: Log,
  stack: AsyncDisposableStack,
  hooks: Hooks = {},
) {
  const now = (): Date => new Date()
  const report = seldom(error => log.error({ error }, 'an edge failed'))
  const office = officeOf(settings)
  const database = await openDatabase(connection)
  stack.defer(() => database.destroy())
  const progress = new RowProgress(database, now)
  const from = senderOf(settings, office)
  const servers = serversOf(settings, database)
  const edges = {
    ...(await openWorks(settings, stack)),
    smtp: servers.smtp,
    from,
    mailDomain: from.address.split('@')[1] ?? 'localhost',
    outbox: await openOutboxFolder(join(settings.dataDir, 'outbox')),
    form: { name: FORM.name, bytes: await readFile(FORM.path) },
    database,
    office,
    now,
    quietMinutes: settings.quietMinutes,
    sendReplies: settings.sendReplies,
    remindDays: settings.remindDays,
    closeDays: settings.closeDays,
    digest: settings.digest,
    publicUrl: settings.http.publicUrl,
    linkTo: linkToOf(settings),
    repliesPerHour: settings.repliesPerHour,
    lookInSent: sentFolderOf(servers),
  }

  let queue: WakeQueue | null = null
  const work = runner({
    pipelines: [mail, submission, photos, reply, reminder, digest, signInLink],
    progress,
    take: ({ pipeline, id }) => locks.take(`${pipeline} ${id}`),
    edges,
    now,
    wake: async (wake, at) => queue?.wake(wake, at),
    report: failure => log.error(failure, 'a step failed'),
    ...hooks,
  })
  const queueOptions = { connection: { ...connection, Client: EnduringClient }, redisUrl: settings.redisUrl }
  const opened = await openQueue({ ...queueOptions, concurrency: CONCURRENCY, now, report }, work)
  queue = opened
  stack.defer(() => opened.close())
  stack.use(repeat(SWEEP_MILLISECONDS, report, () => sweep(limit => progress.dueRows(limit), opened)))
  if (servers.smtp !== null && settings.sendReplies && settings.digest) {
    const tomorrow = (): Date => workingDaysAfter(now(), 1, office.holidays)
    stack.use(repeat(DIGEST_MILLISECONDS, report, () => startDigests(database, tomorrow())))
  }
  return { edges, servers, progress, queue: opened, report }
}

async function openWorks({ blobs, dataDir }: Settings, stack: AsyncDisposableStack) {
  await mkdir(localFolder(blobs), { recursive: true })
  await clearHalfWritten(localFolder(blobs), new Date())
  const { files, elsewhere } = openPlace(blobs)
  const isolation = openIsolation(elsewhere, BOUNDS)
  stack.defer(() => isolation.close())
  return {
    files,
    isolation,
    ...keepLooks(join(dataDir, 'thumbnails'), lookIn(isolation)),
    webCopy: keepDrawn(join(dataDir, 'web-copies'), 'jpg', sha256 => drawWebCopy(sha256, isolation)),
  }
}

/** Never by the name that a browser asks under: a stranger chooses that. */
const linkToOf = ({ http: { publicUrl } }: Settings): ((token: string) => string) | null =>
  publicUrl === null ? null : token => linkAddress(publicUrl, token)

/** The Sent folder of the inbox, where SMTP belongs to the same provider. */
function sentFolderOf({ imap, smtp }: Servers): ((sought: Sought) => Promise<InSent>) | null {
  if (imap === null || smtp === null || providerOf(imap.host) !== providerOf(smtp.host)) return null
  return sought => lookInSent(imap, sought)
}

/** imap.gmail.com and smtp.gmail.com are one provider's: the same but for the first of at least three labels. */
const providerOf = (host: string): string =>
  isIP(host) === 0 ? host.toLowerCase().replace(/^[^.]+\.(?=[^.]+\.)/, '') : host

/** A server that is gone fails many times a second: one line in ten seconds says it. */
function seldom(report: (error: unknown) => void): (error: unknown) => void {
  let last = 0
  return error => {
    if (Date.now() - last < 10_000) return
    last = Date.now()
    report(error)
  }
}
