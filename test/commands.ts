import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** One run of `tinbai`, which does not outlive its test. */
export interface Command extends AsyncDisposable {
  readonly child: ChildProcess
  readonly output: readonly string[]
  /** The signal or exit code it ended with. */
  readonly ended: Promise<string>
}

/** Runs `tinbai` with a data folder and settings of the test's own. */
export function tinbai(input: readonly string[], environment: Readonly<Record<string, string>>): Command {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/cli.ts'), ...input], {
    env: { PATH: process.env.PATH, TINBAI_ENV: '/dev/null', LOG_LEVEL: 'error', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const output: string[] = []
  const lines = [child.stdout, child.stderr].map(stream => createInterface(stream))
  for (const each of lines) each.on('line', line => output.push(line))
  const read = Promise.all(lines.map(each => once(each, 'close')))
  const ended = once(child, 'exit').then(async ([code, signal]) => {
    await read
    return String(signal ?? code)
  })
  return {
    child,
    output,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
