import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decoderFor } from '../../src/mail/transfer.ts'
import { findUuencoded } from '../../src/mail/uuencode.ts'
import { base64, JPEG } from './compose.ts'

function decode(
  encoding: string,
  body: string | Buffer,
  { chunk = Number.MAX_SAFE_INTEGER, text = false } = {},
): Buffer {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1')
  const first = bytes.subarray(0, Math.max(chunk, 8192))
  const decoder = decoderFor(encoding, first, text)
  const pieces = [...decoder.take(first)]
  for (let at = first.length; at < bytes.length; at += chunk)
    pieces.push(...decoder.take(bytes.subarray(at, at + chunk)))
  return Buffer.concat([...pieces, ...decoder.end()])
}

const random = (length: number): Buffer => {
  const bytes = Buffer.alloc(length)
  for (let at = 0, seed = 1; at < length; at++) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    bytes[at] = seed >> 16
  }
  return bytes
}

const SMALL = Buffer.from('Ảnh hội nghị của công đoàn')
const LARGE = random(100_000)
const DIVISIBLE = random(57 * 300)
const inLines = (bytes: Buffer, length: number, end = '\r\n'): string =>
  bytes.toString('base64').replace(new RegExp(`.{${length}}`, 'g'), `$&${end}`)

test.each<[string, string, Buffer]>([
  ['short', base64(SMALL), SMALL],
  ['as it should be', base64(LARGE), LARGE],
  ['in lines of 60', inLines(LARGE, 60), LARGE],
  ['in lines of an odd length', inLines(LARGE, 75), LARGE],
  ['in lines of 4', inLines(SMALL, 4), SMALL],
  ['in one line', LARGE.toString('base64'), LARGE],
  ['with LF only', inLines(LARGE, 76, '\n'), LARGE],
  ['with an empty line after every line', inLines(LARGE, 76, '\r\n\r\n'), LARGE],
  ['with spaces at line ends', inLines(LARGE, 76, '  \r\n'), LARGE],
  ['indented', inLines(LARGE, 76, '\r\n    '), LARGE],
  ['with stray characters', base64(LARGE).replace(/^(.{30})/gm, '$1!'), LARGE],
  ['with bytes above 127 in it', base64(LARGE).replace(/^(.{30})/gm, '$1\xa0'), LARGE],
  ['without padding', base64(LARGE).replace(/=+\s*$/, ''), LARGE],
  ['with an empty line before it', `\r\n\r\n${base64(LARGE)}`, LARGE],
  ['with an empty line before its end', base64(LARGE).replace(/\r\n(?=[^\n]*$)/, '\r\n\r\n'), LARGE],
  [
    "with a list's footer",
    `${base64(LARGE)}\r\n____________________________\r\nNhom thu mailing list\r\nhttp://x.vn/list\r\n`,
    LARGE,
  ],
  ['with a footer and no padding', `${base64(DIVISIBLE)}\r\n______\r\nList mailing list\r\n`, DIVISIBLE],
  ['with a footer after an empty line', `${base64(DIVISIBLE)}\r\n\r\nSent\r\nfrom the list\r\n`, DIVISIBLE],
  ['with a footer of single words', `${base64(LARGE)}\r\n\r\nThanks\r\nLan\r\n`, LARGE],
  ['with a signature below', `${base64(LARGE)}\r\n-- \r\nNong Van K\r\n`, LARGE],
  [
    'short, with a footer',
    `${base64(SMALL)}\r\n\r\n-----\r\nThis mail was scanned and found to be clean by the gateway.\r\n`,
    SMALL,
  ],
  ['with a footer of 3 KB', `${base64(LARGE)}\r\n\r\n${'This is what lawyers want. '.repeat(120)}\r\n`, LARGE],
  ['short, with a stray character', `${base64(SMALL).slice(0, 9)}*${base64(SMALL).slice(9)}`, SMALL],
  ['with one letter too many', `${base64(DIVISIBLE)}A`, DIVISIBLE],
  ['two encoded files put together', `${base64(SMALL)}\r\n${base64(SMALL)}`, Buffer.concat([SMALL, SMALL])],
  ['cut off', base64(LARGE).slice(0, 78 * 500), LARGE.subarray(0, 57 * 500)],
])('a file in base64 %s comes back exactly', (_what, body, bytes) => {
  for (const chunk of [Number.MAX_SAFE_INTEGER, 65_536, 8191, 1001])
    expect(decode('base64', body, { chunk }).equals(bytes), String(chunk)).toBe(true)
})

test('base64 comes back exactly whatever its lines and however it is cut', () => {
  const line = fc.integer({ min: 1, max: 100 })
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60_000 }),
      line,
      fc.integer({ min: 500, max: 70_000 }),
      (bytes, length, chunk) => {
        const body = inLines(Buffer.from(bytes), length)
        expect(decode('base64', body, { chunk }).equals(Buffer.from(bytes))).toBe(true)
      },
    ),
    { numRuns: 40 },
  )
})

test('any bytes called base64 are read the same however they are cut', () => {
  const piece = fc.constantFrom(
    'QUJD',
    'QQ==',
    '=',
    '\r\n',
    '\n\n',
    '-- \n',
    '_____',
    'x y',
    '!',
    'A'.repeat(76),
    `${'QUJD'.repeat(19)}\r\n`.repeat(400),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 500, max: 30_000 }), (pieces, chunk) => {
      const body = pieces.join('')
      expect(decode('base64', body, { chunk }).equals(decode('base64', body))).toBe(true)
    }),
    { numRuns: 60, examples: [[['=4', '=\r\n', 'a'.repeat(500)], 503]] },
  )
})

