import { chmod } from 'node:fs/promises'
import { type Connection, type Database, openDatabase } from '../src/store/database.ts'
import { startServer } from '../src/store/server.ts'
import { temporaryFolder } from './folder.ts'
import { layRows } from './preparedRows.ts'

/** A real, empty PostgreSQL of the test file's own. `close` it after all tests. */
export async function testDatabase(): Promise<{
  database: Database
  connection: Connection
  close: () => Promise<void>
}> {
  const folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  layRows(folder.path)
  const server = await startServer(folder.path)
  const database = await openDatabase(server.connection)
  return {
    database,
    connection: server.connection,
    async close() {
      await database.destroy()
      await server.stop()
      await folder[Symbol.asyncDispose]()
    },
  }
}
