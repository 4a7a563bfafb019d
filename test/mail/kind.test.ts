import { describe, expect, test } from 'vitest'
import type { Content, Mail } from '../../src/domain.ts'
import { readForm } from '../../src/form/read.ts'
import { type Arrived, kindOf } from '../../src/mail/kind.ts'
import {
  ARTICLE,
  aClosedFile,
  aDocument,
  aFile,
  aFormText,
  anOtherFile,
  aPhotoFile,
  aReading,
  OFFICE,
  TITLE,
} from '../domain.ts'

type Row = readonly [
  what: string,
  mail: Partial<Mail>,
  contents?: readonly Content[],
  known?: Partial<Pick<Arrived, 'answers' | 'wroteBefore'>>,
]

const each = (rows: readonly Row[]) => test.each(rows.map(row => ({ what: row[0], row })))

function sorted([, mail, contents = [], known = {}]: Row): string {
  const reading = aReading(mail, contents)
  const kind = kindOf({
    reading,
    form: readForm([reading]),
    office: OFFICE,
    answers: false,
    wroteBefore: false,
    ...known,
  })
  return kind.kind === 'other' ? kind.why : kind.kind
}

const withoutAccents = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')

const form = (name = 'Mau tin bai.docx'): Content => aDocument(aFormText(), name)
const blankForm = aDocument(
  aFormText({
    title: '',
    body: '',
    captions: '',
    author: '',
    unit: '',
    phone: '',
    accountNumber: '',
    accountHolder: '',
  }),
  'Mau.docx',
)
const article = aDocument(`${TITLE}\n${ARTICLE}\nNông Thị Minh Hằng`)
const photo = aPhotoFile()
const photos = [aPhotoFile('IMG_1.jpg'), aPhotoFile('IMG_2.jpg')]

const LETTER = [
  'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  'Số: 45/LĐLĐ-CTCS',
  'V/v triển khai các hoạt động Tháng Công nhân',
  'Kính gửi: Các công đoàn cơ sở',
  `Thực hiện kế hoạch của LĐLĐ tỉnh, LĐLĐ huyện đề nghị các CĐCS tổ chức hội nghị. ${ARTICLE}`,
  'Nơi nhận:',
  '- Lưu: VT',
].join('\n')
const letter = aDocument(LETTER, 'CV 45 LDLD.docx')

