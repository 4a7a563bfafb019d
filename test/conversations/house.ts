import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { simpleParser } from 'mailparser'
import { lookIn } from '../../pipelines/draw.ts'
import { mail, takeIn } from '../../pipelines/mail.ts'
import { photos } from '../../pipelines/photos.ts'
import { reminder } from '../../pipelines/reminder.ts'
import { reply } from '../../pipelines/reply.ts'
import { submission } from '../../pipelines/submission.ts'
import type { InSent, Sought } from '../../src/mailbox/sent.ts'
import { openIsolation } from '../../src/run/isolate.ts'
import { runner } from '../../src/run/runner.ts'
import { Locks } from '../../src/store/locks.ts'
import { keepLooks } from '../../src/store/looks.ts'
import { openPlace } from '../../src/store/place.ts'
import { RowProgress } from '../../src/store/progress.ts'
import { readFiled } from '../../src/store/submissions.ts'
import { testDatabase } from '../database.ts'
import { OFFICE } from '../domain.ts'
import { temporaryFolder } from '../folder.ts'
import { startReceiver } from '../smtp.ts'
import { type End, endIn, type Letter, NO_LETTER, NOTHING_FILED, QUIET, START, type Turn, written } from './play.ts'
import { posted } from './post.ts'

/** Ends a run where it stands, as a kill does: nothing of it is noted. */
class Killed extends Error {}

const MINUTE = 60_000

