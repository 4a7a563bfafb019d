import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { ALIKE_BITS } from '../../src/photos/likeness.ts'
import { keepSeen, knownPhotos } from '../../src/store/photos.ts'
import { testDatabase } from '../database.ts'

/**
 * `npm run bench -- prints`: how long the photos of a new submission are looked for among a million earlier ones, by
 * file and by picture. The earlier prints are random bits; one photo of the new submission is like one of them.
 */
const ROWS = 1_000_000
const PHOTOS = 10
const RUNS = 20
const BATCH = 10_000

const { database, close } = await testDatabase()
try {
  await fill()
  const times: number[] = []
  let found = 0
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    found = (await knownPhotos(database, 2)).earlier.size
    times.push((performance.now() - start) / PHOTOS)
  }
  times.sort((a, b) => a - b)
  const at = (share: number): string => (times[Math.floor(share * (RUNS - 1))] ?? 0).toFixed(1)
  process.stdout.write(
    `${ROWS} photos kept · ${PHOTOS} new ones at once, ${found} of them known · ${at(0.5)} ms a photo (median of ${RUNS}), ${at(1)} ms at most\n`,
  )
} finally {
  await close()
}

function sha(number: number): string {
  return number.toString(16).padStart(64, '0')
}

function random(): string {
  return [...randomBytes(8)].map(byte => byte.toString(2).padStart(8, '0')).join('')
}

/** Submission 1 has all earlier photos, 2 the new ones. */
async function fill(): Promise<void> {
  await sql`insert into submissions (reference, revision, opened_at, last_mail_at)
    values ('BK-2026-0001', 1, now(), now()), ('BK-2026-0002', 1, now(), now())`.execute(database)
  await sql`insert into mails (raw_sha256, raw_bytes, kept_at, kind, submission_id)
    values (repeat('a', 64), 1, now(), 'submission', 1), (repeat('b', 64), 1, now(), 'submission', 2)`.execute(database)
  for (let at = 0; at < ROWS; at += BATCH) {
    const photos = Array.from({ length: BATCH }, (_, n) => ({
      sha256: sha(at + n),
      takenAt: null,
      thumbnailLikeness: null,
      print: random(),
    }))
    await database.transaction().execute(writing => keepSeen(writing, photos))
  }
  await sql`insert into submission_photos select 1, sha256 from photo_prints`.execute(database)
  await sql`insert into mail_files select 2, lpad(to_hex(n), 64, 'f'), 'anh.jpg', 'image/jpeg', 1
    from generate_series(1, ${PHOTOS}::integer) as n`.execute(database)
  const known = await database.selectFrom('photoPrints').select('print').limit(PHOTOS).execute()
  const files = await database.selectFrom('mailFiles').select('sha256').execute()
  const photos = files.map(({ sha256 }, at) => {
    const print = turned(known[at]?.print ?? '', at === 0 ? ALIKE_BITS : 30)
    return { sha256, takenAt: null, thumbnailLikeness: null, print }
  })
  await database.transaction().execute(writing => keepSeen(writing, photos))
  await sql`vacuum analyze`.execute(database)
}

/** A print with that many other bits. */
function turned(print: string, bits: number): string {
  return [...print].map((bit, at) => (at % 2 === 0 && at < 2 * bits ? String(1 - Number(bit)) : bit)).join('')
}
