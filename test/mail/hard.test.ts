import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { expect, test } from 'vitest'
import { base64, JPEG, mail, PHOTO, parts, read, sha256, TEXT } from './compose.ts'
import { readRaw } from './read.ts'

test.each<[string, string | Uint8Array, string]>([
  ['encoded words cut inside a letter', '=?utf-8?B?QsOgaSB2aeG6?= =?utf-8?B?v3Q=?=', 'Bài viết'],
  ['words of two charsets', '=?utf-8?Q?B=C3=A0i?= =?iso-8859-1?Q?_th=E1ng?=', 'Bài tháng'],
  ['missing padding', '=?utf-8?B?QsOgaSB2aeG6v3Q?=', 'Bài viết'],
  ['spaces inside a Q word', '=?utf-8?Q?B=C3=A0i vi=E1=BA=BFt?=', 'Bài viết'],
  ['a word glued to text', 'Tin:=?utf-8?Q?B=C3=A0i?=', 'Tin:Bài'],
  ['UTF-8 under a wrong label', '=?iso-8859-1?Q?B=C3=A0i_vi=E1=BA=BFt?=', 'Bài viết'],
  ['a charset nobody knows', '=?x-nowhere?Q?B=C3=A0i?=', 'Bài'],
  ['a language after the charset', '=?utf-8*vi?Q?B=C3=A0i?=', 'Bài'],
  ['raw UTF-8', 'Bài viết tháng 11', 'Bài viết tháng 11'],
  ['raw windows-1258', Buffer.from([0x43, 0xf4, 0x6e, 0x67, 0x20, 0xf0, 0x6f, 0xe0, 0x6e]), 'Công đoàn'],
  ['decomposed letters', 'Ba\u0300i vie\u0302\u0301t', 'Bài viết'],
  ['a folded line', 'Công đoàn\r\n cơ sở', 'Công đoàn cơ sở'],
])('a subject with %s is read', async (_what, subject, text) => {
  expect(
    (await read(mail('From: a@example.com', Buffer.concat([Buffer.from('Subject: '), Buffer.from(subject)]), '', 'x')))
      .subject,
  ).toBe(text)
})

test.each<[string, string, { name: string; address: string }[]]>([
  [
    'a name with a comma in quotes',
    '"Nông, Văn K" <K@Example.com>',
    [{ name: 'Nông, Văn K', address: 'k@example.com' }],
  ],
  [
    'an encoded name with a comma',
    '=?utf-8?Q?N=C3=B4ng=2C_K?= <k@example.com>',
    [{ name: 'Nông, K', address: 'k@example.com' }],
  ],
  [
    'an encoded word in quotes',
    '"=?utf-8?Q?N=C3=B4ng?=" <k@example.com>',
    [{ name: 'Nông', address: 'k@example.com' }],
  ],
  ['a comment for a name', 'k@example.com (Nông K)', [{ name: 'Nông K', address: 'k@example.com' }]],
  [
    'a group',
    'Nhóm: a@example.com, B <b@example.com>;',
    [
      { name: '', address: 'a@example.com' },
      { name: 'B', address: 'b@example.com' },
    ],
  ],
])('addresses with %s are read', async (_what, to, addresses) => {
  expect((await read(mail('From: x@example.com', `To: ${to}`, '', 'x'))).to).toEqual(addresses)
})

test.each([
  ['a Date as it should be', ['Date: Mon, 18 Nov 2019 08:30:00 +0700'], '2019-11-18T01:30:00.000Z'],
  ['a comment in it', ['Date: Mon, 18 Nov 2019 08:30:00 +0700 (ICT)'], '2019-11-18T01:30:00.000Z'],
  [
    'damage, so that Received counts',
    ['Date: hôm nay', 'Received: by mx; Mon, 18 Nov 2019 08:31:00 +0700'],
    '2019-11-18T01:31:00.000Z',
  ],
  ['nothing at all', [], null],
])('the time of a mail with %s', async (_what, fields, date) => {
  expect((await read(mail('From: a@example.com', 'Subject: s', ...fields, '', 'x'))).date).toBe(date)
})

