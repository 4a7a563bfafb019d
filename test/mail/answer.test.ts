import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Address, Mail } from '../../src/domain.ts'
import { answerTo } from '../../src/mail/answer.ts'
import { mailboxKey } from '../../src/mail/mailboxKey.ts'
import { aMail, OFFICE } from '../domain.ts'
import { mail, read } from './compose.ts'

const at = (...addresses: readonly string[]): readonly Address[] => addresses.map(address => ({ name: '', address }))
const answered = (given: Partial<Mail>): string | undefined => answerTo(aMail(given), OFFICE)?.address

describe('nobody is answered', () => {
  test.each<[string, Partial<Mail>]>([
    ['for an answering machine', { automatic: 'autoReply' }],
    ['for a list', { automatic: 'list' }],
    ['for a bounce', { automatic: 'bounce' }],
    ['without a sender', { from: null }],
    ['for ourselves', { from: { name: '', address: 'congdoanbk@gmail.com' } }],
    ['for ourselves with other dots and a mark', { from: { name: '', address: 'cong.doan.bk+anh@googlemail.com' } }],
    ['for a robot', { from: { name: '', address: 'no-reply@example.com' } }],
    ['for what is no address', { from: { name: '', address: 'hang' } }],
    ['for a copy of a mail to others', { to: at('huyen@example.com', 'baobackan@example.com') }],
    ['for a copy whose readers are hidden', { to: [], undisclosed: true }],
  ])('%s', (_what, given) => {
    expect(answered(given)).toBeUndefined()
  })
})

test.each<[string, Partial<Mail>]>([
  ['names us among others', { to: at('huyen@example.com', 'congdoanbk@gmail.com') }],
  ['names us under Cc', { to: at('huyen@example.com'), cc: at('CongDoan.BK@gmail.com') }],
  [
    'names an old address that is forwarded to us',
    { to: at('toasoan@old.example'), deliveredTo: ['toasoan@old.example'] },
  ],
  ['came without any To', { to: [] }],
])('a mail that %s is answered', (_what, given) => {
  expect(answered(given)).toBe('hang@example.com')
})

test.each([
  ['another person', at('chu.tich@example.com'), 'chu.tich@example.com'],
  ['ourselves', at('congdoanbk@gmail.com'), 'hang@example.com'],
  ['a robot', at('noreply@example.com'), 'hang@example.com'],
  ['several', at('chu.tich@example.com', 'van.phong@example.com'), 'hang@example.com'],
])('where the answer is wished to go to %s, it goes there only if that is one person', (_what, replyTo, to) => {
  expect(answered({ replyTo })).toBe(to)
})

test.each<[string, readonly string[], string | undefined]>([
  ['undisclosed recipients', ['To: undisclosed-recipients:;'], undefined],
  ['nothing but a Bcc', ['Bcc: congdoanbk@gmail.com'], undefined],
  [
    'an alias, as Gmail notes',
    ['Delivered-To: x@gmail.com', 'X-Forwarded-For: bbt@old.example x@gmail.com', 'To: bbt@old.example'],
    'lan@example.com',
  ],
  ['somebody who redirected it to us', ['To: phong@old.example', 'Resent-To: phong@old.example'], 'lan@example.com'],
])('the header of a mail to %s', async (_what, fields, to) => {
  const got = await read(mail('From: Lan <lan@example.com>', ...fields, 'Subject: Bài', '', 'x'))
  expect(answerTo(got, OFFICE)?.address).toBe(to)
})

test('every spelling of a Gmail address is one mailbox, and no other', () => {
  const name = fc.stringMatching(/^[a-z0-9]{3,12}$/)
  fc.assert(
    fc.property(name, fc.nat(), name, (local, place, mark) => {
      const dotted = `${local.slice(0, 1 + (place % 2))}.${local.slice(1 + (place % 2))}`
      expect(mailboxKey(`${dotted.toUpperCase()}+${mark}@GoogleMail.com`)).toBe(mailboxKey(`${local}@gmail.com`))
      expect(mailboxKey(`${dotted}@example.com`)).not.toBe(mailboxKey(`${local}@example.com`))
      expect(mailboxKey(`${mark}x@gmail.com`) === mailboxKey(`${mark}@gmail.com`)).toBe(false)
    }),
  )
})
