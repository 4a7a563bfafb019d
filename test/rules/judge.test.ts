import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type {
  Content,
  Correction,
  Fields,
  FormReading,
  Mail,
  MailFile,
  Original,
  Photo,
  RuleId,
} from '../../src/domain.ts'
import { judge } from '../../src/rules/judge.ts'
import { aClosedFile, aDocument, aForm, aPhoto, aReading, fromZalo, phoneFacts } from '../domain.ts'

interface Case {
  readonly mail?: Partial<Mail>
  readonly contents?: readonly Content[]
  readonly fields?: Partial<Fields>
  readonly form?: Partial<FormReading>
  readonly photos?: readonly Photo[]
  readonly pages?: readonly MailFile[]
  readonly corrections?: readonly Correction[]
}

const judged = ({ mail, contents = [], fields, form, photos = [aPhoto()], pages = [], corrections = [] }: Case) =>
  judge({ readings: [aReading(mail, contents)], form: aForm(fields, form), photos, pages, corrections })

/** "form.unit certain asks", "pay.account certain". */
const found = (given: Case): readonly string[] =>
  judged(given).findings.map(({ rule, certainty, asks }) => [rule, certainty, ...(asks ? ['asks'] : [])].join(' '))

const no = (name: string): Photo => aPhoto({ name, original: 'no', evidence: [fromZalo] })
const pasted = (given: Partial<Photo> = {}): Photo =>
  aPhoto({ name: 'image1.jpeg', sent: 'inArticle', original: 'doubt', ...given })
const drive = 'https://drive.google.com/drive/folders/1AbC'
const NOTHING: Partial<Fields> = {
  title: null,
  body: null,
  captions: [],
  author: null,
  unit: null,
  phone: null,
  accountNumber: null,
  accountHolder: null,
}
const unreadForm = { labels: [], captions: [] }

test('a whole contribution with an original is accepted without a word', () => {
  expect(judged({})).toEqual({ decision: 'accept', findings: [] })
})

test('an overruled finding asks no more, until it is about another file', () => {
  const first = judged({ photos: [no('a.jpg')] })
  const corrections = first.findings.map(finding => ({ kind: 'finding', finding }) as const)
  expect(first.decision).toBe('complete')
  expect(judged({ photos: [no('a.jpg')], corrections })).toEqual({ decision: 'accept', findings: [] })
  expect(found({ photos: [no('a.jpg'), no('b.jpg')], corrections })).toEqual(['photos.notOriginal certain asks'])
})

