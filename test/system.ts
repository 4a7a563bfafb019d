import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs the tests run for real, and the Debian or Ubuntu package each comes in. */
const PROGRAMS = { chromium: 'chromium', dovecot: 'dovecot-imapd', 'redis-server': 'redis-server' } as const

/** The path of a program that the tests need; throws where {@link prepareSystem} has not run. */
export function program(name: keyof typeof PROGRAMS): string {
  const found = find(name)
  if (found === null)
    throw new Error(`${name} is not installed: run npm test, or install the package ${PROGRAMS[name]}`)
  return found
}

/** Installs the packages that are missing, as root on Debian or Ubuntu; elsewhere names them and ends the run. */
export function prepareSystem(): void {
  const names = Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[]
  const missing = names.filter(name => find(name) === null).map(name => PROGRAMS[name])
  if (missing.length === 0) return
  const mayInstall = process.getuid?.() === 0 && find('apt-get') !== null
  if (mayInstall) {
    apt('update')
    apt('install', '--yes', '--no-install-recommends', ...missing)
  }
  if (names.some(name => find(name) === null)) {
    process.stderr.write(`The tests need system packages that are not installed. Install: ${missing.join(' ')}\n`)
    process.exit(1)
  }
}

function apt(...args: string[]): void {
  spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function find(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  return folders.map(folder => join(folder, name)).find(path => existsSync(path)) ?? null
}
