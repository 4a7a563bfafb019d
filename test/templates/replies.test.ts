import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fields, type Finding, Private, type ReplyKind, type SubmissionVerdict } from '../../src/domain.ts'
import { letterFor, type Reply, replyFor } from '../../templates/replies/reply.ts'
import { aFinding, aMail, aPhoto, aVerdict, FIELDS, fromZalo, OFFICE } from '../domain.ts'

const about = (given: Partial<SubmissionVerdict>, { from } = aMail()) => ({
  verdict: aVerdict({ decision: given.findings?.some(({ asks }) => asks) ? 'complete' : 'accept', ...given }),
  to: from,
  from,
  office: OFFICE,
  reference: 'BK-2026-0042',
})

const reply = (given: Partial<SubmissionVerdict>, mail = aMail()): Reply | null => replyFor(about(given, mail))

function written(given: Partial<SubmissionVerdict>): Reply {
  const found = reply(given)
  if (found === null) throw new Error('no reply')
  return found
}

const without = (...fields: readonly (keyof Fields)[]): Fields => ({
  ...FIELDS,
  ...Object.fromEntries(fields.map(field => [field, null])),
})
const small = { code: 'photo.small', certainty: 'certain', values: { width: 900, height: 675 } } as const
const zalo = 'z1574218800123_0a1b2c3d4e5f60718293a4b5c6d7e8f9.jpg'
const spoilt = (name: string) => aPhoto({ name, original: 'no', evidence: [fromZalo] })
const asked = (rule: Finding['rule'], values: Finding['values'] = {}, files: readonly string[] = []): Finding =>
  aFinding({ rule, values, files })
const along = (rule: Finding['rule'], values: Finding['values'] = {}): Finding =>
  aFinding({ rule, values, asks: false })

const LETTERS: Readonly<Record<string, Partial<SubmissionVerdict>>> = {
  acknowledge: { photos: [aPhoto(), aPhoto({ name: '2.jpg' })] },
  'acknowledge-account': {
    fields: without('accountNumber', 'accountHolder'),
    findings: [along('pay.account', { missing: 'number holder' })],
  },
  'acknowledge-along': {
    fields: without('author', 'accountNumber'),
    findings: [
      along('form.author'),
      along('form.captions', { photos: 5, captions: 2 }),
      along('pay.account', { missing: 'number' }),
    ],
    photos: [
      aPhoto(),
      aPhoto({ name: '2.jpg' }),
      aPhoto({ name: '3.jpg' }),
      aPhoto({ name: '4.jpg' }),
      aPhoto({ name: '5.jpg' }),
    ],
  },
  'acknowledge-link': {
    photos: [],
    findings: [aFinding({ rule: 'photos.link', certainty: 'doubt', asks: false, values: { links: 1 } })],
  },
  'acknowledge-scan': {
    fields: without('title', 'body'),
    findings: [aFinding({ rule: 'attachment.scan', certainty: 'doubt', asks: false, files: ['scan.pdf'] })],
  },
  title: { fields: without('title'), findings: [asked('form.title')] },
  body: { fields: without('body'), findings: [asked('form.body')] },
  unit: { fields: without('unit'), findings: [asked('form.unit')] },
  'author-phone': { fields: without('author', 'phone'), findings: [asked('form.author'), asked('form.phone')] },
  fields: {
    fields: without('title', 'author', 'unit', 'phone'),
    findings: [asked('form.title'), asked('form.author'), asked('form.unit'), asked('form.phone')],
  },
  captions: {
    photos: [aPhoto(), aPhoto({ name: '2.jpg' }), aPhoto({ name: '3.jpg' })],
    findings: [asked('form.captions', { photos: 3, captions: 0 })],
  },
  caption: { findings: [asked('form.captions', { photos: 1, captions: 0 })] },
  'photos-none': { photos: [], findings: [asked('photos.none')] },
  'photos-in-article': {
    photos: [aPhoto({ sent: 'inArticle' })],
    findings: [asked('photos.inArticle', { photos: 1 })],
  },
  'photos-zalo': { photos: [spoilt(zalo)], findings: [asked('photos.notOriginal', { photos: 1 }, [zalo])] },
  'photos-small': {
    photos: [
      aPhoto({ name: 'anh1.jpg', original: 'no', evidence: [small] }),
      aPhoto({ name: 'anh2.jpg', original: 'no', evidence: [small] }),
    ],
    findings: [asked('photos.notOriginal', { photos: 2 })],
  },
  'photos-many': {
    photos: [
      aPhoto({ name: 'anh1.jpg', original: 'no', evidence: [small] }),
      spoilt(zalo),
      spoilt('z2.jpg'),
      spoilt('z3.jpg'),
      spoilt('z4.jpg'),
    ],
    findings: [asked('photos.notOriginal', { photos: 5 })],
  },
  encrypted: {
    fields: without('title', 'body'),
    photos: [],
    findings: [asked('attachment.unreadable', { why: 'encrypted' }, ['bai va anh.zip'])],
  },
  damaged: {
    fields: without('title', 'body'),
    photos: [],
    findings: [asked('attachment.unreadable', { why: 'damaged' }, ['bai.docx'])],
  },
  unknown: { photos: [], findings: [asked('attachment.unreadable', { why: 'unknown' }, ['winmail.dat'])] },
  'unit-photos': {
    fields: without('unit', 'accountHolder'),
    photos: [spoilt(zalo)],
    findings: [
      asked('form.unit'),
      asked('photos.notOriginal', { photos: 1 }),
      along('pay.account', { missing: 'holder' }),
    ],
  },
  everything: {
    fields: { ...without('title', 'body', 'author', 'unit', 'phone', 'accountNumber', 'accountHolder'), captions: [] },
    photos: [],
    findings: [
      asked('form.title'),
      asked('form.body'),
      asked('form.author'),
      asked('form.unit'),
      asked('form.phone'),
      asked('photos.none'),
      along('pay.account', { missing: 'number holder' }),
    ],
  },
  most: {
    fields: without('title', 'unit'),
    photos: [spoilt(zalo), spoilt('z2.jpg')],
    findings: [
      asked('form.title'),
      asked('form.unit'),
      asked('photos.notOriginal', { photos: 2 }),
      asked('form.captions', { photos: 2, captions: 0 }),
      along('pay.account', { missing: 'number' }),
    ],
  },
}

