import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Files } from '../../src/domain.ts'
import { repeat } from '../../src/run/repeat.ts'
import type { Database } from '../../src/store/database.ts'
import { openPlace } from '../../src/store/place.ts'
import { type Command, tinbai } from '../commands.ts'
import type { Running } from '../service.ts'
import { type Receiver, startReceiver } from '../smtp.ts'
import { dovecotInbox, gmailInbox, type TestInbox } from './inboxes.ts'
import { type Kept, keepRunning } from './kept.ts'
import { type Line, openLine } from './line.ts'
import type { Servers } from './servers.ts'

/** What a run is played with. */
export interface Cast {
  readonly inbox: 'dovecot' | 'dovecotFilingSent' | 'gmail'
  /** The queue is on Redis. */
  readonly redis: boolean
  /** Files are kept in a bucket. */
  readonly bucket: boolean
  /** `tinbai work` runs beside the service. */
  readonly worker: boolean
}

/** One run: a real service between an inbox and an SMTP receiver, over lines that can be cut. */
export interface Scene extends AsyncDisposable {
  readonly cast: Cast
  readonly servers: Servers
  readonly database: Database
  readonly inbox: TestInbox
  readonly receiver: Receiver
  readonly mailboxLine: Line
  readonly postLine: Line
  /** Null: files are in a folder. */
  readonly bucketLine: Line | null
  /** The files that are kept, read past all lines. */
  readonly files: Files
  readonly service: Kept<Running>
  readonly worker: Kept<Command> | null
  /** The service, when it starts next, kills itself after this step. */
  crashNextAfter(step: string): void
  /** Milliseconds by which the clocks of tinbai's processes are ahead. */
  readonly ahead: number
  setClock(ahead: number): Promise<void>
  /** Nothing is on its way to the receiver, and Sent has a copy of all that arrived. */
  postRests(): boolean
}

const CLOCK = join(import.meta.dirname, 'clock.ts')

export async function openScene(servers: Servers, cast: Cast, name: string): Promise<Scene> {
  await using stack = new AsyncDisposableStack()
  const { database, databaseUrl } = await servers.begin()
  stack.defer(() => database.destroy())
  const inbox = stack.use(await openInbox(servers, cast, name))
  const receiver = stack.use(await startReceiver())
  const mailboxLine = stack.use(await openLine(inbox.port))
  const postLine = stack.use(await openLine(receiver.port))
  const store = await openStore(servers, cast, name)
  const bucketLine = store.port === null ? null : stack.use(await openLine(store.port))
  const clock = await openClock(servers.folder.path)
  const filed = stack.use(keepSentFiled(receiver, inbox))
  const environment = {
    ...clock.environment,
    NODE_COMPILE_CACHE: servers.compiled,
    ...inbox.settings,
    ...(cast.redis ? { REDIS_URL: servers.redis.url } : {}),
    ...store.settings,
    ...(bucketLine === null ? {} : { S3_ENDPOINT: `http://127.0.0.1:${bucketLine.port}` }),
    IMAP_HOST: '127.0.0.1',
    IMAP_PORT: String(mailboxLine.port),
    IMAP_TLS: 'off',
    POLL_SECONDS: '1',
    SMTP_PORT: String(postLine.port),
    SMTP_TLS: 'off',
    REPLIES: 'on',
    REPLIES_PER_HOUR: '10000',
    REMIND_DAYS: '0',
    QUIET_MINUTES: '0',
  }
  let crashAfter = ''
  const service = await keepRunning(() => {
    const step = crashAfter
    crashAfter = ''
    return servers.folder.start(environment, step)
  })
  stack.defer(async () => void (await service.stop()))
  const shared = {
    ...environment,
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(servers.folder.path, 'worker'),
  }
  const worker = cast.worker ? await keepRunning(async () => tinbai(['work'], shared)) : null
  stack.defer(async () => void (await worker?.stop()))
  const scene = stack.move()
  return {
    cast,
    servers,
    database,
    inbox,
    receiver,
    mailboxLine,
    postLine,
    bucketLine,
    files: openPlace(store.place).files,
    service,
    worker,
    crashNextAfter(step) {
      crashAfter = step
    },
    get ahead() {
      return clock.ahead
    },
    setClock: clock.set,
    postRests: () => postLine.open === 0 && filed.count === receiver.received.length,
    [Symbol.asyncDispose]: () => scene.disposeAsync(),
  }
}

async function openInbox({ dovecot }: Servers, { inbox }: Cast, name: string): Promise<TestInbox> {
  return inbox === 'gmail' ? gmailInbox() : dovecotInbox(dovecot, name, inbox === 'dovecotFilingSent')
}

/** Where files are kept: the service and the worker share it. */
async function openStore({ folder, buckets }: Servers, cast: Cast, name: string) {
  if (!cast.bucket) {
    const blobs = join(folder.path, 'blobs')
    return { place: { folder: blobs }, settings: { BLOB_URL: `file://${blobs}` }, port: null }
  }
  buckets.createBucket(name)
  const key = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: null }
  const address = `http://127.0.0.1:${buckets.port}/${name}/`
  return {
    place: { bucket: { address, region: 'us-east-1', ...key }, spool: join(folder.path, 'spool') },
    settings: { BLOB_URL: `s3://${name}`, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    port: buckets.port,
  }
}

/** The clock that tinbai's processes go by. */
async function openClock(folder: string) {
  const path = join(folder, 'clock', 'ahead')
  await mkdir(join(folder, 'clock'))
  let ahead = 0
  async function set(to: number): Promise<void> {
    await writeFile(`${path}.new`, String(to))
    await rename(`${path}.new`, path)
    ahead = to
  }
  await set(0)
  return {
    environment: { NODE_OPTIONS: `--import ${pathToFileURL(CLOCK)}`, CLOCK_AHEAD: path },
    get ahead() {
      return ahead
    },
    set,
  }
}

/** Puts a copy of each mail that the receiver has taken into Sent, as soon as the inbox's server is there. */
function keepSentFiled(receiver: Receiver, { fileSent }: TestInbox) {
  let count = 0
  const filing = repeat(
    50,
    () => undefined,
    async () => {
      for (const { raw } of receiver.received.slice(count)) {
        await fileSent?.(raw)
        count++
      }
    },
  )
  return {
    get count() {
      return count
    },
    [Symbol.asyncDispose]: () => filing[Symbol.asyncDispose](),
  }
}
