import fc from 'fast-check'
import { expect, test } from 'vitest'
import { photoFormat } from '../../src/photos/format.ts'

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const ftyp = (...brands: readonly string[]): Uint8Array => {
  const [first = '', ...others] = brands
  const size = String.fromCharCode(16 + 4 * others.length)
  return latin1(`\0\0\0${size}ftyp${first}\0\0\0\0${others.join('')}`)
}

test.each([
  ['jpeg', latin1('\xff\xd8\xff\xe1')],
  ['png', latin1('\x89PNG\r\n\x1a\n')],
  ['webp', latin1('RIFF\x10\0\0\0WEBPVP8 ')],
  ['gif', latin1('GIF89a')],
  ['heic', ftyp('heic', 'mif1', 'heic')],
  ['heic', ftyp('mif1', 'heic')],
  ['heic', ftyp('msf1', 'hevc')],
  ['heic', ftyp('mif1')],
  ['heic', ftyp('heix')],
  ['avif', ftyp('avif', 'mif1')],
  ['avif', ftyp('mif1', 'avif', 'miaf')],
  ['bmp', latin1(`BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0${'\0'.repeat(40)}`)],
  ['tiff', latin1('II*\0\x08\0\0\0\x01\0\x00\x01\x03\0\x01\0\0\0\x10\0\0\0')],
  ['dng', latin1('MM\0*\0\0\0\x08\0\x01\xc6\x12\0\x01\0\0\0\x04\x01\x04\0\0')],
])('%s is known by its first bytes', (format, head) => {
  expect(photoFormat(head)).toBe(format)
})

test.each([
  ['a film', ftyp('isom', 'mp42')],
  ['a letter that begins with BM', latin1('BM kính gửi Ban Biên tập LĐLĐ tỉnh')],
  ['a document', latin1('PK\x03\x04')],
  ['nothing', new Uint8Array(0)],
])('%s is no photo', (_, head) => {
  expect(photoFormat(head)).toBeNull()
})

test('no first bytes break it', () => {
  const start = fc.constantFrom('', 'II*\0', 'MM\0*', '\0\0\0\x18ftyp', 'BM', 'RIFF')
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), (text, rest) => {
      photoFormat(Buffer.concat([latin1(text), rest]))
    }),
  )
})