describe('a contribution', () => {
  each([
    ['the filled form and photos', { text: 'Kính gửi BBT, em gửi bài ạ.' }, [form(), ...photos]],
    ['an empty mail with a form', { subject: '', text: '' }, [form()]],
    ['a form typed in the mail', { subject: 'Tin', text: aFormText() }, [photo]],
    ['a form typed without diacritics', { subject: 'tin', text: withoutAccents(aFormText()) }],
    ['a form without photos', { text: 'Em gửi bài' }, [form()]],
    [
      'a form in a mail forwarded as an attachment',
      { subject: 'Fwd: tin', text: '' },
      [
        {
          kind: 'mail',
          file: aFile('thu.eml'),
          mail: aReading({ text: 'Em gửi bài' }).mail,
          contents: [form(), photo],
        },
      ],
    ],
    [
      'a form with a long letter that greets and thanks',
      { text: 'Cảm ơn Ban Biên tập đã hướng dẫn. Em gửi lại bài theo mẫu ạ.' },
      [form()],
    ],
    [
      'a form beside an official covering letter',
      { text: 'LĐLĐ huyện gửi công văn và tin, bài.' },
      [letter, form(), photo],
    ],
    ['a free article as a document with photos', { text: 'Em gửi bài và ảnh' }, [article, ...photos]],
    ['a free article as a document, nothing said', { subject: '', text: '' }, [article]],
    ['an article typed in the mail with photos', { subject: TITLE, text: ARTICLE }, [photo]],
    [
      'an article typed in the mail under a vague subject',
      { subject: 'Tin', text: `Kính gửi Ban Biên tập, em xin gửi tin sau:\n\n${ARTICLE}` },
    ],
    ['an article typed without diacritics', { subject: withoutAccents(TITLE), text: withoutAccents(ARTICLE) }, [photo]],
    [
      'an article typed without diacritics and without photos',
      { subject: withoutAccents(TITLE), text: withoutAccents(ARTICLE) },
    ],
    [
      'an article that mentions an invitation',
      { subject: TITLE, text: `${ARTICLE}\nTới dự có các đại biểu được mời dự chương trình.` },
      [photo],
    ],
    [
      'an article that mentions a plan by number',
      { subject: TITLE, text: `Thực hiện Kế hoạch số 12/KH-LĐLĐ. ${ARTICLE}` },
      [photo],
    ],
    ['an article with photos named like papers', { subject: TITLE, text: ARTICLE }, [aPhotoFile('HD 20-11-2019.jpg')]],
    [
      'an article with a Drive link',
      { subject: TITLE, text: `${ARTICLE}\nẢnh: https://drive.google.com/drive/folders/1AbC` },
    ],
    [
      'a forwarded article with words of the one who forwards',
      {
        subject: 'Fwd: Tin bài',
        text: `LĐLĐ huyện gửi BBT bài của CĐCS.\n\n---------- Forwarded message ---------\nFrom: Lan <lan@example.com>\nDate: T2, 18 thg 11, 2019\nSubject: Tin bài\nTo: <ldld@example.com>\n\n${TITLE}\n${ARTICLE}`,
      },
      [photo],
    ],
    ['an encrypted zip with "gửi bài"', { subject: 'Bài viết', text: 'Em gửi bài và ảnh ạ' }, [aClosedFile('bai.zip')]],
    [
      'a damaged Word file with "gửi tin"',
      { subject: '', text: 'Đơn vị xin gửi tin ạ' },
      [aClosedFile('tin.docx', 'damaged')],
    ],
    ['a scan with "gửi bài"', { text: 'Em gửi bài viết ạ' }, [aDocument('', 'scan.pdf', { notes: ['scan'] })]],
    [
      'a short item as a document with "gửi tin"',
      { subject: 'tin', text: 'em gửi tin' },
      [aDocument('CĐCS Trường Nà Phặc trao 5 suất quà cho đoàn viên khó khăn nhân ngày 20/11.')],
    ],
    ['the blank form sent by mistake', { subject: 'Gửi bài', text: 'Em gửi bài ạ' }, [blankForm, photo]],
    ["a form through a unit's Google Group", { automatic: 'list', text: 'Em gửi bài' }, [form(), photo]],
    [
      'a form in an old thread',
      { subject: 'Re: Đã nhận: bài cũ', text: 'Em gửi bài mới' },
      [form(), photo],
      { answers: true, wroteBefore: true },
    ],
    [
      'a short item in the mail with its author and a photo',
      {
        subject: TITLE,
        text: 'Ngày 18/11, CĐCS Trường A thăm hỏi, tặng quà đoàn viên Lý Thị B đang điều trị tại bệnh viện.\nTin, ảnh: Nông Văn K – CĐCS Trường A',
      },
      [photo],
    ],
    ['a plain-word subject in capitals', { subject: 'GỬI TIN BÀI', text: '' }, [aDocument(ARTICLE)]],
  ])('is $what', ({ row }) => {
    expect(sorted(row)).toBe('submission')
  })
})

describe('from somebody known, a contribution', () => {
  each([
    ['photos with words about them', { subject: 'Ảnh', text: 'Em gửi ảnh của bài hôm trước ạ' }, photos],
    ['photos with a caption', { subject: '', text: 'Đồng chí Chủ tịch trao quà cho đoàn viên' }, [photo]],
    ['photos with words without diacritics', { subject: 'anh', text: 'em gui anh kem bai' }, [photo]],
    ['a link to photos', { subject: 'Ảnh', text: 'Em gửi ảnh: https://photos.app.goo.gl/abc' }],
    ['an encrypted folder of photos', { subject: '', text: 'Em gửi ảnh gốc ạ' }, [aClosedFile('anh.rar')]],
  ])('is $what', ({ row: [what, mail, contents = []] }) => {
    expect(sorted([what, mail, contents, { wroteBefore: true }])).toBe('submission')
  })
})

describe('an answer completes with', () => {
  each([
    ['photos and no word', { subject: 'Re: Cần bổ sung', text: '' }, [photo]],
    ['a labelled line', { subject: 'Re: Cần bổ sung', text: 'Đơn vị: CĐCS Trường Tiểu học Nà Phặc' }],
    ['a caption', { subject: 'Re: Cần bổ sung', text: 'Ảnh 1: Đồng chí Chủ tịch trao quà cho đoàn viên' }],
    [
      'a phone number in a sentence',
      { subject: 'Re: Cần bổ sung', text: 'Dạ số của em là 0983 456 712 ạ, cảm ơn BBT' },
    ],
    ['an article', { subject: 'Re: Cần bổ sung', text: ARTICLE }],
    ['a link', { subject: 'Re: Cần bổ sung', text: 'https://drive.google.com/drive/folders/1AbC' }],
    ['a document', { subject: 'Re: Cần bổ sung', text: 'Em gửi lại' }, [aDocument('Nà Phặc tặng quà.')]],
  ])('$what', ({ row: [what, mail, contents = []] }) => {
    expect(sorted([what, mail, contents, { answers: true }])).toBe('submission')
  })

  test('words nobody can place: kept with its submission, for the editor', () => {
    expect(sorted(['', { subject: 'Re: Cần bổ sung', text: 'Nông Thị Minh Hằng' }, [], { answers: true }])).toBe(
      'maybe',
    )
  })
})