test.each<[string, string, Uint8Array | string, string]>([
  ['UTF-8 without a label', '', 'Công đoàn cơ sở', 'Công đoàn cơ sở'],
  ['UTF-8 labelled iso-8859-1', '; charset=iso-8859-1', 'Công đoàn cơ sở', 'Công đoàn cơ sở'],
  [
    'windows-1258',
    '; charset=windows-1258',
    Buffer.from([0x43, 0xf4, 0x6e, 0x67, 0x20, 0xf0, 0x6f, 0xe0, 0x6e]),
    'Công đoàn',
  ],
  [
    'windows-1258 without a label',
    '',
    Buffer.from([0x43, 0xf4, 0x6e, 0x67, 0x20, 0xf0, 0x6f, 0xe0, 0x6e]),
    'Công đoàn',
  ],
  ['utf-7', '; charset=utf-7', 'C+APQ-ng +AREAbwDg-n', 'Công đoàn'],
  [
    'one stray byte',
    '; charset=utf-8',
    Buffer.concat([Buffer.from('Công đoàn '), Buffer.from([0xc3]), Buffer.from(' cơ sở tốt')]),
    'Công đoàn \ufffd cơ sở tốt',
  ],
  ['no-break spaces and marks that show nothing', '', 'Công\u00a0đoàn\u200b cơ\u00ad sở', 'Công đoàn cơ sở'],
])('a body in %s is read', async (_what, charset, body, text) => {
  expect(
    (await read(mail('From: a@example.com', 'Subject: s', `Content-Type: text/plain${charset}`, '', body))).text,
  ).toBe(text)
})

test.each<[string, readonly string[], string]>([
  [
    'base64 under the label 7bit',
    [
      'Content-Type: text/plain; charset=utf-8',
      '',
      base64(Buffer.from('Công đoàn cơ sở tổ chức hội nghị sơ kết công tác sáu tháng đầu năm')),
    ],
    'Công đoàn cơ sở tổ chức hội nghị sơ kết công tác sáu tháng đầu năm',
  ],
  [
    'utf-16 in base64',
    [
      'Content-Type: text/plain; charset=utf-16',
      'Content-Transfer-Encoding: base64',
      '',
      base64(Buffer.from('\ufeffCông đoàn', 'utf16le')),
    ],
    'Công đoàn',
  ],
  [
    'prose under the label base64',
    ['Content-Type: text/plain', 'Content-Transfer-Encoding: base64', '', 'This is plain prose, not base64 at all.'],
    'This is plain prose, not base64 at all.',
  ],
  [
    'quoted-printable with damage',
    [
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'C=C3=B4ng =',
      'đo=C3=A0n =ZZ 50%=',
    ],
    'Công đoàn =ZZ 50%',
  ],
  [
    'format=flowed',
    ['Content-Type: text/plain; format=flowed', '', 'Một dòng dài ', 'nối tiếp.', 'Dòng mới.'],
    'Một dòng dài nối tiếp.\nDòng mới.',
  ],
  [
    'HTML only',
    [
      'Content-Type: text/html; charset=utf-8',
      '',
      '<style>p{}</style><p>Kính gửi</p><table><tr><td>Tít<td>Bài A</table><ul><li>một<li>hai</ul>',
    ],
    'Kính gửi\n\nTít\tBài A\n\n- một\n- hai',
  ],
])('a body that is %s is read', async (_what, lines, text) => {
  const got = (await read(mail('From: a@example.com', 'Subject: s', ...lines))).text
  expect(got.replace(/\n+/g, '\n')).toBe(text.replace(/\n+/g, '\n'))
})

test.each<[string, readonly string[]]>([
  [
    'as it should be',
    ['Content-Type: multipart/mixed; boundary="b"', '', 'preamble', ...parts('b', TEXT, PHOTO), '--b--'],
  ],
  ['without its closing boundary', ['Content-Type: multipart/mixed; boundary=b', '', ...parts('b', TEXT, PHOTO)]],
  ['without the boundary parameter', ['Content-Type: multipart/mixed', '', ...parts('b', TEXT, PHOTO), '--b--']],
  [
    'with another boundary than announced',
    ['Content-Type: multipart/mixed; boundary=c', '', ...parts('b', TEXT, PHOTO), '--b--'],
  ],
  [
    'whose header lost its type behind an empty line',
    ['', 'Content-Type: multipart/mixed; boundary=b', '', ...parts('b', TEXT, PHOTO), '--b--'],
  ],
  [
    'closed too early',
    ['Content-Type: multipart/mixed; boundary=b', '', ...parts('b', TEXT), '--b--', ...parts('b', PHOTO), '--b--'],
  ],
  [
    'with a line of spaces before each body',
    [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts(
        'b',
        TEXT.map(line => line || ' '),
        PHOTO,
      ),
      '--b--',
    ],
  ],
  [
    'with spaces after each boundary',
    ['Content-Type: multipart/mixed; boundary=b', '', '--b  ', ...TEXT, '--b\t', ...PHOTO, '--b--  '],
  ],
  [
    'nested, the inner one never closed',
    [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts('b', ['Content-Type: multipart/alternative; boundary=i', '', ...parts('i', TEXT)], PHOTO),
      '--b--',
    ],
  ],
  [
    'with a list footer after the photo',
    [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts('b', TEXT, [...PHOTO, '', '_______', 'Nhóm thư của công đoàn']),
      '--b--',
    ],
  ],
])('a multipart %s gives its text and its photo byte for byte', async (_what, lines) => {
  const got = await read(mail('From: a@example.com', 'Subject: s', 'MIME-Version: 1.0', ...lines))
  expect(got.text).toBe('Nội dung bài')
  expect(got.files.map(file => file.sha256)).toEqual([sha256(JPEG)])
})

