import { expect, test } from 'vitest'
import { separate } from '../../src/mail/quoted.ts'

const lines = (...text: readonly string[]): string => text.join('\n')
const OLD = 'Cần bổ sung: xin gửi ảnh gốc'

test.each<[string, string]>([
  [
    'Gmail in Vietnamese',
    lines(
      'Em gửi ảnh ạ',
      '',
      'Vào Th 2, 18 thg 11, 2019 vào lúc 08:30 Ban Biên tập <',
      'congdoanbk@gmail.com> đã viết:',
      '',
      `> ${OLD}`,
    ),
  ],
  [
    'Gmail in English',
    lines(
      'Em gửi ảnh ạ',
      '',
      'On Mon, Nov 18, 2019 at 8:30 AM Ban Biên tập <congdoanbk@gmail.com> wrote:',
      '',
      `> ${OLD}`,
    ),
  ],
  [
    'Gmail without quote marks',
    lines('Em gửi ảnh ạ', '', 'Vào 08:30, Th 2, 18 thg 11, 2019 Ban Biên tập <congdoanbk@gmail.com> đã viết:', OLD),
  ],
  [
    'Outlook in Vietnamese',
    lines(
      'Em gửi ảnh ạ',
      '',
      'Từ: Ban Biên tập <congdoanbk@gmail.com>',
      'Đã gửi: Thứ Hai, 18 Tháng 11 2019 8:30 SA',
      'Đến: hang@example.com',
      'Chủ đề: Cần bổ sung',
      '',
      OLD,
    ),
  ],
  [
    'Outlook in English',
    lines(
      'Em gửi ảnh ạ',
      '',
      '________________________________',
      'From: Ban Biên tập',
      'Sent: Monday, November 18, 2019 8:30 AM',
      'To: hang@example.com',
      'Subject: Cần bổ sung',
      '',
      OLD,
    ),
  ],
  [
    'old Outlook',
    lines(
      'Em gửi ảnh ạ',
      '',
      '-----Original Message-----',
      'From: Ban Biên tập',
      'Sent: Monday',
      'To: hang@example.com',
      'Subject: Cần bổ sung',
      '',
      OLD,
    ),
  ],
  [
    'iPhone',
    lines(
      'Em gửi ảnh ạ',
      '',
      'Đã gửi từ iPhone của tôi',
      '',
      '> Vào 18 thg 11, 2019, lúc 08:30, Ban Biên tập <congdoanbk@gmail.com> đã viết:',
      '>',
      `> ${OLD}`,
    ),
  ],
  [
    'Zimbra',
    lines(
      'Em gửi ảnh ạ',
      '',
      'Từ: "Ban Biên tập" <congdoanbk@gmail.com>',
      'Đến: "Hằng" <hang@example.com>',
      'Đã gửi: Thứ Hai, 18 Tháng Mười Một, 2019 08:30:00',
      'Chủ đề: Cần bổ sung',
      '',
      OLD,
    ),
  ],
  [
    'Yahoo',
    lines(
      'Em gửi ảnh ạ',
      '',
      'Đã gửi từ Yahoo Mail trên Android',
      '',
      'Vào Th 2, 18 thg 11, 2019 lúc 8:30, Ban Biên tập',
      '<congdoanbk@gmail.com> đã viết:',
      OLD,
    ),
  ],
])('an answer written above the earlier mail with %s', (_program, text) => {
  const got = separate(text)
  expect(got.own).toBe('Em gửi ảnh ạ')
  expect(got.quoted).toContain('Cần bổ sung')
  expect(got.forwarded).toBe('')
})

test('answers between the quoted lines are what the person wrote now', () => {
  const got = separate(
    lines(
      'On Mon, Nov 18, 2019 at 8:30 AM BBT <b@example.com> wrote:',
      '> Đơn vị công tác?',
      'Công đoàn Trường A',
      '> Số điện thoại?',
      '0983456712',
    ),
  )
  expect(got.own).toBe('Công đoàn Trường A\n0983456712')
})

