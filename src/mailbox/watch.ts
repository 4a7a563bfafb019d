import { setTimeout as wait } from 'node:timers/promises'
import type { MailboxProblem } from '../domain.ts'
import { connect, type Deadlines, type ImapServer, PATIENCE } from './connect.ts'
import { type Inbox, readInbox } from './inbox.ts'
import { MailboxError } from './problem.ts'
import { openTroubles } from './troubles.ts'

export interface WatchOptions {
  /** Null: the one folder that has everything, and the junk. */
  readonly folders: readonly string[] | null
  /** The floor under IDLE, which may be silent for ever (postalsys/imapflow#14). */
  readonly pollMilliseconds: number
  /** Mails get labels of ours, where the server has Gmail's. */
  readonly labels: boolean
  readonly now: () => Date
  readonly report: (error: unknown) => void
  readonly deadlines?: Deadlines
  readonly pauses?: Pauses
}

/** Milliseconds before the next try: the first, doubled each time up to the last. */
export type Pauses = Readonly<Record<'lost' | 'quota' | 'signIn', { readonly first: number; readonly last: number }>>

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Gmail lifts its lock on an account that loaded too much after hours, up to a day (chatwoot/chatwoot#6082). */
const PAUSES: Pauses = {
  lost: { first: SECOND, last: 5 * MINUTE },
  quota: { first: HOUR, last: 6 * HOUR },
  signIn: { first: 5 * MINUTE, last: HOUR },
}

/** A connection that lived this long starts the pauses anew; a server that hangs up on each sign-in does not. */
const LASTING_MILLISECONDS = MINUTE

/**
 * Reads the inbox until it is disposed of: every mail that is not kept, however old, and every one that comes. After
 * any failure there is a new client and a pause. Every wait has an end (a command its deadline, IDLE the
 * poll), so the time of the last contact is never older than both together while the server is well.
 */
export function watchMailbox(server: ImapServer, inbox: Inbox, options: WatchOptions): AsyncDisposable {
  const ending = new AbortController()
  const troubles = openTroubles(options.now)
  const running = (async () => {
    for (let failures = 0; !ending.signal.aborted; ) {
      const began = options.now().getTime()
      const problem = await session()
      if (ending.signal.aborted) return
      failures = options.now().getTime() - began > LASTING_MILLISECONDS ? 1 : failures + 1
      const pause = pauseAfter(problem, failures, options.pauses ?? PAUSES)
      const retryAt = new Date(options.now().getTime() + pause)
      await inbox.note({ problem, retryAt, troubled: troubles.list() }).catch(options.report)
      // Only the abort ends this wait early, and then the loop ends too.
      await wait(pause, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  })()

  async function session(): Promise<MailboxProblem> {
    try {
      await using connection = await connect(server, options.deadlines ?? PATIENCE)
      const end = (): void => connection.close()
      ending.signal.addEventListener('abort', end, { once: true })
      await readInbox(connection, inbox, { ...options, troubles, ending: ending.signal })
      return 'lost'
    } catch (error) {
      if (!ending.signal.aborted) options.report(error)
      return error instanceof MailboxError ? error.code : 'storage'
    }
  }

  return {
    async [Symbol.asyncDispose]() {
      ending.abort()
      await running
    },
  }
}

/**
 * Two processes that lost one server do not come back in step: up to a quarter is left to chance. Of a grant that was
 * taken back nobody is asked (`AccessToken`): it is looked soon whether a person has given it again.
 */
function pauseAfter(problem: MailboxProblem, failures: number, pauses: Pauses): number {
  const { first, last } = problem === 'quota' || problem === 'signIn' ? pauses[problem] : pauses.lost
  return Math.min(first * 2 ** (failures - 1), last) * (1 + Math.random() / 4)
}
