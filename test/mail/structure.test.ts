import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64, html, JPEG, mail, multipart, PHOTO, parts, plain, read, readLines, sha256, TEXT } from './compose.ts'
import { readRaw } from './read.ts'

const HASH = sha256(JPEG)

test.each<[string, readonly string[]]>([
  [
    'without any boundary parameter, inside a whole one',
    [...multipart('mixed', 'b', ['Content-Type: multipart/related', '', ...parts('i', TEXT, PHOTO), '--i--'])],
  ],
  [
    'with a boundary in another case',
    ['Content-Type: multipart/mixed; boundary=ABC', '', ...parts('abc', TEXT, PHOTO), '--abc--'],
  ],
  ['with an empty boundary', ['Content-Type: multipart/mixed; boundary=""', '', ...parts('b', TEXT, PHOTO), '--b--']],
  [
    'whose boundary has spaces at its end',
    ['Content-Type: multipart/mixed; boundary="b  "', '', ...parts('b', TEXT, PHOTO), '--b--'],
  ],
  [
    'whose boundary begins as another one',
    [
      ...multipart('mixed', 'b', [
        'Content-Type: multipart/mixed; boundary=bb',
        '',
        ...parts('bb', TEXT, PHOTO),
        '--bb--',
      ]),
    ],
  ],
  [
    'whose boundary says what a closing one does',
    ['Content-Type: multipart/mixed; boundary="b--"', '', ...parts('b--', TEXT, PHOTO), '--b----'],
  ],
  ['of 150 letters of boundary', multipart('mixed', 'x'.repeat(150), TEXT, PHOTO)],
  [
    'with the type written twice',
    ['Content-Type: multipart/mixed; boundary=b', 'Content-Type: text/plain', '', ...parts('b', TEXT, PHOTO), '--b--'],
  ],
  [
    'whose header goes on after an empty line',
    [
      'Subject: s',
      '',
      'Content-Type: multipart/mixed; boundary=b',
      'X-Mailer: x',
      '',
      ...parts('b', TEXT, PHOTO),
      '--b--',
    ],
  ],
  [
    'whose header goes on after three empty lines',
    [
      'Subject: s',
      '',
      '   ',
      '',
      'Content-Type: multipart/mixed; boundary=b',
      'To: b@x.vn',
      '',
      ...parts('b', TEXT, PHOTO),
      '--b--',
    ],
  ],
  ['whose boundary has letters of its own', multipart('mixed', 'b-µ-đ', TEXT, PHOTO)],
  ['with a part that begins and has nothing', multipart('mixed', 'b', TEXT, PHOTO, [])],
  [
    'whose header goes on after a line of spaces',
    [
      'Subject: s',
      '   ',
      'To: b@x.vn',
      '\t',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts('b', TEXT, PHOTO),
      '--b--',
    ],
  ],
  [
    'whose header has a line of prose',
    [
      'Subject: s',
      'một dòng lạc',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts('b', TEXT, PHOTO),
      '--b--',
    ],
  ],
  [
    'without an empty line before the first delimiter',
    ['Content-Type: multipart/mixed; boundary=b', ...parts('b', TEXT, PHOTO), '--b--'],
  ],
  [
    'with an empty line after each delimiter',
    ['Content-Type: multipart/mixed; boundary=b', '', ...parts('b', ['', ...TEXT], ['', ...PHOTO]), '--b--'],
  ],
  [
    'with empty lines before each delimiter',
    [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '',
      '',
      ...parts('b', [...TEXT, '', ''], [...PHOTO, '', '']),
      '',
      '--b--',
    ],
  ],
  [
    'whose inner parts use the outer end',
    [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: multipart/related; boundary=i',
      '',
      ...parts('i', TEXT, PHOTO),
      '--b--',
    ],
  ],
  [
    'closed at once, then open',
    ['Content-Type: multipart/mixed; boundary=b', '', '--b--', ...parts('b', TEXT, PHOTO), '--b--'],
  ],
  ['with text behind its end', [...multipart('mixed', 'b', TEXT, PHOTO), '', 'Nhóm thư của công đoàn']],
  [
    'with a type that lost its semicolon',
    ['Content-Type: multipart/mixed boundary="b"', '', ...parts('b', TEXT, PHOTO), '--b--'],
  ],
  ['typed text, with parts all the same', ['Content-Type: text/plain', '', ...parts('b', TEXT, PHOTO), '--b--']],
  [
    'with a photo that is cut by nothing',
    ['Content-Type: multipart/mixed; boundary=b', '', ...parts('b', TEXT, PHOTO)],
  ],
  ['of an unknown kind', multipart('x-nobody', 'b', TEXT, PHOTO)],
])('a multipart %s gives its text and its photo byte for byte', async (_what, lines) => {
  const got = await readLines(...lines)
  expect(got.text).toBe('Nội dung bài')
  expect(got.files.map(file => file.sha256)).toEqual([HASH])
})

