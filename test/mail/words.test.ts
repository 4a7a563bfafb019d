import { describe, expect, test } from 'vitest'
import { toTcvn3, toVni } from '../documents/oldFonts.ts'
import { html, JPEG, mail, multipart, PHOTO, photo, plain, readLines, sha256, TEXT } from './compose.ts'
import { readRaw } from './read.ts'

const beside = ({ before, after, shown }: { before: string; after: string; shown: boolean }) => [before, after, shown]
const ARTICLE = 'Sáng 18/11, Công đoàn Trường A tặng quà cho đoàn viên. '.repeat(12).trim()

describe('of an alternative', () => {
  test.each<[string, readonly (readonly string[])[], string]>([
    ['the plain form is read', [plain('Bản chữ'), html('<p>Bản HTML</p>')], 'Bản chữ'],
    ['the HTML form is read where there is no other', [html('<p>Một</p><p>Hai</p>')], 'Một\n\nHai'],
    ['the HTML form is read where the plain one is empty', [plain(' \r\n'), html('<p>Bản HTML</p>')], 'Bản HTML'],
    [
      'the HTML form is read where the plain one is a stub',
      [plain('Thư này ở dạng HTML.'), html(`<p>${ARTICLE}</p>`)],
      ARTICLE,
    ],
    ['the plain form is read where the HTML one is empty', [plain('Bản chữ'), html('')], 'Bản chữ'],
    ['the order does not matter', [html('<p>Bản HTML</p>'), plain('Bản chữ')], 'Bản chữ'],
    ['a calendar is a file', [plain('Mời họp'), ['Content-Type: text/calendar', '', 'BEGIN:VCALENDAR']], 'Mời họp'],
    ['HTML inside related counts', [plain(''), multipart('related', 'r', html('<p>Bản HTML</p>'))], 'Bản HTML'],
  ])('%s', async (_what, forms, text) => {
    expect((await readLines(...multipart('alternative', 'a', ...forms))).text).toBe(text)
  })

  test('lines that the program wrapped are joined as the HTML form has them, quotes too', async () => {
    const wrapped = [
      '1. Tít: Công đoàn Trường A tặng quà',
      '2. *Nội dung*: Sáng 18/11, Công đoàn Trường A tổ chức trao quà cho các đoàn viên',
      'có hoàn cảnh khó khăn nhân dịp Tết, mỗi suất trị giá 500.000 đồng, và thăm hỏi',
      'các gia đình.',
      '',
      '> Xin đồng chí gửi lại ảnh gốc, không nén, không chỉnh sửa, cho Ban Biên tập nhé',
      '> và cảm ơn.',
    ].join('\r\n')
    const page =
      '<div>1. Tít: Công đoàn Trường A tặng quà</div><div>2. <b>Nội dung</b>: Sáng 18/11, Công đoàn Trường A tổ chức trao quà cho các đoàn viên có hoàn cảnh khó khăn nhân dịp Tết, mỗi suất trị giá 500.000 đồng, và thăm hỏi các gia đình.</div><blockquote class="gmail_quote">Xin đồng chí gửi lại ảnh gốc, không nén, không chỉnh sửa, cho Ban Biên tập nhé và cảm ơn.</blockquote>'
    expect((await readLines(...multipart('alternative', 'a', plain(wrapped), html(page)))).text.split('\n')).toEqual([
      '1. Tít: Công đoàn Trường A tặng quà',
      '2. *Nội dung*: Sáng 18/11, Công đoàn Trường A tổ chức trao quà cho các đoàn viên có hoàn cảnh khó khăn nhân dịp Tết, mỗi suất trị giá 500.000 đồng, và thăm hỏi các gia đình.',
      '',
      '> Xin đồng chí gửi lại ảnh gốc, không nén, không chỉnh sửa, cho Ban Biên tập nhé và cảm ơn.',
    ])
  })

  test('cells that stand on lines of their own are not taken for wrapped lines', async () => {
    const forms = [
      plain('Tít\r\nCông đoàn A tặng quà'),
      html('<table><tr><td>Tít</td><td>Công đoàn A tặng quà</td></tr></table>'),
    ]
    expect((await readLines(...multipart('alternative', 'a', ...forms))).text).toBe('Tít\nCông đoàn A tặng quà')
  })
})

