import { expect, test } from 'vitest'
import { readForm } from '../../src/form/read.ts'
import { ARTICLE, attached, bold, document, mail, type Plain, plain, readBody, readDocument } from './compose.ts'

const { title, author, unit, phone, accountNumber } = ARTICLE
const [first, second] = ARTICLE.body
const [one, two] = ARTICLE.captions
const CAPITALS = title.toUpperCase()

const ENDS: readonly (readonly [name: string, lines: readonly string[], end: Partial<Plain>])[] = [
  ['nothing', [], {}],
  ['Tin, ảnh: name – unit', [`Tin, ảnh: ${author} – ${unit}`], { author, unit }],
  ['Tin, ảnh: name (unit)', [`Tin, ảnh: ${author} (${unit})`], { author, unit }],
  ['Bài, ảnh: name', [`Bài, ảnh: ${author}`], { author }],
  ['Tin và ảnh: name, unit', [`Tin và ảnh: ${author}, ${unit}`], { author, unit }],
  ['(Tin, ảnh: name)', [`(Tin, ảnh: ${author})`], { author }],
  ['Tin ảnh name', [`Tin, ảnh ${author}`], { author }],
  ['Tin, ảnh / name', [`Tin, ảnh/ ${author}`], { author }],
  ['BÀI VÀ ẢNH: NAME', [`BÀI VÀ ẢNH: ${author.toUpperCase()}`], { author: author.toUpperCase() }],
  ['Tin: name; ảnh: other', [`Tin: ${author}; ảnh: CTV`], { author }],
  ['Thực hiện: name', [`Thực hiện: ${author}`], { author }],
  ['Người viết: name', [`Người viết: đ/c ${author}`], { author }],
  ['a name alone', [author], { author }],
  ['name – unit', [`${author} – ${unit}`], { author, unit }],
  ['name, then unit', [author, unit], { author, unit }],
  ['unit in brackets', [`${author} (${unit})`], { author, unit }],
  ['office before unit', [`${author} – Chủ tịch ${unit}`], { author, unit }],
  ['place and date, NGƯỜI VIẾT, name', ['Ngân Sơn, ngày 12 tháng 11 năm 2019', 'NGƯỜI VIẾT', author], { author }],
  ['Người viết bài (ký), name', ['Người viết bài', '(Ký, ghi rõ họ tên)', author], { author }],
  [
    'author, telephone and account on two lines',
    [`Tin, ảnh: ${author} – ${unit}`, `ĐT: ${phone} – STK: ${accountNumber} tại Ngân hàng Agribank Ngân Sơn`],
    { author, unit, phone, accountNumber },
  ],
  [
    'all on one line',
    [`Tác giả: ${author}, ĐT: ${phone}, STK: ${accountNumber} Agribank`],
    { author, phone, accountNumber },
  ],
  ['name, then telephone', [author, unit, `SĐT: ${phone}`], { author, unit, phone }],
  [
    'captions, then author',
    [`Ảnh 1: ${one}`, `Ảnh 2: ${two}`, `Tin, ảnh: ${author}`],
    { captions: [one, two], author },
  ],
  ['captions under a heading', ['Chú thích ảnh:', `1. ${one}`, `2. ${two}`], { captions: [one, two] }],
]

const FREE: Plain = {
  title,
  body: [first, second],
  captions: [],
  author: null,
  unit: null,
  phone: null,
  accountNumber: null,
  accountHolder: null,
}

test.each(ENDS)('an article without the form ends with %s', (_, lines, end) => {
  expect(readDocument(document(bold(title), first, second, ...lines))).toEqual({ ...FREE, ...end })
  expect(readDocument(document(CAPITALS, first, second, ...lines))).toEqual({ ...FREE, title: CAPITALS, ...end })
  expect(readBody('Kính gửi Ban Biên tập!', '', title, '', first, '', second, '', ...lines)).toEqual({
    ...FREE,
    ...end,
  })
})

test.each([
  ['a plain title', [title], title],
  [
    'two lines in capitals',
    ['CÔNG ĐOÀN CƠ SỞ TRƯỜNG MẦM NON BẰNG VÂN', 'TRAO QUÀ CHO ĐOÀN VIÊN'],
    'CÔNG ĐOÀN CƠ SỞ TRƯỜNG MẦM NON BẰNG VÂN TRAO QUÀ CHO ĐOÀN VIÊN',
  ],
  ['a heading above it', ['TIN, BÀI', title], title],
  ['"Bài viết tháng 11" above it', ['BÀI VIẾT THÁNG 11/2019', CAPITALS], CAPITALS],
  ['the unit above it', ['LĐLĐ HUYỆN NGÂN SƠN', 'CĐCS TRƯỜNG MẦM NON BẰNG VÂN', CAPITALS], CAPITALS],
  ['stars below it', [CAPITALS, '***'], CAPITALS],
  ['"Tiêu đề:" before it', [`Tiêu đề: ${title}`], title],
  ['"Tin:" before it', [`Tin: ${title}`], title],
  [
    'a question',
    ['Vì sao đoàn viên Trường Mầm non Bằng Vân gắn bó với nghề?'],
    'Vì sao đoàn viên Trường Mầm non Bằng Vân gắn bó với nghề?',
  ],
])('the title of an article without the form is found: %s', (_, lines, found) => {
  expect(readDocument(document(...lines, first, second))).toMatchObject({
    title: found,
    body: [first, second],
    captions: [],
    author: null,
  })
})

