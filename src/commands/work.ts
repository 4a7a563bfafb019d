import { once } from 'node:events'
import { openGround } from '../ground.ts'
import { openLog } from '../log.ts'
import { readSettings } from '../settings.ts'
import { startWorker } from '../worker.ts'

/**
 * Works on the rows of a service elsewhere until it is told to stop: reads mails, judges, sends. It reads no mailbox
 * and serves no pages.
 *
 * @throws with a sentence for the operator where it cannot run
 */
export async function work(input: string[]): Promise<number | null> {
  if (input.length > 0) return null
  const settings = readSettings()
  if (settings.databaseUrl === null) {
    throw new Error(
      'work needs the database of the service: set DATABASE_URL to the same one. Example: DATABASE_URL=postgres://user@host/tinbai',
    )
  }
  await using stack = new AsyncDisposableStack()
  const log = openLog(settings.logLevel)
  const ground = await openGround(settings, 'beside', stack, error => log.error({ error }, 'the database'))
  await startWorker(settings, ground, log, stack)
  const told = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  process.stdout.write('tinbai: working\n')
  await told
  return 0
}