describe('perhaps a contribution', () => {
  each([
    ['photos without words from nobody known', { subject: '', text: '' }, photos],
    ['photos without words from somebody known', { subject: '', text: '' }, photos, { wroteBefore: true }],
    [
      'photos with words from nobody known',
      { subject: 'Ảnh hoạt động', text: 'Em gửi ảnh hoạt động của CĐCS' },
      photos,
    ],
    [
      'a screenshot with a question',
      { subject: 'Hỏi', text: 'Cho em hỏi bài này đã đăng chưa ạ?' },
      [aPhotoFile('Screenshot.png')],
      { wroteBefore: true },
    ],
    [
      'a Drive link and "gửi bài" from nobody known',
      { subject: 'Bài', text: 'Em gửi bài: https://drive.google.com/file/d/1/view' },
    ],
    [
      'a short item without any word of sending',
      { subject: '', text: '' },
      [aDocument('CĐCS Trường Nà Phặc trao 5 suất quà cho đoàn viên khó khăn nhân ngày 20 tháng 11.', 'x.docx')],
    ],
    ['a closed archive that is named like an article', { subject: '', text: '' }, [aClosedFile('tin_bai_cdcs.zip')]],
    ['an official letter with photos', { subject: 'Báo cáo', text: 'Gửi kèm báo cáo' }, [letter, photo]],
    ['a report that reads like an article', { subject: 'Báo cáo hoạt động công đoàn', text: ARTICLE }],
    ['an invitation that reads like an article', { subject: 'Giấy mời', text: ARTICLE }, [aDocument(ARTICLE)]],
    [
      'a forwarded newspaper article',
      {
        subject: 'Fwd: Tin hay',
        text: `---------- Forwarded message ---------\nFrom: Báo <bao@example.com>\nDate: T2, 18 thg 11, 2019\nSubject: Tin\nTo: <a@example.com>\n\n${ARTICLE}`,
      },
    ],
    ['a form from a website robot', { automatic: 'robot', text: aFormText() }],
    ['an article file from a list', { automatic: 'list', text: 'Chuyển các đồng chí' }, [article]],
    [
      'a form from what calls itself an answering machine',
      { automatic: 'autoReply', subject: 'Nghỉ phép năm: quyền lợi của người lao động' },
      [form()],
    ],
    ['the blank form with a question', { subject: 'Hỏi', text: 'Mẫu này điền như thế nào ạ?' }, [blankForm]],
    ['captions that come alone', { subject: '', text: 'Em bổ sung chú thích\nẢnh 1: Đồng chí Chủ tịch trao quà' }],
    ['a phone number that is added', { subject: '', text: 'Em bổ sung số điện thoại 0983456712' }],
    ['a damaged mail', { subject: 'Tin', text: '', damaged: true }],
    [
      'an article with words of an offer',
      {
        subject: 'Chương trình ưu đãi cho đoàn viên',
        text: `${ARTICLE} Đoàn viên được giảm giá 10%. Khuyến mãi đến hết tháng.`,
      },
    ],
  ])('is $what', ({ row }) => {
    expect(sorted(row)).toBe('maybe')
  })
})

