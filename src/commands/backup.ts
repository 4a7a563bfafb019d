import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { backedUpAsText, restoredAsText } from '../../templates/backup.ts'
import type { Files } from '../domain.ts'
import { openGround } from '../ground.ts'
import { readSettings } from '../settings.ts'
import { backUp } from '../store/backup.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { localFolder, openPlace } from '../store/place.ts'
import { restore as putBack } from '../store/restore.ts'

/** Writes all that a service keeps into one file, beside it or without it. Gives 1 where something is missing in it. */
export async function backup([path, ...more]: string[]): Promise<number | null> {
  if (path === undefined || path.startsWith('-') || more.length > 0) return null
  await using stack = new AsyncDisposableStack()
  const { database, files } = await openKept('beside', stack)
  const partial = `${path}.partial`
  // Only its owner reads it: it holds letters, telephone numbers and accounts.
  const file = await open(partial, 'w', 0o600)
  stack.defer(() => rm(partial, { force: true }))
  stack.defer(() => file.close())
  const kept = await backUp(database, files, new Date(), async bytes => {
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
  })
  await file.sync()
  await rename(partial, path)
  process.stdout.write(backedUpAsText(path, kept))
  return kept.missing.length === 0 ? 0 : 1
}

/** Puts such a file in place of what is here, while no service runs. */
export async function restore(input: string[]): Promise<number | null> {
  const [path, ...more] = input.filter(word => word !== '--replace')
  if (path === undefined || path.startsWith('-') || more.length > 0) return null
  await using stack = new AsyncDisposableStack()
  const { database, files } = await openKept('alone', stack)
  const replace = input.includes('--replace')
  const restored = await putBack(database, files, createReadStream(path), { replace, now: new Date() })
  process.stdout.write(restoredAsText(restored))
  return 0
}

async function openKept(
  use: 'alone' | 'beside',
  stack: AsyncDisposableStack,
): Promise<{ readonly database: Database; readonly files: Files }> {
  const settings = readSettings()
  const { connection } = await openGround(settings, use, stack, () => undefined)
  const database = await openDatabase(connection)
  stack.defer(() => database.destroy())
  await mkdir(localFolder(settings.blobs), { recursive: true })
  return { database, files: openPlace(settings.blobs).files }
}