test('both forms sent one after the other are one text', async () => {
  expect((await readLines(...multipart('mixed', 'b', plain('Em gửi bài'), html('<p>Em gửi&nbsp;bài</p>')))).text).toBe(
    'Em gửi bài',
  )
  expect((await readLines(...multipart('mixed', 'b', plain('Em gửi bài'), html('<p>Chữ ký</p>')))).text).toBe(
    'Em gửi bài\n\nChữ ký',
  )
})

describe('Apple Mail', () => {
  test('text, picture, text, file, text: all of the text, in order, and the words beside the picture', async () => {
    const pdf = ['Content-Type: application/pdf; name=a.pdf', 'Content-Disposition: inline', '', '%PDF-1.4']
    const got = await readLines(
      ...multipart(
        'mixed',
        'b',
        plain('A'),
        photo('Content-Disposition: inline; filename=1.jpg'),
        plain('B'),
        pdf,
        plain('C'),
      ),
    )
    expect(got.text).toBe('A\n\nB\n\nC')
    expect(got.files.map(beside)).toEqual([
      ['A', 'B', false],
      ['B', 'C', false],
    ])
  })

  test('the same as an alternative: the words beside the picture are those of the HTML form', async () => {
    const rich = multipart('mixed', 'm', html('<p>Bài</p>'), photo(), html('<p>Chú thích ảnh</p>'))
    const got = await readLines(...multipart('alternative', 'a', plain('Bài\r\n\r\nChú thích ảnh'), rich))
    expect(got.text).toBe('Bài\n\nChú thích ảnh')
    expect(got.files.map(beside)).toEqual([['Bài', 'Chú thích ảnh', false]])
  })
})

describe('a picture that the HTML', () => {
  const related = (page: string, ...headers: readonly string[]) =>
    readLines(...multipart('related', 'r', html(page), photo(...headers)))

  test.each<[string, string, readonly string[]]>([
    ['names', '<img src="cid:a@b">', ['Content-ID: <a@b>']],
    ['names with another case and percents', '<img src="CID:A%40b">', ['Content-ID: <a@B>']],
    ['names, while its id has no brackets', '<img src=cid:a>', ['Content-ID: a']],
    ['names as a background', '<td background="cid:a">x</td>', ['Content-ID: <a>']],
    ['names in a style', '<div style="background:url(cid:a)">x</div>', ['Content-ID: <a>']],
    ['names for Outlook only', '<!--[if vml]><v:imagedata src="cid:a"/><![endif]-->', ['Content-ID: <a>']],
    ['names by its place', '<img src="anh/1.jpg">', ['Content-Location: anh/1.jpg']],
  ])('%s is shown there', async (_what, page, headers) => {
    expect((await related(`<p>Bài</p>${page}`, ...headers)).files.map(file => file.shown)).toEqual([true])
  })

  test.each<[string, string, readonly string[]]>([
    ['has an id that nobody names', '<p>Bài</p>', ['Content-ID: <a>']],
    ['names by half of its id', '<img src="cid:ab">', ['Content-ID: <a>']],
    ['shows from elsewhere', '<img src="https://x.vn/1.jpg">', ['Content-ID: <a>']],
  ])('%s was sent separately', async (_what, page, headers) => {
    expect((await related(page, ...headers)).files.map(file => file.shown)).toEqual([false])
  })

  test('shows between words has those words beside it', async () => {
    const page = '<p>Bài</p><p><img src="cid:a"></p><p><i>Ảnh: trao quà</i></p><p>Cuối</p>'
    const got = await readLines(
      ...multipart('alternative', 'x', plain('Bài'), multipart('related', 'r', html(page), photo('Content-ID: <a>'))),
    )
    expect(got.files.map(beside)).toEqual([['Bài', 'Ảnh: trao quà', true]])
  })

  test('holds in itself is a file, shown there', async () => {
    const page = `<p>Bài</p><img alt="" src="data:image/jpeg;base64,${JPEG.toString('base64')}"><p>Chú thích</p>`
    const got = await readLines(...html(page))
    expect(got.text).toBe('Bài\n\nChú thích')
    expect(got.files.map(file => [file.name, file.type, file.sha256, ...beside(file)])).toEqual([
      ['anh-1.jpg', 'image/jpeg', sha256(JPEG), 'Bài', 'Chú thích', true],
    ])
  })
})

