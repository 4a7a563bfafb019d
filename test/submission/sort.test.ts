import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Known } from '../../src/submission/join.ts'
import { sortMail } from '../../src/submission/sort.ts'
import { aDocument, aFormText, aPhotoFile, OFFICE, TITLE } from '../domain.ts'
import { answering, DAY, type Sent, sent } from './conversation.ts'

const known = (mails: readonly Sent[], given: Partial<Known<string>> = {}): Known<string> => ({
  id: mails.map(({ name }) => name).join('+'),
  isSubmission: true,
  code: 'BK-2019-0042',
  mails: mails.map(({ arrival }) => arrival),
  sentIds: ['<ours@bk.example>'],
  inThread: false,
  ...given,
})

const sort = (mail: Sent, all: readonly Known<string>[], wroteBefore = false) =>
  sortMail({ ...mail, office: OFFICE, wroteBefore }, all)

const form = aDocument(aFormText(), 'Mau.docx')
const article = sent('article', 0, { text: 'Em gửi bài' }, [form])
const photo = (given = {}) => sent('photo', 40 * DAY, { subject: '', text: '', ...given }, [aPhotoFile()])
const OTHER =
  'Sáng nay LĐLĐ huyện Ba Bể khai mạc giải bóng chuyền công đoàn viên chức với mười sáu đội tham gia tranh tài trong ba ngày liền tại sân vận động trung tâm huyện.'
const stranger = { from: { name: '', address: 'phone@example.com' } }

test.each([
  ['in the subject', { subject: 'Re: Cần bổ sung: Tin (BK-2019-0042)' }],
  ['in the text', { text: 'Ảnh của bài BK-2019-0042' }],
  ['in the quoted reply', { text: 'Em gửi ạ\n\n> Mã bài: BK-2019-0042' }],
  ['as people copy it', { subject: 'ảnh bk 2019-0042' }],
])('our reference code %s joins, whoever sends', (_, given) => {
  expect(sort(photo({ ...given, ...stranger }), [known([article])])).toMatchObject({ to: 'article', why: 'code' })
})

test("another office's code joins nothing", () => {
  expect(sort(photo({ text: 'TBK-2019-0042, BK-2019-00421' }), [known([article])])).toMatchObject({ kind: 'other' })
})

test('an answer to our reply joins by its Message-ID', () => {
  const mail = photo({ ...stranger, inReplyTo: ['<ours@bk.example>'], references: [] })
  expect(sort(mail, [known([article])])).toMatchObject({ to: 'article', why: 'reply' })
})

test('an answer that names an id nobody knows joins by the thread that Gmail shows it in', () => {
  const mail = photo({ ...stranger, inReplyTo: ['<replaced@mail.gmail.com>'], references: [] })
  const [old, near] = [known([article]), known([sent('near', 39 * DAY, {}, [form])])]
  expect(sort(mail, [old, near])).toMatchObject({ kind: 'other' })
  expect(sort(mail, [{ ...old, inThread: true }, near])).toMatchObject({ to: 'article', why: 'thread' })
  const both = [old, near].map(one => ({ ...one, inThread: true }))
  expect(sort(mail, both)).toMatchObject({ to: 'near', why: 'thread' })
  const thanks = sent('thanks', 9, { text: 'Cảm ơn BBT', inReplyTo: ['<replaced@mail.gmail.com>'] })
  expect(sort(thanks, [{ ...old, inThread: true }])).toEqual({ kind: 'other', why: 'conversation', about: 'article' })
})

test('a mail that answers nothing joins nothing for standing in a thread: Gmail goes by subjects too', () => {
  const threaded = known([article], { inThread: true })
  expect(sort(photo(stranger), [threaded])).toMatchObject({ kind: 'other' })
})

test('a new complete form in an old thread is a new submission, the same one corrected is not', () => {
  const threaded = known([article], { inThread: true })
  const answer = { ...stranger, inReplyTo: ['<replaced@mail.gmail.com>'] }
  const title = 'Giải bóng chuyền công đoàn viên chức huyện Ba Bể'
  const other = aDocument(aFormText({ title, body: OTHER }), 'Mau.docx')
  expect(sort(sent('new', 30 * DAY, answer, [other]), [threaded])).toMatchObject({ to: null, why: 'first' })
  const again = aDocument(aFormText({ body: OTHER }), 'Mau.docx')
  expect(sort(sent('again', DAY, answer, [again]), [threaded])).toMatchObject({ to: 'article', why: 'sameArticle' })
})

