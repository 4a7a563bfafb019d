import { describe, expect, test } from 'vitest'
import { mail, multipart, plain, read, readLines } from './compose.ts'

const automaticOf = async (...fields: readonly string[]) =>
  (
    await read(
      mail(...(fields.some(field => /^from:/i.test(field)) ? [] : ['From: Lan <lan@example.com>']), ...fields, '', 'x'),
    )
  ).automatic

describe('a mail that a person wrote is not automatic', () => {
  test.each<[string, readonly string[]]>([
    ['plainly', []],
    [
      'with Exchange, which asks for no answers',
      ['X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply', 'X-MS-Has-Attach: yes'],
    ],
    ['and marked as such', ['Auto-Submitted: no']],
    [
      'with importance and receipts',
      ['Importance: high', 'Disposition-Notification-To: lan@example.com', 'X-Priority: 1'],
    ],
    ['about a leave', ['Subject: Nghỉ phép năm: quyền lợi của người lao động']],
    ['about vacations', ['Subject: Vacation của đoàn viên công đoàn']],
    ['about what is asked of members', ['Subject: Yêu cầu 100% đoàn viên tham gia hội thao']],
    ['thanking', ['Subject: Cảm ơn Ban Biên tập đã đăng bài']],
    ['answering our acknowledgement', ['Subject: Re: Đã nhận: Tin (BK-2026-0001)']],
    ['about automation', ['Subject: Tự động hóa trong sản xuất']],
    ['under an address like a shop', ['From: info@truonghoc.edu.vn']],
    ['under an address with notes in it', ['From: alertson.lan@example.com']],
    ['with a Return-Path of their own', ['Return-Path: <lan@example.com>']],
  ])('%s', async (_what, fields) => {
    expect(await automaticOf(...fields)).toBeNull()
  })
})

test.each<[string, readonly string[]]>([
  ['RFC 3834', ['Auto-Submitted: auto-replied']],
  ['RFC 3834, with a comment', ['Auto-Submitted: auto-replied (vacation)']],
  ['X-Autoreply', ['X-Autoreply: yes']],
  ['X-Autorespond', ['X-Autorespond: Re']],
  ['Precedence', ['Precedence: auto_reply']],
  ['Outlook in English', ['Subject: Automatic reply: Bài viết', 'X-Auto-Response-Suppress: All']],
  ['Outlook in Vietnamese', ['Subject: Trả lời Tự động: Bài viết']],
  ['Gmail in Vietnamese', ['Subject: Thư trả lời tự động Re: Bài viết']],
  ['Gmail in Vietnamese, encoded', ['Subject: =?utf-8?B?VHLhuqMgbOG7nWkgdOG7sSDEkeG7mW5nOiBCw6Bp?=']],
  ['out of office', ['Subject: Out of Office: Bài viết']],
  ['absence', ['Subject: Vắng mặt: Re: Bài viết']],
  ['X-Auto-Reply', ['X-Auto-Reply: true']],
  ['X-Precedence', ['X-Precedence: auto_reply']],
  ['a mark in brackets', ['Subject: [Tự động] Đã nhận thư']],
  ['a robot of an office', ['Subject: Thư phản hồi tự động: Bài viết']],
  ['a help desk', ['Subject: Ticket Received - #1024 - Re: Đã nhận: Tin']],
  ['a help desk with its number first', ['Subject: [Ticket#2026101] Re: Đã nhận: Tin']],
  ['a help desk in words', ['Subject: We have received your message']],
  ['a Vietnamese help desk', ['Subject: Yêu cầu #1024: Đã nhận: Tin (BK-2026-0001)']],
  ['a Vietnamese receipt', ['Subject: Xác nhận đã tiếp nhận thư của quý khách']],
  ['a Vietnamese web form', ['Subject: Cảm ơn bạn đã liên hệ với chúng tôi']],
])('%s marks an answering machine', async (_what, fields) => {
  expect(await automaticOf(...fields)).toBe('autoReply')
})

