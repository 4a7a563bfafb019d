import { expect, test } from 'vitest'
import { readDate } from '../../src/mail/date.ts'
import { readParameters } from '../../src/mail/parameters.ts'
import { mail, multipart, photo, read, readLines, TEXT } from './compose.ts'

const subjectOf = async (subject: string | Uint8Array, ...fields: readonly string[]): Promise<string> =>
  (await readLines(Buffer.concat([Buffer.from('Subject: '), Buffer.from(subject)]), ...fields, '', 'x')).subject

const bytes = (latin1: string): Buffer => Buffer.from(latin1, 'latin1')

test.each<[string, string | Uint8Array, string]>([
  ['a word that was cut off', '=?utf-8?B?QsOgaSB2aeG6v3Q', 'Bài viết'],
  ['a word cut off in its end mark', '=?utf-8?Q?B=C3=A0i?', 'Bài'],
  ['base64 cut between two words', '=?utf-8?B?QsOga?= =?utf-8?B?SB2aeG6v3Q=?=', 'Bài viết'],
  ['each word without padding', '=?utf-8?B?QsOgaQ?= =?utf-8?B?IHZp4bq/dA?=', 'Bài viết'],
  ['a question mark inside', '=?utf-8?Q?B=C3=A0i_n=C3=A0o?_B=C3=A0i_A?=', 'Bài nào? Bài A'],
  ['Q under the letter B', '=?utf-8?B?B=C3=A0i_vi=E1=BA=BFt?=', 'Bài viết'],
  ['small letters', '=?UTF-8?b?QsOgaQ==?= =?utf-8?q?_vi=e1=ba=bft?=', 'Bài viết'],
  ['an empty word', 'Bài =?utf-8?Q??= A', 'Bài A'],
  ['words on folded lines', '=?utf-8?Q?B=C3=A0i?=\r\n\t=?utf-8?Q?_vi=E1=BA=BFt?=', 'Bài viết'],
  ['a fold inside a word', '=?utf-8?B?QsOg\r\n aSB2aeG6v3Q=?=', 'Bài viết'],
  ['a letter cut by words of Q and B', '=?utf-8?Q?vi=E1=BA?= =?utf-8?B?v3Q=?=', 'viết'],
  ['raw letters beside a word', 'Bài =?utf-8?Q?vi=E1=BA=BFt?=', 'Bài viết'],
  ['raw letters inside a word', '=?utf-8?Q?Bài_viết?=', 'Bài viết'],
  ['an equals sign among raw letters', 'Đạt 100% = xuất sắc', 'Đạt 100% = xuất sắc'],
  ['raw windows-1258 with tones of their own', bytes('H\xf4\xf2i nghi\xf2 c\xf4ng \xf0o\xe0n'), 'Hội nghị công đoàn'],
  ['UTF-7', '=?utf-7?Q?C+APQ-ng?=', 'Công'],
  ['UTF-16', '=?utf-16be?B?AEMA9ABuAGc=?=', 'Công'],
  ['windows-1258', '=?windows-1258?Q?C=F4ng_=F0o=E0n?=', 'Công đoàn'],
  ['VISCII', '=?viscii?Q?C=F4ng_=F0o=E0n?=', 'Công đoàn'],
  ['TCVN3 under one of its names', '=?x-viet-tcvn5712?Q?C=ABng?=', 'Công'],
  ['what is no word', 'a =?b? c ?= d', 'a =?b? c ?= d'],
  ['an unknown encoding', '=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
  ['wide spaces', '  Bài \t  viết  ', 'Bài viết'],
])('a subject with %s is read', async (_what, subject, text) => {
  expect(await subjectOf(subject)).toBe(text)
})

test('raw bytes in a subject are read in the charset of the body, where it says one', async () => {
  expect(await subjectOf(bytes('\xf4\xc5\xd3\xd4'), 'Content-Type: text/plain; charset=koi8-r')).toBe('Тест')
})

test('a subject that was wrapped without a fold is read whole, and the fields below it too', async () => {
  const got = await readLines('Subject: Công đoàn Trường A', 'tặng quà đoàn viên', 'To: b@example.com', '', 'x')
  expect([got.subject, got.to[0]?.address, got.text]).toEqual([
    'Công đoàn Trường A tặng quà đoàn viên',
    'b@example.com',
    'x',
  ])
})

test('of headers that stand twice the first counts', async () => {
  const got = await readLines(
    'From: b@example.com',
    'Subject: một',
    'Subject: hai',
    'Message-ID: <1@a>',
    'Message-ID: <2@a>',
    '',
    'x',
  )
  expect([got.from?.address, got.subject, got.messageId]).toEqual(['a@example.com', 'một', '<1@a>'])
})

test.each<[string, string | Uint8Array, readonly (readonly [string, string])[]]>([
  [
    'raw names',
    '"Nguyễn Văn Á" <a@x.vn>, Trần Ế <b@x.vn>',
    [
      ['Nguyễn Văn Á', 'a@x.vn'],
      ['Trần Ế', 'b@x.vn'],
    ],
  ],
  ['a raw name with a comma in quotes', '"Lê, Bé" <a@x.vn>', [['Lê, Bé', 'a@x.vn']]],
  ['raw windows-1258', bytes('"C\xf4ng \xf0o\xe0n" <a@x.vn>'), [['Công đoàn', 'a@x.vn']]],
  ['no name', '<A@X.vn>', [['', 'a@x.vn']]],
  ['a name that is the address', '"a@x.vn" <a@x.vn>', [['', 'a@x.vn']]],
  ['quotes in quotes', '"Nông \\"Tí\\" K" <a@x.vn>', [['Nông "Tí" K', 'a@x.vn']]],
  ['an empty group', 'undisclosed-recipients:;', []],
  [
    'a group among others',
    'a@x.vn, Nhóm: b@x.vn, c@x.vn;, d@x.vn',
    [
      ['', 'a@x.vn'],
      ['', 'b@x.vn'],
      ['', 'c@x.vn'],
      ['', 'd@x.vn'],
    ],
  ],
  [
    'semicolons, as Outlook writes',
    'A <a@x.vn>; B <b@x.vn>',
    [
      ['A', 'a@x.vn'],
      ['B', 'b@x.vn'],
    ],
  ],
  [
    'an encoded name on folded lines',
    '=?utf-8?B?Tmd1eeG7hW4=?=\r\n =?utf-8?B?IELDqQ==?= <a@x.vn>',
    [['Nguyễn Bé', 'a@x.vn']],
  ],
  [
    'a name of two words that are encoded',
    '=?utf-8?Q?Nguy=E1=BB=85n?= Văn =?utf-8?Q?B=C3=A9?= <a@x.vn>',
    [['Nguyễn Văn Bé', 'a@x.vn']],
  ],
  ['an address hidden in an encoded name', '=?utf-8?Q?x=40evil.vn?= <a@x.vn>', [['x@evil.vn', 'a@x.vn']]],
  ['damage', 'A <a@x.vn', [['A', 'a@x.vn']]],
])('recipients written with %s are read', async (_what, to, addresses) => {
  const got = await readLines(Buffer.concat([Buffer.from('To: '), Buffer.from(to)]), '', 'x')
  expect(got.to.map(({ name, address }) => [name, address])).toEqual(addresses)
})

test('a mail without From is from its Sender', async () => {
  expect((await read(mail('Sender: B <b@example.com>', 'Subject: s', '', 'x'))).from).toEqual({
    name: 'B',
    address: 'b@example.com',
  })
})

test.each([
  ['<1@a.vn>', '<1@a.vn>'],
  ['1@a.vn', '<1@a.vn>'],
  ['<>', null],
  ['<1@a b.vn> (bản sao)', '<1@a b.vn>'],
])('the Message-ID %s is known as %s', async (field, id) => {
  expect((await readLines(`Message-ID: ${field}`, '', 'x')).messageId).toBe(id)
})

test('the mails that one answers are known, whatever stands between their ids', async () => {
  const got = await readLines(
    'In-Reply-To: Thư của bạn <1@a> ngày 18',
    'References: <0@a>\r\n <1@a><2@a>,<1@a>',
    '',
    'x',
  )
  expect([got.inReplyTo, got.references]).toEqual([['<1@a>'], ['<0@a>', '<1@a>', '<2@a>']])
})

const INSTANT = '2019-11-18T01:30:00.000Z'

test.each([
  ['Mon, 18 Nov 2019 08:30:00 +0700', INSTANT],
  ['18 Nov 2019 08:30:00 +0700', INSTANT],
  ['Mon, 18 Nov 2019 08:30 +0700', INSTANT],
  ['Mon, 18 Nov 19 08:30:00 +0700', INSTANT],
  ['Mon, 18-Nov-2019 08:30:00 +07:00', INSTANT],
  ['Mon 18 Nov 2019 01:30:00', INSTANT],
  ['Mon, 18 Nov 2019 01:30:00 GMT', INSTANT],
  ['Mon, 18 Nov 2019 08:30:00 GMT+7', INSTANT],
  ['Mon, 18 Nov 2019 08:30:00 ICT', INSTANT],
  ['Sun, 17 Nov 2019 20:30:00 -0500 (EST)', INSTANT],
  ['Sun, 17 Nov 2019 20:30:00 EST', INSTANT],
  ['Mon Nov 18 01:30:00 2019', INSTANT],
  ['Mon Nov 18 08:30:00 +0700 2019', INSTANT],
  ['Nov 18, 2019 8:30 AM +0700', INSTANT],
  ['Monday, 18 November 2019 8:30 am +0700', INSTANT],
  ['2019-11-18T08:30:00+07:00', INSTANT],
  ['2019-11-18 01:30:00Z', INSTANT],
  ['Mon,18 Nov 2019 08:30:00+0700', INSTANT],
  ['Mon, 18 Nov 2019 08.30.00 +0700', INSTANT],
  ['Mon, 18 Nov 2019 01:30:00 +9900', INSTANT],
  ['Mon, 18 Nov 2019 8:30:00 PM +0700', '2019-11-18T13:30:00.000Z'],
  ['Wed, 1 Jan 2020 00:00:60 +0000', '2020-01-01T00:00:59.000Z'],
  ['', null],
  ['hôm nay', null],
  ['thư số 5', null],
  ['Thứ Hai, ngày nào đó 2019', null],
  ['Mon, 31 Feb 2019 08:30:00 +0700', null],
  ['Mon, 18 Nov 2019 25:30:00 +0700', null],
  ['Mon, 18 Xyz 2019 08:30:00 +0700', null],
  ['2019-13-18T08:30:00Z', null],
])('the Date "%s" is the instant %s on every machine', (field, instant) => {
  expect(readDate(field)).toBe(instant)
})

test('a mail without a Date has none: never "now"', async () => {
  expect((await readLines('Received: by mx; Mon, 18 Nov 2019 08:31:00 +0700', '', 'x')).date).toBeNull()
  expect((await readLines('Date: hôm qua', '', 'x')).date).toBeNull()
})

const filename = (disposition: string): string =>
  readParameters(`attachment; ${disposition}`).parameters.get('filename') ?? ''

test.each([
  ['plain and extended, the extended counts', 'filename="anh?.jpg"; filename*=UTF-8\'\'%E1%BA%A3nh.jpg', 'ảnh.jpg'],
  ['an empty extended one', 'filename="anh.jpg"; filename*=UTF-8\'\'', 'anh.jpg'],
  ['pieces in disorder', 'filename*1="goc.jpg"; filename*0="anh "', 'anh goc.jpg'],
  ['pieces of two kinds', 'filename*0*=UTF-8\'\'%E1%BA%A3nh%20; filename*1="100%25.jpg"', 'ảnh 100%25.jpg'],
  [
    'twelve pieces',
    Array.from({ length: 12 }, (_, n) => `filename*${n}=${'abcdefghijkl'[n]}`).join('; '),
    'abcdefghijkl',
  ],
  [
    'an encoded word cut across pieces',
    'filename*0="=?utf-8?Q?=E1=BA=A3nh_h=E1=BB"; filename*1="=99i.jpg?="',
    'ảnh hội.jpg',
  ],
  ['a charset in small letters', "filename*=utf-8'vi'%e1%ba%a3nh.jpg", 'ảnh.jpg'],
  ['windows-1258', "filename*=windows-1258''%F0o%E0n.jpg", 'đoàn.jpg'],
  ['quotes around the extended', 'filename*="UTF-8\'\'%E1%BA%A3nh.jpg"', 'ảnh.jpg'],
  ['the extended form in a plain one', 'filename="UTF-8\'\'%E1%BA%A3nh.jpg"', 'ảnh.jpg'],
  ['percents in a plain one', 'filename="%E1%BA%A3nh%20g%E1%BB%91c.jpg"', 'ảnh gốc.jpg'],
  ['a percent that is none', 'filename="giam 50%.jpg"', 'giam 50%.jpg'],
  ['two encoded words', 'filename="=?utf-8?B?4bqj?= =?utf-8?B?bmguanBn?="', 'ảnh.jpg'],
  ['an encoded word without quotes, with a semicolon', 'filename==?utf-8?Q?a;=E1=BA=A3.jpg?=', 'a;ả.jpg'],
  ['spaces without quotes', 'filename=anh goc 1.jpg', 'anh goc 1.jpg'],
  ['a copy without quotes', 'filename=anh (1).jpg', 'anh (1).jpg'],
  ['an open quote', 'filename="anh.jpg', 'anh.jpg'],
  ['quotes in quotes', 'filename="anh \\"moi\\".jpg"', 'anh "moi".jpg'],
  ['no space after semicolons', 'size=1;filename=anh.jpg;x=y', 'anh.jpg'],
  ['no semicolon before it', 'size="12" filename="anh.jpg"', 'anh.jpg'],
  ['spaces around =', 'filename = "anh.jpg"', 'anh.jpg'],
  ['decomposed letters', 'filename="ba\u0300i.docx"', 'bài.docx'],
  ['two of them', 'filename=a.jpg; filename=b.jpg', 'a.jpg'],
])('a file name written with %s is read', (_what, disposition, name) => {
  expect(filename(disposition)).toBe(name)
})

test.each([
  ['text/plain; charset=us-ascii (Plain text)', 'text/plain', 'charset', 'us-ascii'],
  ['text/plain charset="utf-8"', 'text/plain', 'charset', 'utf-8'],
  ['Text/HTML;Charset=UTF-8', 'text/html', 'charset', 'UTF-8'],
  ['multipart/mixed; boundary="a  b" charset=x', 'multipart/mixed', 'boundary', 'a  b'],
  ['multipart/mixed; boundary="a;b"', 'multipart/mixed', 'boundary', 'a;b'],
  ["multipart/mixed; boundary=a'b=c", 'multipart/mixed', 'boundary', "a'b=c"],
  ['multipart/mixed (comment); boundary=x', 'multipart/mixed', 'boundary', 'x'],
  ['text/plain>', 'text/plain', 'charset', undefined],
  ['text/html;iso-8859-1', 'text/html', 'charset', undefined],
  ['=?utf-8?Q?invalid?=', '', 'charset', undefined],
  ['; charset=utf-8', '', 'charset', 'utf-8'],
  ['charset=utf-8', '', 'charset', 'utf-8'],
])('the type %s is read', (field, value, name, parameter) => {
  const got = readParameters(field)
  expect([got.value, got.parameters.get(name)]).toEqual([value, parameter])
})

test.each<[string, readonly string[], string]>([
  ['only a place', ['Content-Location: http://x.vn/anh/IMG_1.jpg'], 'IMG_1.jpg'],
  ['only a description', ['Content-Description: =?utf-8?Q?=E1=BA=A3nh?= 1.jpg'], 'ảnh 1.jpg'],
  ['a description that is a sentence', ['Content-Description: Ảnh hội nghị'], 'anh-1.jpg'],
  [
    'a damaged name beside a whole one',
    ['Content-Disposition: attachment; filename="a\ufffd.jpg"', 'X-A: b'],
    'a\ufffd.jpg',
  ],
  ['a name of dots', ['Content-Disposition: attachment; filename=".."'], 'anh-1.jpg'],
  ['a name that ends as a folder', ['Content-Disposition: attachment; filename="anh/"'], 'anh'],
  ['a name that hides its end', ['Content-Disposition: attachment; filename="\u202egpj.exe"'], 'gpj.exe'],
  [
    'a name of 400 letters',
    [`Content-Disposition: attachment; filename="${'a'.repeat(400)}.jpg"`],
    `${'a'.repeat(146)}.jpg`,
  ],
])('a photo with %s has a name to call it by', async (_what, headers, name) => {
  const got = await readLines(...multipart('mixed', 'b', TEXT, photo(...headers)))
  expect(got.files.map(file => file.name)).toEqual([name])
})
