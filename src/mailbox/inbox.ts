import type { MailboxState } from '../domain.ts'
import type { Connection } from './connect.ts'
import { type Announced, announced, GoneError, headersOnly, namedBy, uidsFrom, wholeMail } from './fetch.ts'
import { type Folder, foldersOf } from './folders.ts'
import { type LabelChange, putLabels } from './labels.ts'
import { MailboxError } from './problem.ts'
import type { FolderSeen, Troubles } from './troubles.ts'

/** A mail as it lies in the inbox. */
export interface ArrivingMail extends Announced {
  readonly seen: FolderSeen
  /** It lies among the junk. */
  readonly spam: boolean
  /** Its bytes, or its headers alone; see `fetch.ts` for what they throw. */
  whole(): AsyncIterable<Uint8Array>
  headers(): AsyncIterable<Uint8Array>
}

/** What becomes of the mails, given by the caller. All of it may be done again after a crash. */
export interface Inbox {
  /** UIDs of the folder that are kept: the cursor. What is not among them is read, however old it is. */
  kept(seen: FolderSeen): Promise<ReadonlySet<string>>
  /** Mails that nobody waits for are read after the others. */
  isOld(mail: Announced): boolean
  /** Keeps a mail; when this returns, it is safe. */
  take(mail: ArrivingMail): Promise<void>
  /** Labels that mails of the folder are to bear from now on. */
  labels(seen: FolderSeen): Promise<readonly LabelChange[]>
  labelled(seen: FolderSeen, changes: readonly LabelChange[]): Promise<void>
  note(state: Partial<MailboxState>): Promise<void>
}

export interface Reading {
  readonly folders: readonly string[] | null
  readonly pollMilliseconds: number
  readonly labels: boolean
  readonly now: () => Date
  readonly troubles: Troubles
  readonly ending: AbortSignal
}

/** A folder and what of it is still to be read. */
interface Standing extends Folder {
  seen: FolderSeen | null
  /** UIDs from here on have not been looked at. */
  next: number
  mails: number
  owed: Map<number, Announced>
}

/** Milliseconds between two notes while many mails are read. */
const NOTE_EVERY = 2000

/**
 * Reads over one connection until that is lost. At first and each night all UIDs of each folder are
 * compared with those that are kept; in between, new ones are looked for at each hint and each poll.
 *
 * @throws {MailboxError} and whatever `inbox` throws
 */
export async function readInbox(connection: Connection, inbox: Inbox, reading: Reading): Promise<void> {
  const { now, troubles } = reading
  const standings = (await foldersOf(connection, reading.folders)).map(asStanding)
  let labels = reading.labels && connection.isGmail
  let compared: Date | null = null
  let noted = 0
  while (!reading.ending.aborted) {
    const compare = compared === null || now() >= nightAfter(compared)
    const more = await round(compare)
    if (compare) compared = now()
    if (labels) labels = await putAllLabels()
    await note()
    if (!more) await connection.idle(reading.pollMilliseconds)
  }

  /** The first folder is visited last as well: it is the one whose changes are heard of. */
  async function round(compare: boolean): Promise<boolean> {
    const [first, ...others] = standings
    for (const standing of standings) await visit(standing, compare)
    if (first !== undefined && others.length > 0) await visit(first, false)
    return standings.some(standing => dueIn(standing).length > 0)
  }

  /** Reads what is new, for as long as a poll may wait: then the other folders and newer mails have their turn. */
  async function visit(standing: Standing, compare: boolean): Promise<void> {
    await look(standing, compare)
    const until = now().getTime() + reading.pollMilliseconds
    for (const mail of dueIn(standing)) {
      if (reading.ending.aborted || now().getTime() > until) return
      await take(standing, mail)
      if (now().getTime() - noted > NOTE_EVERY) await note()
    }
  }

  async function look(standing: Standing, compare: boolean): Promise<void> {
    const open = await connection.open(standing.path)
    standing.mails = open.mails
    const seen = { folder: standing.path, uidValidity: open.uidValidity }
    const all = compare || standing.seen?.uidValidity !== open.uidValidity
    if (!all && open.uidNext !== null && open.uidNext <= standing.next) return
    const uids = open.mails === 0 ? [] : await uidsFrom(connection, all ? 1 : standing.next)
    const kept = all ? await inbox.kept(seen) : new Set<string>()
    const mails = await announced(
      connection,
      uids.filter(uid => !kept.has(String(uid))),
    )
    const fresh = mails.filter(({ draft }) => !draft).map(mail => [mail.uid, mail] as const)
    standing.owed = new Map(all ? fresh : [...standing.owed, ...fresh])
    standing.next = Math.max(open.uidNext ?? 0, (uids.at(-1) ?? 0) + 1)
    standing.seen = seen
  }

  function dueIn({ seen, owed }: Standing): readonly Announced[] {
    if (seen === null) return []
    return [...owed.values()]
      .filter(({ uid }) => troubles.mayTry(seen, uid))
      .sort((a, b) => Number(inbox.isOld(a)) - Number(inbox.isOld(b)) || a.uid - b.uid)
  }

  async function take({ seen, spam, owed }: Standing, mail: Announced): Promise<void> {
    if (seen === null) return
    const { uid } = mail
    try {
      if (troubles.isNameless(seen, uid)) troubles.name(seen, uid, await namedBy(connection, uid))
      const bytes = { whole: () => wholeMail(connection, mail), headers: () => headersOnly(connection, mail) }
      await inbox.take({ ...mail, ...bytes, seen, spam })
    } catch (error) {
      if (error instanceof MailboxError && error.code !== 'quota') troubles.failed(seen, mail, error.code)
      if (!(error instanceof GoneError)) throw error
    }
    owed.delete(uid)
    troubles.settled(seen, uid)
  }

  /** @returns false where the server refused: then it is not asked again over this connection */
  async function putAllLabels(): Promise<boolean> {
    const [{ seen, path } = { seen: null, path: '' }] = standings
    if (seen === null) return true
    const changes = await inbox.labels(seen)
    if (changes.length === 0) return true
    const put = await putLabels(connection, path, changes)
    await inbox.labelled(seen, put)
    return put.length === changes.length
  }

  async function note(): Promise<void> {
    noted = now().getTime()
    await inbox.note({
      mails: sum(standings.map(({ mails }) => mails)),
      missing: sum(standings.map(({ owed }) => owed.size)),
      troubled: troubles.list(),
      ...(compared === null ? {} : { comparedAt: compared }),
      contactAt: now(),
      problem: null,
      retryAt: null,
    })
  }
}

const asStanding = (folder: Folder): Standing => ({ ...folder, seen: null, next: 0, mails: 0, owed: new Map() })

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Two in the morning in Việt Nam, when nobody writes. */
const NIGHT_HOUR_UTC = 19

function nightAfter(time: Date): Date {
  const night = new Date(time)
  night.setUTCHours(NIGHT_HOUR_UTC, 0, 0, 0)
  if (night <= time) night.setUTCDate(night.getUTCDate() + 1)
  return night
}
