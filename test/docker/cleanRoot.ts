import { type SpawnSyncOptions, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Instruction, readStages } from './instructions.ts'

/**
 * `node test/docker/cleanRoot.ts [BASE]`, as root on Debian or Ubuntu with debootstrap: does what the Dockerfile says in clean
 * roots, without Docker, starts what it starts under its user, and waits for its health check. For the base image
 * stands a minimal Debian with npm, the Node that runs this, and the library that it needs, as Node's image has it;
 * BASE is one that debootstrap has made before.
 */
const ROOT = join(import.meta.dirname, '../..')
const START_SECONDS = 120
const DEBOOTSTRAP = ['--variant=minbase', '--include=ca-certificates,libatomic1', 'bookworm']
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'

const work = mkdtempSync(join(tmpdir(), 'tinbai-root-'))
try {
  const base = join(work, 'base')
  makeBase(base)
  const stages = await readStages(join(ROOT, 'Dockerfile'))
  const roots = new Map<string, string>()
  let last: Image = { root: base, environment: {}, folder: '/', user: 'root' }
  for (const [number, stage] of stages.entries()) {
    const root = join(work, `stage-${number}`)
    run('cp', ['--archive', base, root])
    const [, name = String(number)] = / AS (\S+)$/i.exec(stage[0]?.rest ?? '') ?? []
    roots.set(name, root)
    last = build(stage, root, roots)
  }
  process.exitCode = (await isHealthy(last, stages.at(-1) ?? [])) ? 0 : 1
  process.stdout.write(process.exitCode === 0 ? 'the image serves and is healthy\n' : 'the image is not healthy\n')
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** What a stage has come to. */
interface Image {
  readonly root: string
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  readonly user: string
}

function makeBase(root: string): void {
  const made = process.argv[2]
  if (made === undefined) run('debootstrap', [...DEBOOTSTRAP, root, 'http://deb.debian.org/debian'])
  else run('cp', ['--archive', made, root])
  const npm = dirname(dirname(realpathSync(spawnSync('which', ['npm'], { encoding: 'utf8' }).stdout.trim())))
  cpSync(process.execPath, join(root, 'usr/local/bin/node'))
  cpSync(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true })
  run('chroot', [root, 'ln', '--symbolic', '../lib/node_modules/npm/bin/npm-cli.js', '/usr/local/bin/npm'])
  run('chroot', [root, 'useradd', '--create-home', '--uid', '1000', 'node'])
  // The image is built where packages can be fetched: it takes names and npm's own settings from this machine.
  for (const file of ['/etc/resolv.conf', '/etc/hosts', CERTIFICATES]) cpSync(realpathSync(file), join(root, file))
  const settings = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim()
  run('chroot', [root, 'npm', 'config', 'set', '--global', `registry=${settings}`, `cafile=${CERTIFICATES}`])
}

function build(stage: readonly Instruction[], root: string, roots: ReadonlyMap<string, string>): Image {
  let image: Image = { root, environment: {}, folder: '/', user: 'root' }
  for (const { name, rest } of stage) {
    process.stdout.write(`${name} ${rest}\n`)
    if (name === 'WORKDIR') {
      image = { ...image, folder: resolve(image.folder, rest) }
      mkdirSync(join(root, image.folder), { recursive: true })
    } else if (name === 'ENV') {
      image = { ...image, environment: { ...image.environment, ...environmentOf(rest) } }
    } else if (name === 'USER') {
      image = { ...image, user: rest }
    } else if (name === 'RUN') {
      inside(image, ['sh', '-c', rest])
    } else if (name === 'COPY') {
      copy(rest, image, roots)
    }
  }
  return image
}

function environmentOf(rest: string): Record<string, string> {
  return Object.fromEntries([...rest.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]))
}

function copy(rest: string, { root, folder }: Image, roots: ReadonlyMap<string, string>): void {
  const words = rest.split(' ').filter(word => !word.startsWith('--'))
  const [, stage] = /--from=(\S+)/.exec(rest) ?? []
  const from = stage === undefined ? ROOT : (roots.get(stage) ?? '')
  const to = join(root, resolve(folder, words.at(-1) ?? ''))
  for (const source of words.slice(0, -1)) {
    const target = words.at(-1)?.endsWith('/') === true ? join(to, source.split('/').at(-1) ?? '') : to
    cpSync(join(from, source), target, { recursive: true, verbatimSymlinks: true })
  }
}

/** Starts the image's CMD under its user, and asks its HEALTHCHECK until it is well. */
async function isHealthy(image: Image, stage: readonly Instruction[]): Promise<boolean> {
  const command = JSON.parse(stage.find(({ name }) => name === 'CMD')?.rest ?? '[]') as string[]
  const check = JSON.parse(
    /CMD (\[.*)$/.exec(stage.find(({ name }) => name === 'HEALTHCHECK')?.rest ?? '')?.[1] ?? '[]',
  ) as string[]
  // As in a container it is the first process of its own; programs find their libraries through /proc.
  const own = ['--fork', '--pid', `--mount-proc=${join(image.root, 'proc')}`, '--kill-child']
  const service = spawn('unshare', [...own, ...chrooted(image, command)], { stdio: 'inherit' })
  try {
    for (let second = 0; second < START_SECONDS; second++) {
      await wait(1000)
      const [asks = '', ...how] = chrooted(image, check)
      if (spawnSync(asks, how).status === 0) return true
      if (service.exitCode !== null) return false
    }
    return false
  } finally {
    const ended = once(service, 'exit')
    if (service.exitCode === null) {
      stopInside(service.pid ?? 0)
      await ended
    }
  }
}

/** `unshare` itself takes no SIGTERM: it goes to what it has started, as `docker stop` sends it. */
function stopInside(pid: number): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  for (const child of children.split(' ')) process.kill(Number(child), 'SIGTERM')
}

/** A command in the image, with only its own environment. */
function chrooted({ root, environment, folder, user }: Image, command: readonly string[]): readonly string[] {
  const own = Object.entries({ PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/tmp', ...environment })
  const set = own.map(([name, value]) => `${name}=${value}`)
  return ['chroot', `--userspec=${user}`, root, 'env', '--ignore-environment', `--chdir=${folder}`, ...set, ...command]
}

function inside(image: Image, command: readonly string[]): void {
  const [program = '', ...input] = chrooted(image, command)
  run(program, input)
}

function run(program: string, input: readonly string[], options: SpawnSyncOptions = {}): void {
  const { status } = spawnSync(program, input, { stdio: ['ignore', 'ignore', 'inherit'], ...options })
  if (status !== 0) throw new Error(`${program} ${input.join(' ')} ended with ${status}`)
}
