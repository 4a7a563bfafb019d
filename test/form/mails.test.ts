import { expect, test } from 'vitest'
import type { Content, Document, Reading } from '../../src/domain.ts'
import { readForm } from '../../src/form/read.ts'
import { aFile } from '../domain.ts'
import { ARTICLE, attached, bold, document, mail, plain, table } from './compose.ts'

const { title, author, unit, phone, accountNumber, accountHolder } = ARTICLE
const [first, second] = ARTICLE.body
const [one, two] = ARTICLE.captions

const FORM: Document = document(
  `1. Tít tin, bài: ${title}`,
  '2. Nội dung bài viết:',
  first,
  second,
  '3. Chú thích ảnh:',
  one,
  two,
  `4. Tác giả: ${author}`,
  `5. Đơn vị công tác: ${unit}`,
  `6. Số điện thoại: ${phone}`,
  `7. Số tài khoản: ${accountNumber}`,
  `8. Tên chủ tài khoản: ${accountHolder}`,
)

const LETTER: Document = document(
  table(['LĐLĐ TỈNH BẮC KẠN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc']),
  'Số: 12/CV-LĐLĐ',
  'V/v tổ chức các hoạt động quý IV',
  'Kính gửi: Các công đoàn cơ sở',
  'Thực hiện chương trình công tác năm 2019, Ban Thường vụ đề nghị các công đoàn cơ sở tổ chức hội nghị tổng kết.',
  'Nơi nhận: - Như trên; - Lưu: VT.',
  'TM. BAN THƯỜNG VỤ',
  'Nông Văn Chủ',
)

const ARTICLE_ONLY = document(bold(title), first, second)

const read = (...readings: readonly Reading[]) => {
  const reading = readForm(readings)
  return { ...reading, fields: plain(reading.fields) }
}

const subject = (text: string, contents: readonly Content[] = []): Reading => mail('', { subject: text }, contents)

test.each([
  ['the form first', [attached(FORM, 'tin.docx'), attached(LETTER, 'cv.doc')]],
  ['the letter first', [attached(LETTER, 'cv.doc'), attached(FORM, 'tin.docx')]],
])('of a form and an official letter the form is read: %s', (_, contents) => {
  expect(read(mail('', {}, contents)).fields).toEqual(ARTICLE)
})

test('an official letter alone is no article', () => {
  expect(read(mail('', {}, [attached(LETTER)]))).toMatchObject({
    articleLike: false,
    fields: { title: null, body: [] },
  })
})

test('the article may stand in one file and the people in another', () => {
  const people = document(
    table(['Tác giả', author], ['Đơn vị', unit], ['SĐT', phone], ['STK', accountNumber], ['Chủ TK', accountHolder]),
  )
  expect(read(mail('', {}, [attached(people, 'a.docx'), attached(ARTICLE_ONLY, 'b.docx')])).fields).toEqual({
    ...ARTICLE,
    captions: [],
  })
})

test('captions may stand in a file of their own', () => {
  const captions = document('Chú thích ảnh', `Ảnh 1: ${one}`, `Ảnh 2: ${two}`)
  expect(read(mail('', {}, [attached(ARTICLE_ONLY, 'a.docx'), attached(captions, 'b.docx')])).fields).toMatchObject({
    title,
    body: [first, second],
    captions: [one, two],
  })
})

test('what the document does not say is taken from the mail', () => {
  const own = `Kính gửi Ban Biên tập, em gửi bài ạ.\nTác giả: ${author}\nĐơn vị: ${unit}\nSĐT: ${phone}`
  expect(read(mail(own, {}, [attached(ARTICLE_ONLY)])).fields).toMatchObject({ title, author, unit, phone })
})

test('where document and mail disagree the document wins, and the difference is told', () => {
  const reading = read(mail('Em gửi bài ạ.\nTác giả: Lục Văn Hải\nSĐT: 0912345678', {}, [attached(FORM)]))
  expect(reading.fields).toEqual(ARTICLE)
  expect(reading.differences).toEqual(['author', 'phone'])
})

