import { access, constants, mkdir } from 'node:fs/promises'
import { type Check, doctorText } from '../../templates/doctor.ts'
import { openGround } from '../ground.ts'
import { freeBytes, LEAST_FREE_BYTES } from '../health.ts'
import { connect } from '../mailbox/connect.ts'
import { foldersOf } from '../mailbox/folders.ts'
import { removeOwn } from '../mailbox/ownMail.ts'
import { inboxOf, officeOf, senderOf } from '../office.ts'
import { reachQueue } from '../queue/queue.ts'
import { reachServer, type SmtpServer, sendMail } from '../replies/send.ts'
import { type Servers, serversOf } from '../servers.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type Connection, type Database, openDatabase } from '../store/database.ts'
import { databaseTime } from '../store/health.ts'
import { localFolder, openPlace } from '../store/place.ts'
import { readStatus } from '../store/status.ts'
import { coded, codeOf } from './coded.ts'
import { type CameBack, labelled, thereAndBack } from './thereAndBack.ts'

/** A mail's times are shown to the minute; a clock that is further off confuses which mail came first. */
const CLOCK_MILLISECONDS = 60_000

/** A mail within one provider takes seconds; one that is looked at for viruses a minute. */
const MAIL_MILLISECONDS = 2 * 60_000

/** Looks at one thing and prints how it went. Gives null where it failed. */
type Look = <T>(check: Check, look: () => Promise<T>) => Promise<T | null>

/** Goes through all that the service needs, and says how to mend what fails. Gives 1 where something does. */
export async function doctor(input: string[]): Promise<number | null> {
  if (input.length > 0) return null
  const settings = readSettings()
  await using stack = new AsyncDisposableStack()
  let failed = false
  const look: Look = async (check, look) => {
    try {
      const found = await look()
      process.stdout.write(`${doctorText(check, null)}\n`)
      return found
    } catch (error) {
      failed = true
      process.stdout.write(`${doctorText(check, codeOf(error))}\n`)
      return null
    }
  }
  await look('folder', () => writable(settings.dataDir))
  await look('disk', () => enoughSpace(settings.dataDir))
  await look('files', () => keepsFiles(settings))
  const database = await lookAtRows(settings, look, stack)
  await lookAtMail(settings, serversOf(settings, database), look, stack)
  return failed ? 1 : 0
}

async function lookAtRows(settings: Settings, look: Look, stack: AsyncDisposableStack): Promise<Database | null> {
  const reached = await look('database', () => reach(settings, stack))
  if (settings.redisUrl !== null || reached !== null) {
    await look('queue', () => reachQueue({ connection: reached?.connection ?? {}, redisUrl: settings.redisUrl }))
  }
  if (reached === null) return null
  await look('clock', () => sameTime(reached.database))
  await look('stuck', () => nothingStuck(reached.database))
  return reached.database
}

async function lookAtMail(
  settings: Settings,
  { imap, smtp }: Servers,
  look: Look,
  stack: AsyncDisposableStack,
): Promise<void> {
  const { imap: reading, alerts } = settings
  if (imap === null) process.stdout.write(`${doctorText('imap', 'notSet')}\n`)
  if (smtp === null) process.stdout.write(`${doctorText('smtp', 'notSet')}\n`)
  const inbox = imap && (await look('imap', async () => stack.use(await connect(imap))))
  const folders = inbox && (await look('imapFolders', () => foldersOf(inbox, reading?.folders ?? null)))
  if (alerts !== null) await look('alerts', () => takesMail(alerts))
  const ready = smtp && (await look('smtp', () => takesMail(smtp)))
  if (inbox === null || reading === null || folders === null || smtp === null || ready === null) return
  const office = officeOf(settings)
  const from = senderOf(settings, office)
  const to = inboxOf(settings, office)
  const send = (raw: Uint8Array) => sendMail(smtp, { from: from.address, to }, raw)
  const patience = MAIL_MILLISECONDS
  const back = await look('mail', () => thereAndBack({ inbox, folders: reading.folders, send, from, to, patience }))
  if (back === null) return
  await look('mailPlace', () => notAmongJunk(back))
  await look('mailClock', () => cameInTime(back))
  if (reading.labels && inbox.isGmail) await look('labels', () => labelled(inbox, back.mail))
  // Where it stays, the service files it as a mail of our own.
  await removeOwn(inbox, back.mail).catch(() => undefined)
}

async function writable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
}

async function enoughSpace(folder: string): Promise<void> {
  if ((await freeBytes(folder)) < LEAST_FREE_BYTES) throw coded('ENOSPC')
}

/** The same few bytes each time, so that at most one small file stays behind. */
async function keepsFiles({ blobs }: Settings): Promise<void> {
  await mkdir(localFolder(blobs), { recursive: true })
  const { files } = openPlace(blobs)
  const writer = files.create()
  await writer.write(Buffer.from('tinbai doctor'))
  const { sha256 } = await writer.keep()
  if (Buffer.from(await files.read(sha256)).toString() !== 'tinbai doctor') throw coded('EDIFFERENT')
}

async function reach(
  settings: Settings,
  stack: AsyncDisposableStack,
): Promise<{ readonly connection: Connection; readonly database: Database }> {
  const { connection } = await openGround(settings, 'beside', stack, () => undefined)
  const database = await openDatabase(connection)
  stack.defer(() => database.destroy())
  return { connection, database }
}

async function sameTime(database: Database): Promise<void> {
  const there = await databaseTime(database)
  if (Math.abs(there.getTime() - Date.now()) > CLOCK_MILLISECONDS) throw coded('ECLOCK')
}

async function nothingStuck(database: Database): Promise<void> {
  if ((await readStatus(database, new Date())).rows.stuck > 0) throw coded('ESTUCK')
}

async function takesMail(smtp: SmtpServer): Promise<true> {
  const failed = await reachServer(smtp)
  if (failed !== null) throw coded(failed.problem)
  return true
}

async function notAmongJunk({ mail }: CameBack): Promise<void> {
  if (mail.spam) throw coded('spam')
}

/** The mail server's clock: it has filed the mail after it was sent, and before it was found. */
async function cameInTime({ mail, sentAt, foundAt }: CameBack): Promise<void> {
  const at = mail.at?.getTime() ?? Number.NaN
  const early = sentAt.getTime() - at
  const late = at - foundAt.getTime()
  if (!(Math.max(early, late) <= CLOCK_MILLISECONDS)) throw coded('ECLOCK')
}