describe('no contribution, though it reads like one: never answered', () => {
  each([
    ['a speech', { subject: 'Bài tham luận', text: 'Em gửi bài tham luận ạ' }, [aDocument(ARTICLE, 'tham luan.docx')]],
    [
      'a report on merits',
      { subject: 'Báo cáo thành tích', text: 'Em gửi báo cáo' },
      [aDocument(`Họ và tên: Nông Văn Khoa\nĐơn vị: CĐCS Nà Phặc\nSố điện thoại: 0983456712\n${ARTICLE}`, 'bc.docx')],
    ],
    [
      'a request for payment',
      { subject: 'Giấy đề nghị thanh toán', text: 'Em gửi chị' },
      [
        aDocument(
          'Họ và tên: Nông Văn Khoa\nĐơn vị: CĐCS\nNội dung: tiền nước\nSố tài khoản: 123456789\nTên chủ tài khoản: Nông Văn Khoa',
          'dntt.docx',
        ),
      ],
    ],
    [
      'a question about the royalty with an account',
      { subject: 'Nhuận bút', text: 'Cho em hỏi nhuận bút quý 3, số tài khoản 8605205112233 ạ' },
    ],
    ['a sheet with "gửi bài"', { subject: 'Gửi bài', text: 'Em gửi bài ạ' }, [anOtherFile('bai.xlsx')]],
    [
      'a correction in a sentence',
      { subject: 'Đính chính', text: 'Em xin đính chính đơn vị là CĐCS Nà Phặc' },
      [],
      { wroteBefore: true },
    ],
    ['the circular, sent on with a word', { subject: 'Mẫu tin bài', text: 'Em gửi chị mẫu tin bài ạ' }, [letter]],
  ])('$what', ({ row }) => {
    expect(sorted(row)).not.toBe('submission')
  })
})