test.each<[string, readonly string[], string]>([
  [
    'flowed lines',
    ['Content-Type: text/plain; format=flowed', '', 'Một dòng ', 'dài ', 'nối.', '', 'Dòng mới'],
    'Một dòng dài nối.\n\nDòng mới',
  ],
  [
    'flowed lines that end in nothing',
    ['Content-Type: text/plain; format=flowed', '', 'Một ', '', 'Hai'],
    'Một\n\nHai',
  ],
  [
    'flowed lines before a signature',
    ['Content-Type: text/plain; format=flowed', '', 'Một ', '-- ', 'Lan'],
    'Một\n--\nLan',
  ],
  [
    'flowed quotes',
    ['Content-Type: text/plain; format=flowed', '', 'Một ', '> hai ', '> ba', 'bốn'],
    'Một\n> hai\n> ba\nbốn',
  ],
  ['flowed lines without spaces', ['Content-Type: text/plain; format=flowed; delsp=yes', '', 'Mộ ', 't'], 'Một'],
  [
    'stuffed lines',
    ['Content-Type: text/plain; format=flowed', '', ' From A', ' > không phải trích'],
    'From A\n> không phải trích',
  ],
  [
    'text/enriched',
    ['Content-Type: text/enriched', '', '<bold>Bài</bold> <<a>', 'tiếp', '', '', 'Hai'],
    'Bài <a> tiếp\n\nHai',
  ],
  [
    'HTML that is called plain',
    ['Content-Type: text/plain', '', '<html><body><p>Một</p><p>Hai</p></body></html>'],
    'Một\n\nHai',
  ],
  ['plain text that is called HTML', ['Content-Type: text/html', '', 'Một', 'Hai 1 < 2'], 'Một\nHai 1 < 2'],
  ['a type that is none', ['Content-Type: text', '', 'Một'], 'Một'],
  [
    'HTML that says its own charset',
    ['Content-Type: text/html', '', '<meta charset="utf-8"><p>Bài viết</p>'],
    'Bài viết',
  ],
  [
    'quoted-printable that nobody announced',
    ['Content-Type: text/plain', '', 'C=C3=B4ng =C4=91o=C3=A0n c=C6=A1 s=E1=BB=9F'],
    'Công đoàn cơ sở',
  ],
])('a body of %s is read', async (_what, lines, text) => {
  expect((await readLines('Subject: s', ...lines)).text).toBe(text)
})

test('a photo in a part that is called text is a photo', async () => {
  const got = await readLines(
    ...multipart('mixed', 'b', TEXT, [
      'Content-Type: text/plain',
      'Content-Transfer-Encoding: base64',
      '',
      JPEG.toString('base64'),
    ]),
  )
  expect([got.text, got.files.map(file => [file.name, file.sha256])]).toEqual([
    'Nội dung bài',
    [['anh-1.jpg', sha256(JPEG)]],
  ])
})

test('a text larger than anybody writes is a file', async () => {
  await using result = await readRaw(mail('From: a@x.vn', 'Subject: s', '', 'chữ '.repeat(2_500_000)))
  expect(result.mail?.text).toBe('')
  expect(result.mail?.files.map(file => file.name)).toEqual(['tep-1.txt'])
})

