import { openDatabase } from '../../src/store/database.ts'
import { startServer } from '../../src/store/server.ts'
import { startDovecot } from '../dovecot.ts'
import { eventually, serviceFolder } from '../service.ts'
import { startReceiver } from '../smtp.ts'
import { chanceOf } from '../trouble/chance.ts'
import { STORIES } from '../trouble/stories.ts'

/**
 * `npm run bench -- firstConnection`: an inbox of 5,000 old contributions is connected for the first time, sending is on.
 * All of them are filed, and nobody hears of it; whoever writes then is answered.
 */
const MAILS = 5000
const FIRST = Date.parse('2021-01-04T00:00:00Z')
/** Three a day. */
const EVERY = 8 * 60 * 60_000
const MINUTES = 60

await using dovecot = await startDovecot()
await using receiver = await startReceiver()
await using folder = await serviceFolder()
await dovecot.as(async client => {
  for (let number = 1; number <= MAILS; number++) {
    const date = new Date(FIRST + number * EVERY)
    await client.append('INBOX', await contribution(number, date), [], date)
  }
})

const began = performance.now()
const { user, auth } = dovecot.account()
await folder.start({
  IMAP_HOST: '127.0.0.1',
  IMAP_PORT: String(dovecot.port),
  IMAP_TLS: 'off',
  IMAP_USER: user,
  IMAP_PASSWORD: auth.password,
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(receiver.port),
  SMTP_TLS: 'off',
  REPLIES: 'on',
  POLL_SECONDS: '1',
})
const database = await openDatabase((await startServer(folder.path)).connection)
await using stack = new AsyncDisposableStack()
stack.defer(() => database.destroy())
await eventually(isFiled, MINUTES * 60)
const minutes = (performance.now() - began) / 60_000
const { letters } = await database
  .selectFrom('outbox')
  .select(eb => eb.fn.countAll<string>().as('letters'))
  .executeTakeFirstOrThrow()
const sent = receiver.received.length

await dovecot.append(await contribution(MAILS + 1, new Date()))
await eventually(async () => receiver.received.length > sent)
process.stdout.write(
  `${MAILS} old mails · filed in ${minutes.toFixed(1)} min, ${letters} letters written, ${sent} sent · the next mail was answered\n`,
)
process.exitCode = Number(letters) + sent === 0 ? 0 : 1

async function contribution(number: number, date: Date): Promise<Buffer> {
  const story = await STORIES.lacking?.(chanceOf(number), number)
  const raw = Buffer.from(story?.letters[0]?.raw ?? '').toString('latin1')
  return Buffer.from(raw.replace(/^Date: .*$/m, `Date: ${date.toUTCString()}`), 'latin1')
}

async function isFiled(): Promise<boolean> {
  const { filed } = await database
    .selectFrom('submissions')
    .select(eb => eb.fn.countAll<string>().as('filed'))
    .where('decision', 'is not', null)
    .executeTakeFirstOrThrow()
  const due = await database.selectFrom('progress').select('rowId').where('due', 'is not', null).limit(1).execute()
  return Number(filed) === MAILS && due.length === 0
}
