import { describe, expect, test } from 'vitest'
import { separate } from '../../src/mail/quoted.ts'

const OWN = 'Em gửi ảnh ạ'
const OLD = 'Cần bổ sung: xin gửi ảnh gốc'
const lines = (...text: readonly string[]): string => text.join('\n')
const board = 'Ban Biên tập <congdoanbk@gmail.com>'

describe('an answer above the earlier mail, written with', () => {
  test.each<[string, string]>([
    [
      'Gmail in Vietnamese, broken before its last word',
      lines(`Vào 08:30, Th 2, 18 thg 11, 2019 ${board} đã`, 'viết:', '', `> ${OLD}`),
    ],
    [
      'Gmail in Vietnamese, with a long name',
      lines(
        'Vào Th 2, 18 thg 11, 2019 vào lúc 08:30 Ban Biên tập Trang thông tin điện tử',
        'LĐLĐ tỉnh Bắc Kạn <congdoanbk@gmail.com> đã viết:',
        '',
        `> ${OLD}`,
      ),
    ],
    [
      'Gmail in Vietnamese, the time first',
      lines(`Lúc 08:30, 18 thg 11, 2019, "Ban Biên tập" <congdoanbk@gmail.com> đã viết:`, `> ${OLD}`),
    ],
    ['Gmail in Vietnamese, the date first', lines(`Ngày 18 tháng 11 năm 2019 lúc 08:30, ${board} đã viết:`, OLD)],
    [
      'Gmail in English, broken inside the address',
      lines(
        'On Mon, Nov 18, 2019 at 8:30 AM Ban Biên tập Trang thông tin điện tử LĐLĐ tỉnh',
        'Bắc Kạn <',
        'congdoanbk@gmail.com> wrote:',
        '',
        `> ${OLD}`,
      ),
    ],
    ['Gmail of old', lines(`2019-11-18 8:30 GMT+07:00 ${board}:`, '', `> ${OLD}`)],
    ['Gmail, the time alone', lines(`08:30, 18 tháng 11, 2019, ${board}:`, `> ${OLD}`)],
    [
      'Outlook with brackets',
      lines(
        'From: Ban Biên tập [mailto:congdoanbk@gmail.com] ',
        'Sent: Monday, November 18, 2019 8:30 AM',
        'To: hang@example.com',
        'Subject: Cần bổ sung',
        '',
        OLD,
      ),
    ],
    [
      'Outlook in Vietnamese',
      lines(
        '________________________________',
        `Từ: ${board}`,
        'Đã gửi: Thứ Hai, 18 Tháng Mười Một 2019 8:30 SA',
        'Tới: hang@example.com <hang@example.com>',
        'Chủ đề: Cần bổ sung',
        '',
        OLD,
      ),
    ],
    [
      'Outlook in Vietnamese, other words',
      lines('Từ: Ban Biên tập', 'Gửi: Thứ Hai', 'Đến: Hằng', 'Về việc: Cần bổ sung', '', OLD),
    ],
    [
      'Outlook in bold letters',
      lines('*From:* Ban Biên tập', '*Sent:* Monday', '*To:* Hằng', '*Subject:* Cần bổ sung', '', OLD),
    ],
    [
      'Outlook with many recipients',
      lines(
        'From: Ban Biên tập',
        'Sent: Monday',
        'To: Hằng <hang@example.com>;',
        ' Lan <lan@example.com>',
        'Cc: Bé',
        'Subject: Cần bổ sung',
        '',
        OLD,
      ),
    ],
    [
      'Outlook on a phone',
      lines(
        'Get Outlook for Android<https://aka.ms/AAb9ysg>',
        '________________________________',
        `From: ${board}`,
        'Sent: Monday',
        'To: Hằng',
        'Subject: s',
        '',
        OLD,
      ),
    ],
    [
      'Windows Mail',
      lines(
        'Đã gửi từ Thư cho Windows 10',
        '',
        `Từ: ${board}`,
        'Đã gửi: 18 Tháng Mười Một 2019 8:30 SA',
        'Đến: Hằng',
        'Chủ đề: s',
        '',
        OLD,
      ),
    ],
    [
      'an iPhone in English',
      lines('Sent from my iPhone', '', `On Nov 18, 2019, at 8:30 AM, ${board} wrote:`, '', `> ${OLD}`),
    ],
    [
      'an iPhone in Vietnamese',
      lines('Được gửi từ iPhone của tôi', '', `Vào 18 thg 11, 2019, lúc 08:30, ${board} đã viết:`, '', `> ${OLD}`),
    ],
    [
      'a Samsung in Vietnamese',
      lines(
        'Được gửi từ thiết bị di động Samsung của tôi',
        '',
        '-------- Tin nhắn gốc --------',
        `Từ: ${board}`,
        'Ngày: 18/11/2019 08:30 (GMT+07:00)',
        'Tới: hang@example.com',
        'Tiêu đề: Cần bổ sung',
        '',
        OLD,
      ),
    ],
    [
      'a Samsung in English',
      lines(
        'Sent from my Galaxy',
        '',
        '-------- Original message --------',
        `From: ${board}`,
        'Date: 18/11/2019 08:30 (GMT+07:00)',
        'To: hang@example.com',
        'Subject: s',
        '',
        OLD,
      ),
    ],
    [
      'Zimbra in Vietnamese',
      lines(
        '----- Thư Gốc -----',
        `Từ: "Ban Biên tập" <congdoanbk@gmail.com>`,
        'Đến: "Hằng" <hang@example.com>',
        'Đã gửi: Thứ Hai',
        'Chủ đề: s',
        '',
        OLD,
      ),
    ],
    [
      'Zimbra in English',
      lines(
        '----- Original Message -----',
        `From: "Ban Biên tập" <congdoanbk@gmail.com>`,
        'To: "Hằng" <hang@example.com>',
        'Sent: Monday',
        'Subject: s',
        '',
        OLD,
      ),
    ],
    [
      'Yahoo in English',
      lines(`    On Monday, November 18, 2019, 08:30:22 AM GMT+7, ${board} wrote:  `, ' ', ` ${OLD}`),
    ],
    [
      'Yahoo in Vietnamese',
      lines(`    Vào Thứ Hai, 18 tháng 11, 2019 lúc 08:30:22 GMT+7, ${board} đã viết:  `, ' ', ` ${OLD}`),
    ],
    [
      'Yahoo on a phone, in one line',
      lines(
        'Đã gửi từ Yahoo Mail trên Android ',
        ' ',
        `  Vào Th 2, 18 Th11, 2019 lúc 8:30, Ban Biên tập<congdoanbk@gmail.com> đã viết:   ${OLD}`,
      ),
    ],
    ['Thunderbird', lines('Vào 18/11/2019 08:30, Ban Biên tập đã viết:', `> ${OLD}`)],
    ['a program that only marks', `> ${OLD}`],
  ])('%s', (_program, below) => {
    const got = separate(lines(OWN, '', below))
    expect([got.own, got.forwarded]).toEqual([OWN, ''])
    expect(got.quoted).toContain('xin gửi ảnh gốc')
  })
})

