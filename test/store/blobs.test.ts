import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Files } from '../../src/domain.ts'
import { openIsolation } from '../../src/run/isolate.ts'
import { openBlobs } from '../../src/store/blobs.ts'
import { clearHalfWritten } from '../../src/store/incoming.ts'
import { type BlobPlace, localFolder, openPlace } from '../../src/store/place.ts'
import { temporaryFolder } from '../folder.ts'
import type { firstBytes } from './isolated.ts'

const folder = await temporaryFolder()
const bucketServer = await startFauxqs({ port: 0, logger: false })
bucketServer.createBucket('tinbai')
afterAll(async () => {
  await bucketServer.stop()
  await folder[Symbol.asyncDispose]()
})

const PLACES: Readonly<Record<string, BlobPlace>> = {
  folder: { folder: join(folder.path, 'blobs') },
  bucket: {
    bucket: {
      address: `http://127.0.0.1:${bucketServer.port}/tinbai/thu/`,
      region: 'us-east-1',
      accessKeyId: 'test',
      secretAccessKey: 'test',
      sessionToken: null,
    },
    spool: join(folder.path, 'spool'),
  },
}

async function keep(files: Files, ...pieces: readonly string[]): Promise<{ sha256: string; bytes: number }> {
  const writer = files.create()
  for (const piece of pieces) await writer.write(Buffer.from(piece))
  return writer.keep()
}

describe.each(Object.entries(PLACES))('in a %s', (_kind, place) => {
  let files: Files
  beforeAll(() => {
    files = openPlace(place).files
  })

  test('a file comes back byte for byte, in whole and in part, under its SHA-256', async () => {
    const bytes = Buffer.from('Kính gửi Ban Biên tập')
    const kept = await keep(files, 'Kính ', 'gửi Ban Biên tập')

    expect(kept).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length })
    expect(Buffer.from(await files.read(kept.sha256))).toEqual(bytes)
    expect(Buffer.from(await files.read(kept.sha256, { start: 6, end: 9999 }))).toEqual(bytes.subarray(6))
    expect(Buffer.from(await files.read(kept.sha256, { start: 2, end: 4 }))).toEqual(bytes.subarray(2, 4))
    expect(Buffer.concat(await Array.fromAsync(files.stream(kept.sha256)))).toEqual(bytes)
  })

  test('what lies behind the end of a file is nothing, and an empty file is one', async () => {
    const { sha256 } = await keep(files, 'short')
    expect(await files.read(sha256, { start: 100, end: 200 })).toHaveLength(0)
    expect(await files.read(sha256, { start: 3, end: 3 })).toHaveLength(0)
    const empty = await keep(files)
    expect(await files.read(empty.sha256)).toHaveLength(0)
  })

  test('the same bytes twice are one file, also when they come at the same time', async () => {
    const [first, second] = await Promise.all([keep(files, 'ảnh gốc'), keep(files, 'ảnh ', 'gốc')])
    expect(first).toEqual(second)
    expect(Buffer.from(await files.read(first.sha256)).toString()).toBe('ảnh gốc')
  })

  test('a file that is given up, or kept, leaves nothing on its way', async () => {
    const writer = files.create()
    await writer.write(Buffer.from('half a photo'))
    await writer.discard()
    await keep(files, 'a whole one')
    expect(await readdir(join(localFolder(place), 'incoming'))).toEqual([])
  })

  test('a file that is not there, and a name that is none, are refused', async () => {
    await expect(files.read('0'.repeat(64))).rejects.toThrow()
    await expect(Array.fromAsync(files.stream('0'.repeat(64)))).rejects.toThrow()
    await expect(files.read('../package.json')).rejects.toThrow('not the key of a file')
  })

  test('a worker that is killed when over its bounds reads the same files', async () => {
    const { sha256 } = await keep(files, 'Kính gửi')
    const isolation = openIsolation(openPlace(place).elsewhere, {
      milliseconds: 30_000,
      heapMegabytes: 64,
      workers: 1,
    })
    const module = new URL('./isolated.ts', import.meta.url).href
    expect(await isolation.call<typeof firstBytes>({ module, name: 'firstBytes' }, sha256, 5)).toEqual({
      value: 'Kính',
    })
    await isolation.close()
  })
})

test('a bucket that is gone fails the work, so that it is tried again', async () => {
  const gone = await startFauxqs({ port: 0, logger: false })
  await gone.stop()
  const bucket = { address: `http://127.0.0.1:${gone.port}/tinbai/`, region: 'us-east-1', sessionToken: null }
  const { files } = openPlace({
    bucket: { ...bucket, accessKeyId: 'test', secretAccessKey: 'test' },
    spool: join(folder.path, 'spool-gone'),
  })
  await expect(keep(files, 'a photo')).rejects.toThrow()
})

test('what a killed process left half written is cleared a day later; what others write stays', async () => {
  await using own = await temporaryFolder()
  const files = openBlobs(own.path)
  const half = files.create()
  await half.write(Buffer.from('half'))
  await clearHalfWritten(own.path, new Date())
  await half.write(Buffer.from(' and whole'))
  const { sha256 } = await half.keep()
  await files.create().write(Buffer.from('half'))
  await clearHalfWritten(own.path, new Date(Date.now() + 25 * 3_600_000))
  expect((await readdir(own.path, { recursive: true })).sort()).toEqual(
    ['incoming', sha256.slice(0, 2), join(sha256.slice(0, 2), sha256)].sort(),
  )
})
