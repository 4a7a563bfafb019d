import type { ReplyEdges } from '../../pipelines/reply.ts'
import { reply } from '../../pipelines/reply.ts'
import type { InSent, Sought } from '../../src/mailbox/sent.ts'
import type { SmtpServer } from '../../src/replies/send.ts'
import { runner } from '../../src/run/runner.ts'
import { Locks } from '../../src/store/locks.ts'
import { type NewReply, writeReply } from '../../src/store/outbox.ts'
import { RowProgress } from '../../src/store/progress.ts'
import { openSubmission } from '../../src/store/submissions.ts'
import { testDatabase } from '../database.ts'
import type { Receiver } from '../smtp.ts'

/** The postman alone: a real database and a real SMTP receiver, a clock that the test moves. */
export async function openPostman() {
  const { database, connection, close } = await testDatabase()
  const locks = new Locks(connection)
  let now = new Date('2026-03-02T03:00:00Z')
  let written = 0
  const progress = new RowProgress(database, () => now)
  const edges = {
    database,
    now: () => now,
    smtp: null as SmtpServer | null,
    lookInSent: null as ((sought: Sought) => Promise<InSent>) | null,
    repliesPerHour: 60,
    from: { header: 'Ban Biên tập <toasoan@example.org>', address: 'toasoan@example.org' },
    form: { name: 'mau.docx', bytes: new Uint8Array() },
    outbox: { keep: async () => undefined },
  }
  const failures: unknown[] = []
  const postman = (cutAfter: string | null) =>
    runner<ReplyEdges, never>({
      pipelines: [reply as never],
      progress: progress as never,
      take: ({ pipeline, id }) => locks.take(`${pipeline} ${id}`),
      edges,
      now: () => now,
      wake: async () => undefined,
      report: ({ error }) => failures.push(error),
      observe: (_pipeline, step) => {
        if (step === cutAfter) throw new Error('cut here')
      },
    })
  return {
    database,
    edges,
    failures,
    now: () => now,
    /** A clean desk, with this receiver as the server. */
    async begin(receiver: Receiver | null) {
      await database.deleteFrom('progress').execute()
      await database.deleteFrom('outbox').execute()
      await database
        .updateTable('postman')
        .set({ stoppedAt: null, resumedAt: null, trouble: null, troubleAt: null, troubleTimes: 0, waitUntil: null })
        .execute()
      failures.length = 0
      edges.lookInSent = null
      edges.repliesPerHour = 60
      edges.smtp =
        receiver === null
          ? null
          : { host: '127.0.0.1', port: receiver.port, tls: 'off', user: 'toasoan', password: 'any' }
    },
    async submission(): Promise<number> {
      return database.transaction().execute(writing => openSubmission(writing, { prefix: 'BK', now }))
    },
    /** Puts a reply into the outbox; gives its row, or null where nothing was written. */
    async write(given: Partial<NewReply> = {}): Promise<number | null> {
      const number = ++written
      const submissionId = given.submissionId ?? (await this.submission())
      const wake = await database.transaction().execute(writing =>
        writeReply(
          writing,
          {
            submissionId,
            revision: number,
            kind: 'acknowledge',
            matter: 'acknowledge',
            messageId: `<BK.${number}@example.org>`,
            inReplyTo: null,
            references: [],
            recipient: `nguoi.gui.${number}@example.com`,
            subject: 'Đã nhận: Tin',
            text: 'x',
            html: 'x',
            withForm: false,
            ...given,
          },
          'queued',
          now,
        ),
      )
      return wake?.id ?? null
    },
    reply: (id: number | null) =>
      database.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    /** Works on all that is due, until nothing is; `cutAfter`: the run ends after that step. */
    async work(cutAfter: string | null = null): Promise<void> {
      const run = postman(cutAfter)
      for (;;) {
        const due = await progress.dueRows(500)
        if (due.length === 0) return
        await Promise.all(due.map(run))
      }
    },
    /** Lets so many minutes pass: the clock goes from one thing that falls due to the next. */
    async live(minutes: number): Promise<void> {
      const end = now.getTime() + minutes * 60_000
      for (;;) {
        await this.work()
        const next = await database
          .selectFrom('progress')
          .select(eb => eb.fn.min('due').as('due'))
          .executeTakeFirstOrThrow()
        if (next.due === null || next.due.getTime() > end) break
        now = next.due
      }
      now = new Date(end)
    },
    async [Symbol.asyncDispose]() {
      await locks[Symbol.asyncDispose]()
      await close()
    },
  }
}