test('answers between the quotes are own, the signature below them is not', () => {
  const text = lines(
    'Em trả lời ạ',
    '',
    `On Mon, Nov 18, 2019 at 8:30 AM ${board} wrote:`,
    '',
    '> Đơn vị?',
    '',
    'Trường A',
    '',
    '> SĐT?',
    '',
    '0983456712',
    '',
    'Trân trọng',
    'Hằng',
  )
  expect(separate(text).own).toBe('Em trả lời ạ\n\nTrường A\n\n0983456712')
})

const ARTICLE = lines('Công đoàn A tặng quà', '', 'Sáng 18/11, Công đoàn A tặng quà.')

describe('an article forwarded with', () => {
  test.each<[string, readonly string[]]>([
    [
      'Gmail in Vietnamese, half of it in English',
      [
        '---------- Forwarded message ---------',
        'Từ: A <a@x.vn>',
        'Date: Th 2, 18 thg 11, 2019 vào lúc 08:30',
        'Subject: Bài',
        'To: <b@x.vn>',
      ],
    ],
    [
      'Yahoo in Vietnamese',
      ['----- Thư đã chuyển tiếp -----', 'Từ: A <a@x.vn>', 'Đến: b@x.vn', 'Đã gửi: Thứ Hai', 'Chủ đề: Bài'],
    ],
    [
      'Yahoo in English',
      [
        '   ----- Forwarded Message ----- ',
        'From: A <a@x.vn>',
        'To: "b@x.vn" <b@x.vn>',
        'Sent: Monday',
        'Subject: Bài',
      ],
    ],
    ['Zimbra', ['----- Forwarded Message -----', 'From: "A" <a@x.vn>', 'To: b@x.vn', 'Sent: Monday', 'Subject: Bài']],
    [
      'Thunderbird',
      [
        '-------- Forwarded Message --------',
        'Subject: Bài',
        'Date: Mon, 18 Nov 2019',
        'From: A <a@x.vn>',
        'To: b@x.vn',
      ],
    ],
    [
      'an iPhone',
      ['Begin forwarded message:', '', 'From: A <a@x.vn>', 'Subject: Bài', 'Date: November 18', 'To: b@x.vn'],
    ],
  ])('%s is content without its header lines', (_program, header) => {
    const got = separate(lines('Gửi Ban Biên tập', '', ...header, '', ARTICLE), true)
    expect([got.own, got.forwarded]).toEqual(['Gửi Ban Biên tập', ARTICLE])
  })

  test('a forward of a forward keeps the words of both', () => {
    const header = (name: string) => [
      '---------- Forwarded message ---------',
      `From: ${name}`,
      'Date: Mon',
      'Subject: Bài',
      'To: B',
      '',
    ]
    expect(separate(lines(...header('A'), 'Gửi BBT', '', ...header('C'), ARTICLE), true).forwarded).toBe(
      `Gửi BBT\n\n${ARTICLE}`,
    )
  })
})

