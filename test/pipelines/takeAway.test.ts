import { expect, test } from 'vitest'
import { openTakeAway } from '../../pipelines/takeAway.ts'
import type { Content, Piece, PublishedPhoto } from '../../src/domain.ts'
import { webCopy } from '../../src/photos/draw.ts'
import { readPassages } from '../../src/submission/passages.ts'
import { pieceSent } from '../../src/submission/piece.ts'
import { publicationOf } from '../../templates/publication.ts'
import { openWhole, temporaryFiles } from '../attachments/opened.ts'
import { told } from '../attachments/told.ts'
import { linesOf } from '../documents/lines.ts'
import { aVerdict, FIELDS } from '../domain.ts'
import { exifSegment, keepFile } from '../photos/compose.ts'
import { exifBlock, PHONE } from '../photos/composeExif.ts'
import { scene } from '../photos/scene.ts'

/** A photo from a phone that knows where it was. */
async function photoBytes(seed: number): Promise<Buffer> {
  const encoded = await scene(seed, 2000, 1500).jpeg().toBuffer()
  const place = exifSegment(exifBlock({ ...PHONE, gps: true }))
  return Buffer.concat([encoded.subarray(0, 2), place, encoded.subarray(2)])
}

/** Takes a verdict's article away and opens the package as if it had come by mail. */
async function taken(
  given: Parameters<typeof aVerdict>[0],
  photos: readonly (Buffer | 'gone')[] = [],
  edited: Partial<Piece> = {},
  wanted = { places: true },
) {
  await using own = await temporaryFiles()
  const { files } = own
  const published: PublishedPhoto[] = []
  for (const [at, bytes] of photos.entries()) {
    const caption = at === 0 ? 'Trao quà & hoa' : null
    const sha256 = bytes === 'gone' ? 'f'.repeat(64) : (await keepFile(files, `${at}.jpg`, bytes)).sha256
    published.push({ sha256, format: 'jpeg', caption, hasPlace: bytes !== 'gone' && bytes.includes('samsung') })
  }
  const verdict = aVerdict(given)
  const publication = { ...publicationOf({ verdict, piece: { ...pieceSent(verdict), ...edited } }), photos: published }
  const { takeAway } = openTakeAway({ files, webCopy: sha256 => webCopy(files, sha256) })
  const { name, zip } = takeAway('BK-2026-0042', publication, wanted)
  const contents = await openWhole(files, name, Buffer.concat(await Array.fromAsync(zip)))
  const texts = new Map<string, string>()
  for (const { file } of contents) texts.set(file.name, Buffer.from(await files.read(file.sha256)).toString('utf8'))
  const kept = published.map(({ sha256 }) => sha256)
  return { name, contents, texts, kept, all: [...texts].flat().join('\n') }
}

const documentIn = (contents: readonly Content[], ending: string): readonly string[] => {
  const found = contents.find(({ file }) => file.name.endsWith(ending))
  if (found?.kind !== 'document') throw new Error(`no ${ending}`)
  return linesOf(found.document.blocks)
}

test('holds the article twice, the captions, the originals byte for byte and copies that know no place', async () => {
  const { name, contents, texts, kept } = await taken({}, [await photoBytes(1), await photoBytes(2)])
  const title = 'Công đoàn Trường Tiểu học Nà Phặc tặng quà đoàn viên khó khăn'
  expect(name).toBe(`BK-2026-0042 ${title}.zip`)
  expect(told(contents)).toEqual([
    'photo Ảnh gốc/Ảnh 01.jpg',
    'photo Ảnh đăng web/Ảnh 01.jpg',
    'photo Ảnh gốc/Ảnh 02.jpg',
    'photo Ảnh đăng web/Ảnh 02.jpg',
    `document ${title}.docx`,
    `document ${title}.html`,
    'document Chú thích ảnh.txt',
  ])
  const photos = contents.filter(content => content.kind === 'photo')
  const [first, , second] = photos
  expect([first?.file.sha256, second?.file.sha256]).toEqual(kept)
  expect(photos.map(({ facts }) => [facts.width, facts.exif.hasGps, facts.exif.make])).toEqual([
    [2000, true, 'samsung'],
    [1600, false, null],
    [2000, true, 'samsung'],
    [1600, false, null],
  ])

  const article = [title, ...(FIELDS.body ?? '').split('\n'), `${FIELDS.author} – ${FIELDS.unit}`]
  expect(documentIn(contents, '.docx')).toEqual([...article, 'Ảnh 01: Trao quà & hoa'])
  expect(documentIn(contents, '.html')).toEqual([...article, 'Trao quà & hoa'])
  expect(texts.get(`${title}.html`)).toContain(`src="${encodeURI('Ảnh đăng web/Ảnh 02.jpg')}"`)
  expect(documentIn(contents, '.txt')).toEqual([title, 'Ảnh 01: Trao quà & hoa', 'Ảnh 02: (chưa có chú thích)'])
})