/** Later letters about one piece, and what the editor gives to them. */
const LATER: Readonly<Record<string, readonly [kind: ReplyKind, given: Partial<SubmissionVerdict>, words?: string]>> = {
  remind: ['remind', LETTERS['unit-photos'] ?? {}],
  close: ['close', LETTERS['unit-photos'] ?? {}],
  accepted: ['accepted', {}],
  'accepted-account': ['accepted', LETTERS['acknowledge-account'] ?? {}],
  published: ['published', {}, 'https://congdoanbackan.org.vn/tin-tuc/tang-qua-doan-vien'],
  declined: ['declined', {}, 'Nội dung bài đã được đăng trong bài viết khác của huyện ngày 18/11/2019.'],
}

const later = Object.entries(LATER).map(([name, [kind, given, words]]) => ({
  name,
  letter: letterFor(kind, about(given), words),
}))

describe.each(later)('the letter "$name"', ({ name, letter }) => {
  test('reads as agreed', async () => {
    await expect(`${letter?.subject}\n\n${letter?.text}`).toMatchFileSnapshot(`replies/${name}.txt`)
  })

  test('fits a screen of a phone and a half', () => {
    expect(linesOnPhone(letter?.text ?? '')).toBeLessThanOrEqual(40)
  })
})

const SEVERAL = ['most', 'everything', 'unit-photos', 'photos-many']

const each = Object.entries(LETTERS).map(([name, given]) => ({ name, letter: written(given) }))

describe.each(each)('the reply "$name"', ({ name, letter }) => {
  test('reads as agreed', async () => {
    await expect(`${letter.subject}\n\n${letter.text}`).toMatchFileSnapshot(`replies/${name}.txt`)
  })

  test('is short: one fault fits a screen of a phone, the worst of several a screen and a half', () => {
    expect(linesOnPhone(letter.text)).toBeLessThanOrEqual(SEVERAL.includes(name) ? 48 : 34)
  })

  test('says in its first words what it is', () => {
    expect(letter.subject).toMatch(letter.kind === 'acknowledge' ? /^Đã nhận: / : /^Cần bổ sung: /)
    expect(letter.subject).toContain('BK-2026-0042')
    expect(letter.text).toMatch(/^Kính gửi đồng chí /)
  })

  test('has at most three steps for a fault and never blames', () => {
    expect(letter.text).not.toMatch(/^ {3}4\)/m)
    expect(letter.text).not.toMatch(/\b(sai|lỗi của|vi phạm|từ chối|không hợp lệ|không chấp nhận|phải|bắt buộc)\b/iu)
  })

  test('names Zalo only where the evidence does', () => {
    expect(letter.text.includes('Zalo')).toBe(
      (LETTERS[name]?.photos ?? []).some(({ evidence }) => evidence.includes(fromZalo)),
    )
  })
})

const PHONE_COLUMNS = 45

/** Lines that a text takes on a phone of 390 px in the usual letters. */
function linesOnPhone(text: string): number {
  return text
    .split('\n')
    .map(line => Math.max(1, Math.ceil(line.length / PHONE_COLUMNS)))
    .reduce((sum, lines) => sum + lines, 0)
}

test('tells what to do with the missing part only, and nothing that has arrived', () => {
  const { text } = written({ fields: without('unit'), findings: [asked('form.unit')] })
  expect(text).toContain('trả lời thư này chỉ với phần còn thiếu là đủ')
  expect(text).not.toMatch(/ảnh gốc|chú thích|tài khoản/i)
})

