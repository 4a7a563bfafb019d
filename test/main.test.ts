import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { expect, test } from 'vitest'
import { composeDocx } from './documents/compose.ts'
import { eventually, serviceFolder } from './service.ts'
import { startReceiver } from './smtp.ts'

const SAMPLES = join(import.meta.dirname, '../templates/samples')
const sample = (name: string): string => join(SAMPLES, `${name}.eml`)

/** Every sample mail, the list it stands in and its reason there. */
const LISTS = {
  '/': [
    'Trường Tiểu học Nà Mẫu thăm hỏi đoàn viên',
    'Chi cục Mẫu tổ chức hội thao',
    'Trường THCS Mẫu gặp mặt nữ đoàn viên',
  ],
  '/can-bo-sung': ['Không có ảnh nào gửi kèm', 'không phải ảnh gốc', 'Chưa ghi đơn vị công tác'],
  '/thu-khac': [
    'Có thể là bài gửi đến',
    'Giấy mời, thư mời',
    'gửi hàng loạt',
    'Thư trả lời tự động',
    'Thư trao đổi, hỏi đáp',
  ],
}

test('every sample mail stands in its right list with its reason, and its reply is kept as a draft', async () => {
  await using folder = await serviceFolder()
  await folder.receive(...(await readdir(SAMPLES)).map(name => join(SAMPLES, name)))
  const service = await folder.start()
  await eventually(async () => (await folder.outbox()).length === 6)
  for (const [path, words] of Object.entries(LISTS)) {
    const page = await service.get(path)
    for (const word of words) expect(page, path).toContain(word)
  }
  const subjects = await Promise.all((await folder.outbox()).map(async raw => (await simpleParser(raw)).subject ?? ''))
  expect(subjects.map(subject => subject.split(':')[0]).sort()).toEqual([
    'Cần bổ sung',
    'Cần bổ sung',
    'Cần bổ sung',
    'Đã nhận',
    'Đã nhận',
    'Đã nhận',
  ])
  expect(await service.stop()).toBe('0')
})

test('photos that come minutes after their article join it, and only one reply is sent', async () => {
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  const service = await folder.start({
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(receiver.port),
    SMTP_TLS: 'off',
    REPLIES: 'on',
    QUIET_MINUTES: '1',
  })
  await folder.receive(sample('06-bai-truoc-anh-sau-a'))
  await eventually(async () => (await service.get('/can-bo-sung')).includes('Không có ảnh nào'))
  expect(await service.get('/bai/BK-2026-0001')).toContain('Sắp gửi')
  await folder.receive(sample('06-bai-truoc-anh-sau-b'))
  await eventually(async () => (await service.get('/')).includes('Trường THCS Mẫu'))
  expect(await service.get('/bai/BK-2026-0001')).toContain('Gộp vì cùng người gửi')
  expect(receiver.received).toEqual([])
  await service.stop()
})

test('nothing is sent while replies are switched off', async () => {
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  await folder.receive(sample('01-bai-day-du'))
  const service = await folder.start({ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(receiver.port), SMTP_TLS: 'off' })
  await eventually(async () => (await service.get('/bai/BK-2026-0001')).includes('Bản nháp'))
  await service.stop()
  expect(receiver.received).toEqual([])
})

test('a second start on the same folder says who holds it', async () => {
  await using folder = await serviceFolder()
  const first = await folder.start()
  const second = await folder.start()
  expect(await second.ended).not.toBe('0')
  expect(second.output.join('\n')).toMatch(/is in use by another process: tinbai \d+/)
  expect(await first.get('/health')).toContain('"ready":true')
})

test('the same mail seen again, and once more with other Received lines, makes one submission and one reply', async () => {
  await using folder = await serviceFolder()
  await folder.receive(sample('03-chua-co-anh'))
  const raw = await readFile(sample('03-chua-co-anh'), 'utf8')
  await writeFile(join(folder.path, 'inbox', 'copy.eml'), raw)
  await writeFile(
    join(folder.path, 'inbox', 'list.eml'),
    `Received: by other.example; Wed, 14 Oct 2026 10:01:00 +0700\n${raw}`,
  )
  const service = await folder.start()
  await eventually(async () => (await service.get('/bai/BK-2026-0001')).includes('Thư gốc (2)'))
  await eventually(async () => (await folder.outbox()).length === 1)
  expect(await service.get('/can-bo-sung')).toContain('Cần bổ sung<span class="count">1</span>')
})

