import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openBlobs } from '../../src/store/blobs.ts'
import { keepMail } from '../../src/store/mails.ts'
import { tinbai } from '../commands.ts'
import { testDatabase } from '../database.ts'
import { temporaryFolder } from '../folder.ts'
import { startRedis } from '../redis.ts'
import { eventually } from '../service.ts'
import { startReceiver } from '../smtp.ts'
import { chanceOf } from '../trouble/chance.ts'
import { STORIES } from '../trouble/stories.ts'
import { judged, standWitness } from '../trouble/witness.ts'

/**
 * `npm run bench -- share`: two `tinbai work` share 2,000 mails over one database and one Redis, and each sends its
 * replies. Counted: mails judged twice and replies that arrived twice, where there must be none.
 */
const MAILS = 2000
const MINUTES = 30

const { database, connection, close } = await testDatabase()
await using stack = new AsyncDisposableStack()
stack.defer(close)
const redis = stack.use(await startRedis())
const receiver = stack.use(await startReceiver())
const folder = stack.use(await temporaryFolder())
await chmod(folder.path, 0o755)
await standWitness(database)
const blobs = join(folder.path, 'blobs')
await mkdir(blobs)
await keepMails()

const began = performance.now()
const workers = ['first', 'second'].map(name =>
  stack.use(
    tinbai(['work'], {
      DATABASE_URL: `postgres:///${connection.database}?host=${connection.host}&user=${connection.user}`,
      REDIS_URL: redis.url,
      BLOB_URL: `file://${blobs}`,
      DATA_DIR: join(folder.path, name),
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(receiver.port),
      SMTP_TLS: 'off',
      REPLIES: 'on',
      REPLIES_PER_HOUR: '10000',
      QUIET_MINUTES: '0',
    }),
  ),
)
await eventually(async () => receiver.received.length >= MAILS && (await isIdle()), MINUTES * 60)
const seconds = (performance.now() - began) / 1000
for (const { child } of workers) child.kill('SIGTERM')
await Promise.all(workers.map(({ ended }) => ended))

const verdicts = await judged(database)
const readers = receiver.received.flatMap(({ to }) => to)
const twice = {
  judged: verdicts.filter(({ times, revision }) => times > 1 || revision > 1).length,
  answered: readers.length - new Set(readers).size,
}
process.stdout.write(
  `${MAILS} mails · two workers · ${verdicts.length} judged, ${twice.judged} of them twice · ${readers.length} replies, ${twice.answered} of them twice · ${seconds.toFixed(0)} s, ${(MAILS / seconds).toFixed(1)} a second\n`,
)
process.exitCode = verdicts.length === MAILS && twice.judged + twice.answered === 0 ? 0 : 1

/** As the mailbox keeps them; nobody is woken. */
async function keepMails(): Promise<void> {
  const files = openBlobs(blobs)
  for (let number = 1; number <= MAILS; number++) {
    const story = await STORIES.lacking?.(chanceOf(number), number)
    const writer = files.create()
    await writer.write(story?.letters[0]?.raw ?? new Uint8Array())
    const place = { account: 'bench', folder: 'inbox', uidValidity: '1', uid: String(number) }
    await keepMail(database, await writer.keep(), place, new Date())
  }
}

async function isIdle(): Promise<boolean> {
  const due = await database
    .selectFrom('progress')
    .select('rowId')
    .where('due', 'is not', null)
    .where('pipeline', '!=', 'reminder')
    .limit(1)
    .execute()
  return due.length === 0
}