test.each([
  [
    'a letter around it',
    ['Kính gửi: Ban Biên tập Trang thông tin điện tử LĐLĐ tỉnh', 'Em gửi tin bài của CĐCS Trường Mầm non Bằng Vân ạ'],
    ['Trân trọng cảm ơn!'],
  ],
  ['one line before it', ['Gửi anh Liêm bài tháng 11 ạ'], []],
  ['an offer after it', ['Chào các anh chị'], ['Em xin gửi kèm 3 ảnh ạ.', 'Em cảm ơn!']],
  ['a greeting without marks', ['kinh gui ban bien tap'], ['xin cam on']],
])('a letter is no part of the article: %s', (_, before, after) => {
  const read = readBody(...before, '', title, '', first, second, '', ...after)
  expect(read).toMatchObject({ title, body: [first, second] })
})

test.each([
  'Tôi tin rằng mái trường sẽ luôn là ngôi nhà chung của đoàn viên.',
  'Nông Văn Thử, một đoàn viên trẻ, đã nhận phần quà lớn nhất.',
  'Hội nghị kết thúc lúc 11 giờ cùng ngày.',
])('a short last sentence stays in the article: %s', last => {
  expect(readDocument(document(bold(title), first, second, last))).toMatchObject({ title, body: [first, second, last] })
})

test('the unit is taken from the letter when the article does not say it', () => {
  const reading = mail(`Kính gửi Ban Biên tập, CĐCS Trường Mầm non Bằng Vân gửi tin.`, {}, [
    attached(document(bold(title), first, second, `Tin, ảnh: ${author}`)),
  ])
  expect(plain(readForm([reading]).fields)).toMatchObject({ author, unit: 'CĐCS Trường Mầm non Bằng Vân' })
})

test('author, unit and phone are taken from the signature when nothing else says them', () => {
  const signature = [author, unit, `ĐT: ${phone}`].join('\n')
  const reading = mail('Em gửi bài ạ', { signature }, [attached(document(bold(title), first, second))])
  expect(plain(readForm([reading]).fields)).toMatchObject({ title, author, unit, phone })
})

test.each([
  ['an article', [first, second], true],
  [
    'an article without marks',
    [
      'chieu 12/11 cong doan truong mam non bang van da to chuc tham hoi va trao qua cho doan vien co hoan canh kho khan.',
      'tai buoi trao qua dong chi chu tich cong doan da dong vien gia dinh. hoat dong duoc doan vien huong ung, the hien tinh than tuong than tuong ai.',
    ],
    true,
  ],
  ['a note', ['Em gửi bài ạ. Em cảm ơn.'], false],
  [
    'an invitation',
    [
      'Trân trọng kính mời đồng chí tới dự Hội nghị Ban Chấp hành Công đoàn lần thứ 8. Thời gian: 8 giờ ngày 12/11/2019. Địa điểm: Hội trường LĐLĐ tỉnh. Đề nghị các đồng chí tham gia đúng giờ và chuẩn bị ý kiến thảo luận cho hội nghị.',
    ],
    false,
  ],
  [
    'an advertisement',
    [
      'Khuyến mại lớn nhân dịp hội nghị khách hàng: giảm giá 50% cho người lao động. Đăng ký ngay hôm nay để nhận ưu đãi. Chương trình do công ty tổ chức, tham gia để được tặng quà. Liên hệ số điện thoại trên trang của chúng tôi.',
    ],
    false,
  ],
])('%s is told from other text', (_, lines, is) => {
  expect(readForm([mail(lines.join('\n'))]).articleLike).toBe(is)
})

test('a short item in the mail is the whole of the news when somebody signed it', () => {
  const item = 'Ngày 18/11, CĐCS Trường A thăm hỏi, tặng quà đoàn viên Lý Thị B đang điều trị tại bệnh viện.'
  const signed = mail(`${item}\nTin, ảnh: ${author} – ${unit}`, { subject: title })
  expect(plain(readForm([signed]).fields)).toMatchObject({ title, body: [item], author, unit })
  expect(readForm([mail(item, { subject: title })]).fields.body).toBeNull()
})
