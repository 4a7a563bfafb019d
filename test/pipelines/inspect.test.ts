import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeZip } from '../attachments/compose.ts'
import { composeDocx } from '../documents/compose.ts'
import { toTcvn3 } from '../documents/oldFonts.ts'
import { ARTICLE, aFormText, TITLE } from '../domain.ts'
import { jpeg, MESSENGER_ENCODER } from '../photos/compose.ts'
import { PHONE } from '../photos/composeExif.ts'
import { photographed, printed, scanned } from '../photos/pages.ts'
import { type Letter, type Line, openInspector } from './inspector.ts'

const MINUTES = 1
const DAYS = 24 * 60 * MINUTES

let inspector: Awaited<ReturnType<typeof openInspector>>
let original: Buffer
let second: Buffer
let copy: Buffer

beforeAll(async () => {
  inspector = await openInspector()
  const exif = { ...PHONE, takenAt: '2019:11:18 08:30:00', pixelX: 4032, pixelY: 3024 }
  original = Buffer.from(await jpeg({ exif }))
  second = Buffer.from(await jpeg({ exif: { ...exif, takenAt: '2019:11:18 08:31:00' } }))
  copy = Buffer.from(await jpeg({ width: 1280, height: 960, encoder: MESSENGER_ENCODER, jfif: [0, 1] }))
})
afterAll(() => inspector[Symbol.asyncDispose]())

const ZALO = 'z1574218800123_0a1b2c3d4e5f60718293a4b5c6d7e8f9.jpg'
const docx = (text: string, filename = 'Mau tin bai.docx') => ({
  filename,
  content: Buffer.from(composeDocx(text.split('\n'))),
})
const form = (given = {}) => docx(aFormText(given))
const photo = (filename = 'IMG_0001.jpg', content = original) => ({ filename, content })
const encryptedZip = {
  filename: 'bai va anh.zip',
  content: Buffer.from(
    composeZip(['bai.docx', 'anh.jpg'].map(name => ({ name, bytes: Buffer.from('secret'), stored: true, flags: 1 }))),
  ),
}

async function judge(letters: Readonly<Record<string, Letter>>): Promise<readonly Line[]> {
  return (await inspector.inspect(letters)).lines
}

async function judgeOne(letter: Letter): Promise<Line> {
  const [line] = await judge({ mail: letter })
  if (line === undefined) throw new Error('no verdict')
  return line
}

const rules = ({ findings }: Line): readonly string[] => findings.map(({ rule }) => rule)

