import { access, constants, mkdir } from 'node:fs/promises'
import { doctorText } from '../../templates/doctor.ts'
import { openGround } from '../ground.ts'
import { freeBytes, LEAST_FREE_BYTES } from '../health.ts'
import { reachQueue } from '../queue/queue.ts'
import { serversOf } from '../servers.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type Connection, type Database, openDatabase } from '../store/database.ts'
import { databaseTime } from '../store/health.ts'
import { localFolder, openPlace } from '../store/place.ts'
import { readStatus } from '../store/status.ts'
import { coded, codeOf } from './coded.ts'
import { CLOCK_MILLISECONDS, type Look, lookAtMail } from './lookAtMail.ts'

/** Goes through all that the service needs, and says how to mend what fails. Gives 1 where something does. */
export async function doctor(input: string[]): Promise<number | null> {
  if (input.length > 0) return null
  const settings = readSettings()
  await using stack = new AsyncDisposableStack()
  let failed = false
  const look: Look = async (check, look) => {
    try {
      const found = await look()
      process.stdout.write(`${doctorText(check, null)}\n`)
      return found
    } catch (error) {
      failed = true
      process.stdout.write(`${doctorText(check, codeOf(error))}\n`)
      return null
    }
  }
  await look('folder', () => writable(settings.dataDir))
  await look('disk', () => enoughSpace(settings.dataDir))
  await look('files', () => keepsFiles(settings))
  const database = await lookAtRows(settings, look, stack)
  await lookAtMail(settings, serversOf(settings, database), look, stack)
  return failed ? 1 : 0
}

async function lookAtRows(settings: Settings, look: Look, stack: AsyncDisposableStack): Promise<Database | null> {
  const reached = await look('database', () => reach(settings, stack))
  if (settings.redisUrl !== null || reached !== null) {
    await look('queue', () => reachQueue({ connection: reached?.connection ?? {}, redisUrl: settings.redisUrl }))
  }
  if (reached === null) return null
  await look('clock', () => sameTime(reached.database))
  await look('stuck', () => nothingStuck(reached.database))
  return reached.database
}

async function writable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
}

async function enoughSpace(folder: string): Promise<void> {
  if ((await freeBytes(folder)) < LEAST_FREE_BYTES) throw coded('ENOSPC')
}

/** The same few bytes each time, so that at most one small file stays behind. */
async function keepsFiles({ blobs }: Settings): Promise<void> {
  await mkdir(localFolder(blobs), { recursive: true })
  const { files } = openPlace(blobs)
  const writer = files.create()
  await writer.write(Buffer.from('tinbai doctor'))
  const { sha256 } = await writer.keep()
  if (Buffer.from(await files.read(sha256)).toString() !== 'tinbai doctor') throw coded('EDIFFERENT')
}

async function reach(
  settings: Settings,
  stack: AsyncDisposableStack,
): Promise<{ readonly connection: Connection; readonly database: Database }> {
  const { connection } = await openGround(settings, 'beside', stack, () => undefined)
  const database = await openDatabase(connection)
  stack.defer(() => database.destroy())
  return { connection, database }
}

async function sameTime(database: Database): Promise<void> {
  const there = await databaseTime(database)
  if (Math.abs(there.getTime() - Date.now()) > CLOCK_MILLISECONDS) throw coded('ECLOCK')
}

async function nothingStuck(database: Database): Promise<void> {
  if ((await readStatus(database, new Date())).rows.stuck > 0) throw coded('ESTUCK')
}