test('line ends may be LF, CRLF or bare CR, and an mbox line may stand above', async () => {
  const lines = ['From a@example.com Mon Nov 18 08:30:00 2019', 'From: a@example.com', 'Subject: s', '', 'một', 'hai']
  for (const end of ['\n', '\r\n', '\r']) expect((await read(Buffer.from(lines.join(end)))).text).toBe('một\nhai')
})

test.each<[string, readonly string[], string]>([
  [
    'RFC 2231 pieces cut inside a letter',
    [
      'Content-Type: image/jpeg',
      "Content-Disposition: attachment; filename*0*=UTF-8''%E1%BA%A3nh%20h%E1%BB; filename*1*=%99i.jpg",
    ],
    'ảnh hội.jpg',
  ],
  [
    'RFC 2231 in plain pieces',
    ['Content-Type: image/jpeg', 'Content-Disposition: attachment; filename*0="anh "; filename*1="goc.jpg"'],
    'anh goc.jpg',
  ],
  ['an encoded word', ['Content-Type: image/jpeg; name="=?utf-8?B?4bqjbmguanBn?="'], 'ảnh.jpg'],
  ['raw UTF-8', ['Content-Type: image/jpeg; name="ảnh gốc.jpg"'], 'ảnh gốc.jpg'],
  ['a semicolon in quotes', ['Content-Type: image/jpeg; name="a;b.jpg"'], 'a;b.jpg'],
  ['a path', ['Content-Type: image/jpeg; name="C:\\\\Users\\\\anh\\\\1.jpg"'], '1.jpg'],
  ['a path upwards', ['Content-Type: image/jpeg; name="../../etc/passwd.jpg"'], 'passwd.jpg'],
  ['no name at all', ['Content-Type: image/jpeg'], 'anh-1.jpg'],
  ['no type that says anything', ['Content-Type: application/octet-stream; name=anh.jpg'], 'anh.jpg'],
])('a photo with %s has a name to call it by', async (_what, headers, name) => {
  const raw = mail(
    'From: a@example.com',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    ...headers,
    'Content-Transfer-Encoding: base64',
    '',
    base64(JPEG),
    '--b--',
  )
  expect((await read(raw)).files.map(file => file.name)).toEqual([name])
})

test('a text file sent inline under a name is a file, not a part of the words', async () => {
  const got = await read(
    mail(
      'From: a@example.com',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts('b', TEXT, [
        'Content-Type: text/plain; name="chu thich.txt"',
        'Content-Disposition: inline',
        '',
        'Ảnh 1: hội nghị',
      ]),
      '--b--',
    ),
  )
  expect(got.text).toBe('Nội dung bài')
  expect(got.files.map(file => file.name)).toEqual(['chu thich.txt'])
})

test('words before and after a picture are all there, in order, and known beside it', async () => {
  const got = await read(
    mail(
      'From: a@example.com',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts('b', ['Content-Type: text/plain', '', 'Trước ảnh'], PHOTO, ['Content-Type: text/plain', '', 'Sau ảnh']),
      '--b--',
    ),
  )
  expect(got.text).toBe('Trước ảnh\n\nSau ảnh')
  expect(got.files[0]).toMatchObject({ before: 'Trước ảnh', after: 'Sau ảnh', shown: false })
})

test('a picture that the HTML names is shown there; one with an id that nobody names is sent apart', async () => {
  const picture = (id: string) => [
    'Content-Type: image/jpeg',
    'Content-Transfer-Encoding: base64',
    `Content-ID: <${id}>`,
    '',
    base64(JPEG),
  ]
  const got = await read(
    mail(
      'From: a@example.com',
      'Content-Type: multipart/related; boundary=b',
      '',
      ...parts(
        'b',
        ['Content-Type: text/html', '', '<p>Bài</p><img src="cid:one"><p>Chú thích</p>'],
        picture('one'),
        picture('two'),
      ),
      '--b--',
    ),
  )
  expect(got.files.map(file => [file.shown, file.after])).toEqual([
    [true, 'Chú thích'],
    [false, ''],
  ])
})

test('of two forms of one text the plain one counts, unless it only says that there is another', async () => {
  const both = (plain: string) =>
    mail(
      'From: a@example.com',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      ...parts(
        'b',
        ['Content-Type: text/plain; charset=utf-8', '', plain],
        ['Content-Type: text/html; charset=utf-8', '', `<p>${'Nội dung đầy đủ của bài viết. '.repeat(20)}</p>`],
      ),
      '--b--',
    )
  expect((await read(both('Nội dung đầy đủ của bài viết. '.repeat(20)))).text).toContain('đầy đủ')
  expect((await read(both('Xem bản HTML'))).text).toContain('đầy đủ')
})

