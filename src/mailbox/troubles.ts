import type { MailboxProblem, TroubledMail } from '../domain.ts'
import type { Announced } from './fetch.ts'

/** A folder as long as its UIDVALIDITY stands. */
export interface FolderSeen {
  readonly folder: string
  readonly uidValidity: string
}

/** Mails that could not be fetched. They are tried again ever more seldom, and never block the others. */
export interface Troubles {
  /** Never tried, or its pause is over. */
  mayTry(seen: FolderSeen, uid: number): boolean
  /** It failed, and nobody has asked for its name: true once, for the asking may be what fails. */
  isNameless(seen: FolderSeen, uid: number): boolean
  failed(seen: FolderSeen, mail: Announced, problem: MailboxProblem): void
  /** What it is called, for whoever looks for it. */
  name(seen: FolderSeen, uid: number, names: Pick<TroubledMail, 'subject' | 'sender'>): void
  settled(seen: FolderSeen, uid: number): void
  /** A few hundred at most. One that failed once was most likely met by a lost connection: it is not told of. */
  list(): readonly TroubledMail[]
}

/** Minutes until a mail is tried again after it has failed so many times. */
const PAUSE_MINUTES = [0, 1, 10, 60]

const LISTED = 300

export function openTroubles(now: () => Date): Troubles {
  const troubles = new Map<
    string,
    TroubledMail & { readonly tries: number; readonly asked: boolean; readonly pause: number }
  >()
  const keyOf = ({ folder, uidValidity }: FolderSeen, uid: number): string => `${uidValidity} ${uid} ${folder}`
  return {
    mayTry(seen, uid) {
      const trouble = troubles.get(keyOf(seen, uid))
      if (trouble === undefined) return true
      const left = Date.parse(trouble.retryAt) - now().getTime()
      // More is left than the whole pause: the clock was put back meanwhile.
      return left <= 0 || left > trouble.pause
    },
    isNameless(seen, uid) {
      const trouble = troubles.get(keyOf(seen, uid))
      if (trouble === undefined || trouble.asked) return false
      troubles.set(keyOf(seen, uid), { ...trouble, asked: true })
      return true
    },
    failed(seen, { uid, arrivedAt }, problem) {
      const { tries = 0, subject = null, sender = null, asked = false } = troubles.get(keyOf(seen, uid)) ?? {}
      const pause = (PAUSE_MINUTES[tries] ?? PAUSE_MINUTES.at(-1) ?? 0) * 60_000
      troubles.set(keyOf(seen, uid), {
        folder: seen.folder,
        uid,
        subject,
        sender,
        arrivedAt: arrivedAt?.toISOString() ?? null,
        problem,
        retryAt: new Date(now().getTime() + pause).toISOString(),
        tries: tries + 1,
        asked,
        pause,
      })
    },
    name(seen, uid, names) {
      const trouble = troubles.get(keyOf(seen, uid))
      if (trouble !== undefined) troubles.set(keyOf(seen, uid), { ...trouble, ...names })
    },
    settled: (seen, uid) => void troubles.delete(keyOf(seen, uid)),
    list: () =>
      [...troubles.values()]
        .filter(({ tries }) => tries > 1)
        .slice(0, LISTED)
        .map(({ tries: _, asked: __, pause: ___, ...trouble }) => trouble),
  }
}