describe('each rule', () => {
  test.each<readonly [what: string, given: Case, findings: readonly string[]]>([
    ['no title', { fields: { title: null } }, ['form.title certain asks']],
    ['no article', { fields: { body: null } }, ['form.body certain asks']],
    ['no unit', { fields: { unit: null } }, ['form.unit certain asks']],
    ['no author, but a phone', { fields: { author: null } }, ['form.author certain']],
    ['no phone, but an author', { fields: { phone: null } }, ['form.phone certain']],
    [
      'neither author nor phone',
      { fields: { author: null, phone: null } },
      ['form.author certain asks', 'form.phone certain asks'],
    ],
    [
      'no caption at all',
      { fields: { captions: [] }, photos: [aPhoto({ caption: null })] },
      ['form.captions certain asks'],
    ],
    [
      'a caption in the form that matches no photo',
      {
        fields: { captions: ['Trao quà'] },
        photos: [aPhoto({ caption: null }), aPhoto({ name: '2.jpg', caption: null })],
      },
      ['form.captions certain'],
    ],
    [
      'a caption beside one photo of two',
      { fields: { captions: [] }, photos: [aPhoto(), aPhoto({ name: '2.jpg', caption: null })] },
      ['form.captions certain'],
    ],
    ['no photo and no caption', { fields: { captions: [] }, photos: [] }, ['photos.none certain asks']],
    ['no account number', { fields: { accountNumber: null } }, ['pay.account certain']],
    ['no account holder', { fields: { accountHolder: null } }, ['pay.account certain']],
    ['no photo', { photos: [] }, ['photos.none certain asks']],
    ['no photo, but a link to an album', { photos: [], mail: { text: drive } }, ['photos.link doubt']],
    [
      'no photo, but a link in the document',
      { photos: [], contents: [aDocument('Ảnh', 'bai.docx', { links: [{ url: drive, text: 'Ảnh' }] })] },
      ['photos.link doubt'],
    ],
    [
      'a link whose words say nothing',
      { photos: [], mail: { links: [{ url: 'https://drive.google.com/file/d/1/view', text: 'Tại đây' }] } },
      ['photos.link doubt'],
    ],
    [
      'a link to the article only',
      { photos: [], mail: { links: [{ url: 'https://drive.google.com/file/d/1/view', text: 'bai viet.docx' }] } },
      ['photos.none certain asks'],
    ],
    [
      'a contact link of a signature',
      { photos: [], mail: { text: 'https://zalo.me/0983456712' } },
      ['photos.none certain asks'],
    ],
    ['photos in the article only', { photos: [pasted()] }, ['photos.inArticle certain asks']],
    ['photos in the article and one sent separately', { photos: [pasted(), aPhoto()] }, ['photos.inArticle certain']],
    [
      'photos in the article and a link to the originals',
      { photos: [pasted()], mail: { text: drive } },
      ['photos.inArticle certain', 'photos.link doubt'],
    ],
    [
      'photos in the article and an encrypted folder of them',
      { photos: [pasted()], contents: [aClosedFile('anh.zip')] },
      ['photos.inArticle certain', 'attachment.unreadable certain asks'],
    ],
    [
      'spoilt photos in the article only',
      { photos: [pasted({ original: 'no', evidence: [fromZalo] })] },
      ['photos.inArticle certain asks', 'photos.notOriginal certain'],
    ],
    ['every photo spoilt', { photos: [no('a.jpg'), no('b.jpg')] }, ['photos.notOriginal certain asks']],
    ['one photo good', { photos: [no('a.jpg'), aPhoto()] }, ['photos.notOriginal certain']],
    ['one photo in doubt', { photos: [no('a.jpg'), aPhoto({ original: 'doubt' })] }, ['photos.notOriginal certain']],
    [
      'a spoilt photo sent, a doubtful one pasted',
      { photos: [no('a.jpg'), pasted()] },
      ['photos.inArticle certain', 'photos.notOriginal certain asks'],
    ],
    [
      'every photo spoilt, but a link',
      { photos: [no('a.jpg')], mail: { text: drive } },
      ['photos.notOriginal certain', 'photos.link doubt'],
    ],
    [
      'an archive nobody can open beside a whole contribution',
      { contents: [aClosedFile('them.zip')] },
      ['attachment.unreadable certain'],
    ],
    [
      'the photos in an archive nobody can open',
      { photos: [], contents: [aClosedFile('anh.rar', 'damaged')] },
      ['attachment.unreadable certain asks'],
    ],
    [
      'photos in a winmail.dat nobody can open',
      { photos: [], contents: [aClosedFile('winmail.dat', 'unknown')] },
      ['attachment.unreadable certain asks'],
    ],
    [
      'a document nobody can open, and no photo',
      { photos: [], contents: [aClosedFile('phu luc.docx')] },
      ['photos.none certain asks', 'attachment.unreadable certain'],
    ],
    [
      'everything in an encrypted archive: only the archive is asked for',
      { fields: NOTHING, form: unreadForm, photos: [], contents: [aClosedFile('bai.zip')] },
      [
        'form.title doubt',
        'form.body doubt',
        'form.author doubt',
        'form.unit doubt',
        'form.phone doubt',
        'pay.account doubt',
        'attachment.unreadable certain asks',
      ],
    ],
    [
      'a photo that is cut off',
      { photos: [aPhoto({ facts: phoneFacts({ unreadable: 'damaged' }), original: 'doubt' })] },
      ['attachment.unreadable doubt'],
    ],
    [
      'only photos of which nothing can be read',
      {
        photos: [
          aPhoto({ facts: phoneFacts({ unreadable: 'damaged', width: null, height: null }), original: 'doubt' }),
        ],
      },
      ['attachment.unreadable certain asks'],
    ],
    [
      'a mail damaged on its way',
      { mail: { damaged: true }, photos: [] },
      ['photos.none doubt', 'attachment.unreadable doubt'],
    ],
    [
      'a scan',
      { fields: { body: null, title: null }, contents: [aDocument('', 'scan.pdf', { notes: ['scan'] })] },
      ['form.title doubt', 'form.body doubt', 'attachment.scan doubt'],
    ],
    [
      'a program beside the article',
      { contents: [{ kind: 'unsafe', file: aClosedFile('x.exe').file }] },
      ['attachment.unsafe certain'],
    ],
    ['a forged sender', { mail: { dmarc: 'fail' } }, ['mail.sender doubt']],
    [
      'a photo known from an earlier piece',
      { photos: [aPhoto({ earlier: { sha256: aPhoto().file.sha256, reference: 'BK-2019-0007' } })] },
      ['photos.duplicate certain'],
    ],
    [
      'a photo like one of an earlier piece',
      { photos: [aPhoto({ earlier: { sha256: 'f'.repeat(64), reference: 'BK-2019-0007' } })] },
      ['photos.duplicate doubt'],
    ],
    [
      'a spoilt copy beside its original, with one caption',
      { photos: [aPhoto(), aPhoto({ ...no('z.jpg'), copyOf: aPhoto().file.sha256 })] },
      [],
    ],
    [
      'a spoilt copy sent, its original pasted',
      { photos: [aPhoto({ ...no('z.jpg'), copyOf: pasted().file.sha256 }), pasted({ original: 'yes' })] },
      ['photos.inArticle certain', 'photos.notOriginal certain asks'],
    ],
  ])('%s', (_, given, findings) => {
    expect(found(given)).toEqual(findings)
    expect(judged(given).decision).toBe(findings.some(finding => finding.endsWith('asks')) ? 'complete' : 'accept')
  })
})

