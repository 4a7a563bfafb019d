import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { aFormText } from '../domain.ts'
import { CAMERA_ENCODER, exifSegment } from '../photos/compose.ts'
import { exifBlock, PHONE } from '../photos/composeExif.ts'
import { scene } from '../photos/scene.ts'
import { eventually, type ServiceFolder, serviceFolder } from '../service.ts'
import { openInspector } from './inspector.ts'

/** A photo as its phone wrote it: its own encoder's tables, camera data, and a thumbnail if one is given. */
async function original(seed: number, shown?: Sharp): Promise<Buffer> {
  const encoded = await scene(seed, 2400, 1800).jpeg(CAMERA_ENCODER).toBuffer()
  const thumbnail = await shown?.resize(160, 120).jpeg(CAMERA_ENCODER).toBuffer()
  const exif = exifBlock({ ...PHONE, ...(thumbnail === undefined ? {} : { thumbnail }) })
  return Buffer.concat([encoded.subarray(0, 2), exifSegment(exif), encoded.subarray(2)])
}

const zaloOf = async (photo: Uint8Array): Promise<Buffer> => sharp(photo).resize(1280).jpeg({ quality: 80 }).toBuffer()

const ZALO_NAME = 'z4567890123456_0123456789abcdef0123456789abcdef.jpg'
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const photo = await original(1)
const copy = await zaloOf(photo)

/** Two articles of two units: the second has a messenger's copy of the first one's photo. */
const FIRST_TITLE = 'Công đoàn Trường Tiểu học Mẫu tặng quà đoàn viên khó khăn'
const FIRST = {
  from: 'Nông Văn Thử <mot@example.com>',
  text: aFormText({ title: FIRST_TITLE }),
  attachments: [{ filename: 'IMG_0001.jpg', content: photo }],
}
const SECOND = {
  from: 'Triệu Thị Ví Dụ <hai@example.com>',
  text: aFormText({
    title: 'Trung tâm Y tế Mẫu tổ chức hội thao chào mừng ngày thành lập',
    body: 'Ngày 19/11/2019, Công đoàn Trung tâm Y tế Mẫu tổ chức hội thao với hơn 60 đoàn viên tham gia thi đấu ba môn. Kết thúc hội thao, Ban Tổ chức đã trao giải cho các đội.',
    author: 'Triệu Thị Ví Dụ',
    unit: 'Công đoàn Trung tâm Y tế Mẫu',
    phone: '0900000002',
  }),
  attachments: [{ filename: ZALO_NAME, content: copy }],
}
/** Another picture stands in the place of the one that the camera took. */
const REPLACED = { ...FIRST, attachments: [{ filename: 'IMG_0002.jpg', content: await original(2, scene(3)) }] }
/** The original and its copy in one mail, with one caption. */
const BOTH = { ...FIRST, attachments: [...SECOND.attachments, ...FIRST.attachments] }

async function receive(folder: ServiceFolder, name: string, letter: typeof FIRST): Promise<void> {
  const composed = new MailComposer({
    to: 'congdoanbk@gmail.com',
    subject: 'Tin bài',
    date: new Date('2019-11-20T02:00:00Z'),
    messageId: `<${name}@example.com>`,
    ...letter,
  })
  await writeFile(join(folder.path, 'inbox', `${name}.eml`), await composed.compile().build())
}

test('a copy of an earlier photo is shown beside it, and changes nothing that is decided', async () => {
  await using folder = await serviceFolder()
  const service = await folder.start()
  await receive(folder, 'mot', FIRST)
  await eventually(async () => (await service.get('/bai/BK-2026-0001')).includes('Ảnh (1)'))
  await receive(folder, 'hai', SECOND)
  const page = await eventually(async () => {
    const text = await service.get('/bai/BK-2026-0002')
    return text.includes('Giống ảnh đã gửi trước đây') && text
  })
  expect(page).toContain('Ảnh giống ảnh đã gửi trước đây, ở bài BK-2026-0001')
  expect(page).toContain('<a href="/bai/BK-2026-0001">Công đoàn Trường Tiểu học Mẫu tặng quà đoàn viên khó khăn</a>')
  const [pair = ''] = /<div class="pair">.*?<\/div>/s.exec(page) ?? []
  expect(pair.match(/\/anh\/[0-9a-f]+\.webp/g)).toEqual([copy, photo].map(bytes => `/anh/${sha256Of(bytes)}.webp`))
  expect(await service.get('/can-bo-sung')).toContain('Trung tâm Y tế Mẫu')
  expect(await service.get('/bai/BK-2026-0001')).not.toContain('trước đây')
})

test('of a photo that came with its copy the original stands first and has the caption', async () => {
  await using folder = await serviceFolder()
  const service = await folder.start()
  await receive(folder, 'hai', BOTH)
  const page = await eventually(async () => {
    const text = await service.get('/bai/BK-2026-0001')
    return text.includes('Bản sao của IMG_0001.jpg') && text
  })
  expect(page).toContain('Ảnh (1)')
  expect(page).not.toContain('Mới có 1 chú thích')
  expect(page).not.toContain('Có ảnh không phải ảnh gốc')
})

test('a photo that is not what its camera’s thumbnail shows is doubted in the end, and its article is accepted', async () => {
  await using folder = await serviceFolder()
  const service = await folder.start()
  await receive(folder, 'mot', REPLACED)
  const page = await eventually(async () => {
    const text = await service.get('/bai/BK-2026-0001')
    return text.includes('Ảnh khác ảnh thu nhỏ mà máy để lại trong tệp') && text
  })
  expect(page).not.toContain('Có ảnh không phải ảnh gốc')
  expect(await service.get('/')).toContain(FIRST_TITLE)
})

test('a photo is decoded once for the page it may be, its copies and its camera’s thumbnail, and not where none counts', async () => {
  await using inspector = await openInspector()
  const attachments = [...FIRST.attachments, ...REPLACED.attachments]
  await inspector.inspect({ mail: { subject: 'Bài viết', text: 'Em gửi bài và ảnh ạ', attachments } })
  expect(inspector.decoded()).toBe(2)
  await inspector.inspect({ first: FIRST })
  expect(inspector.decoded()).toBe(2)
})

test('inspect finds what the service finds', async () => {
  await using inspector = await openInspector()
  const found = (await inspector.inspect({ first: FIRST, second: { ...SECOND, date: 5 } })).lines
  expect(found.map(({ findings }) => findings.map(({ rule, certainty }) => `${rule} ${certainty}`))).toEqual([
    [],
    ['photos.notOriginal certain', 'photos.duplicate doubt'],
  ])
  const again = { ...SECOND, attachments: FIRST.attachments, date: 5 }
  const [, same] = (await inspector.inspect({ first: FIRST, second: again })).lines
  expect(same?.findings.map(({ rule, certainty }) => `${rule} ${certainty}`)).toEqual(['photos.duplicate certain'])
  const [both] = (await inspector.inspect({ both: BOTH })).lines
  expect(both).toMatchObject({ decision: 'accept', findings: [] })
  expect(both?.photos.map(({ name }) => name)).toEqual([ZALO_NAME, 'IMG_0001.jpg'])

  // By its headers alone this one is an original; no other photo of the mail makes it worth a decode.
  const [replaced] = (await inspector.inspect({ replaced: REPLACED })).lines
  expect(replaced).toMatchObject({ decision: 'accept', findings: [] })
  expect(replaced?.photos).toMatchObject([{ original: 'doubt', evidence: [{ code: 'photo.thumb' }] }])
})