test.each([['BASE64'], ['base64;'], ['"base64"'], ['x-base64'], ['base-64']])('the label %s is base64', label => {
  expect(decode(label, base64(SMALL)).equals(SMALL)).toBe(true)
})

test.each<[string, string, string]>([
  ['escapes', 'H=E1=BB=99i ngh=E1=BB=8B', 'Hội nghị'],
  ['small escapes', 'H=e1=bb=99i', 'Hội'],
  ['a letter cut by a soft break', 'H=E1=BB=\r\n=99i', 'Hội'],
  ['a soft break with spaces after it', 'H=E1=BB=99i=  \r\n ngh', 'Hội ngh'],
  ['soft breaks of LF', 'a=\nb=\nc', 'abc'],
  ['spaces at a line end', 'a  \r\nb\t\r\n', 'a\r\nb\r\n'],
  ['a space that is meant', 'a=20\r\nb', 'a \r\nb'],
  ['raw letters', Buffer.from('Hội nghị').toString('latin1'), 'Hội nghị'],
  ['a raw letter at a line end', Buffer.from('bà  \r\nx').toString('latin1'), 'bà\r\nx'],
  ['an equals sign that is none', 'a=b 5=5=', 'a=b 5=5'],
  ['half an escape', 'a=E', 'a=E'],
  ['an equals sign that is meant', 'a=3D3D', 'a=3D'],
  ['empty lines', 'a\r\n\r\n\r\nb', 'a\r\n\r\n\r\nb'],
])('quoted-printable with %s is read', (_what, body, text) => {
  expect(decode('quoted-printable', body).toString()).toBe(text)
})

test('quoted-printable is read the same however it is cut, also in one line without an end', () => {
  const body = fc.array(
    fc.constantFrom('=E1=BB=99', 'a', '=\r\n', '\r\n', ' ', '=', '=4', `${'x'.repeat(99)} `.repeat(900)),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(body, fc.integer({ min: 500, max: 20_000 }), (pieces, chunk) => {
      const text = pieces.join('')
      expect(decode('quoted-printable', text, { chunk }).equals(decode('quoted-printable', text))).toBe(true)
    }),
    { numRuns: 60, examples: [[['=4', '=\r\n', 'a'.repeat(500)], 503]] },
  )
})

test.each<[string, string, string, string]>([
  [
    'prose called base64',
    'base64',
    'This is plain prose, not base64 at all.',
    'This is plain prose, not base64 at all.',
  ],
  [
    'Vietnamese prose called base64',
    'base64',
    'Kinh gui Ban Bien tap, em xin gui bai',
    'Kinh gui Ban Bien tap, em xin gui bai',
  ],
  ['binary', 'binary', 'a\r\nb', 'a\r\nb'],
  ['an encoding nobody knows', 'x-nobody', 'a=20b', 'a=20b'],
])('%s is taken as it stands', (_what, encoding, body, text) => {
  expect(decode(encoding, body).toString()).toBe(text)
})

test('a photo in base64 that is called 7bit is a photo', () => {
  expect(decode('7bit', base64(JPEG)).equals(JPEG)).toBe(true)
})

/** POSIX uuencode; `space` is what stands for zero. */
function uuencode(name: string, bytes: Uint8Array, space = '`'): string {
  const letter = (six: number): string => (six === 0 ? space : String.fromCharCode(six + 32))
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 45) {
    const piece = Buffer.concat([bytes.subarray(at, at + 45), Buffer.alloc(2)])
    const length = Math.min(45, bytes.length - at)
    let line = letter(length)
    for (let n = 0; n < length; n += 3) {
      const group = piece.readUIntBE(n, 3)
      line += [18, 12, 6, 0].map(shift => letter((group >> shift) & 63)).join('')
    }
    lines.push(line)
  }
  return [`begin 644 ${name}`, ...lines, space, 'end'].join('\n')
}

test.each(['`', ' '])('files written into a text are taken out of it, with "%s" for zero', space => {
  const text = `Gửi hai tệp\n${uuencode('ảnh 1.jpg', JPEG, space)}\nvà\n${uuencode('b.bin', LARGE, space)}\nHết`
  const { rest, found } = findUuencoded(text)
  expect(rest).toBe('Gửi hai tệp\n\nvà\n\nHết')
  expect(found.map(({ name, bytes }) => [name, Buffer.compare(bytes, name === 'b.bin' ? LARGE : JPEG)])).toEqual([
    ['ảnh 1.jpg', 0],
    ['b.bin', 0],
  ])
})

test('spaces that were lost at line ends, and an end that never came, cost no file', () => {
  const whole = uuencode('a.bin', LARGE, ' ')
  expect(findUuencoded(whole.replace(/ +$/gm, '')).found[0]?.bytes).toEqual(LARGE)
  const cut = findUuencoded(whole.split('\n').slice(0, 100).join('\n')).found[0]?.bytes
  expect(cut?.length).toBe(45 * 99)
})

test.each(['begin 644 là một dòng của bài', 'begin 644 a.jpg\nmột dòng chữ\nend', 'Ta begin 644 a'])(
  '"%s" is no file',
  text => {
    expect(findUuencoded(text)).toEqual({ rest: text, found: [] })
  },
)

test('uuencode as a transfer encoding is undone, whatever stands around it', () => {
  const body = `\n${uuencode('a.bin', LARGE)}\n\nfooter`
  for (const chunk of [1000, 1_000_000]) expect(decode('x-uuencode', body, { chunk }).equals(LARGE)).toBe(true)
})
