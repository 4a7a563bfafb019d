import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupMails } from '../../src/submission/group.ts'
import { ARTICLE, aDocument, aFormText, aPhotoFile, OFFICE, TITLE } from '../domain.ts'
import { answering, DAY, HOUR, type Sent, sent } from './conversation.ts'

/** "article+photos", "thanks: conversation": what belongs together, in the order of names. */
function grouped(mails: readonly Sent[]): readonly string[] {
  return groupMails(mails, OFFICE)
    .map(({ mails: own, why }) =>
      [[...new Set(own.map(({ name }) => name))].sort().join('+'), why].filter(Boolean).join(': '),
    )
    .sort()
}

const OTHER_TITLE = 'LĐLĐ huyện Ba Bể khai mạc giải bóng chuyền đoàn viên'
const OTHER_ARTICLE =
  'Sáng 25/11/2019, tại sân vận động trung tâm, LĐLĐ huyện Ba Bể khai mạc giải bóng chuyền công đoàn viên chức năm 2019 với 16 đội tham gia. Giải đấu kéo dài ba ngày và thu hút đông đảo cổ động viên. Ban tổ chức đã trao cờ lưu niệm cho các đội và kêu gọi tinh thần thể thao cao thượng của cán bộ, đoàn viên.'

const form = (title = TITLE, body = ARTICLE) => aDocument(aFormText({ title, body }), 'Mau.docx')
const article = (at = 0, given = {}) =>
  sent('article', at, { subject: 'Tin bài', text: 'Em gửi bài ạ', ...given }, [form()])
const other = (at: number, given = {}, more: Parameters<typeof sent>[3] = []) =>
  sent('other', at, { subject: 'Tin bài', text: 'Em gửi bài ạ', ...given }, [form(OTHER_TITLE, OTHER_ARTICLE), ...more])
const photos = (name: string, at: number, given = {}) =>
  sent(name, at, { subject: '', text: '', ...given }, [aPhotoFile(`${name}-1.jpg`), aPhotoFile(`${name}-2.jpg`)])
const from = (address: string) => ({ from: { name: '', address } })

describe('one submission', () => {
  test.each<readonly [what: string, mails: readonly Sent[], groups: readonly string[]]>([
    ['an article, photos minutes later without a word', [article(), photos('photos', 4)], ['article+photos']],
    ['photos before their article', [photos('photos', 0), article(5)], ['article+photos']],
    [
      'photos in three mails before their article',
      [photos('p1', 0), photos('p2', 2), photos('p3', 4), article(9)],
      ['article+p1+p2+p3'],
    ],
    [
      'photos in three mails after it',
      [article(), photos('p1', 2), photos('p2', 4), photos('p3', 6)],
      ['article+p1+p2+p3'],
    ],
    ['photos the next morning', [article(), photos('photos', 22 * HOUR)], ['article+photos']],
    [
      '"gửi lại ảnh" a week later in a new mail',
      [sent('article', 0, {}, [form(), aPhotoFile()]), photos('photos', 7 * DAY, { text: 'Em gửi lại ảnh gốc ạ' })],
      ['article+photos'],
    ],
    [
      'a phone number that is added in a new mail',
      [article(), sent('number', 30, { subject: 'Bổ sung', text: 'Em bổ sung số điện thoại 0983456712' })],
      ['article+number'],
    ],
    [
      'captions that are added in a new mail',
      [
        article(),
        sent('captions', 30, { subject: '', text: 'Em bổ sung chú thích\nẢnh 1: Đồng chí Chủ tịch trao quà' }),
      ],
      ['article+captions'],
    ],
    [
      'a corrected second version',
      [
        article(),
        sent('again', 3 * DAY, { text: 'Em gửi lại bài đã sửa' }, [
          form(TITLE, ARTICLE.replace('12 đoàn viên', '15 đoàn viên')),
        ]),
      ],
      ['again+article'],
    ],
    [
      'a version that is half rewritten, in answer',
      [
        article(),
        sent('again', DAY, { text: 'Em gửi lại', ...answering('article') }, [
          form(TITLE, `${ARTICLE.split('\n')[0]}\n${OTHER_ARTICLE}`),
        ]),
      ],
      ['again+article'],
    ],
    [
      'the same article from a colleague',
      [article(), sent('colleague', HOUR, { text: 'Gửi BBT', ...from('lan@example.com') }, [form()])],
      ['article+colleague'],
    ],
    ['the same mail sent twice', [article(), article()], ['article']],
    [
      'an answer whose In-Reply-To nobody knows but whose References are known',
      [
        article(),
        photos('photos', 9 * DAY, {
          subject: 'Re: x',
          inReplyTo: ['<CAF1@mail.gmail.com>'],
          references: ['<article@example.com>', '<CAF1@mail.gmail.com>'],
        }),
      ],
      ['article+photos'],
    ],
    [
      'an answer from another address',
      [article(), photos('photos', 9 * DAY, { ...answering('article'), ...from('phone@example.com') })],
      ['article+photos'],
    ],
    [
      'photos from another address whose subject names the article',
      [
        article(),
        photos('photos', 20, { subject: `Ảnh bài ${TITLE}`, text: 'Em gửi ảnh', ...from('phone@example.com') }),
      ],
      ['article+photos'],
    ],
    ['a late answer after a month', [article(), photos('photos', 30 * DAY, answering('article'))], ['article+photos']],
  ])('%s', (_, mails, groups) => {
    expect(grouped(mails)).toEqual(groups)
    expect(grouped(mails.toReversed())).toEqual(groups)
  })
})

