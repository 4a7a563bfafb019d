import { hostname } from 'node:os'
import { repeat } from './run/repeat.ts'
import type { Settings } from './settings.ts'
import type { Connection } from './store/database.ts'
import { Locks } from './store/locks.ts'
import { startServer } from './store/server.ts'

/** What every process of tinbai stands on: its database, and the locks between all that work on it. */
export interface Ground {
  readonly connection: Connection
  readonly locks: Locks
}

/** How often an embedded database is looked after: who waits for it while it is gone sees an error for so long. */
const REVIVE_MILLISECONDS = 1000

/**
 * Reaches the database that is set, or starts the embedded one.
 *
 * @param use `alone`: this process holds the data folder (the service). `beside`: it works beside whoever holds it, and
 *   holds it only where it is the one that started the embedded database
 * An embedded database that dies is started again; all connections find it at the same place.
 *
 * @param stack given what is to be closed in the end
 * @throws with a sentence for the operator where another service holds the folder
 */
export async function openGround(
  settings: Settings,
  use: 'alone' | 'beside',
  stack: AsyncDisposableStack,
  report: (error: unknown) => void,
): Promise<Ground> {
  const server = settings.databaseUrl === null ? await startServer(settings.dataDir) : null
  const connection = server?.connection ?? { connectionString: settings.databaseUrl ?? '' }
  const locks = new Locks(connection)
  stack.use(locks)
  if (use === 'beside' && server === null) return { connection, locks }
  const folder = `folder ${hostname()} ${settings.dataDir}`
  const held = await locks.take(folder)
  if (held !== null && server !== null) {
    stack.defer(() => server.stop())
    stack.use(repeat(REVIVE_MILLISECONDS, report, () => server.revive()))
  }
  if (held === null && use === 'alone') {
    const holder = (await locks.holder(folder)) ?? 'tinbai'
    throw new Error(
      `${settings.dataDir} is in use by another process: ${holder}. Stop that one first, or set another DATA_DIR.`,
    )
  }
  return { connection, locks }
}
