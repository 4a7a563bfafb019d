import type {
  Block,
  Closed,
  Content,
  Document,
  Evidence,
  Fields,
  Finding,
  FormReading,
  Mail,
  MailFile,
  Office,
  Photo,
  PhotoFacts,
  Reading,
  SubmissionVerdict,
} from '../src/domain.ts'
import { Private } from '../src/domain.ts'
import { isForwarded } from '../src/mail/identity.ts'
import { separate } from '../src/mail/quoted.ts'

/** Values of the domain for tests that need no bytes. What is not given is what an ordinary contributor would send. */

export const OFFICE: Office = {
  name: 'LĐLĐ tỉnh Bắc Kạn',
  board: 'Ban Biên tập Trang thông tin điện tử LĐLĐ tỉnh Bắc Kạn',
  site: 'congdoanbackan.org.vn',
  addresses: ['congdoanbk@gmail.com'],
  prefix: 'BK',
  phone: '0209 3875 281',
  holidays: [],
}

export const ARTICLE = [
  'Ngày 18/11/2019, Công đoàn cơ sở Trường Tiểu học Nà Phặc tổ chức thăm hỏi, tặng quà cho 12 đoàn viên có hoàn cảnh khó khăn nhân ngày Nhà giáo Việt Nam.',
  'Đồng chí Chủ tịch Công đoàn cơ sở đã trao từng suất quà trị giá 500.000 đồng và ân cần động viên các đoàn viên vươn lên trong cuộc sống. Đây là hoạt động thường niên của đơn vị.',
  'Dịp này, Ban Chấp hành công đoàn cũng phát động phong trào thi đua chào mừng năm học mới tới toàn thể cán bộ, giáo viên.',
].join('\n')

export const TITLE = 'Công đoàn Trường Tiểu học Nà Phặc tặng quà đoàn viên khó khăn'

/** The official form, filled in; pass '' to leave a field empty. */
export function aFormText(given: Partial<Record<(typeof FORM)[number][0], string>> = {}): string {
  return FORM.map(([field, label, answer]) => `${label}: ${given[field] ?? answer}`).join('\n')
}

const FORM = [
  ['title', '1. Tít tin, bài', TITLE],
  ['body', '2. Nội dung bài viết', ARTICLE],
  ['captions', '3. Chú thích ảnh', 'Đồng chí Chủ tịch Công đoàn cơ sở trao quà cho đoàn viên'],
  ['author', '4. Tác giả', 'Nông Thị Minh Hằng'],
  ['unit', '5. Đơn vị công tác', 'CĐCS Trường Tiểu học Nà Phặc'],
  ['phone', '6. Số điện thoại', '0983456712'],
  ['accountNumber', '7. Số tài khoản của tác giả', '8605205112233'],
  ['accountHolder', '8. Tên chủ tài khoản', 'Nông Thị Minh Hằng'],
] as const

let counted = 0

/** A mail as read. Where only `text` is given, the person's own words, quotes and signature are told apart as usual. */
export function aMail(given: Partial<Mail> = {}): Mail {
  const subject = given.subject ?? 'Tin bài'
  const text = given.text ?? ''
  return {
    messageId: `<mail-${++counted}@example.com>`,
    inReplyTo: [],
    references: [],
    subject,
    from: { name: 'Nông Thị Minh Hằng', address: 'hang@example.com' },
    replyTo: [],
    to: [{ name: '', address: 'congdoanbk@gmail.com' }],
    cc: [],
    deliveredTo: [],
    undisclosed: false,
    date: '2019-11-20T02:00:00.000Z',
    text,
    ...separate(text, isForwarded(subject)),
    files: [],
    links: linksIn(text),
    automatic: null,
    bounce: null,
    dmarc: 'none',
    converted: false,
    html: false,
    damaged: false,
    ...given,
  }
}

const linksIn = (text: string): Mail['links'] =>
  [...text.matchAll(/https?:\/\/\S+/g)].map(([url]) => ({ url, text: url }))

export function aReading(given: Partial<Mail> = {}, contents: readonly Content[] = []): Reading {
  return { mail: aMail({ files: contents.map(({ file }) => file), ...given }), contents }
}

export function aFile(name: string, given: Partial<MailFile> = {}): MailFile {
  const sha256 = Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64)
  return {
    name,
    type: 'application/octet-stream',
    bytes: 1000,
    sha256,
    folders: [],
    shown: false,
    before: '',
    after: '',
    ...given,
  }
}