describe('two', () => {
  test.each<readonly [what: string, mails: readonly Sent[], groups: readonly string[]]>([
    ['different articles minutes apart', [article(), other(3)], ['article', 'other']],
    [
      'different articles, each with its photos after it',
      [article(), photos('p1', 2), other(10), photos('p2', 12)],
      ['article+p1', 'other+p2'],
    ],
    [
      'a new form in an old thread',
      [article(), other(20 * DAY, answering('article'), [aPhotoFile()])],
      ['article', 'other'],
    ],
    [
      'and photos that answer the new form there',
      [article(), other(DAY, answering('article')), photos('photos', 5 * DAY, answering('article', 'other'))],
      ['article', 'other+photos'],
    ],
    ['the same vague subject a month later', [article(), other(30 * DAY)], ['article', 'other']],
    [
      "next month's report in the same words",
      [article(), sent('next', 33 * DAY, { text: 'Em gửi bài' }, [form(TITLE, ARTICLE.replace('18/11', '21/12'))])],
      ['article', 'next'],
    ],
    [
      'two senders on one day',
      [article(), other(1, from('lan@example.com')), photos('p1', 2), photos('p2', 3, from('lan@example.com'))],
      ['article+p1', 'other+p2'],
    ],
    [
      'photos from somebody else without a word',
      [article(), photos('photos', 3, from('lan@example.com'))],
      ['article', 'photos: maybe'],
    ],
    [
      'photos of the same sender without a word a month later',
      [article(), photos('photos', 30 * DAY)],
      ['article', 'photos: maybe'],
    ],
    [
      'thanks, which change nothing',
      [article(), sent('thanks', 5, { subject: 'Re: Tin bài', text: 'Em cảm ơn ạ', ...answering('article') })],
      ['article', 'thanks: conversation'],
    ],
    [
      'an article and an invitation from one sender',
      [article(), sent('invitation', 5, { subject: 'Giấy mời', text: 'Kính mời đồng chí dự họp' })],
      ['article', 'invitation: invitation'],
    ],
  ])('%s', (_, mails, groups) => {
    expect(grouped(mails)).toEqual(groups)
    expect(grouped(mails.toReversed())).toEqual(groups)
  })
})

test('mails that came shuffled and repeated make the same submissions', () => {
  const first = [
    article(),
    photos('p1', 3),
    sent('number', 8, { text: 'SĐT: 0983456712', ...answering('article') }),
    sent('thanks', 9, { text: 'Cảm ơn ạ', ...answering('article') }),
  ]
  const second = [photos('p2', 3 * DAY), other(3 * DAY + 4), photos('p3', 3 * DAY + 9)]
  const all = [...first, ...second]
  const once = grouped(all)
  expect(once).toEqual(['article+number+p1', 'other+p2+p3', 'thanks: conversation'])
  const shuffled = fc
    .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all))
    .chain(([mails, again]) => {
      const repeated = [...mails, ...again]
      return fc.shuffledSubarray(repeated, { minLength: repeated.length })
    })
  fc.assert(
    fc.property(shuffled, mails => {
      expect(grouped(mails)).toEqual(once)
    }),
    { numRuns: 50 },
  )
})

test('an article in plain text is told from its quoted answer', () => {
  const typed = sent('typed', 0, { subject: TITLE, text: ARTICLE }, [aPhotoFile()])
  const answer = sent('answer', DAY, {
    subject: `Re: ${TITLE}`,
    text: `Đơn vị: CĐCS Trường Nà Phặc\n\nVào 10:00 BBT <congdoanbk@gmail.com> đã viết:\n> ${ARTICLE}`,
    ...answering('typed'),
  })
  expect(grouped([typed, answer])).toEqual(['answer+typed'])
})
