import { expect, test } from 'vitest'
import { composeCompound } from '../attachments/composeCompound.ts'
import { documentOf, openBytes, temporaryFiles } from '../attachments/opened.ts'
import { linesOf } from './lines.ts'
import { toTcvn3 } from './oldFonts.ts'

/** The header of a .doc: its mark, version and flags, then a text of one byte a letter as Word 6 and 95 keep it. */
function composeDoc(mark: number, version: number, flags: number, text: string): Uint8Array {
  const word = Buffer.alloc(0x300)
  word.writeUInt16LE(mark, 0)
  word.writeUInt16LE(version, 2)
  word.writeUInt16LE(flags, 0x0a)
  word.writeUInt32LE(0x300, 0x18)
  word.writeUInt32LE(text.length, 0x34)
  return composeCompound({ WordDocument: Buffer.concat([word, Buffer.from(text, 'latin1')]) })
}

async function whatOf(bytes: Uint8Array): Promise<string> {
  await using own = await temporaryFiles()
  const opened = await openBytes(own.files, 'tin.doc', bytes)
  if (opened.kind !== 'content') return opened.kind
  return opened.content.kind === 'closed' ? opened.content.why : opened.content.kind
}

test('a document of Word 6 or 95 is read, old letters too', async () => {
  await using own = await temporaryFiles()
  const text = `${toTcvn3('Tác giả: Nông Thị Minh')}\r${toTcvn3('Đơn vị công tác: Trường')}\v${toTcvn3('Ngân Sơn')}\r`
  const { blocks, notes } = await documentOf(own.files, 'a.doc', composeDoc(0xa5dc, 101, 0, text))
  expect(linesOf(blocks)).toEqual(['Tác giả: Nông Thị Minh', 'Đơn vị công tác: Trường\nNgân Sơn'])
  expect(notes).toEqual(['converted'])
})

test('what cannot be read says why', async () => {
  expect(await whatOf(composeDoc(0xa5ec, 193, 0x100, 'x'))).toBe('encrypted')
  expect(await whatOf(composeDoc(0xa5dc, 101, 4, 'x'))).toBe('unknown')
  expect(await whatOf(composeDoc(0xa5ec, 193, 0, 'x'))).toBe('damaged')
  expect(await whatOf(composeDoc(0, 0, 0, 'x'))).toBe('damaged')
  expect(await whatOf(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]))).toBe('damaged')
})

test('macros are set aside, sheets are known, a password is seen', async () => {
  const word = { WordDocument: Buffer.alloc(100) }
  expect(await whatOf(composeCompound({ ...word, 'Macros/VBA/dir': Buffer.alloc(10) }))).toBe('unsafe')
  expect(await whatOf(composeCompound({ Workbook: Buffer.alloc(5000) }))).toBe('other')
  expect(await whatOf(composeCompound({ EncryptedPackage: Buffer.alloc(5000) }))).toBe('encrypted')
})
