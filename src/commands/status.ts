import { statusAsText } from '../../templates/status.ts'
import { openGround } from '../ground.ts'
import { readSettings } from '../settings.ts'
import { openDatabase } from '../store/database.ts'
import { readStatus } from '../store/status.ts'

/** Prints counts, beside a running service or without one. */
export async function status(input: string[]): Promise<number | null> {
  if (input.some(option => option !== '--json')) return null
  await using stack = new AsyncDisposableStack()
  const { connection } = await openGround(readSettings(), 'beside', stack, () => undefined)
  const database = await openDatabase(connection)
  stack.defer(() => database.destroy())
  const found = await readStatus(database, new Date())
  process.stdout.write(input.length > 0 ? `${JSON.stringify(found)}\n` : statusAsText(found))
  return 0
}