describe("a photo's own date", () => {
  test.each([
    ['two days before the mail', '2019-11-18T08:30:00', false],
    ['three months before', '2019-08-18T08:30:00', true],
    ['a year after', '2020-11-18T08:30:00', true],
    ['of a clock that was never set', '2000-01-01T00:00:12', false],
    ['before there were digital cameras', '1980-01-01T10:00:00', false],
    ['with its offset', '2019-11-20T08:30:00+07:00', false],
    ['that is none', '0000-00-00T00:00:00', false],
    ['that is missing', null, false],
    ['of the day that the article tells of, a year earlier', '2018-11-18T08:30:00', true],
    ['three weeks before what the article tells of', '2019-10-27T08:30:00', true],
    ['of its preparation', '2019-11-08T08:30:00', false],
    ['years ahead, of a clock that was never set', '2038-01-19T03:14:07', false],
    ['of hours after a clock without a battery began', '2012-01-01T05:12:00', false],
  ])('%s', (_, takenAt, isOdd) => {
    const facts = phoneFacts()
    const photos = [aPhoto({ facts: { ...facts, exif: { ...facts.exif, takenAt } } })]
    expect(found({ photos })).toEqual(isOdd ? ['photos.date doubt'] : [])
  })

  test('of long ago fits an article that tells of that day', () => {
    const facts = phoneFacts()
    const photos = [aPhoto({ facts: { ...facts, exif: { ...facts.exif, takenAt: '2018-05-19T09:00:00' } } })]
    const body = 'Nhìn lại hội thi ngày 19/5/2018, nhiều đoàn viên vẫn nhớ.'
    expect(found({ photos, fields: { body } })).toEqual([])
    expect(found({ photos, fields: { body: 'Nhìn lại hội thi năm ngoái.' } })).toEqual(['photos.date doubt'])
  })

  test('says nothing beside a mail without a date', () => {
    const facts = phoneFacts()
    expect(
      found({
        mail: { date: null },
        photos: [aPhoto({ facts: { ...facts, exif: { ...facts.exif, takenAt: '1999-05-05T00:00:00' } } })],
      }),
    ).toEqual([])
  })
})

const NEVER: readonly RuleId[] = [
  'pay.account',
  'photos.link',
  'photos.duplicate',
  'photos.date',
  'attachment.scan',
  'attachment.unsafe',
  'mail.sender',
]

test('doubt alone never asks, and some rules never do', () => {
  const original = fc.constantFrom<Original>('yes', 'doubt', 'no')
  const photo = fc
    .record({
      original,
      sent: fc.constantFrom('separately' as const, 'inArticle' as const),
      caption: fc.constantFrom(null, 'Trao quà'),
      cut: fc.boolean(),
    })
    .map(({ cut, ...rest }) =>
      aPhoto({ ...rest, facts: phoneFacts(cut ? { unreadable: 'damaged', width: null } : {}) }),
    )
  const content = fc.constantFrom(
    aClosedFile('a.zip'),
    aClosedFile('b.docx'),
    aDocument('', 's.pdf', { notes: ['scan'] }),
    aDocument('Bài'),
  )
  const given = fc.record({
    photos: fc.array(photo, { maxLength: 4 }),
    contents: fc.array(content, { maxLength: 3 }),
    fields: fc
      .subarray(['title', 'body', 'author', 'unit', 'phone', 'accountNumber'] as const)
      .map(missing => Object.fromEntries(missing.map(field => [field, null]))),
    mail: fc.record({
      damaged: fc.boolean(),
      dmarc: fc.constantFrom('fail' as const, 'none' as const),
      text: fc.constantFrom('', drive),
    }),
  })
  fc.assert(
    fc.property(given, one => {
      const { decision, findings } = judged(one)
      for (const { certainty, asks, rule } of findings)
        if (asks) expect([certainty, NEVER.includes(rule)]).toEqual(['certain', false])
      expect(decision).toBe(findings.some(({ asks }) => asks) ? 'complete' : 'accept')
    }),
  )
})
