import { expect, test } from 'vitest'
import { readForm } from '../../src/form/read.ts'
import { ARTICLE, mail, type Plain, plain, readBody } from './compose.ts'

const { title, author, unit, phone, accountNumber, accountHolder } = ARTICLE
const [first, second] = ARTICLE.body
const [one, two] = ARTICLE.captions

type Typed = [name: string, lines: readonly string[], differs?: Partial<Plain>]

const WITHOUT_MARKS: Plain = {
  title: 'cong doan truong mam non bang van trao qua cho doan vien',
  body: [
    'chieu ngay 12/11/2019 cong doan truong mam non bang van da to chuc tham hoi va trao qua cho doan vien luc thi nga.',
    'tai buoi trao qua dong chi chu tich cong doan da dong vien gia dinh va trao 1.500.000 dong do doan vien quyen gop. hoat dong nay duoc doan vien huong ung.',
  ],
  captions: ['dong chi be thi lan trao qua', 'ban chap hanh chup anh luu niem'],
  author: 'be thi lan',
  unit: 'cong doan truong mam non bang van',
  phone: '0977123456',
  accountNumber: '8602205033445',
  accountHolder: 'be thi lan',
}
const [plainFirst = '', plainSecond = ''] = WITHOUT_MARKS.body

const typed: readonly Typed[] = [
  [
    'between a greeting and a closing',
    [
      'Kính gửi Ban Biên tập,',
      '',
      'Em xin gửi tin bài của đơn vị ạ.',
      '',
      `Tít: ${title}`,
      '',
      'Nội dung:',
      first,
      '',
      second,
      '',
      'Chú thích ảnh:',
      `- ${one}`,
      `- ${two}`,
      '',
      `Tác giả: ${author}`,
      `Đơn vị: ${unit}`,
      `ĐT: ${phone}`,
      `STK: ${accountNumber} Agribank`,
      `Chủ TK: ${accountHolder}`,
      '',
      'Em xin cảm ơn ạ!',
    ],
  ],
  [
    'from a phone, no marks, labels with colons',
    [
      `1. tit tin bai: ${WITHOUT_MARKS.title}`,
      `2. noi dung bai viet: ${plainFirst}`,
      plainSecond,
      '3. chu thich anh: anh 1: dong chi be thi lan trao qua',
      'anh 2: ban chap hanh chup anh luu niem',
      '4. tac gia: be thi lan',
      '5. don vi cong tac: cong doan truong mam non bang van',
      '6. so dien thoai: 0977123456',
      '7. so tai khoan cua tac gia: 8602205033445 agribank',
      '8. ten chu tai khoan: be thi lan',
    ],
    WITHOUT_MARKS,
  ],
  [
    'from a phone, no marks, no numbers, no colons',
    [
      `Tit tin bai ${WITHOUT_MARKS.title}`,
      `Noi dung bai viet ${plainFirst}`,
      plainSecond,
      'Chu thich anh',
      'anh 1 dong chi be thi lan trao qua',
      'anh 2 ban chap hanh chup anh luu niem',
      'Tac gia be thi lan',
      'Don vi cong tac cong doan truong mam non bang van',
      'So dien thoai 0977123456',
      'So tai khoan 8602205033445 agribank',
      'Ten chu tai khoan be thi lan',
    ],
    WITHOUT_MARKS,
  ],
  [
    'in capitals',
    [
      `TÍT TIN, BÀI: ${title}`,
      'NỘI DUNG BÀI VIẾT:',
      first,
      second,
      `CHÚ THÍCH ẢNH: ${one}`,
      two,
      `TÁC GIẢ: ${author}`,
      `ĐƠN VỊ CÔNG TÁC: ${unit}`,
      `SỐ ĐIỆN THOẠI: ${phone}`,
      `SỐ TÀI KHOẢN: ${accountNumber}`,
      `TÊN CHỦ TÀI KHOẢN: ${accountHolder}`,
    ],
  ],
  [
    'decomposed letters, as iPhones and Macs send them',
    [
      `1. Tít tin, bài: ${title}`,
      `2. Nội dung bài viết: ${first}`,
      second,
      `3. Chú thích ảnh: ${one}`,
      two,
      `4. Tác giả: ${author}`,
      `5. Đơn vị công tác: ${unit}`,
      `6. Số điện thoại: ${phone}`,
      `7. Số tài khoản: ${accountNumber}`,
      `8. Tên chủ tài khoản: ${accountHolder}`,
    ].map(line => line.normalize('NFD')),
  ],
  [
    'a table copied into the mail',
    [
      `1\tTít tin, bài\t${title}`,
      `2\tNội dung bài viết\t${first}`,
      second,
      `3\tChú thích ảnh\t${one}`,
      two,
      `4\tTác giả\t${author}`,
      `5\tĐơn vị công tác\t${unit}`,
      `6\tSố điện thoại\t${phone}`,
      `7\tSố tài khoản của tác giả\t${accountNumber}`,
      `8\tTên chủ tài khoản\t${accountHolder}`,
    ],
  ],
  [
    'starred and spaced labels',
    [
      `*Tiêu đề:* ${title}`,
      `*Nội dung:* ${first}`,
      second,
      `*Chú thích ảnh:* ${one}`,
      two,
      `* Tác giả : ${author}`,
      `* Đơn vị : ${unit}`,
      `* Điện thoại : ${phone}`,
      `* Số tài khoản : ${accountNumber}`,
      `* Chủ tài khoản : ${accountHolder}`,
    ],
  ],
  [
    'article first, who wrote it on one line',
    [
      title,
      '',
      first,
      second,
      '',
      `Ảnh 1: ${one}`,
      `Ảnh 2: ${two}`,
      '',
      `Tác giả: ${author}, đơn vị: ${unit}, SĐT: ${phone}, STK: ${accountNumber}, chủ TK: ${accountHolder}`,
    ],
  ],
  [
    'people first, then the article',
    [
      `Họ và tên: ${author}`,
      `Đơn vị công tác: ${unit}`,
      `Số điện thoại: ${phone}`,
      `Số tài khoản: ${accountNumber}, Ngân hàng Agribank`,
      `Chủ tài khoản: ${accountHolder}`,
      `Tiêu đề: ${title}`,
      `Nội dung: ${first}`,
      second,
      'Chú thích ảnh:',
      one,
      two,
    ],
  ],
  [
    'title wrapped by the mail program',
    [
      '1. Tít tin, bài: Công đoàn cơ sở Trường Mầm non Bằng Vân trao quà',
      'cho đoàn viên có hoàn cảnh khó khăn',
      '',
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
    ],
  ],
]