describe('one mail', () => {
  test('the filled form and an original: accepted, acknowledged', async () => {
    const line = await judgeOne({ subject: 'Tin bài', text: 'Em gửi bài ạ', attachments: [form(), photo()] })
    expect(line).toMatchObject({ mails: ['mail'], kind: 'submission', decision: 'accept', findings: [] })
    expect(line.fields).toMatchObject({
      title: TITLE,
      author: 'Nông Thị Minh Hằng',
      phone: '0983456712',
      accountNumber: '8605205112233',
    })
    expect(line.photos).toMatchObject([{ name: 'IMG_0001.jpg', original: 'yes', sent: 'separately' }])
    expect(line.reply).toMatchObject({ kind: 'acknowledge', to: 'hang@example.com' })
    expect(line.reply?.subject).toBe(`Đã nhận: ${TITLE} (BK-2019-0001)`)
  })

  test('the form without a photo: asked for photos, and for nothing else', async () => {
    const line = await judgeOne({ subject: 'Tin bài', text: 'Em gửi bài ạ', attachments: [form()] })
    expect([line.decision, rules(line)]).toEqual(['complete', ['photos.none']])
    expect(line.reply?.text).toContain('Thư chưa có ảnh')
    expect(line.reply?.text).not.toMatch(/đơn vị công tác|0983456712|8605205112233/i)
  })

  test('a copy from Zalo only: asked for the original, by name and reason', async () => {
    const line = await judgeOne({ subject: 'Tin bài', text: 'Em gửi bài ạ', attachments: [form(), photo(ZALO, copy)] })
    expect([line.decision, rules(line)]).toEqual(['complete', ['photos.notOriginal']])
    expect(line.reply?.text).toContain(`Ảnh ${ZALO} là bản đã nén hoặc chỉnh sửa (tên tệp kiểu Zalo`)
    expect(line.reply?.text).toContain('Nếu chỉ còn ảnh trên Zalo, xin hỏi người chụp gửi ảnh gốc.')
  })

  test('a copy beside an original: accepted, with the finding for the editor', async () => {
    const line = await judgeOne({ text: 'Em gửi bài ạ', attachments: [form(), photo(ZALO, copy), photo('2.jpg')] })
    expect(line.decision).toBe('accept')
    expect(rules(line)).toContain('photos.notOriginal')
  })

  test('photos pasted into the article only: asked to send them separately', async () => {
    const pasted = {
      filename: 'bai.docx',
      content: Buffer.from(composeDocx([...aFormText().split('\n'), { picture: original }])),
    }
    const line = await judgeOne({ text: 'Em gửi bài ạ', attachments: [pasted] })
    expect([line.decision, rules(line)]).toEqual(['complete', ['photos.inArticle']])
  })

  test('everything in an encrypted zip: asked for that only', async () => {
    const line = await judgeOne({ subject: 'Bài viết', text: 'Em gửi bài và ảnh ạ', attachments: [encryptedZip] })
    expect([line.kind, line.decision]).toEqual(['submission', 'complete'])
    expect(line.findings.filter(({ certainty }) => certainty === 'certain').map(({ rule }) => rule)).toEqual([
      'attachment.unreadable',
    ])
    expect(line.reply?.text).toContain('tệp có đặt mật khẩu')
    expect(line.reply?.text).not.toMatch(/Thông tin theo mẫu|số tài khoản/)
  })

  test('a form photographed page by page: no photo of the article, its fields are no fault', async () => {
    const [sheet = Buffer.alloc(0)] = await printed(aFormText())
    const pages = [photo('IMG_1.jpg', await photographed(sheet)), photo('scan.jpg', await scanned(sheet))]
    const line = await judgeOne({ text: 'Em gửi bài viết ạ', attachments: [...pages, photo('IMG_2.jpg', original)] })
    expect([line.kind, line.decision, line.photos.map(({ name }) => name)]).toEqual([
      'submission',
      'accept',
      ['IMG_2.jpg'],
    ])
    expect(line.findings.filter(({ certainty }) => certainty === 'certain')).toEqual([])
    expect(line.findings.find(({ rule }) => rule === 'attachment.scan')?.text).toContain('IMG_1.jpg, scan.jpg')
    expect(line.reply?.text).toContain('gửi tệp Word của bài')
    const alone = await judgeOne({ text: 'Em gửi bài viết ạ', attachments: pages })
    expect(alone.findings.filter(({ certainty }) => certainty === 'certain').map(({ rule }) => rule)).toEqual([
      'photos.none',
    ])
  })

  test('a photographed page beside the article as text is its signed copy', async () => {
    const [sheet = Buffer.alloc(0)] = await printed(aFormText())
    const attachments = [form(), photo(), photo('ban ky.jpg', await photographed(sheet))]
    const line = await judgeOne({ text: 'Em gửi bài ạ', attachments })
    expect([line.decision, rules(line)]).toEqual(['accept', ['form.captions']])
  })

  test('an article typed in the mail with a Drive link: accepted, the link is a doubt', async () => {
    const text = `${TITLE}\n\n${ARTICLE}\n\nTác giả: Nông Thị Minh Hằng\nĐơn vị: CĐCS Trường Tiểu học Nà Phặc\nẢnh: https://drive.google.com/drive/folders/1AbC`
    const line = await judgeOne({ subject: 'Tin bài', text })
    expect([line.decision, rules(line)]).toEqual(['accept', ['form.phone', 'pay.account', 'photos.link']])
  })

  test('a form from a forged sender gets no reply', async () => {
    const headers = { 'Authentication-Results': 'mx.google.com; dmarc=fail (p=REJECT) header.from=example.com' }
    const line = await judgeOne({ text: 'Em gửi bài ạ', attachments: [form(), photo()], headers })
    expect([rules(line), line.reply]).toEqual([['mail.sender'], null])
  })

  test("a form through a unit's list is queued and gets no reply", async () => {
    const headers = { 'List-ID': '<cdcs.googlegroups.com>', Precedence: 'list' }
    const line = await judgeOne({ text: 'Em gửi bài ạ', attachments: [form(), photo()], headers })
    expect([line.kind, line.decision, line.reply]).toEqual(['submission', 'accept', null])
  })
})

describe('other mail gets no reply', () => {
  test.each<readonly [what: string, letter: Letter]>([
    ['an invitation', { subject: 'Giấy mời', text: 'Kính mời đồng chí tới dự hội nghị.' }],
    [
      'a newsletter',
      { subject: 'Ưu đãi', text: 'Mua ngay', headers: { 'List-Unsubscribe': '<https://shop.example/u>' } },
    ],
    [
      'an out-of-office answer',
      { subject: 'Trả lời tự động', text: 'Tôi đi công tác', headers: { 'Auto-Submitted': 'auto-replied' } },
    ],
    ['a Google alert', { from: 'no-reply@accounts.google.com', subject: 'Cảnh báo bảo mật', text: 'Thiết bị mới' }],
    ['our own mail', { from: 'congdoanbk@gmail.com', attachments: [form()] }],
  ])('%s', async (_, letter) => {
    const line = await judgeOne(letter)
    expect([line.kind, line.decision, rules(line), line.reply]).toEqual(['other', 'none', [], null])
    expect(line.fields).toMatchObject({ title: null, body: null, captions: [] })
  })
})