test('the same name in capitals and without marks is no difference', () => {
  expect(read(mail('Tác giả: BE THI LAN\nSĐT: +84 977 123 456', {}, [attached(FORM)])).differences).toEqual([])
})

test.each([
  ['phone', 'Em bổ sung SĐT: 0912 345 678 ạ', { phone: '0912345678' }],
  ['account', 'Số tài khoản: 9900112233445', { accountNumber: '9900112233445' }],
  ['author', 'Tác giả: Lục Văn Hải', { author: 'Lục Văn Hải' }],
])('a later mail corrects the %s', (_, own, changed) => {
  expect(read(mail('', {}, [attached(FORM)]), mail(own)).fields).toEqual({ ...ARTICLE, ...changed })
})

test('a later mail completes what was missing', () => {
  const later = mail(
    ['Dạ em xin bổ sung ạ:', `Đơn vị: ${unit}`, `Số điện thoại: ${phone}`, `Ảnh 1: ${one}`, `Ảnh 2: ${two}`].join('\n'),
  )
  expect(
    read(mail('', {}, [attached(document(bold(title), first, second, `Tin, ảnh: ${author}`))]), later).fields,
  ).toEqual({
    ...ARTICLE,
    accountNumber: null,
    accountHolder: null,
  })
})

test.each([
  ['in a sentence', `Em bổ sung đơn vị là ${unit}, sđt của em là 0977.123.456 ạ`],
  ['without labels', `${unit}\n0977 123 456`],
  ['in a letter', `Kính gửi Ban Biên tập, ${unit} xin bổ sung. ĐT liên hệ: 0977123456. Trân trọng!`],
])('an answer to our request is read %s', (_, own) => {
  const first = mail('', {}, [attached(document(bold(title), ...ARTICLE.body, `Tin, ảnh: ${author}`))])
  expect(read(first, mail(own)).fields).toMatchObject({ title, author, unit, phone })
})

test('an account sent later in a sentence is read', () => {
  const later = mail('Số tài khoản của em là 8602205033445, ngân hàng Agribank, chủ tài khoản Bế Thị Lan ạ')
  expect(read(mail('', {}, [attached(ARTICLE_ONLY)]), later).fields).toMatchObject({
    accountNumber,
    accountHolder: author,
  })
})

test('captions sent later alone are captions', () => {
  const later = mail(['Em bổ sung chú thích ạ', one, two, 'Em cảm ơn!'].join('\n'))
  expect(read(mail('', {}, [attached(ARTICLE_ONLY)]), later).fields).toMatchObject({
    title,
    body: [first, second],
    captions: [one, two],
  })
})

test.each(['Có file đính kèm', 'Như bài gửi kèm theo', '(xem file word đính kèm)'])(
  'a form that says %j has its article in another file',
  points => {
    const form = document(`Tít bài: ${title}`, `Nội dung: ${points}`, `Tác giả: ${author}`, `Đơn vị: ${unit}`)
    const article = document(bold('Bản tin công đoàn số tháng 11'), first, second)
    expect(read(mail('', {}, [attached(article, 'a.docx'), attached(form, 'b.docx')])).fields).toMatchObject({
      title,
      body: [first, second],
      author,
    })
    expect(read(mail('', {}, [attached(form)])).fields).toMatchObject({ title, body: [] })
  },
)

test('a later mail that brings only photos changes nothing', () => {
  expect(read(mail('', {}, [attached(FORM)]), mail('Em gửi thêm 2 ảnh gốc ạ. Em cảm ơn!')).fields).toEqual(ARTICLE)
})

test('a corrected form in a later mail wins as a whole', () => {
  const corrected = document(
    `1. Tít tin, bài: ${title} năm 2019`,
    '2. Nội dung bài viết:',
    `${first} Xin sửa lại.`,
    second,
    `4. Tác giả: ${author}`,
  )
  expect(read(mail('', {}, [attached(FORM)]), mail('Em sửa lại bài ạ', {}, [attached(corrected)])).fields).toEqual({
    ...ARTICLE,
    title: `${title} năm 2019`,
    body: [`${first} Xin sửa lại.`, second],
  })
})