test('an original that says where it was taken stays behind unless the editor asks, and the captions say so', async () => {
  const plain = await scene(3, 2000, 1500).jpeg().toBuffer()
  const { contents, texts } = await taken({}, [await photoBytes(1), plain], {}, { places: false })
  expect(told(contents).filter(line => line.startsWith('photo'))).toEqual([
    'photo Ảnh đăng web/Ảnh 01.jpg',
    'photo Ảnh gốc/Ảnh 02.jpg',
    'photo Ảnh đăng web/Ảnh 02.jpg',
  ])
  expect(contents.some(content => content.kind === 'photo' && content.facts.exif.hasGps)).toBe(false)
  expect(texts.get('Chú thích ảnh.txt')).toContain('Không kèm ảnh gốc: tệp có ghi vị trí nơi chụp.')
})

test('no phone and no account number is in any file or name of it', async () => {
  const words = 'Gọi 0983 456 712, chuyển 8605205112233'
  const fields = { ...FIELDS, title: words, body: `${words}\n${FIELDS.body}`, author: words }
  const { all, name } = await taken({ fields })
  expect(`${name}\n${all}`).toContain('•••')
  expect(`${name}\n${all}`.replace(/[\s.]/g, '')).not.toMatch(/983456712|8605205112233/)
})

test('the article has its forms in the page and in Word', async () => {
  const body = readPassages('<h2>Kết quả</h2><p>Tặng <b>12</b> suất</p><ol><li>Gạo &amp; dầu</li></ol>')
  const { texts, contents } = await taken({}, [], { body })
  const page = [...texts].find(([name]) => name.endsWith('.html'))?.[1]
  expect(page).toContain('<h2>Kết quả</h2>\n<p>Tặng <strong>12</strong> suất</p>\n<ol><li>Gạo &amp; dầu</li></ol>')
  expect(documentIn(contents, '.docx')).toEqual(expect.arrayContaining(['Kết quả', 'Tặng 12 suất', 'Gạo & dầu']))
})

test('a file that is gone costs only itself, and the captions say so', async () => {
  const { contents } = await taken({}, ['gone', await photoBytes(1), Buffer.from('no picture')])
  expect(told(contents).filter(line => line.includes('Ảnh '))).toEqual([
    'photo Ảnh gốc/Ảnh 02.jpg',
    'photo Ảnh đăng web/Ảnh 02.jpg',
    'document Ảnh gốc/Ảnh 03.jpg',
  ])
  expect(documentIn(contents, '.txt').slice(1)).toEqual([
    'Ảnh 01: Trao quà & hoa',
    'Thiếu ảnh gốc: chưa lấy được tệp này trong kho lưu trữ.',
    'Không có bản đăng web: chưa tạo được từ tệp đã gửi.',
    'Ảnh 02: (chưa có chú thích)',
    'Ảnh 03: (chưa có chú thích)',
    'Không có bản đăng web: chưa tạo được từ tệp đã gửi.',
  ])
})

test('an article without a title and photos has a name and says so', async () => {
  const { contents, name } = await taken({ fields: { ...FIELDS, title: null } })
  expect(name).toBe('BK-2026-0042.zip')
  expect(told(contents).slice(0, 2)).toEqual(['document Bài chưa có tít.docx', 'document Bài chưa có tít.html'])
  expect(documentIn(contents, '.txt')).toEqual(['Bài chưa có tít', 'Bài không có ảnh.'])
})