test('a mail that is nothing but a file gives that file', async () => {
  const got = await readLines('Subject: s', ...PHOTO)
  expect([got.text, got.files.map(file => file.sha256), got.damaged]).toEqual(['', [sha256(JPEG)], false])
})

test('links are found in both forms, with the words that stand for them', async () => {
  const page =
    '<a href="https://drive.google.com/file/d/1"><img src="https://x.vn/i.png"></a> <a href="https://drive.google.com/file/d/1">ảnh 1.jpg</a> <a href="https://x.vn/a?b=1&amp;c=2">x</a>'
  const text = 'Ảnh: https://drive.google.com/drive/folders/2. Và photos.app.goo.gl/3, (www.x.vn/4) a@x.vn/5 bài.hay/x'
  const got = await readLines(...multipart('alternative', 'a', plain(text), html(page)))
  expect(got.links.map(({ url, text: words }) => [url, words])).toEqual([
    ['https://drive.google.com/file/d/1', 'ảnh 1.jpg'],
    ['https://x.vn/a?b=1&c=2', 'x'],
    ['https://drive.google.com/drive/folders/2', 'https://drive.google.com/drive/folders/2'],
    ['https://photos.app.goo.gl/3', 'photos.app.goo.gl/3'],
    ['https://www.x.vn/4', 'www.x.vn/4'],
  ])
})

test('hostile texts are read in no time worth mentioning', async () => {
  const bodies = [
    'begin 644 a\n'.repeat(50_000),
    '<img '.repeat(100_000),
    '\ue000'.repeat(200_000),
    '<'.repeat(300_000),
    `<${'@'.repeat(300_000)}`,
    '-- \n'.repeat(100_000),
    '---------- Forwarded message ---------\n'.repeat(20_000),
    `On ${'9 '.repeat(100_000)}`,
    '<table><tr><td>'.repeat(20_000),
    '<div>'.repeat(200_000),
    '<a href=x>'.repeat(20_000),
  ]
  for (const body of bodies) {
    for (const type of ['plain', 'html']) {
      const got = await readLines(`Content-Type: text/${type}`, '', body)
      expect(typeof got.own).toBe('string')
    }
  }
})

describe('text from before Unicode', () => {
  const words = 'Sáng ngày 18/11, Công đoàn cơ sở Trường Tiểu học tặng quà cho đoàn viên ốm đau, động viên họ.'
  const letter = 'Em gửi Ban Biên tập tin của đơn vị ạ.'

  test.each<[string, readonly (string | Uint8Array)[]]>([
    ['TCVN3 pasted into a mail', plain(`${letter}\r\n${toTcvn3(words)}`)],
    ['VNI pasted into a mail', plain(`${letter}\r\n${toVni(words)}`)],
    ['TCVN3 in a page', html(`<p>${letter}</p><p>${toTcvn3(words)}</p>`)],
  ])('%s is made Unicode, and the letter around it stays', async (_, lines) => {
    const { text, converted } = await readLines(...lines)
    expect(text.split(/\n+/)).toEqual([letter, words])
    expect(converted).toBe(true)
  })

  test.each([
    ['TCVN3', toTcvn3(words), 'charset=iso-8859-1'],
    ['VNI', toVni(words), 'charset=us-ascii'],
    ['TCVN3 without a label', toTcvn3(words), 'format=fixed'],
  ])('%s in bytes of its own is made Unicode, in the subject too', async (_, old, parameter) => {
    const { text, subject } = await readLines(
      Buffer.from(`Subject: ${old}`, 'latin1'),
      `Content-Type: text/plain; ${parameter}`,
      'Content-Transfer-Encoding: 8bit',
      '',
      Buffer.from(old, 'latin1'),
    )
    expect([text, subject]).toEqual([words, words])
  })

  test('a Unicode mail is not said to be converted', async () => {
    expect((await readLines(...plain(`${words}\r\nCảm ơn`))).converted).toBe(false)
  })
})
