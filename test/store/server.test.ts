import { spawnSync } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { Locks } from '../../src/store/locks.ts'
import { startServer } from '../../src/store/server.ts'
import { temporaryFolder } from '../folder.ts'

test('rows are still there after the server is stopped and started again', async () => {
  await using folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const first = await startServer(folder.path)
  const database = await openDatabase(first.connection)
  await database.insertInto('referenceCounters').values({ prefix: 'BK', year: 2026, last: 41 }).execute()
  await database.destroy()
  await first.stop()

  const second = await startServer(folder.path)
  const again = await openDatabase(second.connection)
  expect(await again.selectFrom('referenceCounters').select('last').execute()).toEqual([{ last: 41 }])
  await again.destroy()
  await second.stop()
})

test('a server whose service was killed is adopted, and a second service is told who holds the rows', async () => {
  await using folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const first = await startServer(folder.path)
  const second = await startServer(folder.path)
  expect(second.connection).toEqual(first.connection)

  await using here = new Locks(first.connection)
  await using there = new Locks(second.connection)
  const held = await here.take('folder')
  expect(await there.take('folder')).toBeNull()
  expect(await there.holder('folder')).toBe(`tinbai ${process.pid}`)
  await held?.[Symbol.asyncDispose]()
  expect(await there.take('folder')).not.toBeNull()
  await second.stop()
})

test('a folder with a very long path and a set-up that was cut short both come to a running server', async () => {
  await using folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const long = join(folder.path, 'thu-muc-rat-dai-'.repeat(7))
  await mkdir(join(long, 'pg.new', 'base'), { recursive: true })
  const server = await startServer(long)
  const database = await openDatabase(server.connection)
  expect(await database.selectFrom('mails').selectAll().execute()).toEqual([])
  await database.destroy()
  await server.stop()
})

test('nobody else can reach the rows: no network address, a private socket', async () => {
  await using folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const server = await startServer(folder.path)
  const configuration = await readFile(join(folder.path, 'pg', 'postgresql.conf'), 'utf8')
  expect(configuration).toContain("listen_addresses = ''")
  const mode = spawnSync('stat', ['-c', '%a', server.connection.host], { encoding: 'utf8' }).stdout.trim()
  expect(mode).toBe('700')
  await server.stop()
})

test('a pid file that was left behind is not taken for a running server when its number is another process now', async () => {
  await using folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const first = await startServer(folder.path)
  const left = await readFile(join(folder.path, 'pg', 'postmaster.pid'), 'utf8')
  await first.stop()
  await writeFile(join(folder.path, 'pg', 'postmaster.pid'), left.replace(/^\d+/, String(process.pid)))

  const second = await startServer(folder.path)
  const database = await openDatabase(second.connection)
  expect(await database.selectFrom('mails').selectAll().execute()).toEqual([])
  await database.destroy()
  await second.stop()
})
