import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asBlocks, asText, imageMark, readHtml } from '../../src/documents/html.ts'
import { toTcvn3, toVni } from './oldFonts.ts'

const text = (html: string): string => asText(readHtml(html).blocks)

describe('the words of a page', () => {
  test.each<[string, string, string]>([
    ['paragraphs', '<p>Một</p><p>Hai</p>', 'Một\n\nHai'],
    ['paragraphs never closed', '<p>Một<p>Hai', 'Một\n\nHai'],
    [
      'lines of Gmail',
      '<div dir="ltr"><div>Một</div><div>Hai</div><div><br></div><div>Ba</div></div>',
      'Một\nHai\n\nBa',
    ],
    ['line breaks', 'Một<br>Hai<br><br>Ba<br/>', 'Một\nHai\n\nBa'],
    ['wrapped source', '<p>Một\r\n   hai\tba</p>', 'Một hai ba'],
    [
      'empty paragraphs of Outlook',
      '<p class=MsoNormal>Một</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Hai</p>',
      'Một\n\nHai',
    ],
    ['no-break spaces', '<p>Một&nbsp;&nbsp; hai</p>', 'Một hai'],
    ['entities', '<p>&#272;o&agrave;n &amp; &lt;b&gt; &#x1EBF;</p>', 'Đoàn & <b> ế'],
    ['decomposed letters', '<p>Ba\u0300i</p>', 'Bài'],
    ['a word in pieces', '<p><b>C</b>ông<i> đoàn</i></p>', 'Công đoàn'],
    ['headings', '<h1>Tít</h1>Bài', 'Tít\n\nBài'],
    ['lists', '<p>Ảnh</p><ul><li>một</li><li>hai</li></ul>cuối', 'Ảnh\n\n- một\n- hai\n\ncuối'],
    ['numbered lists', '<ol><li>một<li>hai</ol>', '1. một\n2. hai'],
    ['numbers that go on', '<ol start="3"><li>ba</li><li value="7">bảy</li><li>tám</li></ol>', '3. ba\n7. bảy\n8. tám'],
    ['lists in lists', '<ol><li>một<ul><li>a</li></ul></li><li>hai</li></ol>', '1. một\n\n- a\n\n2. hai'],
    [
      'items that are paragraphs',
      '<ol><li><p>một</p></li><li><p>hai</p><p>tiếp</p></li></ol>',
      '1. một\n\n2. hai\n\ntiếp',
    ],
    ['tables', '<table><tr><th>Tít</th><td>Bài A</td></tr><tr><td>Tác giả<td>Lan</table>', 'Tít\tBài A\nTác giả\tLan'],
    ['a table between words', 'a<table><tr><td>b</td></tr></table>c', 'a\n\nb\n\nc'],
    ['an empty cell', '<table><tr><td>a</td><td></td><td>c</td></tr></table>', 'a\t\tc'],
    ['a letter in a table of one cell', '<table><tr><td><p>Một</p><p>Hai</p></td></tr></table>', 'Một\n\nHai'],
    [
      'a table in a table',
      '<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>',
      'a\n\nb\tc',
    ],
    ['text typed as it stands', '<pre>một\n  hai\n\nba</pre>', 'một\nhai\n\nba'],
    ['lines kept by a style', '<div style="white-space: pre-wrap">một\nhai</div>', 'một\nhai'],
    ['a head that never ends', '<html><head><title>x</title><meta charset=utf-8><body><p>Bài</p>', 'Bài'],
    ['no structure at all', 'Chỉ có chữ', 'Chỉ có chữ'],
    ['tags cut off', '<p>Một</p><p>Hai</p><a href="x', 'Một\n\nHai'],
    ['tags closed in disorder', '<b><i>Một</b></i></p> hai</div>', 'Một\n\nhai'],
    ['a cell without a table', '<td>Một</td><td>Hai</td>', 'Một\nHai'],
    ['a comment', '<p>Một<!-- hai > --></p>', 'Một'],
    [
      'a bullet that Word writes itself',
      '<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>Một</p>',
      '· Một',
    ],
    ['nothing', '', ''],
  ])('with %s', (_what, html, words) => {
    expect(text(html)).toBe(words)
  })
})

