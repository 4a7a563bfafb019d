import { expect, test } from 'vitest'
import type { Passage } from '../../src/domain.ts'
import { passagesOf, readPassages } from '../../src/submission/passages.ts'

/** "h **bold** //italic//": a passage on one line, the first letter its kind. */
const told = (passages: readonly Passage[]): readonly string[] =>
  passages.map(({ kind, spans }) => {
    const words = spans.map(({ text, bold, italic }) => {
      const leaning = italic ? `//${text}//` : text
      return bold ? `**${leaning}**` : leaning
    })
    return `${kind[0]} ${words.join('')}`
  })

test('paragraphs, subheadings, lists, bold and italic are read; all else is words or nothing', () => {
  const html = `<h2>Kết <b>quả</b></h2><p>Tặng <b>12 <i>suất</i></b> quà</p><ul><li>Gạo</li><li><div>Dầu <em>ăn</em></div></li></ul>
    <ol><li>Một<ul><li>Hai</li></ul></li><li>Ba</li></ol><script>alert(1)</script><style>p { color: red }</style>
    <p style="color: red" onclick="alert(1)"><a href="javascript:alert(1)">Xem</a> <img src=x onerror=alert(1)>ảnh</p>`
  expect(told(readPassages(html))).toEqual([
    's Kết quả',
    'p Tặng **12 ****//suất//** quà',
    'b Gạo',
    'b Dầu //ăn//',
    'n Một',
    'b Hai',
    'n Ba',
    'p Xem ảnh',
  ])
})

test('a line break begins another passage, and what holds no words is none', () => {
  const html = 'Một<br>hai<p><br></p><p> </p><p>&nbsp;\u200b</p><div>ba<div>bốn</div>năm</div>'
  expect(told(readPassages(html))).toEqual(['p Một', 'p hai', 'p ba', 'p bốn', 'p năm'])
})

test('one space stands between words, in whichever type', () => {
  expect(told(readPassages('<p> Tặng <b> quà </b> <i></i> <b>Tết</b> </p>'))).toEqual(['p Tặng **quà Tết**'])
  expect(told(readPassages('<p>Một <b>hai </b>\n</p>'))).toEqual(['p Một **hai**'])
})

test('words that were left as they are keep their form, new ones are a paragraph', () => {
  const before = readPassages('<h2>Kết quả</h2><p>Tặng <b>12</b> suất</p><ul><li>Gạo</li></ul>')
  expect(told(passagesOf('Kết  quả\r\n\r\nTặng 15 suất\r\n\r\nGạo\r\n', before))).toEqual([
    's Kết quả',
    'p Tặng 15 suất',
    'b Gạo',
  ])
})

test('a text of elements without end is read in seconds', () => {
  for (const part of ['<b>x', '<ul><li>', '<div>x']) {
    const begun = performance.now()
    readPassages(part.repeat(100_000))
    expect(performance.now() - begun, part).toBeLessThan(10_000)
  }
})
