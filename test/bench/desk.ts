import { sql } from 'kysely'
import { application } from '../../src/web/server.ts'
import { testDesk } from '../desk.ts'
import { OFFICE } from '../domain.ts'

/**
 * `npm run bench -- desk`: how long the server takes for the desk's pages with 100,000 submissions kept, most of them
 * published, each with a mail and a letter. All are copies of one real piece under other titles, units, authors and days.
 */
const ROWS = 100_000
const RUNS = 40

const { database, desk, access, changes, signIn, piece, now, passes, close } = await testDesk()
try {
  const { id, reference } = await piece()
  await fill(id)
  passes(60)
  const app = application(desk, {
    ...{ access, changes, office: OFFICE, now, publicUrl: null },
    report: error => process.stderr.write(`${error}\n`),
    watched: {
      health: async () => [],
      status: () => Promise.reject(new Error('nobody asks')),
      freeBytes: async () => 0,
    },
  })
  const headers = { Host: '127.0.0.1', Cookie: await signIn() }
  const paths = [
    ['/', 'waiting'],
    ['/?xep=cu', 'waiting, oldest first'],
    ['/da-dang', 'published'],
    ['/da-dang?trang=40', 'published, page 40'],
    ['/da-dang?don-vi=truong+so+17', 'published, of a unit'],
    ['/da-dang?thang=2019-11&luu-y=co', 'published, of a month, with findings'],
    ['/tim?tim=nguoi+viet+12345', 'search'],
    ['/tim?tim=cong+doan', 'search for what all have'],
    ['/thu-khac', 'other mails'],
    [`/bai/${reference}`, 'one piece'],
    [`/bai/${reference}/sua`, 'its editing'],
  ] as const
  for (const [path, name] of paths) {
    const times: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now()
      const answer = await app.request(`http://127.0.0.1${path}`, { headers })
      await answer.text()
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
      times.push(performance.now() - start)
    }
    times.sort((a, b) => a - b)
    const at = (share: number): string => (times[Math.ceil(share * RUNS) - 1] ?? 0).toFixed(0).padStart(4)
    process.stdout.write(`${at(0.5)} ms median · ${at(0.95)} ms p95 · ${name} (${path})\n`)
  }
} finally {
  await close()
}

async function fill(original: number): Promise<void> {
  await sql`
    insert into submissions (reference, revision, opened_at, last_mail_at, decision, verdict, title, unit, author, state, state_revision, state_at, published_on)
    select 'BK-2018-' || lpad(n::text, 6, '0'), revision, opened_at, last_mail_at - n * interval '13 minutes', decision, verdict,
      'Tin số ' || n || ': ' || title, 'CĐCS Trường số ' || n % 300, 'Người viết ' || n,
      case when n % 1000 = 0 then 'open' when n % 50 = 0 then 'declined' else 'published' end, 1, last_mail_at - n * interval '13 minutes',
      (last_mail_at - n * interval '13 minutes')::date
    from submissions, generate_series(1, ${ROWS}::integer) as n where id = ${original}`.execute(database)
  await sql`
    insert into mails (raw_sha256, raw_bytes, kept_at, message_id, from_address, subject, sent_at, reading, arrival, kind, submission_id, join_reason)
    select md5(submissions.id::text) || md5(submissions.id::text), 1, kept_at, '<' || submissions.id || '@example.com>',
      'nguoi-' || submissions.id % 500 || '@example.com', subject, last_mail_at, reading, arrival, 'submission', submissions.id, 'first'
    from submissions, mails where submissions.id != ${original} and mails.submission_id = ${original}`.execute(database)
  await sql`
    insert into outbox (submission_id, revision, kind, matter, message_id, "references", recipient, subject, text, html, with_form, state, created_at, changed_at, left_at)
    select id, 1, 'acknowledge', 'acknowledge', '<' || id || '@example.org>', '{}', 'ai@example.com', 'Đã nhận', repeat('t', 1500), repeat('h', 3000), false, 'sent', opened_at, opened_at, opened_at
    from submissions where id != ${original}`.execute(database)
  await sql`
    insert into progress (pipeline, row_id, revision, attempts)
    select pipeline, id, 1, 0 from submissions, unnest(array['mail', 'submission', 'photos', 'reply', 'reminder']) as pipeline
    on conflict do nothing`.execute(database)
  await sql`vacuum analyze`.execute(database)
}