test('a blank form beside the article takes nothing away', () => {
  const blank = document(
    '1. Tít tin, bài',
    '2. Nội dung bài viết',
    '3. Chú thích ảnh',
    '4. Tác giả (VD: Nông Văn K)',
    '5. Đơn vị công tác',
  )
  expect(read(mail('', {}, [attached(blank, 'mau.docx'), attached(ARTICLE_ONLY)])).fields).toMatchObject({
    title,
    body: [first, second],
    author: null,
  })
})

test('a forwarded mail is read like one of its own', () => {
  const forwarded = [`Tít: ${title}`, 'Nội dung:', first, second, `Tác giả: ${author}`, `Đơn vị: ${unit}`].join('\n')
  expect(read(mail('Em chuyển tiếp bài của đơn vị ạ', { forwarded })).fields).toMatchObject({ title, author, unit })
})

test('an attached mail is read', () => {
  const inner: Content = { kind: 'mail', file: aFile('bai.eml'), ...mail('Em gửi bài', {}, [attached(FORM)]) }
  expect(read(mail('Chuyển các anh', {}, [inner])).fields).toEqual(ARTICLE)
})

test.each([
  [title, title],
  [`Tin: ${title}`, title],
  [`Bài viết: ${title}`, title],
  [`[Tin bài] ${title}`, title],
  [`Fwd: ${title}`, title],
  [`Gửi bài: ${title}`, title],
  [`Tin bài: ${title}`, title],
  ['Gương sáng người thợ điện ở Ba Bể', 'Gương sáng người thợ điện ở Ba Bể'],
  ['LĐLĐ huyện Ngân Sơn tổ chức tập huấn cán bộ công đoàn', 'LĐLĐ huyện Ngân Sơn tổ chức tập huấn cán bộ công đoàn'],
  [
    'Hội nghị người lao động Công ty Cổ phần Khoáng sản năm 2019',
    'Hội nghị người lao động Công ty Cổ phần Khoáng sản năm 2019',
  ],
])('the subject %j is a title', (text, found) => {
  expect(read(subject(text, [attached(document(first, second))])).fields.title).toBe(found)
})

test.each([
  '',
  'Tin bài',
  'Gửi tin bài',
  'Tin, bài tháng 11/2019',
  'Bài viết của CĐCS Trường Mầm non Bằng Vân',
  'CĐCS Trường Mầm non Bằng Vân gửi tin bài',
  'CĐCS Trường Mầm non Bằng Vân gửi bài tháng 11 năm 2019',
  'Tin bài tháng 11 - CĐCS Trường Mầm non Bằng Vân',
  'Công đoàn cơ sở Trường Mầm non Bằng Vân',
  'Em gửi bài và ảnh ạ',
  'Kính gửi Ban Biên tập Trang thông tin điện tử LĐLĐ tỉnh',
  'Gửi bài đăng trang web Công đoàn tỉnh Bắc Kạn',
  'V/v gửi tin bài đăng Trang thông tin điện tử LĐLĐ tỉnh',
  'Ảnh gốc kèm theo bài viết hôm trước',
  'Bổ sung ảnh cho bài viết đã gửi ngày 12/11',
  'LĐLĐ huyện Ngân Sơn nộp tin, bài quý IV',
  'bai cua cdcs truong mam non bang van thang 11',
  'Bế Thị Lan - tin bài và ảnh hoạt động',
  'tin bài hoạt động công đoàn tháng 11.docx',
  '(no subject)',
  'Re: Cần bổ sung: tin, bài [BK-2026-0042]',
])('the subject %j is no title', text => {
  expect(read(subject(text, [attached(document(first, second))])).fields.title).toBeNull()
})

test('a title in the document wins over the subject', () => {
  expect(read(subject('Hội nghị tổng kết năm học của trường', [attached(FORM)])).fields.title).toBe(title)
})