/** A document of these paragraphs. */
export function aDocument(text: string, name = 'bai viet.docx', given: Partial<Document> = {}): Content {
  const blocks: readonly Block[] = text
    .split('\n')
    .filter(Boolean)
    .map(line => ({ kind: 'paragraph', text: line, bold: false, listed: false }))
  return { kind: 'document', file: aFile(name), document: { blocks, links: [], notes: [], ...given }, pictures: [] }
}

export const aPhotoFile = (name = 'IMG_0001.jpg', given: Partial<MailFile> = {}): Content => ({
  kind: 'photo',
  file: aFile(name, given),
  facts: phoneFacts(),
})

/** A photo as Zalo saves it, without what the camera wrote. */
export function aZaloPhoto(number = 1): Content {
  const { exif, ...facts } = phoneFacts()
  const lost = {
    make: null,
    model: null,
    takenAt: null,
    exposureTime: null,
    fNumber: null,
    iso: null,
    focalLength: null,
  }
  return {
    kind: 'photo',
    file: aFile(`z501234567890${number}_0f1e2d3c4b5a69788796a5b4c3d2e1f0.jpg`),
    facts: { ...facts, exif: { ...exif, ...lost, hasMakerNote: false } },
  }
}

export const aClosedFile = (name: string, why: Closed = 'encrypted'): Content => ({
  kind: 'closed',
  file: aFile(name),
  why,
})

export const anOtherFile = (name: string): Content => ({ kind: 'other', file: aFile(name) })

/** An original as phones write it. */
export function phoneFacts(given: Partial<PhotoFacts> = {}): PhotoFacts {
  return {
    format: 'jpeg',
    width: 4032,
    height: 3024,
    orientation: 1,
    exif: {
      make: 'samsung',
      model: 'SM-A546E',
      lens: null,
      software: null,
      processingSoftware: null,
      takenAt: '2019-11-18T08:30:00',
      exposureTime: 0.008,
      fNumber: 1.8,
      iso: 64,
      focalLength: 5,
      pixelX: 4032,
      pixelY: 3024,
      userComment: null,
      isScanned: false,
      hasMakerNote: true,
      hasGps: false,
      reach: null,
    },
    xmp: { creatorTool: null, softwareAgents: [], digitalSourceType: null },
    credential: null,
    jpeg: null,
    thumbnail: null,
    density: null,
    profile: null,
    trailer: null,
    hasFilm: false,
    unreadable: null,
    ...given,
  }
}

export function aPhoto(given: Partial<Photo> & { readonly name?: string } = {}): Photo {
  const { name = 'IMG_0001.jpg', ...rest } = given
  return {
    file: aFile(name),
    facts: phoneFacts(),
    sent: 'separately',
    beside: null,
    original: 'yes',
    evidence: [],
    caption: 'Đồng chí Chủ tịch Công đoàn trao quà cho đoàn viên',
    copyOf: null,
    earlier: null,
    ...rest,
  }
}

export const fromZalo: Evidence = { code: 'photo.messengerName', certainty: 'certain', values: { app: 'Zalo' } }

export const FIELDS: Fields = {
  title: TITLE,
  body: ARTICLE,
  captions: ['Đồng chí Chủ tịch Công đoàn trao quà cho đoàn viên'],
  author: 'Nông Thị Minh Hằng',
  unit: 'CĐCS Trường Tiểu học Nà Phặc',
  phone: new Private('0983456712'),
  accountNumber: new Private('8605205112233'),
  accountHolder: 'Nông Thị Minh Hằng',
}

/** A form as read, whole. */
export function aForm(fields: Partial<Fields> = {}, given: Partial<FormReading> = {}): FormReading {
  const all = { ...FIELDS, ...fields }
  return {
    fields: all,
    labels: ['title', 'body', 'captions', 'author', 'unit', 'phone', 'accountNumber', 'accountHolder'],
    source: all.body === null ? null : 'document',
    articleLike: all.body !== null,
    captions: all.captions.map(text => ({ text, number: null, fileName: null })),
    differences: [],
    ...given,
  }
}

export function aVerdict(given: Partial<SubmissionVerdict> = {}): SubmissionVerdict {
  return {
    kind: 'submission',
    decision: 'accept',
    fields: FIELDS,
    photos: [aPhoto()],
    pages: [],
    notes: [],
    findings: [],
    ...given,
  }
}

export const aFinding = (given: Partial<Finding> & Pick<Finding, 'rule'>): Finding => ({
  certainty: 'certain',
  asks: true,
  files: [],
  values: {},
  ...given,
})