test.each<[string, readonly string[]]>([
  ['a report', ['Content-Type: multipart/report; report-type=delivery-status; boundary=b']],
  ['a report in other words', ['Content-Type: multipart/report; boundary=b; report-type="delivery-status"']],
  ['a read receipt', ['Content-Type: multipart/report; report-type=disposition-notification; boundary=b']],
  [
    "Gmail's",
    ['From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'Subject: Delivery Status Notification (Failure)'],
  ],
  [
    "Exchange's own",
    ['From: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.vn', 'Subject: Không thể gửi: Đã nhận: Tin'],
  ],
  ["Exchange's", ['From: postmaster@x.vn', 'Subject: Undeliverable: bài']],
  ["qmail's", ['Return-Path: <>', 'Subject: failure notice']],
  ["Exim's", ['X-Failed-Recipients: a@x.vn']],
  ['in Vietnamese', ['Return-Path: <>', 'Subject: Không gửi được thư: bài']],
])('%s is a bounce', async (_what, fields) => {
  expect(await automaticOf(...fields)).toBe('bounce')
})

test.each<[string, string, readonly string[]]>([
  [
    'a Google Group',
    'list',
    ['List-ID: <nhom.googlegroups.com>', 'Precedence: list', 'List-Unsubscribe: <https://x.vn>'],
  ],
  ['a list of old', 'list', ['Precedence: list']],
  ['a list that marks nothing but where its reports go', 'list', ['Return-Path: <nhom-bounces+lan=x.vn@lists.x.vn>']],
  ["a list by its owner's address", 'list', ['Return-Path: <owner-nhom@x.vn>']],
  ['an advert that marks nothing but where its reports go', 'bulk', ['Return-Path: <bounce+12-lan=x.vn@mail.x.vn>']],
  ['a newsletter', 'bulk', ['List-Unsubscribe: <https://x.vn>']],
  ['an advert', 'bulk', ['Precedence: bulk']],
  ['a campaign', 'bulk', ['Feedback-ID: 1:2:3']],
  ['an address nobody reads', 'robot', ['From: no-reply@google.com']],
  ['an address nobody reads, of a service', 'robot', ['From: accounts.noreply@x.vn']],
  ['a Vietnamese one', 'robot', ['From: khongtraloi@x.vn']],
  ['a Vietnamese one with dots', 'robot', ['From: khong.phan.hoi@x.vn']],
  ["a service's notices", 'robot', ['From: thongbao@x.vn']],
  ['a help desk', 'robot', ['X-OTRS-Loop: yes']],
  ['a notice', 'robot', ['From: notification@facebookmail.com']],
  ['a machine', 'robot', ['Auto-Submitted: auto-generated']],
  ['nobody to return it to', 'robot', ['Return-Path: <>']],
  ['nobody to return it to, with spaces', 'robot', ['Return-Path: < >']],
])('%s is %s', async (_what, kind, fields) => {
  expect(await automaticOf(...fields)).toBe(kind)
})

test.each<[string, readonly string[], string]>([
  ['passed', ['Authentication-Results: mx.google.com; dkim=pass; dmarc=pass (p=NONE) header.from=x.vn'], 'pass'],
  ['failed', ['Authentication-Results: mx.google.com; spf=fail; dmarc=fail (p=NONE)'], 'fail'],
  ['said nothing of', ['Authentication-Results: mx.google.com; spf=pass'], 'none'],
  [
    'passed, while a field below says otherwise',
    ['Authentication-Results: mx.google.com; dmarc=pass', 'Authentication-Results: evil; dmarc=fail'],
    'pass',
  ],
  ['not checked', [], 'none'],
])('a sender whom the receiving server %s', async (_what, fields, dmarc) => {
  expect((await readLines(...fields, '', 'x')).dmarc).toBe(dmarc)
})

test('a bounce gives its words, and the mail that came back as a file', async () => {
  const got = await readLines(
    ...multipart(
      'report; report-type=delivery-status',
      'b',
      plain('Không gửi được'),
      ['Content-Type: message/delivery-status', '', 'Status: 5.1.1'],
      ['Content-Type: message/rfc822', '', 'Subject: Bài', '', 'x'],
    ),
  )
  expect([got.automatic, got.text, got.files.map(file => file.type)]).toEqual([
    'bounce',
    'Không gửi được',
    ['message/delivery-status', 'message/rfc822'],
  ])
})