test.each<Typed>([...typed])('a form typed in a mail is read: %s', (_, lines, differs = {}) => {
  expect(readBody(...lines)).toEqual({ ...ARTICLE, ...differs })
})

test.each([
  ['sentence', 'Số điện thoại đường dây nóng của trường được thông báo tới toàn thể đoàn viên.'],
  ['heading', 'Nội dung hội nghị gồm ba phần.'],
  ['list', '4. Tác giả của sáng kiến là một đoàn viên trẻ của trường, đã có nhiều năm gắn bó.'],
  ['unit', 'Đơn vị đã trao tặng 20 suất quà cho các gia đình.'],
  ['account', 'Tài khoản ủng hộ được công khai trên bảng tin.'],
  ['colon in the middle', 'Mọi ủng hộ xin gửi về số điện thoại: 0209 3000 001 của nhà trường, xin cảm ơn.'],
])('a label word in a sentence is no label: %s', (_, sentence) => {
  const lines = [
    `1. Tít tin, bài: ${title}`,
    '2. Nội dung bài viết:',
    first,
    sentence,
    second,
    `4. Tác giả: ${author}`,
    `5. Đơn vị công tác: ${unit}`,
  ]
  expect(readBody(...lines)).toMatchObject({ title, body: [first, sentence, second], author, unit, phone: null })
})

test('no quoted mail and no signature gets into an answer', () => {
  const own = [`Tít: ${title}`, 'Nội dung:', first, second, `Tác giả: ${author}`].join('\n')
  const reading = mail(own, { quoted: 'Đơn vị: CĐCS khác', signature: 'Bế Thị Lan\nĐT: 0977123456' })
  expect(plain(readForm([reading]).fields)).toMatchObject({ title, body: [first, second], author, phone })
})