test('bytes that are no mail are shown with their raw form, and the others go on', async () => {
  await using folder = await serviceFolder()
  await writeFile(join(folder.path, 'inbox', 'broken.eml'), Buffer.alloc(5000, 0xff))
  await folder.receive(sample('01-bai-day-du'))
  const service = await folder.start()
  await eventually(async () => (await service.get('/')).includes('Nà Mẫu'))
  const page = await eventually(async () => {
    const text = await service.get('/thu-khac')
    return text.includes('Không đọc được thư này') && text
  })
  const [, id] = /href="\/thu\/(\d+)"/.exec(page) ?? []
  const raw = /href="(\/tep\/[^"]+)"/.exec(await service.get(`/thu/${id}`))?.[1] ?? ''
  const bytes = await (await service.fetch(raw)).arrayBuffer()
  expect(Buffer.from(bytes).equals(Buffer.alloc(5000, 0xff))).toBe(true)
})

test('one click makes a submission of a mail that was taken for another', async () => {
  await using folder = await serviceFolder()
  await folder.receive(sample('07-co-the-la-bai'))
  const service = await folder.start()
  await eventually(async () => (await service.get('/thu-khac')).includes('Có thể là bài gửi đến'))
  expect(await service.post('/thu/1/la-bai')).toBe('/bai/BK-2026-0001')
  const page = await eventually(async () => {
    const text = await service.get('/bai/BK-2026-0001')
    return text.includes('Do biên tập viên xếp vào') && text
  })
  expect(page).toContain('Chưa có tít')
})

test('an editor splits a mail off, merges it back into its piece, and takes both back', async () => {
  await using folder = await serviceFolder()
  await folder.receive(sample('06-bai-truoc-anh-sau-a'), sample('06-bai-truoc-anh-sau-b'))
  const service = await folder.start()
  const shows = (path: string, ...words: readonly string[]) =>
    eventually(async () => {
      const page = await service.get(path)
      return words.every(word => page.includes(word)) && page
    })
  const whole = await shows('/bai/BK-2026-0001', 'Thư gốc (2)', 'Ảnh (1)')
  const [, photos] = [...whole.matchAll(/action="\/thu\/(\d+)\/tach-ra"/g)].map(([, id]) => id)
  expect(await service.post(`/thu/${photos}/tach-ra`)).toBe('/bai/BK-2026-0002')
  await shows('/bai/BK-2026-0001', 'Thư gốc (1)', 'Không có ảnh nào gửi kèm')
  await shows('/bai/BK-2026-0002', 'Thư gốc (1)', 'Ảnh (1)', 'Do biên tập viên xếp vào')

  expect(await service.post('/lich-su/1/hoan-tac')).toBe('/bai/BK-2026-0001')
  await shows('/bai/BK-2026-0001', 'Thư gốc (2)', 'Ảnh (1)', '(Trần Thị Mẫu đã hoàn tác)')
  expect(await service.post('/lich-su/1/hoan-tac')).toBe('404')
  expect((await service.fetch('/bai/BK-2026-0002')).url).toBe(`${service.url}/bai/BK-2026-0001`)

  expect(await service.post(`/thu/${photos}/tach-ra`)).toBe('/bai/BK-2026-0003')
  await shows('/bai/BK-2026-0003', 'Ảnh (1)')
  expect(await service.post('/bai/BK-2026-0003/gop', { vao: 'bk-2026-0001' })).toBe('/bai/BK-2026-0001')
  await shows('/bai/BK-2026-0001', 'Gộp BK-2026-0003 vào BK-2026-0001 · Trần Thị Mẫu.', 'Thư gốc (2)')
  expect(await service.post('/bai/BK-2026-0001/gop', { vao: 'BK-2026-0001' })).toBe('404')
  expect(await service.post('/bai/BK-2026-0001/gop', { vao: 'BK-2026-0003' })).toBe('404')
})

test('two articles in one mail are two submissions with a reply each', async () => {
  await using folder = await serviceFolder()
  const article = (name: string, what: string): { filename: string; content: Buffer } => ({
    filename: `${name}.docx`,
    content: Buffer.from(
      composeDocx([
        `1. Tít tin, bài: ${name}`,
        `2. Nội dung bài viết: ${what}`,
        '3. Chú thích ảnh: Quang cảnh hoạt động của đoàn viên',
        '4. Tác giả: Nông Văn Thử',
        '5. Đơn vị công tác: Công đoàn Chi cục Mẫu',
      ]),
    ),
  })
  const raw = await new MailComposer({
    from: 'Nông Văn Thử <mau2@example.com>',
    to: 'congdoanbk@gmail.com',
    subject: 'Gửi 2 bài',
    text: 'Em gửi hai bài ạ.',
    attachments: [
      article(
        'Công đoàn Chi cục Mẫu tặng quà học sinh',
        'Sáng 12/10, Công đoàn tổ chức tặng quà cho học sinh vùng cao. Các em rất vui.',
      ),
      article(
        'Công đoàn Chi cục Mẫu tổ chức hội thao',
        'Ngày 15/10, hơn 60 đoàn viên tham gia hội thao ba môn. Đội Văn phòng giành giải nhất.',
      ),
    ],
  })
    .compile()
    .build()
  await writeFile(join(folder.path, 'inbox', 'hai-bai.eml'), raw)
  const service = await folder.start()
  await eventually(async () => (await folder.outbox()).length === 2)
  const list = await service.get('/can-bo-sung')
  expect(list).toContain('Công đoàn Chi cục Mẫu tặng quà học sinh')
  expect(list).toContain('Công đoàn Chi cục Mẫu tổ chức hội thao')
})

