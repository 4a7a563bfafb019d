import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clearHalfWritten, openBlobs } from '../../src/store/blobs.ts'
import { temporaryFolder } from '../folder.ts'

test('a file comes back byte for byte, in whole and in part, under its SHA-256', async () => {
  await using folder = await temporaryFolder()
  const files = openBlobs(folder.path)
  const bytes = Buffer.from('Kính gửi Ban Biên tập')
  const writer = files.create()
  await writer.write(bytes.subarray(0, 5))
  await writer.write(bytes.subarray(5))
  const kept = await writer.keep()

  expect(kept).toEqual({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  })
  expect(Buffer.from(await files.read(kept.sha256))).toEqual(bytes)
  expect(Buffer.from(await files.read(kept.sha256, { start: 5, end: 9999 }))).toEqual(bytes.subarray(5))
  expect(Buffer.concat(await Array.fromAsync(files.stream(kept.sha256)))).toEqual(bytes)
})

test('a file that is given up leaves nothing behind', async () => {
  await using folder = await temporaryFolder()
  const writer = openBlobs(folder.path).create()
  await writer.write(Buffer.from('half a photo'))
  await writer.discard()

  expect(await readdir(join(folder.path, 'incoming'))).toEqual([])
})

test('a name that is no hash and no absolute path reaches no file', async () => {
  await using folder = await temporaryFolder()
  await expect(openBlobs(folder.path).read('../package.json')).rejects.toThrow('not the key of a file')
})

test('what a killed process left half written is cleared a day later; what others write stays', async () => {
  await using folder = await temporaryFolder()
  const files = openBlobs(folder.path)
  const half = files.create()
  await half.write(Buffer.from('half'))
  await clearHalfWritten(folder.path, new Date())
  await half.write(Buffer.from(' and whole'))
  const { sha256 } = await half.keep()
  await files.create().write(Buffer.from('half'))
  await clearHalfWritten(folder.path, new Date(Date.now() + 25 * 3_600_000))
  expect((await readdir(folder.path, { recursive: true })).sort()).toEqual(
    ['incoming', sha256.slice(0, 2), join(sha256.slice(0, 2), sha256)].sort(),
  )
})