test('the blank form goes along where the form is the problem', () => {
  expect(written(LETTERS.body ?? {}).withForm).toBe(true)
  expect(written(LETTERS.fields ?? {}).withForm).toBe(true)
  expect(written(LETTERS.unit ?? {}).withForm).toBe(false)
  expect(written(LETTERS['photos-none'] ?? {}).withForm).toBe(false)
})

describe('who is written to', () => {
  test.each([
    ['Nông Thị Minh Hằng', 'Hà Văn Công', 'Nông Thị Minh Hằng'],
    ['nong thi', 'Hà Văn Công', 'Hà Văn Công'],
    ['Nong Thi Minh Hang', 'Nông Thị Minh Hằng', 'Nông Thị Minh Hằng'],
    ['Hằng Nông Thị Minh', 'Nông Thị Minh Hằng', 'Nông Thị Minh Hằng'],
    ['NÔNG THỊ MINH HẰNG', null, 'Nông Thị Minh Hằng'],
    ['Đoàn Văn Trường', null, 'Đoàn Văn Trường'],
    ['Nguyễn Thành Công', null, 'Nguyễn Thành Công'],
    ['Công Đoàn Nà Phặc', 'Hà Văn Công', 'Hà Văn Công'],
    ['CĐCS Trường Tiểu học', null, null],
    ['hang87', null, null],
    ['', 'Nhóm tác giả phòng chính sách', null],
    ['<script>alert(1)</script>', null, null],
  ])('sender "%s", author "%s": %s', (name, author, called) => {
    const text = reply({ fields: { ...FIELDS, author } }, aMail({ from: { name, address: 'a@example.com' } }))?.text
    expect(text?.split('\n')[0]).toBe(called === null ? 'Kính gửi đồng chí,' : `Kính gửi đồng chí ${called},`)
  })
})

test.each([
  ['a forged sender', { findings: [aFinding({ rule: 'mail.sender', certainty: 'doubt', asks: false })] }, {}],
  ['nobody who may be answered', {}, { from: null }],
  ['a decision of none', { decision: 'none' as const }, {}],
])('nothing is written to %s', (_, verdict, mail) => {
  expect(reply(verdict, aMail(mail))).toBeNull()
})

describe('what strangers wrote', () => {
  test('is escaped in HTML', () => {
    const title = '<img src=x onerror=alert(1)> & "Công đoàn"'
    const { html } = written({ fields: { ...FIELDS, title } })
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Công đoàn')
    expect(html).not.toContain('<img')
  })

  test('any title, name of a file and sender leave the HTML whole', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'<>&"\'/ aảZ\n=:') })
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, file, name) => {
        const letter = reply(
          {
            fields: { ...FIELDS, title },
            photos: [aPhoto({ name: file, original: 'no', evidence: [fromZalo] })],
            findings: [asked('photos.notOriginal')],
          },
          aMail({ from: { name, address: 'a@example.com' } }),
        )
        const tags = letter?.html.match(/<[^>]*>/g) ?? []
        expect(tags.every(tag => /^<\/?(div style="[^"]*"|div|p|br|strong|ol|ul|li)>$/.test(tag))).toBe(true)
        expect(letter?.subject).not.toMatch(/[\r\n]/)
      }),
    )
  })

  test('gives away no phone or account number, however it is spelled', () => {
    const digits = (min: number, max: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map(all => all.join(''))
    const phone = digits(8, 8).map(rest => `09${rest}`)
    const spelling = fc.constantFrom<(number: string) => string>(
      number => number,
      number => number.replace(/(\d{4})(\d{3})/, '$1.$2.'),
      number => number.replace(/^0/, '+84 '),
      number => [...number].join(' '),
    )
    fc.assert(
      fc.property(phone, digits(8, 15), spelling, (number, account, spell) => {
        const words = `LH ${spell(number)} STK ${spell(account)}`
        const fields = {
          ...FIELDS,
          title: words,
          unit: words,
          phone: new Private(number),
          accountNumber: new Private(account),
        }
        const letter = written({
          fields,
          photos: [aPhoto({ name: `${number}.jpg`, original: 'no', evidence: [fromZalo] })],
          findings: [
            asked('photos.notOriginal'),
            asked('attachment.unreadable', { why: 'encrypted' }, [`${account}.zip`]),
          ],
        })
        const said = `${letter.subject}\n${letter.text}\n${letter.html}`.replace(/[ .-]/g, '')
        expect(said).not.toContain(number.slice(1))
        expect(said).not.toContain(account)
      }),
    )
  })

  test('a phone of somebody else in a title is hidden as well, a year is not', () => {
    const { subject } = written({ fields: { ...FIELDS, title: 'Hội thao 2019, liên hệ 0912.345.678' } })
    expect(subject).toBe('Đã nhận: Hội thao 2019, liên hệ ••• (BK-2026-0042)')
  })

  test('a long title is cut at a word', () => {
    const { subject } = written({ fields: { ...FIELDS, title: 'Công đoàn cơ sở '.repeat(20) } })
    expect(subject).toMatch(/^Đã nhận: .{40,75}(cơ|sở|đoàn|Công)… \(BK-2026-0042\)$/)
  })
})
