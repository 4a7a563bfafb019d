import { MAX_MAIL_BYTES } from '../src/attachments/limits.ts'
import type { ArrivingMail, Inbox } from '../src/mailbox/inbox.ts'
import type { Wake } from '../src/run/pipeline.ts'
import { noteLabel, staleLabels } from '../src/store/labels.ts'
import { noteMailbox, openMailbox } from '../src/store/mailboxes.ts'
import { type Sighting, seenUids, sightAgain } from '../src/store/mails.ts'
import type { Intake } from '../src/store/schema.ts'
import { gmailLabel } from '../templates/labels.ts'
import { type MailEdges, takeIn } from './mail.ts'

/** From when on mails are answered; older ones are filed silently. `now`: from the first time this inbox is read. */
export type StartFrom = 'now' | 'all' | Date

/** An inbox's name in the store: one account may have mailboxes on two servers. */
export const accountOf = ({ user, host }: { readonly user: string; readonly host: string }): string =>
  `${user} ${host}`.toLowerCase()

/** What becomes of the mails of one inbox: kept, labelled, and noted how it goes. */
export async function openInbox(
  account: string,
  startFrom: StartFrom,
  edges: Pick<MailEdges, 'database' | 'files' | 'now'>,
  kept: (wake: Wake | null) => Promise<void>,
): Promise<Inbox> {
  const { database, now } = edges
  const { firstReadAt, silentBefore } = await openMailbox(database, account, now())
  const start = Math.max(startOf(startFrom, firstReadAt).getTime(), silentBefore?.getTime() ?? 0)
  const isOld = ({ arrivedAt }: { readonly arrivedAt: Date | null }): boolean =>
    arrivedAt !== null && arrivedAt.getTime() < start
  return {
    isOld,
    kept: seen => seenUids(database, { account, ...seen }),
    take: async mail => kept(await take(mail, sightingOf(mail, account, intakeOf(mail, isOld(mail))), edges)),
    async labels(seen) {
      const stale = await staleLabels(database, { account, ...seen }, gmailLabel)
      return stale.map(({ uid, label, to }) => ({ uid: Number(uid), from: label, to }))
    },
    async labelled(seen, changes) {
      for (const [label, alike] of Map.groupBy(changes, ({ to }) => to)) {
        await noteLabel(
          database,
          { account, ...seen },
          alike.map(({ uid }) => String(uid)),
          label,
        )
      }
    },
    note: state => noteMailbox(database, account, state),
  }
}

/** INTERNALDATE has whole seconds: a mail of the very second in which the inbox was first read is new. */
function startOf(startFrom: StartFrom, firstRead: Date): Date {
  if (startFrom === 'all') return new Date(0)
  return startFrom === 'now' ? new Date(Math.floor(firstRead.getTime() / 1000) * 1000) : startFrom
}

function intakeOf({ spam, bytes }: ArrivingMail, old: boolean): Intake {
  if (bytes > MAX_MAIL_BYTES) return 'headersOnly'
  if (spam) return 'spam'
  return old ? 'silent' : 'open'
}

const sightingOf = ({ seen, uid, emailId, threadId }: ArrivingMail, account: string, intake: Intake) => ({
  account,
  ...seen,
  uid: String(uid),
  emailId,
  threadId,
  intake,
})

/** A mail that the account knows by an id of its own is not loaded again: it was moved, or its folder was numbered anew. */
async function take(
  mail: ArrivingMail,
  sighting: Sighting & { readonly intake: Intake },
  edges: Pick<MailEdges, 'database' | 'files' | 'now'>,
): Promise<Wake | null> {
  if (mail.emailId !== null) {
    const again = await sightAgain(edges.database, { ...sighting, emailId: mail.emailId }, edges.now())
    if (again.known) return again.wake
  }
  return takeIn(sighting.intake === 'headersOnly' ? mail.headers() : mail.whole(), sighting, edges)
}
