import { access, constants, mkdir } from 'node:fs/promises'
import { type Check, type DoctorReport, doctorText } from '../../templates/doctor.ts'
import { openGround } from '../ground.ts'
import { freeBytes, LEAST_FREE_BYTES } from '../health.ts'
import { reachRedis } from '../queue/redis.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { databaseTime } from '../store/health.ts'
import { localFolder, openPlace } from '../store/place.ts'
import { readStatus } from '../store/status.ts'

/** A mail's times are shown to the minute; a clock that is further off confuses which mail came first. */
const CLOCK_MILLISECONDS = 60_000

/** Goes through all that the service needs, and says how to mend what fails. Gives 1 where something does. */
export async function doctor(input: string[]): Promise<number | null> {
  if (input.length > 0) return null
  const settings = readSettings()
  await using stack = new AsyncDisposableStack()
  const reports: DoctorReport[] = []
  const check = async <T>(name: Check, look: () => Promise<T>): Promise<T | null> => {
    try {
      const value = await look()
      reports.push({ check: name, problem: null })
      return value
    } catch (error) {
      reports.push({ check: name, problem: codeOf(error) })
      return null
    }
  }

  await check('folder', () => writable(settings.dataDir))
  await check('disk', () => enoughSpace(settings.dataDir))
  await check('files', () => keepsFiles(settings))
  if (settings.redisUrl !== null) await check('redis', () => reachRedis(settings.redisUrl ?? ''))
  const database = await check('database', () => reach(settings, stack))
  if (database !== null) {
    await check('clock', () => sameTime(database))
    await check('stuck', () => nothingStuck(database))
  }
  for (const report of reports) process.stdout.write(`${doctorText(report)}\n`)
  return reports.some(({ problem }) => problem !== null) ? 1 : 0
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

async function reach(settings: Settings, stack: AsyncDisposableStack): Promise<Database> {
  const { connection } = await openGround(settings, 'beside', stack, () => undefined)
  const database = await openDatabase(connection)
  stack.defer(() => database.destroy())
  return database
}

async function sameTime(database: Database): Promise<void> {
  const there = await databaseTime(database)
  if (Math.abs(there.getTime() - Date.now()) > CLOCK_MILLISECONDS) throw coded('ECLOCK')
}

async function nothingStuck(database: Database): Promise<void> {
  if ((await readStatus(database, new Date())).rows.stuck > 0) throw coded('ESTUCK')
}

const coded = (code: string): Error => Object.assign(new Error(code), { code })

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : error.name
}