describe('a signature is told from what was written:', () => {
  test.each<[string, readonly string[]]>([
    ['after two dashes', ['--', 'Nguyễn Lan', 'ĐT: 0983456712', 'Đơn vị: Trường A']],
    ['after a closing in bold', ['*Trân trọng!*', '*Nguyễn Lan*']],
    ['after warm thanks', ['Xin chân thành cảm ơn!', 'Nguyễn Lan', 'CĐCS Trường A']],
    ['after thanks to the board', ['Em cảm ơn Ban Biên tập ạ!', 'Lan']],
    ['after an English closing', ['Thanks & Best Regards,', 'Lan']],
    [
      'after a drawn line, with contact data',
      ['_______________', 'Nguyễn Thị Lan', 'Mobile: 0983456712', 'Email: lan@x.vn'],
    ],
    ['after a closing, from a phone', ['Trân trọng.', '', '', 'Đã gửi từ iPhone của tôi']],
    [
      'with a long address',
      [
        'Trân trọng,',
        'Nguyễn Lan',
        'Địa chỉ: Số 12, đường Trường Chinh, phường Đức Xuân, thành phố Bắc Kạn, tỉnh Bắc Kạn',
      ],
    ],
    ["a scanner's advert", ['<https://www.avast.com/sig-email>', 'Virus-free. www.avast.com']],
    ["a program's advert", ['Tải Outlook cho iOS<https://aka.ms/o0ukef>']],
  ])('%s', (_what, signature) => {
    const got = separate(lines(OWN, '', ...signature))
    expect(got.own).toBe(OWN)
    expect(got.signature.replace(/\n+/g, '\n')).toBe(signature.filter(Boolean).join('\n'))
  })
})

test.each<[string, string]>([
  [
    'the end of a form after a closing',
    lines('1. Tít: A', '', 'Trân trọng!', '', '4. Tác giả: Lan', '5. Đơn vị: Trường A'),
  ],
  ['a unit and a number after a closing', lines('1. Tít: A', '', 'Trân trọng!', 'Đơn vị: Trường A', 'SĐT: 0983456712')],
  ['a form after dashes', lines('Em gửi bài', '--', 'Tít: A', 'Tác giả: Lan', 'Số tài khoản: 123')],
  [
    'an article after thanks',
    lines(
      'Em gửi bài.',
      'Xin trân trọng cảm ơn!',
      '',
      'Công đoàn A tặng quà',
      '',
      'Sáng 18/11, Công đoàn A tổ chức tặng quà cho 12 đoàn viên khó khăn.',
      'Lan',
    ),
  ],
  ['an article after a line of dashes', lines('Em gửi bài', '-----', 'Sáng 18/11, công đoàn tặng quà')],
  ['captions after a closing', lines('Em gửi bài', 'Trân trọng', 'Chú thích ảnh: trao quà')],
  ['thanks alone', 'Em cảm ơn ạ.'],
  ['who wrote and photographed', lines('Bài hết.', 'Trân trọng!', 'Tin, ảnh: Nông Văn K')],
  [
    'an article with a line of dashes in the middle',
    lines('Một', '--', ...Array.from({ length: 30 }, (_, n) => `Dòng ${n}`)),
  ],
])('%s is no signature', (_what, text) => {
  expect(separate(text).own).toBe(text)
})

test.each([
  'Từ: bản A đến bản B, đoàn đi 5 km.',
  'Ngày 18/11/2019, đồng chí Hằng cho biết bài đã viết:',
  'Gửi: Ban Biên tập\nĐến: Phòng A',
  'Vào lúc 8 giờ, đồng chí Lan viết: "Tôi vui lắm".',
  '5 > 3 và 3 < 5',
])('"%s" begins no quote', text => {
  expect(separate(`${text}\nHết`).own).toBe(`${text}\nHết`)
})