const ARTICLE = lines('Công đoàn Trường A tặng quà', '', 'Sáng 18/11, công đoàn tặng quà.')

test.each<[string, string, boolean]>([
  [
    'Gmail',
    lines(
      'Gửi Ban Biên tập',
      '',
      '---------- Forwarded message ---------',
      'Từ: A <a@example.com>',
      'Date: Th 2, 18 thg 11, 2019',
      'Subject: Bài',
      'To: <b@example.com>',
      '',
      ARTICLE,
    ),
    true,
  ],
  [
    'Gmail in Vietnamese',
    lines(
      'Gửi Ban Biên tập',
      '',
      '---------- Thư được chuyển tiếp ---------',
      'Từ: A <a@example.com>',
      'Ngày: Th 2',
      'Chủ đề: Bài',
      'Tới: <b@example.com>',
      '',
      ARTICLE,
    ),
    true,
  ],
  [
    'iPhone',
    lines(
      'Gửi Ban Biên tập',
      '',
      'Bắt đầu thư được chuyển tiếp:',
      '',
      '> Từ: A <a@example.com>',
      '> Ngày: 18 tháng 11',
      '> Đến: b@example.com',
      '> Chủ đề: Bài',
      '>',
      ...ARTICLE.split('\n').map(line => `> ${line}`),
    ),
    true,
  ],
  ['Outlook', lines('Gửi Ban Biên tập', '', 'From: A', 'Sent: Monday', 'To: B', 'Subject: Bài', '', ARTICLE), true],
  [
    'Outlook, with nothing written above',
    lines('From: A', 'Sent: Monday', 'To: B', 'Subject: Bài', '', ARTICLE),
    false,
  ],
])('an article forwarded with %s is content, without its header lines', (_program, text, forwards) => {
  const got = separate(text, forwards)
  expect(got.forwarded).toBe(ARTICLE)
  expect(got.own).toMatch(/^(Gửi Ban Biên tập)?$/)
})

test.each<[string, string, string]>([
  ['the mark of signatures', lines('Em gửi bài', '-- ', 'Nguyễn Văn A', 'ĐT 0983456712'), 'Nguyễn Văn A'],
  ['a closing', lines('Em gửi bài', '', 'Trân trọng,', 'Nguyễn Văn A', 'Trường Tiểu học A'), 'Nguyễn Văn A'],
  ['the line of a phone', lines('Em gửi bài', '', 'Đã gửi từ iPhone của tôi'), 'iPhone'],
  ['the advert of a program', lines('Em gửi bài', '', 'Tải Outlook cho Android'), 'Outlook'],
])('a signature after %s is no part of what was written', (_what, text, signature) => {
  const got = separate(text)
  expect(got.own).toBe('Em gửi bài')
  expect(got.signature).toContain(signature)
})

test('the end of a form is no signature', () => {
  const form = lines(
    'Tít: Công đoàn A tặng quà',
    'Nội dung: Sáng 18/11 …',
    'Trân trọng cảm ơn',
    'Tác giả: Nông Văn K',
    'Đơn vị: Công đoàn A',
    'Số tài khoản: 8605205011234',
  )
  expect(separate(form).own).toBe(form)
})

test('a sentence that speaks of writing or sending begins no quote', () => {
  const text = lines(
    'Ngày 18/11/2019, đồng chí Hằng cho biết bài đã viết xong:',
    'công đoàn tặng quà.',
    'Từ: bản A đến bản B, đoàn đi 5 km.',
  )
  expect(separate(text).own).toBe(text)
})

test('a hostile line of any length costs no more than its length', () => {
  for (const piece of [' ', '\t', '>', '-', 'On ', '<a@b ', '1 2019 ', 'From: a\n']) {
    expect(separate(`${piece.repeat(100_000)}x`).own.length, JSON.stringify(piece)).toBeLessThan(1_000_000)
  }
})
