import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Undelivered } from '../../src/domain.ts'
import { statusIn, undelivered } from '../../src/mail/undelivered.ts'
import { mail, multipart, plain, read } from './compose.ts'

const OURS = '<BK-2026-0042.7c9e@gmail.com>'
const GMAIL = ['From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'MIME-Version: 1.0']
const REPORT = 'report; report-type=delivery-status'

const report = (...lines: readonly string[]) => ['Content-Type: message/delivery-status', '', ...lines]
const returned = (type: string, ...lines: readonly string[]) => [`Content-Type: ${type}`, '', ...lines, '', 'x']

const bounce = async (...lines: readonly string[]) => (await read(mail(...lines))).bounce

test('Gmail’s report names the mail that came back, its reader and why', async () => {
  const got = await bounce(
    ...GMAIL,
    'To: congdoanbk@gmail.com',
    'X-Failed-Recipients: hang@example.com',
    'Subject: Delivery Status Notification (Failure)',
    'References: <CAB=1@mail.gmail.com>',
    'In-Reply-To: <CAB=1@mail.gmail.com>',
    ...multipart(
      REPORT,
      'b',
      plain('** Address not found **'),
      report(
        'Reporting-MTA: dns; googlemail.com',
        '',
        'Final-Recipient: rfc822; Hang@Example.com',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.',
      ),
      returned('message/rfc822', `Message-ID: <CAB=1@mail.gmail.com>`, `X-Tinbai-Reply: ${OURS.slice(1, -1)}`),
    ),
  )
  expect(got).toEqual({
    failed: true,
    about: [OURS, '<CAB=1@mail.gmail.com>'],
    recipients: ['hang@example.com'],
    status: '5.1.1',
  })
})

test.each([
  ['only the headers come back', returned('text/rfc822-headers', `Message-ID: ${OURS}`)],
  ['headers in UTF-8 come back', returned('message/global-headers', `Message-ID: ${OURS}`)],
])('where %s, they tell which mail it was', async (_what, part) => {
  const got = await bounce(...GMAIL, 'Subject: Undelivered Mail', ...multipart(REPORT, 'b', plain('x'), part))
  expect(got?.about).toEqual([OURS])
})

test('a report of lateness is no failure', async () => {
  const late = report('Final-Recipient: rfc822; hang@example.com', 'Action: delayed', 'Status: 4.4.1')
  const got = await bounce(
    ...GMAIL,
    'Subject: Delivery Status Notification (Delay)',
    ...multipart(REPORT, 'b', plain('x'), late),
  )
  expect(got).toMatchObject({ failed: false, status: '4.4.1' })
})

test('a receipt is no failure', async () => {
  const read = ['Content-Type: message/disposition-notification', '', `Original-Message-ID: ${OURS}`]
  const got = await bounce(
    ...GMAIL,
    'Subject: Đã đọc: Tin',
    ...multipart('report; report-type=disposition-notification', 'b', plain('x'), read),
  )
  expect(got?.failed).toBe(false)
})

test.each<[string, readonly string[], object]>([
  [
    'qmail’s',
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@example.com',
      'Subject: failure notice',
      '',
      '<hang@example.com>: Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'Subject: Tin',
      `Message-ID: ${OURS}`,
    ],
    { failed: true, about: [OURS], status: '5.1.1' },
  ],
  [
    'Exim’s',
    [
      'From: Mailer-Daemon@example.com',
      'X-Failed-Recipients: hang@example.com',
      'Subject: Mail delivery failed',
      '',
      `  Message-Id: ${OURS}`,
    ],
    { failed: true, about: [OURS], recipients: ['hang@example.com'] },
  ],
  [
    'a warning',
    [
      'From: Mailer-Daemon@example.com',
      'Subject: Warning: message 1 delayed 24 hours',
      '',
      'No action is required on your part.',
    ],
    { failed: false },
  ],
])('%s, in plain words', async (_what, lines, expected) => {
  expect(await bounce(...lines)).toMatchObject(expected)
})

test('any other mail is no bounce, whatever it quotes', async () => {
  expect(await bounce('From: lan@example.com', 'Subject: Bài', '', `Message-ID: ${OURS}`)).toBeNull()
})

test('no bytes in a report break its reading', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }), async blocks => {
      const lines = multipart(REPORT, 'b', report(), returned('message/rfc822'))
      const got = await read(mail(...GMAIL, ...lines.slice(0, 5), ...blocks, ...lines.slice(5)))
      expect(Array.isArray(got.bounce?.about)).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test.each<[string | null, number | null, Undelivered]>([
  ['5.1.1', 550, 'noSuchAddress'],
  ['5.1.10', 550, 'noSuchAddress'],
  ['5.4.1', 550, 'noSuchAddress'],
  ['5.2.1', 550, 'noSuchAddress'],
  [null, 550, 'noSuchAddress'],
  ['5.2.2', 552, 'mailboxFull'],
  ['4.2.2', 452, 'mailboxFull'],
  [null, 552, 'mailboxFull'],
  ['5.7.1', 550, 'refused'],
  [null, 554, 'refused'],
  [null, null, 'refused'],
])('status %s and code %s mean %s', (status, code, why) => {
  expect(undelivered(status, code)).toBe(why)
})

test('a status code is told from other numbers with dots', () => {
  expect(statusIn('host 142.250.5.1.27 said: 550-5.1.1 The account')).toBe('5.1.1')
  expect(statusIn('at 10.4.2.5, version 5.7')).toBeNull()
})