test('an answer that brings only what was missing completes the submission, and thanks bring no second reply', async () => {
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  const smtp = { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(receiver.port), SMTP_TLS: 'off', REPLIES: 'on' }
  await folder.receive(sample('03-chua-co-anh'))
  const service = await folder.start(smtp)
  await eventually(async () => receiver.received.length === 1)
  const asked = await simpleParser(receiver.received[0]?.raw ?? '')
  expect(asked.subject).toMatch(/^Cần bổ sung: .*\(BK-2026-0001\)$/)
  expect(asked.inReplyTo).toBe('<03-chua-co-anh@mau.example>')

  const [photo] = (await simpleParser(await readFile(sample('07-co-the-la-bai')))).attachments
  const answer = async (name: string, text: string, attached: readonly { filename: string; content: Buffer }[]) => {
    const composer = new MailComposer({
      from: '"Triệu Thị Ví Dụ" <mau3@example.com>',
      subject: `Re: ${asked.subject}`,
      inReplyTo: asked.messageId ?? '',
      text: `${text}\n\nVào Th 4, 14 thg 10, 2026 lúc 10:05 Ban Biên tập <congdoanbk@gmail.com> đã viết:\n\n${asked.text?.replace(/^/gm, '> ')}`,
      attachments: [...attached],
    })
    await writeFile(join(folder.path, 'inbox', name), await composer.compile().build())
  }
  await answer('anh.eml', 'Em gửi ảnh: Các học viên trong buổi tập huấn.', [
    { filename: 'tap-huan.jpg', content: photo?.content ?? Buffer.alloc(0) },
  ])
  await eventually(async () => receiver.received.length === 2)
  expect((await simpleParser(receiver.received[1]?.raw ?? '')).subject).toMatch(/^Đã nhận: /)
  expect(await service.get('/')).toContain('Trung tâm Y tế Mẫu')

  await answer('cam-on.eml', 'Em cảm ơn Ban Biên tập ạ!', [])
  await eventually(async () => (await service.get('/thu-khac')).includes('Thư trao đổi'))
  expect(await service.get('/bai/BK-2026-0001')).toContain('không tính vào bài')
  await service.stop()
  expect(receiver.received).toHaveLength(2)
})

test('the breaker stops replies until an editor lets them go on; one that comes back is shown and never answered', async () => {
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  await folder.receive(sample('01-bai-day-du'), sample('03-chua-co-anh'))
  const service = await folder.start({
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(receiver.port),
    SMTP_TLS: 'off',
    REPLIES: 'on',
    REPLIES_PER_HOUR: '1',
  })
  const page = await eventually(async () => {
    const text = await service.get('/')
    return text.includes('1 thư trả lời đang chờ') && text
  })
  expect(page).toContain('Đã tạm dừng gửi thư trả lời')
  expect(await service.get('/thu-tra-loi')).toContain('tạm dừng vì quá nhiều thư trong một giờ')
  await eventually(async () => receiver.received.length === 1)
  const press = (path: string) => service.fetch(path, { method: 'POST', headers: { Origin: service.url ?? '' } })
  await press('/thu-tra-loi/gui-tiep')
  await eventually(async () => receiver.received.length === 2)

  const [first] = receiver.received
  const sent = await simpleParser(first?.raw ?? '')
  const [, reference = ''] = /\((BK-\d{4}-\d{4})\)/.exec(sent.subject ?? '') ?? []
  const report = [
    'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    'To: congdoanbk@gmail.com',
    'Subject: Delivery Status Notification (Failure)',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    `Final-Recipient: rfc822; ${first?.to[0]}`,
    'Action: failed',
    'Status: 5.1.1',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${sent.messageId}`,
    '--b--',
  ]
  await writeFile(join(folder.path, 'inbox', 'bounce.eml'), report.join('\r\n'))
  const shown = await eventually(async () => {
    const text = await service.get(`/bai/${reference}`)
    return text.includes('không tới được') && text
  })
  expect(shown).toContain('Thư trả lời không tới được: địa chỉ người nhận không tồn tại (5.1.1)')
  expect(await service.get('/thu-tra-loi')).toContain('Thư trả lời không tới được')
  expect(await service.get('/thu-khac')).toContain('Thông báo thư không gửi được')
  await service.stop()
  expect(receiver.received).toHaveLength(2)
})