describe('no contribution', () => {
  each([
    [
      'thư mời họp',
      {
        subject: 'Thư mời họp BCH công đoàn',
        text: 'Kính mời đồng chí tới dự họp lúc 8h ngày 20/11 tại hội trường. Trân trọng.',
      },
    ],
    [
      'giấy mời as a file',
      { subject: 'GM', text: 'Kính gửi đồng chí giấy mời.' },
      [aDocument('GIẤY MỜI\nKính mời đồng chí tới dự hội nghị', 'Giay_moi_hoi_nghi.docx')],
    ],
    ['giấy mời as a picture', { subject: 'Giấy mời dự đại hội', text: '' }, [photo]],
    [
      'an invitation in one sentence',
      { subject: 'Hội nghị', text: 'LĐLĐ huyện trân trọng kính mời đồng chí đến dự hội nghị tổng kết.' },
    ],
    ['công văn as a document', { subject: 'Công văn 45', text: 'Gửi các đơn vị' }, [letter]],
    [
      'công văn that speaks of articles',
      { subject: 'V/v gửi tin bài', text: 'Đề nghị các đơn vị gửi tin, bài về BBT.' },
      [letter],
    ],
    [
      'the circular itself, forwarded by an upper office',
      {
        subject: 'Fwd: Công văn về cung cấp tin, bài',
        text: 'Đề nghị các CĐCS triển khai, gửi tin bài theo mẫu kèm theo.',
      },
      [
        aDocument(
          `${LETTER}\nMẫu\n${aFormText({ title: '', body: '', captions: '', author: '', unit: '', phone: '', accountNumber: '', accountHolder: '' })}`,
          'CV 333.docx',
        ),
      ],
    ],
    [
      'kế hoạch',
      { subject: 'Kế hoạch tổ chức hội thao', text: 'Gửi các đồng chí kế hoạch.' },
      [anOtherFile('KH 12.xlsx')],
    ],
    ['báo cáo', { subject: 'Báo cáo quý III', text: 'CĐCS gửi báo cáo quý III ạ.' }, [letter]],
    [
      'thông báo in the mail',
      { subject: 'Thông báo lịch nghỉ tết', text: 'Thông báo toàn thể cán bộ lịch nghỉ tết từ ngày 20/01.' },
    ],
    ['an official letter typed in the mail', { subject: 'CV', text: LETTER }],
    [
      'bảng lương',
      { subject: 'Bảng lương tháng 11', text: 'Gửi anh chị bảng lương tháng 11.' },
      [anOtherFile('luong.xlsx')],
    ],
    ['a wish', { subject: 'Chúc mừng năm mới', text: 'Kính chúc Ban Biên tập năm mới an khang thịnh vượng.' }],
    [
      'a registration list',
      {
        subject: 'Đăng ký tập huấn',
        text: 'Họ và tên: Nông Văn Khoa\nĐơn vị: CĐCS Trường Nà Phặc\nSố điện thoại: 0983456712',
      },
    ],
    ['an advert', { subject: 'Khuyến mãi máy in', text: 'Quý khách mua ngay, giảm giá 50%. Hotline 19001234.' }],
    [
      'a course that is sold',
      {
        subject: 'Chiêu sinh lớp nghiệp vụ công đoàn',
        text: 'Trung tâm chiêu sinh lớp tập huấn nghiệp vụ công đoàn. Học phí 2 triệu. Khai giảng ngày 20. Chương trình dành cho cán bộ công đoàn.',
      },
    ],
    ['an offer in a bulk mail', { automatic: 'bulk', subject: 'Ưu đãi', text: ARTICLE }],
    [
      'phishing',
      { subject: 'Cảnh báo', text: 'Tài khoản của bạn sẽ bị khóa. Bấm vào đây để xác minh mật khẩu: http://x.example' },
    ],
    [
      'phishing that brings a file',
      { subject: 'Hóa đơn', text: 'Quý khách vui lòng thanh toán hóa đơn đính kèm thông tin.' },
      [aClosedFile('invoice.zip')],
    ],
    [
      'an English newsletter',
      {
        subject: 'Your weekly digest',
        text: "Hello, here are this week's top stories. Read more on our site. Enjoy your reading and share with friends.",
      },
    ],
    ['an English newsletter from a list', { automatic: 'bulk', subject: 'Weekly', text: 'Top stories.' }],
    [
      'a Facebook notice',
      { automatic: 'robot', subject: 'Bạn có thông báo mới', text: 'Nông Văn K đã đăng bài viết trong nhóm.' },
    ],
    ['a Zalo notice', { automatic: 'robot', subject: 'Zalo', text: 'Bạn có tin nhắn mới' }],
    [
      'a Google security alert',
      { automatic: 'robot', subject: 'Cảnh báo bảo mật', text: 'Có thiết bị mới đăng nhập.' },
    ],
    [
      'a bank statement',
      { automatic: 'robot', subject: 'Sao kê', text: 'Số dư tài khoản' },
      [aClosedFile('saoke.pdf')],
    ],
    [
      'a bank statement without marks',
      { subject: 'Sao kê tài khoản', text: 'Kính gửi Quý khách, sao kê giao dịch tháng 11. Số dư cuối kỳ.' },
      [aClosedFile('saoke.pdf')],
    ],
    ['out of office', { automatic: 'autoReply', subject: 'Trả lời tự động', text: 'Tôi đang nghỉ phép.' }],
    [
      'out of office that answers us',
      { automatic: 'autoReply', subject: 'Trả lời tự động: Đã nhận', text: 'Tôi đang nghỉ phép.' },
      [],
      { answers: true },
    ],
    ['a bounce that quotes an article', { automatic: 'bounce', subject: 'Undelivered', text: ARTICLE }, [article]],
    ['a bounce with the form attached', { automatic: 'bounce', subject: 'Undelivered' }, [form()]],
    [
      'a read receipt',
      { subject: 'Đã đọc: Đã nhận: bài', text: 'Thư của bạn đã được đọc lúc 8:00' },
      [],
      { answers: true },
    ],
    [
      "another system's ticket",
      { subject: 'Ticket Received - Re: Đã nhận: bài', text: 'We have received your request.' },
      [],
      { answers: true },
    ],
    ['a newsletter with an article', { automatic: 'list', subject: 'Bản tin công đoàn', text: ARTICLE }],
    ['thanks', { subject: 'Re: Đã nhận', text: 'Cảm ơn Ban Biên tập ạ!' }, [], { answers: true }],
    [
      'thanks with a signature',
      { subject: 'Re: Đã nhận', text: 'Em cảm ơn ạ.\n\n-- \nNông Thị Minh Hằng\nCĐCS Trường Nà Phặc\n0983456712' },
      [],
      { answers: true },
    ],
    ['"when will it be published?"', { subject: 'Hỏi', text: 'Cho em hỏi bao giờ bài của em được đăng ạ?' }],
    ['a question about sending', { subject: 'Hỏi', text: 'Em đã gửi bài tuần trước, BBT nhận được chưa ạ?' }],
    ['an empty answer', { subject: 'Re: Đã nhận', text: '' }, [], { answers: true }],
    ['an empty mail', { subject: '', text: '' }],
    ['our own mail', { from: { name: '', address: 'congdoanbk@gmail.com' }, text: aFormText() }, [form()]],
    [
      'homework',
      { subject: 'Nộp bài thu hoạch', text: 'Em nộp bài thu hoạch lớp bồi dưỡng' },
      [anOtherFile('thu hoach.pptx')],
    ],
    ['information that is sent', { subject: 'Thông tin', text: 'Em gửi thông tin chuyển khoản cho anh ạ' }],
  ])('is $what', ({ row }) => {
    expect(['submission', 'maybe']).not.toContain(sorted(row))
  })
})
