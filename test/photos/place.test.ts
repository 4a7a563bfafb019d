import { expect, test } from 'vitest'
import type { Block, Content, Mail, MailFile, PhotoFacts, Reading } from '../../src/domain.ts'
import { placePhotos } from '../../src/photos/place.ts'
import { jpeg } from './compose.ts'
import { openStudio } from './studio.ts'

await using studio = await openStudio()
const facts: PhotoFacts = (await studio.look(await jpeg())).facts

const file = (name: string, more: Partial<MailFile> = {}): MailFile => ({
  name,
  type: 'image/jpeg',
  bytes: 1,
  sha256: name,
  folders: [],
  shown: false,
  before: '',
  after: '',
  ...more,
})
const photo = (name: string, more: Partial<MailFile> = {}): Content => ({
  kind: 'photo',
  file: file(name, more),
  facts,
})
const picture = (name: string): Block => ({ kind: 'picture', file: file(name) })
const line = (text: string): Block => ({ kind: 'paragraph', text, bold: false, listed: false })
const row = (...cells: readonly (readonly Block[])[]) => cells.map((blocks, column) => ({ column, blocks }))

/** An article with these blocks, its pictures opened. */
function article(...blocks: readonly Block[]): Content {
  const inside = (block: Block): readonly string[] => {
    if (block.kind === 'picture') return [block.file.name]
    return block.kind === 'table' ? block.rows.flat().flatMap(cell => cell.blocks.flatMap(inside)) : []
  }
  const pictures = [...new Set(blocks.flatMap(inside))].map(name => photo(name))
  return { kind: 'document', file: file('bai.docx'), document: { blocks, links: [], notes: [] }, pictures }
}

const MAIL: Mail = {
  messageId: null,
  inReplyTo: [],
  references: [],
  subject: '',
  from: null,
  replyTo: [],
  to: [],
  cc: [],
  deliveredTo: [],
  undisclosed: false,
  date: null,
  text: '',
  own: '',
  forwarded: '',
  quoted: '',
  signature: '',
  files: [],
  links: [],
  automatic: null,
  bounce: null,
  dmarc: 'none',
  converted: false,
  html: false,
  damaged: false,
}
const reading = (...contents: readonly Content[]): Reading => ({ mail: MAIL, contents })
const placed = (...readings: readonly Reading[]) =>
  placePhotos(readings).map(({ file, sent, beside }) => [file.name, sent, beside])

test('photos of all mails stand in the order sent, decorations and documents do not', () => {
  const logo: Content = { kind: 'decoration', file: file('logo.png') }
  const forwarded: Content = { kind: 'mail', file: file('thu.eml'), mail: MAIL, contents: [photo('3')] }
  expect(placed(reading(photo('1'), logo, article(line('Bài'), picture('2'))), reading(forwarded, photo('4')))).toEqual(
    [
      ['1', 'separately', null],
      ['2', 'inArticle', null],
      ['3', 'separately', null],
      ['4', 'separately', null],
    ],
  )
})

test('a photo in an article and again as a file is one, sent separately, with its caption from the article', () => {
  const pasted = article(picture('1'), line('Quang cảnh hội nghị'))
  expect(placed(reading(pasted, photo('2')), reading(photo('1')))).toEqual([
    ['2', 'separately', null],
    ['1', 'separately', 'Quang cảnh hội nghị'],
  ])
})

test('the same photo in two mails is one', () => {
  expect(placed(reading(photo('1')), reading(photo('1')))).toEqual([['1', 'separately', null]])
})

test('a picture in the mail’s own text is in the article, with the line under it', () => {
  const shown = { shown: true, before: 'Kính gửi Ban Biên tập\nBài viết', after: '\nĐoàn viên nhận quà\nTrân trọng' }
  expect(placed(reading(photo('1', shown)))).toEqual([['1', 'inArticle', 'Đoàn viên nhận quà']])
})

test('captions stand under their pictures', () => {
  const blocks = [picture('1'), line('Ảnh một đẹp'), line(''), picture('2'), line(' '), line('Ảnh hai đẹp')]
  expect(placed(reading(article(...blocks)))).toEqual([
    ['1', 'inArticle', 'Ảnh một đẹp'],
    ['2', 'inArticle', 'Ảnh hai đẹp'],
  ])
})

test('captions above their pictures are not taken for the picture before', () => {
  const blocks = [line('Ảnh một đẹp'), picture('1'), line('Ảnh hai đẹp'), picture('2')]
  expect(placed(reading(article(...blocks)))).toEqual([
    ['1', 'inArticle', 'Ảnh một đẹp'],
    ['2', 'inArticle', 'Ảnh hai đẹp'],
  ])
})

test('pictures in a row share the line under them', () => {
  expect(placed(reading(article(picture('1'), picture('2'), line('Hai ảnh chung'))))).toEqual([
    ['1', 'inArticle', 'Hai ảnh chung'],
    ['2', 'inArticle', 'Hai ảnh chung'],
  ])
})

test('captions in the table row under the pictures', () => {
  const rows = [row([picture('1')], [picture('2')]), row([line('Ảnh bên trái')], [line('Ảnh bên phải')])]
  expect(placed(reading(article({ kind: 'table', rows })))).toEqual([
    ['1', 'inArticle', 'Ảnh bên trái'],
    ['2', 'inArticle', 'Ảnh bên phải'],
  ])
})

test.each(['Tác giả: Nông Văn K', '4. Tác giả: Nông Văn K', 'Chú thích ảnh:', 'x'.repeat(20), 'dài '.repeat(100)])(
  'no caption: %s',
  text => {
    expect(placed(reading(article(picture('1'), line(text))))).toEqual([['1', 'inArticle', null]])
  },
)

test('a photo shown in a mail whose article came as a document was sent separately', () => {
  const [content] = reading(article(line('Bài viết'))).contents
  const [shown] = reading(photo('1', { shown: true })).contents
  if (content === undefined || shown === undefined) throw new Error('the readings hold nothing')
  expect(placed({ ...reading(), contents: [content, shown] })).toEqual([['1', 'separately', null]])
})