test.each([
  ['a style', '<style>p{color:red}</style>'],
  ['a script', '<script>if (1 < 2) document.write("x")</script>'],
  ['a title', '<title>x</title>'],
  ['a hidden text before the mail', '<div style="display:none;max-height:0">x</div>'],
  ['a hidden element', '<span hidden>x</span>'],
  ['letters of no size', '<span style="font-size:0px">x</span>'],
  ['an island of Office', '<xml><o:Author>x</o:Author></xml>'],
  ['what is hidden from all', '<p style="color:red; visibility: hidden">x</p>'],
  ['a hidden cell', '<table><tr><td style="display:none">x</td></tr></table>'],
])('%s is no part of the words', (_what, html) => {
  expect(text(`<p>Một</p>${html}<p>Hai</p>`)).toBe('Một\n\nHai')
})

test.each([
  '<div style="font-size:0"><span style="font-size:14px">Bài</span></div>',
  '<div style="font-size:0.9em">Bài</div>',
  '<div style="mso-line-height-rule:exactly">Bài</div>',
])('letters of some size are read: %s', html => {
  expect(text(html)).toBe('Bài')
})

test.each([
  ['Gmail', '<blockquote class="gmail_quote">một<br>hai</blockquote>'],
  ['Apple', '<blockquote type="cite"><div>một</div><div>hai</div></blockquote>'],
  ['Yahoo', '<blockquote class="iosymail yahoo_quoted">một<br>hai</blockquote>'],
])('what %s marks as quoted is quoted', (_program, html) => {
  expect(text(`Em gửi bài${html}`)).toBe('Em gửi bài\n\n> một\n> hai')
})

test('what a person indents is no quote', () => {
  expect(text('<blockquote style="margin-left:40px">Bài</blockquote>')).toBe('Bài')
})

test('links are found with their words; of two to one place the one with words counts', () => {
  const html =
    '<a href="https://x.vn/1"><img src="i.png"></a><a href="https://x.vn/1">ảnh <b>1</b>.jpg</a><a name="x">y</a><a href="https://x.vn/2">hai<a href="https://x.vn/3">ba</a><span style="display:none"><a href="https://x.vn/4">x</a></span>'
  expect(readHtml(html).links).toEqual([
    { url: 'https://x.vn/1', text: 'ảnh 1.jpg' },
    { url: 'https://x.vn/2', text: 'hai' },
    { url: 'https://x.vn/3', text: 'ba' },
  ])
})

test('images stand where the page shows them', () => {
  expect(text('<p>Một</p><p><img src="cid:a"></p><p>Hai</p>')).toBe(
    `Một\n\n${imageMark('cid:a')}\n\nHai`.replace('\n\n\ue000', '\n\ue000'),
  )
})

test('merged cells stand once, in their first row and column', () => {
  const html =
    '<table><tr><td rowspan="2">a</td><td colspan="2">b</td><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr><tr><td>g</td></tr></table>'
  const [table] = asBlocks(readHtml(html).blocks, () => [])
  if (table?.kind !== 'table') throw new Error('no table')
  const words = table.rows.map(row =>
    row.map(({ column, blocks }) => [column, blocks[0]?.kind === 'paragraph' ? blocks[0].text : '']),
  )
  expect(words).toEqual([
    [
      [0, 'a'],
      [1, 'b'],
      [3, 'c'],
    ],
    [
      [1, 'd'],
      [2, 'e'],
      [3, 'f'],
    ],
    [[0, 'g']],
  ])
})

test('a paragraph is bold where all of it is, and listed where it is an item', () => {
  const html = '<p><b>Tít</b></p><p><b>Tít</b>: a</p><p style="font-weight:700">Tít</p><ul><li>một</li></ul>'
  const blocks = asBlocks(readHtml(html).blocks, () => [])
  expect(blocks.map(block => (block.kind === 'paragraph' ? [block.text, block.bold, block.listed] : []))).toEqual([
    ['Tít', true, false],
    ['Tít: a', false, false],
    ['Tít', true, false],
    ['một', false, true],
  ])
})