test.each<[string, (raw: Buffer) => Buffer]>([
  ['LF', raw => Buffer.from(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')],
  ['CR CR LF', raw => Buffer.from(raw.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')],
  ['bare CR', raw => Buffer.from(raw.toString('latin1').replaceAll('\n', ''), 'latin1')],
  [
    'CRLF in the header, LF in the body',
    raw => {
      const at = raw.indexOf('\r\n\r\n') + 4
      return Buffer.concat([
        raw.subarray(0, at),
        Buffer.from(raw.toString('latin1', at).replaceAll('\r\n', '\n'), 'latin1'),
      ])
    },
  ],
  ['CRLF after a byte order mark', raw => Buffer.concat([Buffer.from('\ufeff'), raw])],
  ['CRLF after empty lines', raw => Buffer.concat([Buffer.from('\r\n\r\n'), raw])],
  [
    'CRLF after the line of an mbox',
    raw => Buffer.concat([Buffer.from('From a@x.vn Mon Nov 18 08:30:00 2019\r\n'), raw]),
  ],
])('a mail whose lines end with %s is read', async (_what, change) => {
  const raw = mail('From: a@example.com', 'Subject: s', ...multipart('mixed', 'b', plain('một\r\n\r\nhai'), PHOTO))
  const got = await read(change(raw))
  expect([got.subject, got.text, got.files.map(file => file.sha256)]).toEqual(['s', 'một\n\nhai', [HASH]])
})

test('a header that begins with a space is a header', async () => {
  const got = await read(mail(' From: A <a@x.vn>', 'Subject: s', '', 'x'))
  expect([got.from?.address, got.subject, got.text]).toEqual(['a@x.vn', 's', 'x'])
})

test('a multipart without any delimiter is its text, and shown as damaged', async () => {
  const got = await readLines('Content-Type: multipart/alternative; boundary=b', '', 'Kính gửi Ban Biên tập')
  expect([got.text, got.damaged]).toEqual(['Kính gửi Ban Biên tập', true])
  const inner = await readLines(
    ...multipart('mixed', 'b', ['Content-Type: multipart/alternative; boundary=i', '', 'Em gửi bài'], PHOTO),
  )
  expect([inner.text, inner.files.length, inner.damaged]).toEqual(['Em gửi bài', 1, true])
})

test('parts without headers are found by the delimiter that comes back', async () => {
  const got = await readLines('Content-Type: multipart/mixed', '', '--abc', '', 'một', '--abc', '', 'hai', '--abc--')
  expect(got.text).toBe('một\n\nhai')
})

test('a part without a header, and one without a body, are what they are', async () => {
  const got = await readLines(
    ...multipart('mixed', 'b', ['', 'một'], ['Content-Type: text/plain'], ['Không có dòng trống'], []),
  )
  expect(got.text).toBe('một\n\nKhông có dòng trống')
})

test('bytes that came to nothing are shown as damage, an empty mail is not', async () => {
  expect((await readLines('Content-Type: multipart/mixed; boundary=b', '', '--b--', 'x'.repeat(500))).damaged).toBe(
    true,
  )
  const empty = await readLines(...multipart('alternative', 'b', plain(''), html('<div dir="ltr"><br></div>')))
  expect([empty.text, empty.damaged]).toEqual(['', false])
})

test.each([
  ['Anh: em gửi bài', 'Anh: em gửi bài'],
  ['http://x.vn/bai', 'http://x.vn/bai'],
  ['Từ: Hằng', 'Từ: Hằng'],
  [
    'From: Hằng\r\nSent: Monday\r\nTo: B\r\nSubject: Bài\r\n\r\nNội dung',
    'From: Hằng\nSent: Monday\nTo: B\nSubject: Bài\n\nNội dung',
  ],
])('a text that begins with "%s" is no header', async (body, text) => {
  expect((await readLines('Subject: s', 'To: b@x.vn', '', body)).text).toBe(text)
  expect((await readLines('Subject: s', 'To: b@x.vn', ' ', body)).text).toBe(text)
})

test('a line of dashes or of another boundary ends nothing', async () => {
  const body = ['--', '-- ', '--b b', ' --b', '---b', '--bb', '--b---', 'hết'].join('\r\n')
  expect((await readLines(...multipart('mixed', 'b', plain(body)))).text).toBe(
    body.replace(/\s*\r\n/g, '\n').replace('\n--b\n', '\n --b\n'),
  )
})

test('in a digest a part without a type is a mail', async () => {
  const inner = ['', 'From: b@x.vn', 'Subject: Bài một', '', 'x']
  const got = await readLines(...multipart('digest', 'b', inner, inner))
  expect(got.files.map(({ name, type }) => [name, type])).toEqual([
    ['Bài một.eml', 'message/rfc822'],
    ['Bài một.eml', 'message/rfc822'],
  ])
})

test.each(['7bit', 'base64', 'quoted-printable'])(
  'a mail attached in %s is kept byte for byte, with its own boundaries',
  async encoding => {
    const inner = mail('From: b@x.vn', 'Subject: Bài', ...multipart('mixed', 'i', TEXT, PHOTO)).subarray(0, -2)
    const body =
      encoding === 'base64'
        ? base64(inner)
        : encoding === '7bit'
          ? inner.toString()
          : inner
              .toString('latin1')
              .replace(/[=\x80-\xff]/g, byte => `=${byte.charCodeAt(0).toString(16).toUpperCase()}`)
    const raw = mail(
      'From: a@x.vn',
      ...multipart(
        'mixed',
        'b',
        TEXT,
        ['Content-Type: message/rfc822', `Content-Transfer-Encoding: ${encoding}`, '', body],
        PHOTO,
      ),
    )
    await using result = await readRaw(raw)
    expect(result.mail?.text).toBe('Nội dung bài')
    expect(await result.file('Bài.eml')).toEqual(inner)
    expect(result.mail?.files).toHaveLength(2)
  },
)

test('no structure is too deep or too wide to be read', async () => {
  const deep = Array.from({ length: 200 }, (_, n) => [
    `Content-Type: multipart/mixed; boundary=b${n}`,
    '',
    `--b${n}`,
  ]).flat()
  expect((await readLines(...deep, ...TEXT)).damaged).toBe(true)
  const wide = await readLines(...multipart('mixed', 'b', ...Array.from({ length: 3000 }, () => plain('x'))))
  expect([wide.damaged, wide.text.length < 5000]).toEqual([true, true])
})

test('a mail is the same mail however it is cut on the way', async () => {
  const piece = fc.constantFrom(
    'From: a@b.c\n',
    'Subject: B\u00e0i\n',
    'Content-Type: multipart/mixed; boundary=b\n',
    'Content-Type: text/html\n',
    'Content-Type: image/jpeg; name=a.jpg\n',
    'Content-Transfer-Encoding: base64\n',
    '\n',
    '\r\n',
    ' \n',
    '--b\n',
    '--b--\r\n',
    '--c\n',
    '\r\n--b\r\n',
    `${'QUJD'.repeat(19)}\n`.repeat(150),
    `${base64(JPEG)}\n`,
    'một dòng chữ\n',
    'x'.repeat(9000),
    '-'.repeat(400),
    'begin 644 a\n#0V%T\nend\n',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 25 }), fc.integer({ min: 1, max: 40_000 }), async (pieces, chunk) => {
      const raw = Buffer.from(`From: a@b.c\nTo: b@b.c\n${pieces.join('')}`)
      expect(await read(raw, chunk)).toEqual(await read(raw, raw.length))
    }),
    { numRuns: 80 },
  )
})
