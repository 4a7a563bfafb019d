import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { startServer } from '../src/store/server.ts'
import { temporaryFolder } from './folder.ts'
import { layRows } from './preparedRows.ts'

/** A real service in a process of its own, on a data folder of the test's own. */
export interface ServiceFolder extends AsyncDisposable {
  readonly path: string
  /** Puts mails into the inbox. */
  receive(...paths: readonly string[]): Promise<void>
  /** Starts the service; `crashAfter` ("submission file"): it kills itself there. */
  start(environment?: Readonly<Record<string, string>>, crashAfter?: string): Promise<Running>
  outbox(): Promise<readonly string[]>
}

export interface Running {
  readonly child: ChildProcess
  /** Null if it ended before it served. */
  readonly url: string | null
  readonly output: readonly string[]
  /** Asks as somebody who has signed in. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** The cookie of somebody who has signed in, "name=value". */
  cookie(): Promise<string>
  get(path: string): Promise<string>
  /** Posts a form as the desk's own page does; gives where it leads, or the status where it leads nowhere. */
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<string>
  /** The signal or exit code it ended with. */
  readonly ended: Promise<string>
  stop(): Promise<string>
}

/** Opens a data folder whose inbox is empty. */
export async function serviceFolder(): Promise<ServiceFolder> {
  const folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  layRows(folder.path)
  const inbox = join(folder.path, 'inbox')
  await mkdir(inbox)
  const running = new Set<Running>()
  const editor = newEditor()
  return {
    path: folder.path,
    async receive(...paths) {
      for (const path of paths)
        await cp(path, join(inbox, path.split('/').at(-1) ?? path), { preserveTimestamps: true })
    },
    async start(environment = {}, crashAfter = '') {
      const started = await launch(folder.path, environment, crashAfter, editor)
      running.add(started)
      return started
    },
    outbox: async () => {
      const names = (await readdir(join(folder.path, 'outbox'))).filter(
        name => name.endsWith('.eml') && !name.startsWith('.'),
      )
      const raws = names.map(name => readFile(join(folder.path, 'outbox', name), 'utf8').catch(() => null)) // overtaken meanwhile
      return (await Promise.all(raws)).filter(raw => raw !== null)
    },
    async [Symbol.asyncDispose]() {
      for (const one of running) await one.stop()
      // A service that killed itself has left its database behind.
      await (await startServer(folder.path)).stop()
      await folder[Symbol.asyncDispose]()
    },
  }
}

async function launch(
  dataDir: string,
  environment: Readonly<Record<string, string>>,
  crashAfter: string,
  editor: TestEditor,
): Promise<Running> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serviceChild.ts'), crashAfter], {
    env: {
      PATH: process.env.PATH,
      TINBAI_ENV: '/dev/null',
      DATA_DIR: dataDir,
      HTTP_PORT: '0',
      QUIET_MINUTES: '0',
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  createInterface(child.stderr).on('line', line => output.push(line))
  const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? code))
  const url = await Promise.race([served(child, output), ended.then(() => null)])
  const cookie = () => editor.cookie(url ?? '', output)
  const signedIn: Running['fetch'] = async (path, init = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { Cookie: await cookie(), ...init.headers } })
  return {
    child,
    url,
    output,
    ended,
    cookie,
    fetch: signedIn,
    get: async path => (await signedIn(path)).text(),
    async post(path, fields = {}) {
      const body = new URLSearchParams(fields)
      const answer = await signedIn(path, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { Origin: url ?? '' },
      })
      return answer.headers.get('location') ?? String(answer.status)
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      return ended
    },
  }
}

/** The first editor of a test's service, who signs in when they are needed. */
interface TestEditor {
  cookie(url: string, output: readonly string[]): Promise<string>
}

function newEditor(): TestEditor {
  let signedIn: Promise<string> | null = null
  return {
    cookie(url, output) {
      signedIn ??= setUp(url, output)
      return signedIn
    },
  }
}

/** Becomes the first editor with the code that the service printed. */
async function setUp(url: string, output: readonly string[]): Promise<string> {
  const code = await eventually(
    async () => output.map(line => /thiet-lap\?ma=(.+)$/.exec(line)?.[1]).find(found => found !== undefined) ?? null,
    5,
  )
  const answer = await fetch(`${url}/thiet-lap`, {
    method: 'POST',
    body: new URLSearchParams({
      ma: code,
      ten: 'Trần Thị Mẫu',
      email: 'mau@example.com',
      'mat-khau': 'mười hai con giáp',
    }),
    redirect: 'manual',
    headers: { Origin: url },
  })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

function served(child: ChildProcess, output: string[]): Promise<string> {
  return new Promise(resolve => {
    createInterface(child.stdout as NodeJS.ReadableStream).on('line', line => {
      output.push(line)
      const [, url] = /^tinbai: (http.*)$/.exec(line) ?? []
      if (url !== undefined) resolve(url)
    })
  })
}

/** Asks again until the answer is there. */
export async function eventually<T>(ask: () => Promise<T | null | false>, seconds = 90): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== false) return answer
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s`)
    await wait(50)
  }
}