test('an answer to our reply is a contribution though its submission is not at hand', () => {
  const mail = photo({ subject: 'Re: Cần bổ sung: Tin (BK-2018-0001)' })
  expect(sort(mail, [])).toMatchObject({ kind: 'submission', to: null })
})

test('thanks are shown on the submission they talk about', () => {
  const mail = sent('thanks', 9, { text: 'Cảm ơn BBT', ...answering('article') })
  expect(sort(mail, [known([article])])).toEqual({ kind: 'other', why: 'conversation', about: 'article' })
})

test('an out-of-office answer is shown there too', () => {
  const mail = sent('away', 9, { automatic: 'autoReply', subject: 'Trả lời tự động', ...answering('article') })
  expect(sort(mail, [known([article])])).toEqual({ kind: 'other', why: 'autoReply', about: 'article' })
})

test('photos that came before their article come along when it arrives', () => {
  const perhaps = (name: string, at: number) =>
    known([sent(name, at, { subject: '', text: '' }, [aPhotoFile(`${name}.jpg`)])], { isSubmission: false, code: null })
  const late = sent('article', 10, { text: 'Em gửi bài' }, [form])
  const sorted = sort(late, [perhaps('one', 0), perhaps('two', 3), perhaps('old', -5 * DAY)])
  expect(sorted).toEqual({ kind: 'submission', to: 'two', why: 'sequel', along: ['one'] })
})

test('an answer that overtook what it answers comes along', () => {
  const answer = known(
    [sent('answer', 5, { subject: '', text: '', ...answering('article'), ...stranger }, [aPhotoFile()])],
    { isSubmission: false, code: null },
  )
  expect(sort(article, [answer])).toMatchObject({ to: 'answer', why: 'reply' })
})

test('one Message-ID for two articles does not make them one', () => {
  const again = sent('article', 9, { subject: 'Tin', text: 'Em gửi bài' }, [
    aDocument(
      aFormText({
        title: 'Giải bóng chuyền huyện Ba Bể',
        body: 'Sáng nay LĐLĐ huyện khai mạc giải bóng chuyền với 16 đội tham gia. Giải kéo dài ba ngày, thu hút đông đảo cổ động viên đến sân.',
      }),
    ),
  ])
  expect(sort(again, [known([article])])).toMatchObject({ to: null, why: 'first' })
})

test('whatever the order of arrival, a contribution of one sender is one submission', () => {
  const mails = [
    sent('article', 0, { subject: TITLE, text: 'Em gửi bài' }, [form]),
    sent('photos', 4, { subject: '', text: '' }, [aPhotoFile('a.jpg')]),
    sent('more', 7, { subject: '', text: 'Em gửi thêm ảnh' }, [aPhotoFile('b.jpg')]),
    sent('caption', 9, { text: 'Ảnh 1: Đồng chí Chủ tịch trao quà cho đoàn viên', ...answering('article') }),
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(mails, { minLength: mails.length }), order => {
      let all: readonly Known<string>[] = []
      for (const mail of order) all = afterwards(mail, all)
      expect(all.filter(({ isSubmission }) => isSubmission).map(({ id }) => id.split('+').sort())).toEqual([
        ['article', 'caption', 'more', 'photos'],
      ])
    }),
  )
})

/** What is known after a mail was sorted. */
function afterwards(mail: Sent, all: readonly Known<string>[]): readonly Known<string>[] {
  const sorted = sort(
    mail,
    all,
    all.some(({ isSubmission }) => isSubmission),
  )
  const own = { isSubmission: sorted.kind === 'submission', code: null, sentIds: [], inThread: false }
  if (sorted.kind === 'other') return [...all, known([mail], own)]
  const joined = all.filter(({ id }) => id === sorted.to || sorted.along.includes(id))
  const one = {
    ...own,
    id: [...joined.map(({ id }) => id), mail.name].join('+'),
    mails: [...joined.flatMap(({ mails }) => mails), mail.arrival],
  }
  return [...all.filter(other => !joined.includes(other)), one]
}