/** What answers a mail, from its bytes to the SMTP receiver: real rows, blobs, workers and letters, on a test's clock. */
export async function openHouse() {
  await using stack = new AsyncDisposableStack()
  const folder = stack.use(await temporaryFolder())
  const blobs = join(folder.path, 'blobs')
  await mkdir(blobs)
  const { files, elsewhere } = openPlace({ folder: blobs })
  const isolation = openIsolation(elsewhere, { milliseconds: 30_000, heapMegabytes: 512, workers: 2 })
  stack.defer(() => isolation.close())
  const { database, connection, close } = await testDatabase()
  stack.defer(close)
  const receiver = stack.use(await startReceiver())
  const locks = stack.use(new Locks(connection))

  let now = START
  const progress = new RowProgress(database, () => new Date(now))
  const edges = {
    database,
    files,
    isolation,
    office: OFFICE,
    now: () => new Date(now),
    quietMinutes: QUIET,
    remindDays: 0,
    closeDays: 0,
    sendReplies: true,
    mailDomain: 'example.org',
    smtp: { host: '127.0.0.1', port: receiver.port, tls: 'off' as const, user: 'toasoan', password: 'any' },
    lookInSent,
    repliesPerHour: 60,
    from: { header: 'Ban Biên tập <toasoan@example.org>', address: 'toasoan@example.org' },
    form: { name: 'mau.docx', bytes: new Uint8Array() },
    outbox: { keep: async () => undefined },
    ...keepLooks(join(folder.path, 'thumbnails'), lookIn(isolation)),
  }

  /** What SMTP took is in Sent. */
  async function lookInSent({ messageId }: Sought): Promise<InSent> {
    const isThere = receiver.received.some(({ raw }) => raw.includes(messageId))
    return isThere ? { found: 'yes', messageId, threadId: null } : { found: 'no' }
  }

  /** Works from one thing that falls due to the next, up to that time. `died`: where a run was killed already. */
  async function live(until: number, died: Set<string>): Promise<void> {
    const failures: unknown[] = []
    let row = ''
    let dying = false
    const run = runner<typeof edges, never>({
      pipelines: [mail, submission, photos, reply, reminder] as never,
      progress: {
        due: (...input) => progress.due(...input),
        keep: (pipeline, from, next, keep) => progress.keep(pipeline, from, next, keep as never),
        postpone: (...input) => progress.postpone(...input),
        fail: async (...input) => {
          if (dying) throw new Killed()
          await progress.fail(...input)
        },
      },
      take: ({ pipeline, id }) => locks.take(`${pipeline} ${id}`),
      edges,
      now: () => new Date(now),
      wake: async () => undefined,
      report: ({ error }) => failures.push(error),
      observe: (_, step) => {
        const place = `${row} ${step}`
        if (died.has(place)) return
        died.add(place)
        dying = true
        throw new Killed()
      },
    })
    for (;;) {
      const next = await database
        .selectFrom('progress')
        .select(['pipeline', 'rowId as id', 'revision', 'due'])
        .where('due', '<=', new Date(until))
        .orderBy('due')
        .executeTakeFirst()
      if (next?.due == null) break
      now = Math.max(now, next.due.getTime())
      row = `${next.pipeline} ${next.id} ${next.revision}`
      dying = false
      await run(next).catch(error => {
        if (!(error instanceof Killed)) throw error
      })
      if (failures.length > 0) throw failures[0]
    }
    now = Math.max(now, until)
  }

  const isUnderWay = async (): Promise<boolean> => {
    const rows = database.selectFrom('outbox').select('id').where('state', 'in', ['queued', 'sending', 'unsure'])
    return (await rows.executeTakeFirst()) !== undefined
  }

  async function lastLetter(): Promise<Letter> {
    const last = receiver.received.at(-1)
    if (last === undefined) return NO_LETTER
    const { messageId = '', references = [], subject = '', text = '' } = await simpleParser(last.raw)
    return { messageId, references: [references].flat(), subject, text, recipient: '', matter: '' }
  }

  async function ends(): Promise<readonly End[]> {
    const mails = await database
      .selectFrom('mails')
      .select(['messageId', 'submissionId', 'kind', 'why'])
      .orderBy('sentAt')
      .orderBy('id')
      .execute()
    const groups = Map.groupBy(mails, ({ messageId, kind, submissionId }) =>
      kind === 'submission' ? submissionId : messageId,
    )
    const all: End[] = []
    for (const group of groups.values()) {
      const [first] = group
      const names = [...new Set(group.map(({ messageId }) => nameOf(messageId)))].join(' + ')
      if (first?.kind === 'submission') {
        all.push(endIn(names, (await readFiled(database, first.submissionId ?? 0)).verdict))
      } else all.push({ mails: names, state: first?.why ?? 'noSign', ...NOTHING_FILED })
    }
    return all
  }

  const running = stack.move()
  return {
    /** A conversation from its first mail on; each run is killed once after each of its steps. */
    async play(turns: readonly Turn[]) {
      await sql`truncate mails, submissions, outbox, progress, reference_counters cascade`.execute(database)
      const died = new Set<string>()
      const before = receiver.received.length
      now = START
      for (const [number, turn] of turns.entries()) {
        await live(START + turn.at * MINUTE, died)
        // One that lost its process on the way to SMTP leaves later: nobody answers what has not come.
        while (await isUnderWay()) await live(now + MINUTE, died)
        const letter = receiver.received.length > before ? await lastLetter() : NO_LETTER
        const { reading } = written(turn, letter)
        const raw = await posted(reading.mail, reading.contents)
        const place = { account: 'folder', folder: 'inbox', uidValidity: '0', uid: String(number) }
        await takeIn([raw] as never, place, edges)
      }
      await live(now + 30 * MINUTE, died)
      const sent = await database
        .selectFrom('outbox')
        .select(['messageId', 'inReplyTo', 'matter', 'state'])
        .orderBy('leftAt')
        .execute()
      return {
        ends: await ends(),
        letters: sent.map(({ inReplyTo, matter }) => `${nameOf(inReplyTo)}: ${matter}`),
        states: [...new Set(sent.map(({ state }) => state))],
        received: receiver.received.slice(before).length,
        deaths: died.size,
      }
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

const nameOf = (messageId: string | null): string => /<(.+)@example\.com>/.exec(messageId ?? '')?.[1] ?? ''