test('an attached mail is a file of its own, byte for byte, named by its subject', async () => {
  const inner = mail('From: b@example.com', 'Subject: =?utf-8?Q?B=C3=A0i_c=C5=A9?=', '', 'Thư bên trong').subarray(
    0,
    -2,
  )
  const raw = mail(
    'From: a@example.com',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    ...TEXT,
    '--b',
    'Content-Type: message/rfc822',
    '',
    inner,
    '--b--',
  )
  await using result = await readRaw(raw)
  expect(result.mail?.files.map(file => [file.name, file.type])).toEqual([['Bài cũ.eml', 'message/rfc822']])
  expect(await result.file('Bài cũ.eml')).toEqual(inner)
})

test('a uuencoded file is taken out of the words', async () => {
  await using result = await readRaw(
    'From: a@example.com\nSubject: s\n\nGửi tệp\nbegin 644 a.txt\n#0V%T\n`\nend\nHết\n',
  )
  expect((await result.file('a.txt')).toString()).toBe('Cat')
  expect(result.mail?.text).toBe('Gửi tệp\n\nHết')
})

test.each<[string, readonly string[], string | null]>([
  ['a person', [], null],
  ['a person whose Exchange asks for no answers', ['X-Auto-Response-Suppress: All'], null],
  ['an answering machine', ['Auto-Submitted: auto-replied'], 'autoReply'],
  ['one that says it in Vietnamese only', ['Subject: Trả lời tự động: Vắng mặt'], 'autoReply'],
  ['one with an old mark', ['X-Autoreply: yes'], 'autoReply'],
  ['a bounce', ['Content-Type: multipart/report; report-type=delivery-status; boundary=b'], 'bounce'],
  ['a list', ['List-Id: <nhom.example.com>'], 'list'],
  ['an advert', ['List-Unsubscribe: <https://example.com>'], 'bulk'],
  ['a machine', ['Auto-Submitted: auto-generated'], 'robot'],
])('a mail of %s is known for it', async (_what, fields, automatic) => {
  expect((await read(mail('From: a@example.com', ...fields, '', 'x'))).automatic).toBe(automatic)
})

test.each([
  ['nothing', ''],
  ['prose', 'Kính gửi Ban Biên tập,\nEm gửi bài ạ.\n'],
  ['a photo', JPEG],
  ['zeros', Buffer.alloc(5000)],
])('%s is no mail', async (_what, bytes) => {
  await using result = await readRaw(bytes)
  expect(result.mail).toBeNull()
})

test('no bytes at all break the reading', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'From: a@b.c\n',
      'Content-Type: multipart/mixed; boundary=b\n',
      '--b\n',
      '--b--\n',
      '\n',
      '\r\n',
      ' \n',
      'Content-Transfer-Encoding: base64\n',
      'Content-Type: text/html\n',
      '=?utf-8?B?',
      'begin 644 x\n',
      '\r',
      '<p>',
      '=E1=',
    ),
    fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes).toString('latin1')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 64 }), async (pieces, chunk) => {
      await using result = await readRaw(Buffer.from(`From: a@b.c\n${pieces.join('')}`, 'latin1'), chunk)
      expect(typeof result.mail?.text).toBe('string')
    }),
    { numRuns: 150 },
  )
})

test('a composed mail comes back exactly, however it is cut on the way', async () => {
  const words = fc
    .stringMatching(/^[a-zà-ỹđ][a-zà-ỹđ ,.]{0,60}[a-zà-ỹđ]$/u)
    .map(text => text.normalize('NFC').replace(/\s+/g, ' '))
  await fc.assert(
    fc.asyncProperty(
      words,
      words,
      fc.array(fc.record({ name: words, bytes: fc.uint8Array({ minLength: 1, maxLength: 30_000 }) }), { maxLength: 3 }),
      fc.constantFrom('base64' as const, 'quoted-printable' as const),
      fc.integer({ min: 100, max: 70_000 }),
      async (subject, text, attached, textEncoding, chunk) => {
        const files = attached.map(({ name, bytes }, n) => ({
          filename: `${n} ${name}.bin`,
          content: Buffer.from(bytes),
        }))
        const raw = await new MailComposer({ from: 'a@example.com', subject, text, textEncoding, attachments: files })
          .compile()
          .build()
        const got = await read(raw, chunk)
        expect([got.subject, got.text]).toEqual([subject, text])
        expect(got.files.map(({ name, sha256: hash }) => [name, hash])).toEqual(
          files.map(({ filename, content }) => [filename, sha256(content)]),
        )
      },
    ),
    { numRuns: 40 },
  )
})
