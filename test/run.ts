import { spawnSync } from 'node:child_process'
import { prepareSystem } from './system.ts'

/** `npm test`: each check in turn, the cheap ones first; stops at the first that fails. */
prepareSystem()
run('types', 'tsc', ['--project', '.'])
run('format and lint', 'biome', ['check', '--error-on-warnings', '.'])
run('tests', 'vitest', ['run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)])

function run(what: string, command: string, args: readonly string[]): void {
  process.stdout.write(`\n${what}\n`)
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}
