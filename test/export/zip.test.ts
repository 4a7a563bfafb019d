import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryName } from '../../src/export/entryName.ts'
import { type Entry, zipOf } from '../../src/export/zip.ts'
import { openWhole, temporaryFiles } from '../attachments/opened.ts'

const DEVICES = ['con', 'PRN', 'aux.', 'NUL .b', 'com1.tar', 'LPT¹']
const LETTERS = [
  'Ẩ',
  'đ',
  'o\u031b\u0301',
  '/',
  '\\',
  ':',
  '..',
  '.',
  ' ',
  '\u202e',
  '\0',
  '\ud83d',
  '👩‍👩‍👧',
  '?',
  'a',
]

/** Titles as strangers, old systems and attackers write them. */
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...LETTERS), { maxLength: 300 }).map(letters => letters.join('')),
  fc.constantFrom(...DEVICES),
  fc.string({ unit: 'binary', maxLength: 300 }),
)

test('no title makes a name that a system refuses, changes or hides', () => {
  fc.assert(
    fc.property(hostile, title => {
      const name = entryName(title)
      expect(name).not.toMatch(/[<>:"/\\|?*\p{C}]|^[\s.]|[\s.]$/u)
      expect(name).not.toMatch(/^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])([ .]|$)/i)
      expect(name).toBe(name.normalize('NFC'))
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120)
      expect(entryName(name), 'a name is its own').toBe(name)
    }),
  )
})

test('a Vietnamese title stays as it is, a long one is cut at a word', () => {
  expect(entryName('Công đoàn tặng quà: “Tết sum vầy” 2020')).toBe('Công đoàn tặng quà “Tết sum vầy” 2020')
  expect(entryName('Đoàn viên công đoàn '.repeat(20))).toMatch(/^(Đoàn viên công đoàn )+Đoàn( viên)?( công)?$/)
})

/** A zip of these entries, read to its end. */
async function zipped(...entries: readonly Entry[]): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(zipOf(each(entries))))
}

async function* each(entries: readonly Entry[]) {
  yield* entries
}

test('names come out of the zip as they went in', async () => {
  await using own = await temporaryFiles()
  const title = hostile.map(entryName).filter(name => name !== '')
  await fc.assert(
    fc.asyncProperty(title, async name => {
      const bytes = await zipped({ name: `Ảnh gốc/${name}.bin`, bytes: [Buffer.from([0, 1, 2])] })
      const [content] = await openWhole(own.files, 'goi.zip', bytes)
      expect([content?.file.folders, content?.file.name]).toEqual([['Ảnh gốc'], `${name}.bin`])
    }),
    { numRuns: 50 },
  )
})

/** A long file that no compression makes smaller. It counts what was read of it. */
function watched(chunks: number) {
  const seen = { bytes: 0 }
  const closed = Promise.withResolvers<void>()
  async function* read() {
    try {
      for (let n = 0; n < chunks; n++) {
        seen.bytes += 256 * 1024
        yield randomBytes(256 * 1024)
      }
    } finally {
      closed.resolve()
    }
  }
  return { seen, closed: closed.promise, bytes: read() }
}

test('nothing is read far ahead of who downloads', async () => {
  const { seen, bytes } = watched(40)
  let passed = 0
  for await (const chunk of zipOf(each([{ name: 'a.jpg', bytes }]))) {
    passed += chunk.length
    expect(seen.bytes - passed).toBeLessThan(2 * 1024 * 1024)
  }
  expect(passed).toBeGreaterThan(40 * 256 * 1024)
})

test('who leaves in the middle closes the file', async () => {
  const { seen, closed, bytes } = watched(40)
  for await (const _ of zipOf(each([{ name: 'a.jpg', bytes }]))) break
  await closed
  expect(seen.bytes).toBeLessThan(2 * 1024 * 1024)
})

test('a file that breaks off breaks the zip: half a photo is none', async () => {
  async function* broken() {
    yield Buffer.alloc(1000)
    throw new Error('the disk is gone')
  }
  await expect(zipped({ name: 'a.jpg', bytes: broken() })).rejects.toThrow('the disk is gone')
})
