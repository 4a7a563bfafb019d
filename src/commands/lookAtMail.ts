import { type Check, doctorText } from '../../templates/doctor.ts'
import { type Connection, connect } from '../mailbox/connect.ts'
import { foldersOf } from '../mailbox/folders.ts'
import { removeOwn } from '../mailbox/ownMail.ts'
import { inboxOf, officeOf, senderOf } from '../office.ts'
import { reachServer, type SmtpServer, sendMail } from '../replies/send.ts'
import type { Servers } from '../servers.ts'
import type { Settings } from '../settings.ts'
import { coded } from './coded.ts'
import { type CameBack, labelled, thereAndBack } from './thereAndBack.ts'

/** Looks at one thing and prints how it went. Gives null where it failed. */
export type Look = <T>(check: Check, look: () => Promise<T>) => Promise<T | null>

/** A mail's times are shown to the minute; a clock that is further off confuses which mail came first. */
export const CLOCK_MILLISECONDS = 60_000

/** A mail within one provider takes seconds; one that is looked at for viruses a minute. */
const MAIL_MILLISECONDS = 2 * 60_000

/** The inbox, the servers that send, and the way from one to the other. */
export async function lookAtMail(
  settings: Settings,
  { imap, smtp }: Servers,
  look: Look,
  stack: AsyncDisposableStack,
): Promise<void> {
  const { alerts } = settings
  if (imap === null) process.stdout.write(`${doctorText('imap', 'notSet')}\n`)
  if (smtp === null) process.stdout.write(`${doctorText('smtp', 'notSet')}\n`)
  const inbox = imap && (await look('imap', async () => stack.use(await connect(imap))))
  const folders = inbox && (await look('imapFolders', () => foldersOf(inbox, settings.imap?.folders ?? null)))
  if (alerts !== null) await look('alerts', () => takesMail(alerts))
  const ready = smtp && (await look('smtp', () => takesMail(smtp)))
  if (folders !== null && ready !== null) await lookAtJourney(settings, { inbox, smtp }, look)
}

async function lookAtJourney(
  settings: Settings,
  { inbox, smtp }: { readonly inbox: Connection | null; readonly smtp: SmtpServer | null },
  look: Look,
): Promise<void> {
  const { imap } = settings
  if (imap === null || inbox === null || smtp === null) return
  const office = officeOf(settings)
  const from = senderOf(settings, office)
  const to = inboxOf(settings, office)
  const send = (raw: Uint8Array) => sendMail(smtp, { from: from.address, to }, raw)
  const journey = { inbox, folders: imap.folders, send, from, to, patience: MAIL_MILLISECONDS }
  const back = await look('mail', () => thereAndBack(journey))
  if (back === null) return
  await look('mailPlace', () => notAmongJunk(back))
  await look('mailClock', () => cameInTime(back))
  if (imap.labels && inbox.isGmail) await look('labels', () => labelled(inbox, back.mail))
  // Where it stays, the service files it as a mail of our own.
  await removeOwn(inbox, back.mail).catch(() => undefined)
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