test('photos from nobody known are shown first under other mail, and get no reply', async () => {
  const line = await judgeOne({ subject: 'anh', text: '', attachments: [photo()] })
  expect([line.kind, line.decision, rules(line), line.reply]).toEqual(['other', 'none', ['mail.maybe'], null])
})

describe('several mails', () => {
  const article: Letter = { subject: 'Tin bài', text: 'Em gửi bài ạ', attachments: [form()] }

  test('photos four minutes after their article make one accepted submission, in any order given', async () => {
    const photos: Letter = { subject: '', text: '', date: 4 * MINUTES, attachments: [photo()] }
    const [line, ...others] = await judge({ article, photos })
    expect([line?.mails, line?.decision, others]).toEqual([['article', 'photos'], 'accept', []])
    const [again] = await judge({ photos, article })
    expect(again).toEqual({ ...line, mails: ['photos', 'article'] })
  })

  test('an answer with only the missing part completes', async () => {
    const first: Letter = { ...article, attachments: [form({ unit: '' }), photo()] }
    const answer: Letter = {
      subject: 'Re: Cần bổ sung',
      text: 'Đơn vị: CĐCS Trường Tiểu học Nà Phặc',
      date: 2 * DAYS,
      inReplyTo: '<first@example.com>',
      references: '<first@example.com>',
    }
    expect((await judge({ first })).map(({ decision }) => decision)).toEqual(['complete'])
    const [line] = await judge({ first, answer })
    expect([line?.decision, line?.fields.unit, line?.fields.title]).toEqual([
      'accept',
      'CĐCS Trường Tiểu học Nà Phặc',
      TITLE,
    ])
  })

  test('the same mail twice is one submission', async () => {
    const copy: Letter = { ...article, messageId: '<x@example.com>' }
    expect((await judge({ one: copy, two: copy })).map(({ mails }) => mails)).toEqual([['one', 'two']])
  })

  test('the same mail without a Message-ID is one submission too', async () => {
    const headers = 'From: hang@example.com\r\nSubject: Tin\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
    const raw: Letter = { raw: `${headers}${aFormText().replaceAll('\n', '\r\n')}` }
    expect((await judge({ one: raw, two: raw })).map(({ mails }) => mails)).toEqual([['one', 'two']])
  })

  test('thanks are told apart and change nothing', async () => {
    const thanks: Letter = {
      subject: 'Re: Tin bài',
      text: 'Em cảm ơn ạ!',
      date: 9 * MINUTES,
      inReplyTo: '<article@example.com>',
    }
    const lines = await judge({ article: { ...article, attachments: [form(), photo()] }, thanks })
    expect(lines.map(({ kind, decision }) => [kind, decision])).toEqual([
      ['submission', 'accept'],
      ['other', 'none'],
    ])
  })

  test('two articles of one sender get two references', async () => {
    const other = form({
      title: 'LĐLĐ huyện Ba Bể khai mạc giải bóng chuyền',
      body: 'Sáng nay tại sân vận động, LĐLĐ huyện Ba Bể khai mạc giải bóng chuyền công đoàn với 16 đội tham gia. Giải kéo dài ba ngày, thu hút đông đảo cổ động viên và đoàn viên các xã.',
    })
    const lines = await judge({
      article: { ...article, attachments: [form(), photo()] },
      other: { text: 'Em gửi bài', date: 5 * MINUTES, attachments: [other, photo('b.jpg', second)] },
    })
    expect(lines.map(({ reply }) => reply?.subject.slice(-14))).toEqual(['(BK-2019-0001)', '(BK-2019-0002)'])
  })
})

test('the editor is told how a file was read: tracked changes, an old font', async () => {
  const changed = composeDocx([
    ...aFormText().split('\n'),
    { xml: '<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>' },
  ])
  const attachments = [{ filename: 'bai.docx', content: Buffer.from(changed) }, photo()]
  const { texts } = await inspector.inspect({
    mail: {
      text: toTcvn3(
        'Kính gửi Ban Biên tập, công đoàn trường gửi bài về hoạt động của đoàn viên, người lao động trong tháng',
      ),
      attachments,
    },
  })
  expect(texts[0]).toContain('Lưu ý: bai.docx: còn dấu sửa (Track Changes)')
  expect(texts[0]).toContain('Lưu ý: Nội dung thư: gõ bằng phông chữ cũ')
})

test('at a terminal the verdict is told in words', async () => {
  const { texts } = await inspector.inspect({
    mail: { text: 'Em gửi bài ạ', attachments: [form(), photo(ZALO, copy)] },
  })
  expect(texts[0]).toMatch(/^mail\n {2}Cần bổ sung\n {2}Tít: Công đoàn Trường/)
  expect(texts[0]).toContain(`Ảnh ${ZALO}: không phải ảnh gốc – Tên tệp kiểu Zalo`)
  expect(texts[0]).toContain('Thư trả lời cho hang@example.com')
  expect(texts[0]).not.toMatch(/0983456712|8605205112233/)
})