test('words after a table that was never closed, or that a hidden table stood in, are not lost', () => {
  expect(text('<table><tr><td>a</td></tr>b')).toContain('b')
  expect(
    text(
      '<table><tr><td>a<div style="display:none"><table><tr><td>x</td></tr></table></div>b</td><td>c</td></tr></table>',
    ),
  ).toBe('a\n\nb\tc')
})

test('any tags in any order are read, and no word that is shown is lost', () => {
  const tag = fc.constantFrom(
    '<p>',
    '</p>',
    '<div>',
    '</div>',
    '<table>',
    '<tr>',
    '<td>',
    '<td colspan=99999 rowspan=-1>',
    '</td>',
    '</table>',
    '<li>',
    '<ul>',
    '<ol start=x>',
    '</ol>',
    '<b>',
    '</b>',
    '<br>',
    '<a href=x>',
    '</a>',
    '<pre>',
    '<blockquote type=cite>',
    '</blockquote>',
    '<img src=1>',
    '<',
    '&',
    '</',
    '<!',
    '<![if x]>',
  )
  const word = fc.stringMatching(/^ [a-zđ]{3,9} $/)
  fc.assert(
    fc.property(fc.array(fc.oneof(tag, word), { maxLength: 60 }), pieces => {
      const page = readHtml(pieces.join(''))
      expect(typeof asText(page.blocks)).toBe('string')
    }),
  )
  const whole = fc.constantFrom(
    '<p>',
    '</p>',
    '<div>',
    '</div>',
    '<table>',
    '<tr>',
    '<td>',
    '</td>',
    '</table>',
    '<li>',
    '<ul>',
    '</ul>',
    '<br>',
    '<b>',
    '</b>',
    '<pre>',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(whole, word), { maxLength: 60 }), pieces => {
      const words = pieces.filter(piece => piece.startsWith(' ')).map(piece => piece.trim())
      expect(
        text(pieces.join(''))
          .split(/[\s]+/)
          .filter(found => found !== '-' && found !== '')
          .toSorted(),
      ).toEqual(words.toSorted())
    }),
  )
})

test('pages that nest without end are read', () => {
  for (const tag of ['<div>', '<table><tr><td>', '<ul><li>', '<b>', '<a href=x>'])
    expect(text(`${`${tag}x `.repeat(20_000)}cuối`)).toContain('cuối')
})

test('a page in an old encoding is made Unicode, by its fonts or by its letters', () => {
  const page = readHtml(
    `<p>Kính gửi Ban Biên tập</p><p style="font-family:'.VnTime'">${toTcvn3('Tác giả: thư ký Trường')}</p>` +
      `<p><font face="VNI-Times">${toVni('Đơn vị: Công đoàn cơ sở')}</font> <span style='font:12pt ".VnTimeH"'>${toTcvn3('hằng')}</span></p>`,
  )
  expect(asText(page.blocks).split(/\n+/)).toEqual([
    'Kính gửi Ban Biên tập',
    'Tác giả: thư ký Trường',
    'Đơn vị: Công đoàn cơ sở HẰNG',
  ])
  expect(page.converted).toBe(true)
  expect(readHtml('<p>Tác giả: Hằng</p>').converted).toBe(false)
})

test('footnotes, comments and deleted words are no part of the page', () => {
  const page =
    '<p>Trang<a style="mso-footnote-id:ftn1" href="#_ftn1"><sup>1</sup></a> chữ<a class="sdfootnoteanc" href="#a"><sup>1</sup></a> ' +
    '<del>xóa</del><ins>thêm</ins><span class=MsoCommentReference>[LĐ1]</span></p>' +
    '<div style="mso-element:footnote-list"><p>1 Số liệu</p></div><div id="sdfootnote1"><p class="sdfootnote">1 Số liệu</p></div>' +
    '<div style="mso-element:comment-list"><p>góp ý</p></div>'
  expect(text(page)).toBe('Trang chữ thêm')
})
