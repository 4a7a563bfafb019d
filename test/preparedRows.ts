import { spawnSync } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '../src/store/database.ts'
import { startServer } from '../src/store/server.ts'
import { temporaryFolder } from './folder.ts'

/**
 * Before all tests: the rows of an embedded PostgreSQL that holds nothing yet. Each of a hundred folders takes a copy, which
 * saves two seconds each time; that rows can be made where there are none is tested in `store/server.test.ts`.
 */
export async function setup(): Promise<() => PromiseLike<void>> {
  const folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const server = await startServer(folder.path)
  await (await openDatabase(server.connection)).destroy()
  await server.stop()
  process.env.PREPARED_ROWS = join(folder.path, ROWS)
  return () => folder[Symbol.asyncDispose]()
}

/** Lays a copy into a data folder, whose owner is PostgreSQL's. Where none were prepared, the server makes its own. */
export function layRows(folder: string): void {
  const prepared = process.env.PREPARED_ROWS
  if (prepared !== undefined) spawnSync('cp', ['-a', prepared, join(folder, ROWS)])
}

const ROWS = 'pg'
